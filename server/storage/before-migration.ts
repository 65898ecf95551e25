/**
 * A copy of the file as it was before a step of the schema, `FILE.before-STEP`, so that an upgrade can
 * be taken back by putting it in the file's place. Made for a file that has been used; deleted by nobody.
 */
import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { takeSnapshot } from './snapshot.ts';

/** Another process may have taken the step while the copy was made. */
function isBefore(copy: string, step: string): boolean {
  const db = new Sqlite(copy, { readonly: true });
  try {
    return db.prepare('select 1 from migrations where name = ?').get(step) === undefined;
  } finally {
    db.close();
  }
}

class TooLate extends Error {}

/** Names for copies of the same step: one that was taken back may be taken again, with more in it. */
const nameOf = (path: string, step: string, count: number) =>
  `${path}.before-${step}${count === 1 ? '' : `.${count}`}`;

/** How many copies before a step there are. */
function countBefore(path: string, step: string): number {
  let count = 0;
  while (existsSync(nameOf(path, step, count + 1))) count += 1;
  return count;
}

/** The newest copy of the file as it was before a step; null where there is none. */
export function latestBefore(path: string, step: string): string | null {
  const count = countBefore(path, step);
  return count === 0 ? null : nameOf(path, step, count);
}

/** How far a database has come: nothing is paid or told without raising it. */
function progressOf(db: Sqlite.Database): string {
  const newest = (table: string) => db.prepare(`select max(seq) from ${table}`).pluck().get();
  return JSON.stringify([newest('events'), newest('attempts')]);
}

/** A start that failed and is tried again needs no second copy of the same. */
function holdsTheSame(copy: string, sqlite: Sqlite.Database): boolean {
  const db = new Sqlite(copy, { readonly: true });
  try {
    return progressOf(db) === progressOf(sqlite);
  } finally {
    db.close();
  }
}

/**
 * @param step the first that is pending
 * @returns the copy's path; null where none was needed
 * @throws Error, and nothing may be migrated, when it could not be made
 */
export async function copyBefore(
  sqlite: Sqlite.Database,
  path: string,
  step: string,
): Promise<string | null> {
  try {
    const latest = latestBefore(path, step);
    if (latest !== null && holdsTheSame(latest, sqlite)) return latest;
    const target = nameOf(path, step, countBefore(path, step) + 1);
    await takeSnapshot(sqlite, target, (partial) => {
      if (!isBefore(partial, step)) throw new TooLate();
    });
    return target;
  } catch (reason) {
    // Of several processes that start at once, another may have been faster with the same copy.
    const latest = latestBefore(path, step);
    if (reason instanceof TooLate || (latest !== null && holdsTheSame(latest, sqlite)))
      return latest;
    throw new Error(`${(reason as Error).message}; nothing was migrated`);
  }
}
