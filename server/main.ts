/** The command `keepsake`: finds the one that is named, runs it, and ends with its exit code. */
import { accounts } from './commands/accounts.ts';
import { attempts } from './commands/attempts.ts';
import { backup } from './commands/backup.ts';
import { bank } from './commands/bank.ts';
import type { Command } from './commands/command.ts';
import { copy } from './commands/copy.ts';
import { csp } from './commands/csp.ts';
import { events } from './commands/events.ts';
import { keys } from './commands/keys.ts';
import { migrate } from './commands/migrate.ts';
import { reconcile } from './commands/reconcile.ts';
import { restore } from './commands/restore.ts';
import { rotateKeys } from './commands/rotate-keys.ts';
import { serve } from './commands/serve.ts';
import { verify } from './commands/verify.ts';
import { worker } from './commands/worker.ts';
import { ConfigError } from './index.ts';

/** In the order of the list that `keepsake help` prints. */
const COMMANDS: readonly Command[] = [
  serve,
  worker,
  bank,
  migrate,
  verify,
  reconcile,
  attempts,
  events,
  accounts,
  keys,
  rotateKeys,
  backup,
  restore,
  copy,
  csp,
];

const WIDTH = 11;

const HELP = `Usage: keepsake COMMAND [OPTION]…

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(WIDTH)} ${summary}`).join('\n')}

keepsake COMMAND --help says more of each. Settings come from the environment; see the README.
Exit codes: 0 done, 1 found wrong or failed, 2 wrong usage or a wrong setting, 3 something is pending.`;

const isHelp = (word: string) => word === '--help' || word === '-h';

/** @returns the exit code */
async function run(name: string, words: readonly string[]): Promise<number> {
  if (name === 'help' || isHelp(name)) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) throw new ConfigError(`unknown command ${name}; see keepsake help`);
  if (words.some(isHelp)) {
    process.stdout.write(`${command.help}\n`);
    return 0;
  }
  return command.run(words);
}

const [name = 'help', ...words] = process.argv.slice(2);
try {
  process.exit(await run(name, words));
} catch (reason) {
  process.stderr.write(`keepsake: ${reason instanceof Error ? reason.message : String(reason)}\n`);
  process.exit(reason instanceof ConfigError ? 2 : 1);
}
