/** `keepsake events resend`: what a merchant has lost goes out again. */
import { ConfigError } from '../index.ts';
import { type Command, readTime, readWords, sayJson, withKeepsake } from './command.ts';

export const events: Command = {
  name: 'events',
  summary: 'events resend sends events to webhook endpoints again',
  help: `Usage: keepsake events resend EVENT… [--endpoint ID]
       keepsake events resend --endpoint ID --since TIME [--until TIME] [--undelivered]

Sends events again: those that are named, to one endpoint or to all that want them; or everything of a
time that an endpoint wants, with --undelivered only what never arrived. Each is a delivery of its own,
with the event's own id, made by the next worker: a running one begins within a second.
Prints {"object":"resending","events","deliveries"}.

Exit codes: 0 under way, 1 there is no such event or endpoint, or nobody wants it (those named before it
are under way), 2 wrong usage or a wrong setting.
Variables: DATABASE_URL, and what serve needs to start.`,
  async run(words) {
    const text = { type: 'string' } as const;
    const { values, names } = readWords(
      'events',
      words,
      { endpoint: text, since: text, until: text, undelivered: { type: 'boolean' } },
      { atLeast: 1, atMost: 1000 },
    );
    const [verb, ...ids] = names;
    const { endpoint, since, until, undelivered = false } = values;
    if (verb !== 'resend')
      throw new ConfigError('events resend is all that there is; see keepsake events --help');
    if (ids.length > 0 === (since !== undefined))
      throw new ConfigError('events resend wants either EVENT ids or --since TIME');
    if (since === undefined) {
      if (until !== undefined || undelivered)
        throw new ConfigError('--until and --undelivered go with --since TIME');
      const deliveries = await withKeepsake(async (keepsake) => {
        let count = 0;
        for (const id of ids) count += await keepsake.resendEvent(id, endpoint ?? null);
        return count;
      });
      sayJson({ object: 'resending', events: ids.length, deliveries });
      return 0;
    }
    if (endpoint === undefined) throw new ConfigError('--since goes with --endpoint ID');
    const fromMs = readTime('--since', since);
    const untilMs = until === undefined ? Date.now() : readTime('--until', until);
    const count = await withKeepsake((keepsake) =>
      keepsake.resendRange(endpoint, { fromMs, untilMs, undelivered }),
    );
    sayJson({ object: 'resending', events: count, deliveries: count });
    return 0;
  },
};
