/**
 * How long the card networks make everybody wait: after a decline that names a time, and once a card
 * was declined as often as they allow. Whether a merchant wants to try again is not asked here.
 */
import { CARD_DECLINES_PER_30_DAYS, CARD_DECLINES_PER_DAY, DAY_MS } from './limits.ts';

/** A decline of one card, whoever asked for the charge. */
export interface CardDecline {
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** The network's own code, such as `51` or `mac_24`; null where none was given. */
  readonly networkCode: string | null;
  /** Waits before later tries by the failure table, in milliseconds from the decline. */
  readonly scheduleMs: readonly number[];
}

export interface RetryBounds {
  /** Epoch ms before which the network refuses another try; null without such a word. */
  readonly notBeforeMs: number | null;
  /** Epoch ms at which the budget of tries opens again; null while it is open. */
  readonly budgetUntilMs: number | null;
}

/** Mastercard's advice to retry after one hour up to ten days. */
const TIMED_ADVICE = /^mac_(2[4-9]|30)$/;

const BUDGETS = [
  { most: CARD_DECLINES_PER_DAY, windowMs: DAY_MS },
  { most: CARD_DECLINES_PER_30_DAYS, windowMs: 30 * DAY_MS },
] as const;

/** @param declines of one card, newest first */
export function retryBounds(declines: readonly CardDecline[], nowMs: number): RetryBounds {
  const [last] = declines;
  const timed = last?.networkCode != null && TIMED_ADVICE.test(last.networkCode);
  const notBefore = last && timed ? last.atMs + (last.scheduleMs[0] ?? 0) : null;
  const closed = BUDGETS.flatMap(({ most, windowMs }) => {
    const recent = declines.filter(({ atMs }) => atMs > nowMs - windowMs);
    const oldest = recent[most - 1];
    return oldest ? [oldest.atMs + windowMs] : [];
  });
  return {
    notBeforeMs: notBefore !== null && nowMs < notBefore ? notBefore : null,
    budgetUntilMs: closed.length === 0 ? null : Math.max(...closed),
  };
}
