/**
 * Permission to charge later: its terms, what has been used of them, and whether one more charge
 * is covered. It never widens: whatever the terms do not name is not allowed, except that a term
 * the words left open (`null`) sets no bound.
 */
import type { AttemptStatus } from './attempt.ts';
import type { DebitType } from './method-type.ts';
import { type Cadence, type Interval, periodAt } from './period.ts';

export const MANDATE_CATEGORIES = ['recurring', 'installment', 'unscheduled'] as const;
export type MandateCategory = (typeof MANDATE_CATEGORIES)[number];

export interface MandateTerms {
  readonly category: MandateCategory;
  /** Lower-case ISO code; null where the words name none. */
  readonly currency: string | null;
  /** Minor units, of each charge. */
  readonly maxAmountMinor: number | null;
  /** Minor units, of all charges in one period; has a meaning with an interval only. */
  readonly maxAmountPerPeriodMinor: number | null;
  /** How many charges in all. */
  readonly maxCount: number | null;
  readonly interval: Interval | null;
  readonly intervalCount: number | null;
  readonly validFromMs: number;
  /** The first moment at which it covers nothing more; null without an end. */
  readonly validUntilMs: number | null;
  /** From when periods are counted, where that is not `validFromMs`: the first charge that was named. */
  readonly anchorMs?: number;
  /** Good for one charge alone, where the words said so. */
  readonly singleUse?: boolean;
  /** The scheme that a bank account is debited under; absent for a card. */
  readonly scheme?: DebitType;
  /** The mandate that it stands in for once that one's card has ended; absent for one of its own. */
  readonly backs?: string;
}

export type RevokedBy = 'buyer' | 'merchant' | 'issuer' | 'system';

export interface Mandate {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly customer: string | null;
  readonly paymentMethod: string;
  readonly terms: MandateTerms;
  /** From when periods are counted: the first charge that was agreed, else `validFromMs`. */
  readonly anchorMs: number;
  /** The exact words that were accepted; null for an authorization whose words were not sent. */
  readonly text: string | null;
  readonly acceptance: { readonly type: 'online' | 'offline'; readonly acceptedMs: number };
  /** The record in the ledger. */
  readonly consent: string;
  readonly checkoutSession: string | null;
  /** The intent that made it. */
  readonly intent: string | null;
  readonly subscription: string | null;
  /** Good for one charge alone (Stripe's `single_use`). */
  readonly singleUse: boolean;
  /** The last charge was answered with a wish to see the buyer. */
  readonly needsReauthentication: boolean;
  readonly revokedMs: number | null;
  readonly revokedBy: RevokedBy | null;
  /** A later mandate of the same card that took its place. */
  readonly supersededBy: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** One planned or made charge under a mandate. */
export interface MandateUse {
  readonly id: string;
  readonly mandate: string;
  readonly attempt: string;
  readonly amountMinor: number;
  readonly state: 'reserved' | 'consumed' | 'released';
  /** When it was planned, or a moment of the period that it pays for: decides where it counts. */
  readonly createdMs: number;
}

/** What is to be charged; null where the question leaves it open. */
export interface PlannedCharge {
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly category: MandateCategory | null;
  /** A moment of the period that it pays for, where that may not be the present one; epoch ms. */
  readonly periodMs?: number;
}

export type MandateReason =
  | 'no_active_mandate'
  | 'mandate_amount_exceeded'
  | 'mandate_period_exceeded'
  | 'mandate_currency_mismatch'
  | 'mandate_expired'
  | 'mandate_revoked'
  | 'mandate_exhausted';

export type Coverage =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: MandateReason;
      /** When the same charge would be covered, where waiting helps. */
      readonly untilMs: number | null;
    };

type Judged = Pick<Mandate, 'terms' | 'anchorMs' | 'singleUse' | 'revokedMs' | 'supersededBy'>;
type Counted = Pick<MandateUse, 'amountMinor' | 'state' | 'createdMs'>;

/** Uses that count against a cap: an unknown outcome stays reserved, and counts. */
const counts = (use: Counted) => use.state !== 'released';

function cadenceOf(terms: MandateTerms): Cadence | null {
  return terms.interval === null
    ? null
    : { interval: terms.interval, intervalCount: terms.intervalCount ?? 1 };
}

function maxCountOf(mandate: Judged): number {
  const stated = mandate.terms.maxCount ?? Number.POSITIVE_INFINITY;
  return mandate.singleUse ? Math.min(1, stated) : stated;
}

const no = (reason: MandateReason, untilMs: number | null = null): Coverage => ({
  ok: false,
  reason,
  untilMs,
});

