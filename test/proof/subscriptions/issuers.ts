/**
 * The banks that issued the cards, as they answer over the years: most say yes, some accounts are empty
 * before payday, some banks say no without a reason, want to see their customer, or never again. What a
 * card does is drawn when it is made; it knows nothing of subscriptions.
 */
import type { Chance } from '../simulation/chance.ts';
import { createWeighing } from '../simulation/chance.ts';
import type { Issuer } from '../simulation/processors/acquirer.ts';
import { factsOf, type Question, type Verdict } from '../simulation/processors/cards.ts';
import { DAY_MS, dayOfMonth } from './calendar.ts';

/** What a card is like; the name stands in its token. */
export type Temper = 'sound' | 'payday' | 'moody' | 'careful' | 'lost' | 'stopping' | 'closing';

interface Card {
  readonly temper: Temper;
  /** The day of the month on which its account is filled. */
  readonly payday: number;
  /** From when on it is lost, stopped or closed; epoch ms. */
  readonly endsMs: number;
  readonly expMonth: number;
  readonly expYear: number;
}

export interface Issuers extends Issuer {
  /** A new card. @returns what stands behind its token: pass it as `tok_…` or `ctok_…` */
  issue(temper?: Temper): { readonly tail: string };
}

const pickTemper = createWeighing<Temper>([
  [58, 'sound'],
  [18, 'payday'],
  [10, 'moody'],
  [7, 'careful'],
  [3, 'lost'],
  [2, 'stopping'],
  [2, 'closing'],
]);

const declined = (code: string, networkCode: string | null): Verdict => ({
  kind: 'declined',
  code,
  networkCode,
});
const approved: Verdict = { kind: 'approved' };
/** Of all charges, those that fail on the way. */
const TECHNICAL = 0.006;

/** How an issuer answers somebody who wants money from this card now. */
function answer(card: Card, asked: Question, nowMs: number): Verdict {
  const { chance, initiator } = asked;
  const over = nowMs >= card.endsMs;
  if (card.temper === 'lost' && over) return declined('stolen_card', '43');
  if (card.temper === 'stopping' && over && initiator === 'merchant')
    return declined('revocation_of_authorization', 'R1');
  if (card.temper === 'closing' && over) return declined('invalid_account', '14');
  if (chance.happens(TECHNICAL))
    return chance.happens(0.5)
      ? declined('processing_error', '96')
      : declined('issuer_not_available', '91');
  if (card.temper === 'payday') {
    const since = (dayOfMonth(nowMs) - card.payday + 31) % 31;
    if (since > 14 && chance.happens(0.7)) return declined('insufficient_funds', '51');
  }
  if (card.temper === 'moody' && chance.happens(0.35)) return declined('do_not_honor', '05');
  if (card.temper === 'careful' && initiator === 'merchant' && chance.happens(0.12))
    return declined('authentication_required', '1A');
  if (card.temper === 'careful' && initiator === 'customer' && chance.happens(0.7))
    return { kind: 'challenge' };
  return approved;
}

/** @param span when the world begins and ends, epoch ms */
export function createIssuers(options: {
  readonly chance: Chance;
  readonly now: () => number;
  readonly span: { readonly startMs: number; readonly endMs: number };
}): Issuers {
  const { chance, now, span } = options;
  const cards: Card[] = [];
  const cardOf = (token: string): Card => {
    const card = cards[Number(token.split('_')[2])];
    if (!card) throw new Error(`nobody issued ${token}`);
    return card;
  };
  const years = Math.ceil((span.endMs - span.startMs) / (365 * DAY_MS));
  return {
    issue(wanted) {
      const temper = wanted ?? pickTemper(chance);
      // One in four expires while the world lasts.
      const expiring = chance.happens(0.25);
      const year = new Date(now()).getUTCFullYear();
      const card = {
        temper,
        payday: chance.pick([1, 1, 15, 25, 28]),
        endsMs: span.startMs + chance.next() * (span.endMs - span.startMs),
        expMonth: chance.between(1, 12),
        expYear: expiring ? year + chance.between(1, Math.max(1, years)) : year + years + 2,
      };
      cards.push(card);
      return { tail: `${temper}_${cards.length - 1}_${chance.below(1_000_000)}` };
    },
    facts(token) {
      const { expMonth, expYear } = cardOf(token);
      return { ...factsOf(token), expMonth, expYear };
    },
    judge: (credential, asked) =>
      asked.purpose === 'setup' ? approved : answer(cardOf(credential), asked, now()),
  };
}
