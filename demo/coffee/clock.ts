/** How far a visitor may move the time at once. Pure; moving it is the API's. */

export const STEPS = ['day', 'week', 'month', 'year'] as const;
export type Step = (typeof STEPS)[number];

const DAY_S = 86_400;

/** The same day of a later month, or that month's last. */
function monthsLater(seconds: number, count: number): number {
  const from = new Date(seconds * 1000);
  const to = new Date(seconds * 1000);
  to.setUTCMonth(from.getUTCMonth() + count, 1);
  const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), last));
  return to.getTime() / 1000;
}

/** @param seconds since 1970, as the result is */
export function later(seconds: number, step: Step): number {
  switch (step) {
    case 'day':
      return seconds + DAY_S;
    case 'week':
      return seconds + 7 * DAY_S;
    case 'month':
      return monthsLater(seconds, 1);
    case 'year':
      return monthsLater(seconds, 12);
  }
}

export function parseStep(value: unknown): Step | undefined {
  return STEPS.find((step) => step === value);
}