function withinPeriod(
  mandate: Judged,
  uses: readonly Counted[],
  amountMinor: number,
  nowMs: number,
): Coverage {
  const { maxAmountPerPeriodMinor: cap } = mandate.terms;
  const cadence = cadenceOf(mandate.terms);
  if (cap === null || cadence === null) return { ok: true };
  if (amountMinor > cap) return no('mandate_amount_exceeded');
  const period = periodAt(mandate.anchorMs, cadence, nowMs);
  const used = uses
    .filter(counts)
    .filter((use) => use.createdMs >= period.startMs && use.createdMs < period.endMs)
    .reduce((sum, use) => sum + use.amountMinor, 0);
  return used + amountMinor > cap ? no('mandate_period_exceeded', period.endMs) : { ok: true };
}

/**
 * Whether a mandate covers one more charge.
 * @param uses all uses of this mandate, released ones included
 */
export function covers(
  mandate: Judged,
  uses: readonly Counted[],
  charge: PlannedCharge,
  nowMs: number,
): Coverage {
  const { terms } = mandate;
  if (mandate.revokedMs !== null) return no('mandate_revoked');
  if (mandate.supersededBy !== null) return no('no_active_mandate');
  if (nowMs < terms.validFromMs) return no('no_active_mandate', terms.validFromMs);
  if (terms.validUntilMs !== null && nowMs >= terms.validUntilMs) return no('mandate_expired');
  if (charge.category !== null && charge.category !== terms.category) {
    return no('no_active_mandate');
  }
  if (uses.filter(counts).length >= maxCountOf(mandate)) return no('mandate_exhausted');
  if (charge.currency !== null && terms.currency !== null && charge.currency !== terms.currency) {
    return no('mandate_currency_mismatch');
  }
  if (charge.amountMinor === null) return { ok: true };
  if (terms.maxAmountMinor !== null && charge.amountMinor > terms.maxAmountMinor) {
    return no('mandate_amount_exceeded');
  }
  return withinPeriod(mandate, uses, charge.amountMinor, charge.periodMs ?? nowMs);
}

/** What becomes of a use when its attempt is in this state. */
export function useStateFor(attempt: AttemptStatus): MandateUse['state'] {
  switch (attempt) {
    case 'succeeded':
    case 'authorized':
      return 'consumed';
    case 'declined':
    case 'not_executed':
    case 'skipped':
    case 'voided':
      return 'released';
    case 'started':
    case 'requires_action':
    case 'unknown':
      return 'reserved';
  }
}

export interface Standing {
  readonly status: 'pending' | 'active' | 'inactive';
  readonly reason: 'revoked' | 'superseded' | 'expired' | 'exhausted' | 'not_yet_valid' | null;
}

/** Where a mandate stands now; derived, never stored. */
export function standingOf(mandate: Judged, uses: readonly Counted[], nowMs: number): Standing {
  const { terms } = mandate;
  if (mandate.revokedMs !== null) return { status: 'inactive', reason: 'revoked' };
  if (mandate.supersededBy !== null) return { status: 'inactive', reason: 'superseded' };
  if (terms.validUntilMs !== null && nowMs >= terms.validUntilMs) {
    return { status: 'inactive', reason: 'expired' };
  }
  const consumed = uses.filter((use) => use.state === 'consumed').length;
  if (consumed >= maxCountOf(mandate)) return { status: 'inactive', reason: 'exhausted' };
  if (nowMs < terms.validFromMs) return { status: 'pending', reason: 'not_yet_valid' };
  return { status: 'active', reason: null };
}

/** The reason that says most, when none of a card's mandates covers: the nearest miss. */
const NEAREST: readonly MandateReason[] = [
  'mandate_period_exceeded',
  'mandate_amount_exceeded',
  'mandate_currency_mismatch',
  'mandate_exhausted',
  'mandate_expired',
  'mandate_revoked',
  'no_active_mandate',
];

export type Choice<T> =
  | { readonly ok: true; readonly mandate: T }
  | {
      readonly ok: false;
      readonly reason: MandateReason;
      readonly untilMs: number | null;
      /** The mandate that came nearest; null where there is none. */
      readonly mandate: T | null;
    };

/** The newest mandate of a card that covers the charge, or the nearest reason why none does. */
export function chooseMandate<T extends Judged & Pick<Mandate, 'id' | 'seq'>>(
  mandates: readonly T[],
  usesOf: (mandate: T) => readonly Counted[],
  charge: PlannedCharge,
  nowMs: number,
): Choice<T> {
  const newestFirst = mandates.toSorted((a, b) => b.seq - a.seq);
  const refused: { mandate: T; reason: MandateReason; untilMs: number | null }[] = [];
  for (const mandate of newestFirst) {
    const coverage = covers(mandate, usesOf(mandate), charge, nowMs);
    if (coverage.ok) return { ok: true, mandate };
    refused.push({ mandate, reason: coverage.reason, untilMs: coverage.untilMs });
  }
  const [nearest] = refused.toSorted(
    (a, b) => NEAREST.indexOf(a.reason) - NEAREST.indexOf(b.reason),
  );
  if (!nearest) return { ok: false, reason: 'no_active_mandate', untilMs: null, mandate: null };
  return { ok: false, ...nearest };
}
