/**
 * What happens to a subscription by itself, and when: a first payment that never came, a trial's end,
 * the next period, an end that was asked for. One step at a time, the earliest first, so that whoever
 * slept through many of them takes each. It writes nothing.
 */
import { INCOMPLETE_SUBSCRIPTION_MS } from './limits.ts';
import { periodAfter, type Span } from './recurrence.ts';
import type { Subscription, SubscriptionStatus } from './subscription.ts';

type Timed = Pick<
  Subscription,
  | 'status'
  | 'createdMs'
  | 'periodEndMs'
  | 'trialEndMs'
  | 'cancelAtPeriodEnd'
  | 'cancelAtMs'
  | 'pauseCollection'
>;

export type StepKind =
  /** The first payment never came. */
  | 'expire'
  /** The end that somebody asked for. */
  | 'end'
  /** Money is collected again. */
  | 'collect'
  | 'end_trial'
  | 'renew';

export interface SubscriptionStep {
  readonly kind: StepKind;
  /** When it was due, epoch milliseconds. */
  readonly atMs: number;
}

/** Of two steps at the same time, the one that comes first. */
const ORDER: readonly StepKind[] = ['expire', 'end', 'collect', 'end_trial', 'renew'];

export function isOver(status: SubscriptionStatus): boolean {
  return status === 'canceled' || status === 'incomplete_expired';
}

/** When it is to end; null without an end. */
export function endOf(its: Timed): number | null {
  const ends = [its.cancelAtPeriodEnd ? its.periodEndMs : null, its.cancelAtMs];
  const known = ends.filter((each) => each !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Everything that lies ahead of it, the earliest first; nothing once it is over. */
function stepsOf(its: Timed): readonly SubscriptionStep[] {
  if (isOver(its.status)) return [];
  const endMs = endOf(its);
  const resumesAtMs = its.pauseCollection?.resumesAtMs ?? null;
  const steps: SubscriptionStep[] = [];
  if (endMs !== null) steps.push({ kind: 'end', atMs: endMs });
  if (resumesAtMs !== null) steps.push({ kind: 'collect', atMs: resumesAtMs });
  if (its.status === 'incomplete')
    steps.push({ kind: 'expire', atMs: its.createdMs + INCOMPLETE_SUBSCRIPTION_MS });
  else if (its.status === 'trialing') steps.push({ kind: 'end_trial', atMs: its.periodEndMs });
  else if (its.status !== 'paused') steps.push({ kind: 'renew', atMs: its.periodEndMs });
  return steps.toSorted((a, b) => a.atMs - b.atMs || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** When somebody has to look at it next; null when nothing is to come. */
export function nextLookMs(its: Timed): number | null {
  return stepsOf(its)[0]?.atMs ?? null;
}

/** The earliest step whose time has come; null when there is none. */
export function dueStep(its: Timed, nowMs: number): SubscriptionStep | null {
  const [first] = stepsOf(its);
  return first && first.atMs <= nowMs ? first : null;
}

/** The period after the one that ends; every item comes round together. */
export function nextPeriod(its: Pick<Subscription, 'anchorMs' | 'items' | 'periodEndMs'>): Span {
  const [first] = its.items;
  if (!first) throw new Error('a subscription has at least one item');
  return periodAfter(its.anchorMs, first.recurring, its.periodEndMs);
}

/** What one period costs, in minor units. */
export function periodTotalMinor(its: Pick<Subscription, 'items'>): number {
  return its.items.reduce((sum, item) => sum + item.unitAmountMinor * item.quantity, 0);
}

/** What an invoice for a new period is to become. */
export type Collection = 'collect' | 'draft' | 'void' | 'uncollectible';

export function collectionOf(its: Pick<Subscription, 'status' | 'pauseCollection'>): Collection {
  if (its.pauseCollection?.behavior === 'void') return 'void';
  if (its.pauseCollection?.behavior === 'mark_uncollectible') return 'uncollectible';
  if (its.pauseCollection?.behavior === 'keep_as_draft') return 'draft';
  return its.status === 'unpaid' ? 'draft' : 'collect';
}

/**
 * The state of one that was paid for.
 * @param owing whether another of its invoices was tried and is still open
 */
export function statusAfterPayment(
  its: Pick<Subscription, 'status' | 'trialEndMs'>,
  owing: boolean,
  nowMs: number,
): SubscriptionStatus {
  if (its.status === 'incomplete')
    return its.trialEndMs !== null && its.trialEndMs > nowMs ? 'trialing' : 'active';
  if (owing) return its.status;
  return its.status === 'past_due' || its.status === 'unpaid' ? 'active' : its.status;
}

/** The state of one whose invoice could not be paid, or whose outcome is not known. */
export function statusAfterFailure(status: SubscriptionStatus): SubscriptionStatus {
  return status === 'active' || status === 'trialing' ? 'past_due' : status;
}
