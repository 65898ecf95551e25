/** The schema as a person asks after it: what would run, and running it. Nothing is decided here. */
import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { latestBefore } from './before-migration.ts';
import { fileOf, openStore } from './database.ts';
import { MIGRATIONS, pendingMigrations } from './migrate.ts';
import type { Schema } from './schema.ts';
import { openDoors } from './sqlite.ts';

const namesOf = (steps: typeof MIGRATIONS) => steps.map(({ name }) => name);

async function pendingInFile(path: string): Promise<readonly string[]> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || found.size === 0) return namesOf(MIGRATIONS);
  const sqlite = new Sqlite(path, { fileMustExist: true });
  try {
    return namesOf(await pendingMigrations(openDoors<Schema>(sqlite).db));
  } finally {
    sqlite.close();
  }
}

/**
 * The names of the steps that have not run. It writes nothing, and makes no file.
 * @throws Error for a schema that is newer than this program
 */
export async function pendingAt(url: string): Promise<readonly string[]> {
  const path = fileOf(url);
  if (path !== null) return pendingInFile(path);
  if (!url.startsWith('postgres')) return namesOf(MIGRATIONS);
  const { openPostgres } = await import('./postgres.ts');
  const { db, close } = openPostgres<Schema>(url, { connections: 1 });
  try {
    return namesOf(await pendingMigrations(db));
  } finally {
    await close();
  }
}

/** @returns the steps that were pending and have run, and where the file as it was before them is kept */
export async function upgrade(
  url: string,
  now: () => number,
): Promise<{ readonly ran: readonly string[]; readonly copy: string | null }> {
  const ran = await pendingAt(url);
  const store = await openStore(url, { now });
  await store.close();
  const [first] = ran;
  const path = fileOf(url);
  return { ran, copy: path === null || first === undefined ? null : latestBefore(path, first) };
}
