/** `keepsake migrate`: brings the schema up to date, or says what is missing. */
import { optionsFromEnvironment, parseConfig } from '../index.ts';
import { pendingAt, upgrade } from '../storage/upgrade.ts';
import { type Command, readWords, sayJson } from './command.ts';
import { UNUSED } from './unused-settings.ts';

const PENDING = 3;

export const migrate: Command = {
  name: 'migrate',
  summary: 'brings the schema up to date; with --check only says what is pending',
  help: `Usage: keepsake migrate [--check]

Runs the steps of the schema that have not run: forward only, each in one transaction, checked against
what ran before. Killed anywhere, it goes on from there when it is run again. serve, worker and the
other commands do the same when they start. A SQLite file that has been used is copied first, to
FILE.before-STEP; to take an upgrade back, stop everything and put that copy in the file's place.

With --check nothing is written: it prints {"object":"migration","pending":["STEP"]}.

Exit codes: 0 nothing is pending (any more), 1 failed, or the schema is newer than this program,
2 wrong usage or a wrong setting, 3 with --check: something is pending.
Variables: DATABASE_URL.`,
  async run(words) {
    const { values } = readWords('migrate', words, { check: { type: 'boolean' } });
    const { databaseUrl } = parseConfig({ ...UNUSED, ...optionsFromEnvironment(process.env) });
    if (values.check) {
      const pending = await pendingAt(databaseUrl);
      sayJson({ object: 'migration', pending });
      return pending.length === 0 ? 0 : PENDING;
    }
    const { ran, copy } = await upgrade(databaseUrl, Date.now);
    sayJson({ object: 'migration', ran, copy });
    return 0;
  },
};
