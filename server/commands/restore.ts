/** `keepsake restore FILE`: a verified backup in the database's place, and what has to follow. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { copyBeside, inspect, isInUse, putInPlace, removeDatabase } from '../storage/backup.ts';
import { lockServer } from '../storage/server-lock.ts';
import { databaseFile } from './backup.ts';
import { type Command, readWords, sayJson } from './command.ts';
import { tryOut } from './examining.ts';

/** Clocks of machines that wrote to the same database may differ by so much, in milliseconds. */
const MARGIN_MS = 60_000;

/** Wants the place free, or leave to clear it. @throws Error */
function checkPlace(path: string, force: boolean): void {
  if (isInUse(path))
    throw new Error(`${path} is open in another process; stop servers and workers first`);
  if (existsSync(path) && !force)
    throw new Error(`${path} exists; --force sets it aside (it is renamed, not deleted)`);
}

/** The first moment of which the backup may know nothing. @returns an ISO time; null for an empty one */
function sinceOf(newestMs: number | null): string | null {
  return newestMs === null ? null : new Date(newestMs - MARGIN_MS).toISOString();
}

async function restoreFile(from: string, path: string): Promise<void> {
  const found = await inspect(from);
  const finished = `${path}.restoring-${process.pid}`;
  const aside = `${path}.replaced-${new Date().toISOString().replaceAll(':', '')}`;
  try {
    copyBeside(from, finished);
    const checked = await tryOut(finished);
    const moved = putInPlace(finished, path, aside);
    const since = sinceOf(found.newestMs);
    sayJson({
      object: 'restoration',
      file: path,
      from,
      set_aside: moved ? aside : null,
      schema: found.schema,
      counts: found.counts,
      ledger: { checked },
      next: since === null ? null : `keepsake reconcile --since ${since}`,
    });
  } finally {
    removeDatabase(finished);
  }
}

export const restore: Command = {
  name: 'restore',
  summary: "restore FILE puts a verified backup in the database's place",
  help: `Usage: keepsake restore FILE [--force]

Verifies a backup (whole, of a known schema, consent ledger unaltered, opened by these keys), brings it up
to date, and puts it in the place of the SQLite database in one step. It refuses while any process has
the database open, and where one exists; --force renames that one to PATH.replaced-TIME.

What happened after the backup is not in it. So before you serve again, run what "next" says: keepsake
reconcile --since TIME asks processors what became of every payment that was open, and names the
charges that this database does not know. Removals and erasures of that time have to be made again.

For postgres:// it says which pg_restore to run, and ends with 2.

Exit codes: 0 restored, 1 refused or failed (all is as it was), 2 wrong usage or a wrong setting.
Variables: DATABASE_URL, KEEPSAKE_ENCRYPTION_KEYS, and what serve needs to start.`,
  async run(words) {
    const flags = { force: { type: 'boolean' } } as const;
    const { values, names } = readWords('restore', words, flags, { atLeast: 1, atMost: 1 });
    const from = resolve(names[0] ?? '');
    const path = databaseFile(
      `pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" ${from}`,
    );
    if (from === path) throw new Error(`${from} is the database itself`);
    mkdirSync(dirname(path), { recursive: true });
    const unlock = lockServer(path);
    try {
      checkPlace(path, values.force === true);
      await restoreFile(from, path);
    } finally {
      unlock();
    }
    return 0;
  },
};
