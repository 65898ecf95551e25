/** `keepsake reconcile`: asks processors about every payment whose outcome is open, due or not. */
import { ConfigError, type Keepsake } from '../index.ts';
import {
  type Command,
  readTime,
  readWords,
  sayJson,
  wantDatabase,
  withKeepsake,
} from './command.ts';

/** A pass that finds nothing may need another a moment later: absence is proved by two. */
const PASSES = 4;
const PAUSE_MAX_MS = 10_000;

const EVERY = 'all';

/** Exit code: whether all is well is not known yet. */
const PENDING = 3;

/**
 * What processors did since then that is not on record here, and what was given back of it.
 * @param wanted references that a person wants given back, or `all`
 */
async function compare(keepsake: Keepsake, sinceMs: number, wanted: readonly string[]) {
  const before = await keepsake.compareBooks(sinceMs);
  const stray = wanted.filter(
    (each) => each !== EVERY && !before.foreign.some(({ reference }) => reference === each),
  );
  if (stray.length > 0)
    throw new ConfigError(`${stray[0]} is no charge that is unknown here; nothing was given back`);
  const back: string[] = [];
  for (const charge of before.foreign) {
    const isWanted = wanted.includes(EVERY) || wanted.includes(charge.reference);
    if (isWanted && (await keepsake.giveBackForeign(charge))) back.push(charge.reference);
  }
  const left = before.foreign.filter(({ reference }) => !back.includes(reference));
  return { ...before, foreign: left, back };
}

export const reconcile: Command = {
  name: 'reconcile',
  summary: 'asks processors about every payment whose outcome is open',
  help: `Usage: keepsake reconcile [--since TIME [--give-back ATTEMPT|all]…]

Asks processors about every attempt whose outcome is open, and settles what they can prove. It may run
beside a server. Prints {"object":"reconciliation","asked","open":["att_…"]}.

With --since (a time such as 2026-01-31T12:00Z) it also asks about attempts planned since then that came
to nothing, and compares the processors' own lists with this database: "unknown_here" names charges that
it does not know (after a restore: those made after the backup), "differing" charges of which another sum
was given back, "unlisted" the processors that listed nothing: of these nothing is known (is it reachable? run it again;
Stripe and Adyen never do: look there by hand). Another installation's
charges at the same processor account are unknown here, too: give back only what you know.
--give-back refunds an unknown charge at its processor; asked twice, it is done once.

Exit codes: 0 nothing is open, unknown or different, 1 names what is, or it failed, 2 wrong usage or a wrong
setting, 3 with --since: nothing was found, but some are unlisted.
Variables: DATABASE_URL, and those of the processors.`,
  async run(words) {
    const text = { type: 'string' } as const;
    const flags = { since: text, 'give-back': { ...text, multiple: true } } as const;
    const { values } = readWords('reconcile', words, flags);
    const sinceMs = values.since === undefined ? null : readTime('--since', values.since);
    const wanted = values['give-back'] ?? [];
    if (wanted.length > 0 && sinceMs === null)
      throw new ConfigError('--give-back goes with --since TIME');
    wantDatabase();
    return withKeepsake(async (keepsake) => {
      let result = await keepsake.reconcile(sinceMs);
      for (let pass = 1; pass < PASSES && result.nextMs !== null; pass += 1) {
        const pauseMs = result.nextMs - Date.now();
        if (pauseMs > PAUSE_MAX_MS) break;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, pauseMs)));
        result = await keepsake.reconcile();
      }
      const { asked, open } = result;
      if (sinceMs === null) {
        sayJson({ object: 'reconciliation', asked, open });
        return open.length === 0 ? 0 : 1;
      }
      const { foreign, back, differing, unlisted } = await compare(keepsake, sinceMs, wanted);
      sayJson({
        object: 'reconciliation',
        asked,
        open,
        unknown_here: foreign.map(({ processor, reference, amountMinor: amount, currency }) => ({
          ...{ processor, reference, amount, currency },
        })),
        given_back: back,
        differing,
        unlisted,
      });
      if (open.length + foreign.length + differing.length > 0) return 1;
      return unlisted.length === 0 ? 0 : PENDING;
    });
  },
};
