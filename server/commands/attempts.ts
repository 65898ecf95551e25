/** `keepsake attempts resolve`: a person settles by hand what no processor will say, on evidence. */
import { ConfigError } from '../index.ts';
import { type Command, readWords, sayJson, withKeepsake } from './command.ts';

export const attempts: Command = {
  name: 'attempts',
  summary: 'attempts resolve ATTEMPT settles one by hand; the evidence is kept with it',
  help: `Usage: keepsake attempts resolve ATTEMPT --as charged|not-charged --evidence TEXT [--reference ID]

Settles an attempt whose outcome is unknown, where no processor will ever say. The evidence is kept with
the attempt; --reference is the processor's own id of the charge, so that a refund can name it.

Exit codes: 0 settled, 1 there is no such attempt, or it is not open, 2 wrong usage or a wrong setting.
Variables: DATABASE_URL, and what serve needs to start.`,
  async run(words) {
    const text = { type: 'string' } as const;
    const { values, names } = readWords(
      'attempts',
      words,
      { as: text, evidence: text, reference: text },
      { atLeast: 2, atMost: 2 },
    );
    const [verb, id = ''] = names;
    if (verb !== 'resolve')
      throw new ConfigError('attempts resolve ATTEMPT is all that there is; see --help');
    const { as, evidence, reference } = values;
    if (as !== 'charged' && as !== 'not-charged')
      throw new ConfigError('--as must be charged or not-charged');
    if (evidence === undefined) throw new ConfigError('--evidence says where this is known from');
    const { status, late } = await withKeepsake((keepsake) =>
      keepsake.resolveAttempt(id, { as, evidence, reference }),
    );
    sayJson({ id, object: 'attempt', status, late });
    return 0;
  },
};
