/** `keepsake accounts`: several merchants on one installation. */
import { ConfigError } from '../index.ts';
import { type Command, readWords, sayJson, withKeepsake } from './command.ts';

const TEXT = { type: 'string' } as const;
const FLAGS = { name: TEXT, 'terms-url': TEXT, 'support-url': TEXT, 'manage-url': TEXT };

export const accounts: Command = {
  name: 'accounts',
  summary: 'accounts create|list: several merchants on one installation',
  help: `Usage: keepsake accounts list
       keepsake accounts create --name NAME [--terms-url URL] [--support-url URL] [--manage-url URL]

An account has customers, cards, payments, events and webhook endpoints of its own, and sees nobody else's.
Its name and addresses stand in what its buyers read; the default account takes them from KEEPSAKE_MERCHANT_….
Processors are shared. Make a key for it with keepsake keys create --account acct_….
Prints one line of JSON an account.

Exit codes: 0 done, 1 it could not be made, 2 wrong usage or a wrong setting.
Variables: DATABASE_URL, and what serve needs to start.`,
  async run(words) {
    const { values, names } = readWords('accounts', words, FLAGS, { atLeast: 1, atMost: 1 });
    const [verb = ''] = names;
    if (verb === 'list') {
      const all = await withKeepsake((keepsake) => keepsake.access.accounts());
      for (const { id, name, createdMs } of all)
        sayJson({ id, object: 'account', name, createdMs });
      return 0;
    }
    if (verb !== 'create') throw new ConfigError('accounts: create or list; see --help');
    const { name } = values;
    if (name === undefined) throw new ConfigError('accounts create needs --name');
    const { id } = await withKeepsake((keepsake) =>
      keepsake.access.createAccount({
        name,
        termsUrl: values['terms-url'] ?? null,
        supportUrl: values['support-url'] ?? null,
        manageUrl: values['manage-url'] ?? null,
      }),
    );
    sayJson({ id, object: 'account', name });
    return 0;
  },
};
