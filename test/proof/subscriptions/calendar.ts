/**
 * The oracle's own calendar: civil dates by whole numbers, nothing of the server's and nothing of the
 * platform's. It says when a period of something that repeats begins, and knows nothing of subscriptions.
 */

/** How often something repeats. */
export interface Rhythm {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly count: number;
}

export const DAY_MS = 86_400_000;

interface Civil {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const daysOfMonth = (year: number, month: number) =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);

/** Days from the first of January 1970; counted year by year, because nothing here is in a hurry. */
function dayNumber({ year, month, day }: Civil): number {
  let days = 0;
  for (let each = 1970; each < year; each += 1) days += isLeap(each) ? 366 : 365;
  for (let each = 1; each < month; each += 1) days += daysOfMonth(year, each);
  return days + day - 1;
}

function civilOf(days: number): Civil {
  let left = days;
  let year = 1970;
  for (; left >= (isLeap(year) ? 366 : 365); year += 1) left -= isLeap(year) ? 366 : 365;
  let month = 1;
  for (; left >= daysOfMonth(year, month); month += 1) left -= daysOfMonth(year, month);
  return { year, month, day: left + 1 };
}

/** A moment of a civil day in UTC, epoch milliseconds. */
export function moment(year: number, month: number, day: number, hour = 0): number {
  return dayNumber({ year, month, day }) * DAY_MS + hour * 3_600_000;
}

/** The day of the month, 1 to 31. */
export const dayOfMonth = (atMs: number) => civilOf(Math.floor(atMs / DAY_MS)).day;

/** Year and month as one number that grows by one with every month. */
export function monthNumber(atMs: number): number {
  const { year, month } = civilOf(Math.floor(atMs / DAY_MS));
  return year * 12 + month - 1;
}

/** When the `index`th period begins; the first one, 0, does at `anchorMs`. */
export function beginningOf(anchorMs: number, rhythm: Rhythm, index: number): number {
  const { interval, count } = rhythm;
  if (interval === 'day') return anchorMs + index * count * DAY_MS;
  if (interval === 'week') return anchorMs + index * count * 7 * DAY_MS;
  const days = Math.floor(anchorMs / DAY_MS);
  const { year, month, day } = civilOf(days);
  const months = year * 12 + (month - 1) + index * count * (interval === 'year' ? 12 : 1);
  const there = { year: Math.floor(months / 12), month: (months % 12) + 1 };
  const last = daysOfMonth(there.year, there.month);
  return dayNumber({ ...there, day: Math.min(day, last) }) * DAY_MS + (anchorMs - days * DAY_MS);
}
