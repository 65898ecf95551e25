/** `keepsake backup FILE`: a copy that was opened and verified, taken while everything runs. */
import { resolve } from 'node:path';
import { ConfigError, parseConfig } from '../index.ts';
import { digestOf, type Inspection, noteBackup, sizeOf, takeBackup } from '../storage/backup.ts';
import { fileOf } from '../storage/database.ts';
import { type Command, readWords, sayJson, settings } from './command.ts';
import { examine } from './examining.ts';

/** The SQLite file that the settings name. @throws ConfigError with what to do instead */
export function databaseFile(instead: string): string {
  const { databaseUrl } = parseConfig(settings());
  const path = fileOf(databaseUrl);
  if (path !== null) return resolve(path);
  if (databaseUrl === ':memory:') throw new ConfigError('a database in memory has no backup');
  throw new ConfigError(`PostgreSQL has its own tools; run: ${instead}`);
}

export const backup: Command = {
  name: 'backup',
  summary: 'backup FILE copies the SQLite file while everything runs, and verifies the copy',
  help: `Usage: keepsake backup FILE

Copies the SQLite database to FILE in one snapshot, while servers and workers go on writing. FILE gets its
name once the copy is synced to disk, whole, of a known schema, with an unaltered consent ledger, and
opened by KEEPSAKE_ENCRYPTION_KEYS; an existing one is never overwritten. Prints {"object":"backup","file","taken_at","bytes","sha256",
"schema","counts","ledger":{"checked"}}. The keys are not in it: keep them elsewhere.
Room for twice the database is needed beside FILE while it is verified.

For postgres:// it says which pg_dump to run, and ends with 2.

Exit codes: 0 taken and verified, 1 failed (nothing is left behind), 2 wrong usage or a wrong setting.
Variables: DATABASE_URL, KEEPSAKE_ENCRYPTION_KEYS, and what serve needs to start.`,
  async run(words) {
    const { names } = readWords('backup', words, {}, { atLeast: 1, atMost: 1 });
    const file = resolve(names[0] ?? '');
    const path = databaseFile(`pg_dump --format=custom --file=${file} "$DATABASE_URL"`);
    const takenMs = Date.now();
    const found: (Inspection & { checked: number })[] = [];
    await takeBackup(path, file, async (partial) => void found.push(await examine(partial)));
    noteBackup(path, takenMs);
    for (const { schema, counts, checked } of found)
      sayJson({
        object: 'backup',
        file,
        taken_at: new Date(takenMs).toISOString(),
        bytes: sizeOf(file),
        sha256: await digestOf(file),
        schema,
        counts,
        ledger: { checked },
      });
    return 0;
  },
};
