/** `keepsake copy`: moves an installation to another database, and proves that nothing is missing. */
import { ConfigError, createKeepsake } from '../index.ts';
import { CopyRefused, type CopyReport, copyDatabase } from '../storage/copy.ts';
import type { From, Into } from '../storage/copy-side.ts';
import { openSqliteFrom, openSqliteInto } from '../storage/copy-sqlite.ts';
import { type Command, readWords, sayJson, settings } from './command.ts';

const FILE = /^file:(.+)$/;
const POSTGRES = /^postgres(ql)?:\/\/.+$/;
/** The exit code where the source has to be migrated first. */
const PENDING = 3;

async function openFrom(url: string, alone: boolean): Promise<From> {
  const [, path] = FILE.exec(url) ?? [];
  if (path !== undefined) return openSqliteFrom(path, alone);
  const { openPostgresFrom } = await import('../storage/copy-postgres.ts');
  return openPostgresFrom(url, alone);
}

async function openInto(url: string): Promise<Into> {
  const [, path] = FILE.exec(url) ?? [];
  if (path !== undefined) return openSqliteInto(path, Date.now);
  const { openPostgresInto } = await import('../storage/copy-postgres.ts');
  return openPostgresInto(url, Date.now);
}

/** @throws ConfigError for anything but a file or a PostgreSQL */
function address(flag: string, url: string | undefined): string {
  if (url === undefined || !(FILE.test(url) || POSTGRES.test(url)))
    throw new ConfigError(
      `copy: ${flag} takes file:PATH or postgres://…; see keepsake copy --help`,
    );
  return url;
}

async function run(words: readonly string[]): Promise<CopyReport> {
  const { values } = readWords('copy', words, {
    from: { type: 'string' },
    to: { type: 'string' },
    rehearse: { type: 'boolean', default: false },
    'replace-nul': { type: 'boolean', default: false },
  });
  const [source, goal] = [address('--from', values.from), address('--to', values.to)];
  if (FILE.test(source) === FILE.test(goal))
    throw new ConfigError('copy: one side is a file and the other a PostgreSQL database');
  const from = await openFrom(source, !values.rehearse);
  let into: Into;
  try {
    into = await openInto(goal);
  } catch (reason) {
    await from.close(null);
    throw reason;
  }
  return copyDatabase(from, into, {
    replaceUnfit: values['replace-nul'],
    rehearse: values.rehearse,
    now: Date.now,
    async prove(store) {
      const options = { ...settings(), logLevel: 'silent' } as const;
      const keepsake = await createKeepsake(options, { store });
      const found = await keepsake.verify();
      await keepsake.close();
      return { ok: found.ok, found };
    },
  });
}

export const copy: Command = {
  name: 'copy',
  summary: 'moves an installation from a SQLite file to PostgreSQL, or back, and proves it',
  help: `Usage: keepsake copy --from file:PATH --to postgres://… [--rehearse] [--replace-nul]
       keepsake copy --from postgres://… --to file:PATH [--rehearse]

Carries every table over and proves that both sides hold the same: rows counted and hashed table by
table, money added up by each database itself, the consent ledger verified and the triggers tried in
the copy. All of it is one transaction at the goal: where anything differs, nothing is there. It prints
what it found as JSON.

Stop every keepsake process first: it refuses while one has either side open. The goal is an empty
database, or the name of a file that does not exist. After a copy that succeeded the source refuses to
be served, because two installations with the same books would charge twice; set DATABASE_URL to the
goal and start again.

  --rehearse     does and proves everything, then undoes it; the source may be in use and stays as it is
  --replace-nul  PostgreSQL holds no U+0000 in a text: puts U+FFFD there (the cells are named), never
                 in what was agreed. Without it such a cell is named and nothing is moved

Exit codes: 0 everything is there and the same, 1 something differs or a database failed and nothing was
moved, 2 wrong usage, or a side that cannot be used, 3 the source has migrations pending.
Variables: KEEPSAKE_ENCRYPTION_KEYS, and what serve needs to start; not DATABASE_URL.`,
  async run(words) {
    try {
      const report = await run(words);
      sayJson({ object: 'copy', ...report });
      return report.ok ? 0 : 1;
    } catch (reason) {
      if (!(reason instanceof CopyRefused)) throw reason;
      if (!reason.pending) throw new ConfigError(`copy: ${reason.message}`);
      process.stderr.write(`keepsake: copy: ${reason.message}\n`);
      return PENDING;
    }
  },
};
