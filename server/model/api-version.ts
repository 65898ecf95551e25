/**
 * Versions of the merchant API that callers name in `Stripe-Version`. There is one set of shapes here,
 * so whichever is named, these are answered; only what is no version at all is refused. Of a version's
 * contents nothing is known.
 */

/** What Stripe's are called: a date, since 2024 a name after it, and features in trial behind a semicolon. */
const VERSION = /^(\d{4})-(\d{2})-(\d{2})(\.[a-z][a-z_]*)?(\s*;[\w\s;=,.-]{1,200})?$/;

/** Whether a header names a version; having none does, for then ours is meant. */
export function isApiVersion(header: string | null): boolean {
  if (header === null) return true;
  const [, year, month, day] = VERSION.exec(header.trim()) ?? [];
  if (year === undefined) return false;
  // A day that a month does not have would be another day.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.toISOString().startsWith(`${year}-${month}-${day}`);
}
