/** What a buyer typed as a card's expiry date, or what is wrong with it. Pure. */

export type Expiry =
  | { readonly ok: true; readonly month: number; readonly year: number }
  | { readonly ok: false; readonly why: 'malformed' | 'past' | 'far' };

/** No bank issues a card for longer, in years. */
const FARTHEST_YEARS = 20;

/** Digits as keyboards of other scripts write them, as plain ones. */
function plainDigits(typed: string): string {
  return typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) =>
    String((digit.charCodeAt(0) & 15) % 10),
  );
}

/**
 * @param nowMs epoch milliseconds; a card is good through the last day of its month
 * @example readExpiry('9 / 31', Date.UTC(2026, 0)) // { ok: true, month: 9, year: 2031 }
 */
export function readExpiry(typed: string, nowMs: number): Expiry {
  const shape = /^\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})\s*$|^\s*(\d{2})(\d{4}|\d{2})\s*$/;
  const match = shape.exec(plainDigits(typed));
  const month = Number(match?.[1] ?? match?.[3] ?? 0);
  const digits = match?.[2] ?? match?.[4] ?? '';
  if (month < 1 || month > 12) return { ok: false, why: 'malformed' };
  const now = new Date(nowMs);
  const thisYear = now.getFullYear();
  const year = digits.length === 2 ? thisYear - (thisYear % 100) + Number(digits) : Number(digits);
  if (year * 12 + month < thisYear * 12 + now.getMonth() + 1) return { ok: false, why: 'past' };
  if (year > thisYear + FARTHEST_YEARS) return { ok: false, why: 'far' };
  return { ok: true, month, year };
}
