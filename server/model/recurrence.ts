/**
 * The periods of a subscription: always counted from its anchor and never from the end of the last
 * one, so that the 31st stays the 31st after a short month. It knows no calendar beyond `period.ts`.
 */
import { addPeriods, type Cadence, periodAt as periodHolding } from './period.ts';

/** One period, epoch milliseconds. */
export interface Span {
  readonly startMs: number;
  /** The first moment after it. */
  readonly endMs: number;
}

/** @param index 0 for the period that begins at the anchor */
export function periodAt(anchorMs: number, recurring: Cadence, index: number): Span {
  return {
    startMs: addPeriods(anchorMs, recurring, index),
    endMs: addPeriods(anchorMs, recurring, index + 1),
  };
}

/**
 * The period that comes after one which ended at `endMs`: up to the next of the anchor's days. From an
 * end that is none of them (a trial, a shortened first period) it begins at that end.
 */
export function periodAfter(anchorMs: number, recurring: Cadence, endMs: number): Span {
  return { startMs: endMs, endMs: periodHolding(anchorMs, recurring, endMs).endMs };
}

/** The period in which something that starts now begins; until the anchor, where that is still to come. */
export function firstPeriod(anchorMs: number, recurring: Cadence, startMs: number): Span {
  return anchorMs > startMs
    ? { startMs, endMs: anchorMs }
    : periodAfter(anchorMs, recurring, startMs);
}

/** Whether two prices come round together. */
export function sameCadence(one: Cadence, other: Cadence): boolean {
  return one.interval === other.interval && one.intervalCount === other.intervalCount;
}
