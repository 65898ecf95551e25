/**
 * What of an agreement can go on with another card: the facts in which it is offered anew, and from
 * when. Never wider than it was; where our words cannot say so little, it ends with its card. It
 * composes no words and asks no clock.
 */
import type { Mandate, MandateUse } from './mandate.ts';
import type { MandateFacts } from './offer.ts';
import { periodAt } from './period.ts';

type Agreed = Pick<Mandate, 'terms' | 'anchorMs' | 'singleUse'>;
type Counted = Pick<MandateUse, 'state' | 'createdMs'>;
type Expiry = { readonly expMonth: number; readonly expYear: number };

/** An open-ended agreement is spoken of this long before its card ends, in milliseconds. */
const NOTICE_MS = 90 * 86_400_000;

export type Succession = Pick<
  MandateFacts,
  'scope' | 'amount' | 'firstChargeMs' | 'lastChargeMs'
> & {
  /** Covers nothing before this moment; null from acceptance on. */
  readonly notBeforeMs: number | null;
};

/** The first moment at which a card is no longer good, UTC. */
export function cardEndMs({ expMonth, expYear }: Expiry): number {
  return Date.UTC(expYear, expMonth, 1);
}

/**
 * Whether a buyer should be told that a card ends before what was agreed for it: at once where the
 * agreement's own end is known and later, in the last 90 days where it has none.
 */
export function outlastsCard({ terms }: Pick<Mandate, 'terms'>, card: Expiry, nowMs: number) {
  const endMs = cardEndMs(card);
  return terms.validUntilMs === null ? nowMs >= endMs - NOTICE_MS : terms.validUntilMs > endMs;
}

/** Whether a backup may be charged: what it stands in for is still agreed, and its card has ended. */
export function standsIn(
  agreement: Pick<Mandate, 'revokedMs' | 'supersededBy'>,
  card: Expiry,
  nowMs: number,
): boolean {
  const stands = agreement.revokedMs === null && agreement.supersededBy === null;
  return stands && nowMs >= cardEndMs(card);
}

const lowest = (...caps: readonly (number | null)[]): number | null => {
  const known = caps.filter((cap) => cap !== null);
  return known.length === 0 ? null : Math.min(...known);
};

function scopeOf(
  { terms, singleUse }: Agreed,
  used: number,
  uncounted: boolean,
): MandateFacts['scope'] | null {
  const { category, interval, intervalCount, maxCount, maxAmountPerPeriodMinor } = terms;
  if (category === 'unscheduled') {
    if (singleUse || maxCount === 1) return used > 0 || uncounted ? null : { kind: 'single' };
    return maxCount === null && maxAmountPerPeriodMinor === null ? { kind: 'unscheduled' } : null;
  }
  if (interval === null) return null;
  const cadence = { interval, intervalCount: intervalCount ?? 1 };
  if (category === 'recurring') return maxCount === null ? { kind: 'recurring', cadence } : null;
  const left = (maxCount ?? 0) - used;
  return left < 1 || uncounted ? null : { kind: 'installment', cadence, count: left };
}

function amountOf({ terms }: Agreed, rule: 'fixed' | 'max'): MandateFacts['amount'] | null {
  const { currency } = terms;
  const most =
    terms.interval === null
      ? terms.maxAmountMinor
      : lowest(terms.maxAmountMinor, terms.maxAmountPerPeriodMinor);
  if (most === null) return { rule: 'as_determined', currency };
  return currency === null ? null : { rule, amountMinor: most, currency };
}

/** The end of a period in which something was charged already: the next charge belongs to the next. */
function usedUntilMs({ terms, anchorMs }: Agreed, uses: readonly Counted[], nowMs: number): number {
  if (terms.interval === null) return nowMs;
  const cadence = { interval: terms.interval, intervalCount: terms.intervalCount ?? 1 };
  const { startMs, endMs } = periodAt(anchorMs, cadence, nowMs);
  return uses.some(({ createdMs }) => createdMs >= startMs && createdMs < endMs) ? endMs : nowMs;
}

/**
 * The facts of an agreement for another card; null where it cannot go on.
 * @param uses all uses of it; those that came to nothing do not count
 * @param rule whether its words named a fixed amount or the most
 * @param fromMs from when another card may be charged; later than `nowMs` for a backup, which cannot
 *   take over what is counted, since nobody knows yet how much will be left
 */
export function successionOf(
  agreement: Agreed,
  uses: readonly Counted[],
  rule: 'fixed' | 'max',
  fromMs: number,
  nowMs: number,
): Succession | null {
  const counted = uses.filter(({ state }) => state !== 'released');
  const { terms } = agreement;
  const beginMs = Math.max(fromMs, terms.validFromMs, usedUntilMs(agreement, counted, nowMs));
  if (terms.validUntilMs !== null && terms.validUntilMs <= beginMs) return null;
  const scope = scopeOf(agreement, counted.length, fromMs > nowMs);
  const amount = amountOf(agreement, rule);
  if (!scope || !amount) return null;
  const later = beginMs > nowMs ? beginMs : null;
  return {
    scope,
    amount,
    firstChargeMs: later,
    lastChargeMs: terms.validUntilMs === null ? null : terms.validUntilMs - 1,
    notBeforeMs: later,
  };
}
