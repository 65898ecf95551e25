/**
 * Calendar arithmetic for what repeats: days, weeks, months and years in UTC, always counted from
 * the first moment. A month that is too short ends early and the next one does not: 31 January,
 * 28 February, 31 March.
 */

export const INTERVALS = ['day', 'week', 'month', 'year'] as const;
export type Interval = (typeof INTERVALS)[number];

export interface Cadence {
  readonly interval: Interval;
  /** How many of them make one period; at least 1. */
  readonly intervalCount: number;
}

export interface Period {
  /** 0 for the period that begins at the anchor; negative before it. */
  readonly index: number;
  readonly startMs: number;
  /** The first moment after it. */
  readonly endMs: number;
}

const DAY_MS = 86_400_000;

function addMonths(anchorMs: number, months: number): number {
  const anchor = new Date(anchorMs);
  const total = anchor.getUTCFullYear() * 12 + anchor.getUTCMonth() + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(anchor.getUTCDate(), lastDay);
  const midnight = Math.floor(anchorMs / DAY_MS) * DAY_MS;
  return Date.UTC(year, month, day) + (anchorMs - midnight);
}

/**
 * The moment `periods` whole periods after the anchor (before it, when negative).
 * @param anchorMs epoch milliseconds
 */
export function addPeriods(anchorMs: number, cadence: Cadence, periods: number): number {
  const count = cadence.intervalCount * periods;
  switch (cadence.interval) {
    case 'day':
      return anchorMs + count * DAY_MS;
    case 'week':
      return anchorMs + count * 7 * DAY_MS;
    case 'month':
      return addMonths(anchorMs, count);
    case 'year':
      return addMonths(anchorMs, count * 12);
  }
}

function guess(anchorMs: number, cadence: Cadence, nowMs: number): number {
  if (cadence.interval === 'day' || cadence.interval === 'week') {
    const length = (cadence.interval === 'week' ? 7 : 1) * cadence.intervalCount * DAY_MS;
    return Math.floor((nowMs - anchorMs) / length);
  }
  const [from, to] = [new Date(anchorMs), new Date(nowMs)];
  const months =
    (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  const length = cadence.intervalCount * (cadence.interval === 'year' ? 12 : 1);
  return Math.floor(months / length);
}

/** The period that holds `nowMs`, counted from the anchor. */
export function periodAt(anchorMs: number, cadence: Cadence, nowMs: number): Period {
  let index = guess(anchorMs, cadence, nowMs);
  while (addPeriods(anchorMs, cadence, index) > nowMs) index -= 1;
  while (addPeriods(anchorMs, cadence, index + 1) <= nowMs) index += 1;
  return {
    index,
    startMs: addPeriods(anchorMs, cadence, index),
    endMs: addPeriods(anchorMs, cadence, index + 1),
  };
}
