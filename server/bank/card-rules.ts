/**
 * What a card number, an expiry and a security code must look like. Pure and free of imports,
 * because the frame asks it while a buyer types and the bank asks it again on arrival. It does
 * not know which numbers the sandbox accepts.
 */

export type Brand =
  | 'visa'
  | 'mastercard'
  | 'amex'
  | 'discover'
  | 'diners'
  | 'jcb'
  | 'unionpay'
  | 'unknown';

interface BrandRule {
  readonly brand: Brand;
  readonly starts: RegExp;
  readonly lengths: readonly number[];
  readonly cvc: readonly number[];
  readonly groups: readonly number[];
}

const FOURS = [4, 4, 4, 4, 3];

const RULES: readonly BrandRule[] = [
  { brand: 'visa', starts: /^4/, lengths: [13, 16, 19], cvc: [3], groups: FOURS },
  {
    brand: 'mastercard',
    starts: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    cvc: [3],
    groups: FOURS,
  },
  { brand: 'amex', starts: /^3[47]/, lengths: [15], cvc: [4], groups: [4, 6, 5] },
  {
    brand: 'discover',
    starts: /^(6011|64[4-9]|65)/,
    lengths: [16, 19],
    cvc: [3],
    groups: FOURS,
  },
  {
    brand: 'diners',
    starts: /^(30[0-5]|36|38|39)/,
    lengths: [14, 16],
    cvc: [3],
    groups: [4, 6, 4],
  },
  { brand: 'jcb', starts: /^35(2[89]|[3-8])/, lengths: [16, 19], cvc: [3], groups: FOURS },
  { brand: 'unionpay', starts: /^(62|81)/, lengths: [16, 17, 18, 19], cvc: [3], groups: FOURS },
];

const UNKNOWN: BrandRule = {
  brand: 'unknown',
  starts: /^/,
  lengths: [13, 14, 15, 16, 17, 18, 19],
  cvc: [3, 4],
  groups: FOURS,
};

function ruleOf(digits: string): BrandRule {
  return RULES.find((rule) => rule.starts.test(digits)) ?? UNKNOWN;
}

/** The brand that a number (or its beginning) belongs to. */
export function brandOf(digits: string): Brand {
  return ruleOf(digits).brand;
}

/** Where the sandbox's co-badged cards begin, and what they run on beside their brand. */
const CO_BADGED: readonly (readonly [starts: string, network: string])[] = [
  ['4000002500001', 'cartes_bancaires'],
  ['5555552500001', 'cartes_bancaires'],
];

/** The networks that a number (or its beginning) can run on, by the alphabet; one for most cards. */
export function networksOf(digits: string): readonly string[] {
  const [, other] = CO_BADGED.find(([starts]) => digits.startsWith(starts)) ?? [];
  return other === undefined ? [brandOf(digits)] : [other, brandOf(digits)].sort();
}

/** How many digits a number that begins so can have at most. */
export function longestFor(digits: string): number {
  return Math.max(...ruleOf(digits).lengths);
}

/** The digits in the groups printed on the card: fours, Amex 4-6-5, Diners 4-6-4. */
export function grouped(digits: string): string {
  const rule = ruleOf(digits);
  const groups = rule.brand === 'diners' && digits.length > 14 ? FOURS : rule.groups;
  const parts: string[] = [];
  let at = 0;
  for (const size of groups) {
    if (at >= digits.length) break;
    parts.push(digits.slice(at, at + size));
    at += size;
  }
  return parts.join(' ');
}

/** The check that ends every card number (ISO/IEC 7812, "mod 10"). */
export function luhnValid(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** Whether a number has a length of its brand and ends in the right check digit. */
export function numberValid(digits: string): boolean {
  return (
    /^\d+$/.test(digits) && ruleOf(digits).lengths.includes(digits.length) && luhnValid(digits)
  );
}

/** Whether a security code has as many digits as its brand prints; without a brand, 3 or 4. */
export function cvcValid(cvc: string, brand: Brand | null): boolean {
  if (!/^\d+$/.test(cvc)) return false;
  const rule = RULES.find((candidate) => candidate.brand === brand) ?? UNKNOWN;
  return rule.cvc.includes(cvc.length);
}

/** How many digits the security code of this brand has at most. */
export function cvcLength(brand: Brand | null): number {
  const rule = RULES.find((candidate) => candidate.brand === brand) ?? UNKNOWN;
  return Math.max(...rule.cvc);
}

/** How far ahead an expiry is believed, in years. */
const FARTHEST_YEARS = 50;

export type ExpiryVerdict = 'ok' | 'invalid_month' | 'invalid_year' | 'expired';

/**
 * Judges an expiry at a moment; a card is good through the last day of its month (UTC).
 * @param nowMs epoch milliseconds
 */
export function judgeExpiry(month: number, year: number, nowMs: number): ExpiryVerdict {
  if (!Number.isInteger(month) || month < 1 || month > 12) return 'invalid_month';
  if (!Number.isInteger(year) || year < 2000) return 'invalid_year';
  if (year > new Date(nowMs).getUTCFullYear() + FARTHEST_YEARS) return 'invalid_year';
  return nowMs >= Date.UTC(year, month, 1) ? 'expired' : 'ok';
}

/**
 * Reads "12/30", "1230", "12 / 2030", "1/30", "12-2030" as month and full year.
 * @returns null when it is not (yet) an expiry
 */
export function parseExpiry(text: string): { month: number; year: number } | null {
  const match =
    /^(\d{1,2})\D+(\d{4}|\d{2})$/.exec(text.trim()) ?? /^(\d{2})(\d{4}|\d{2})$/.exec(text.trim());
  if (!match) return null;
  const year = Number(match[2]);
  return { month: Number(match[1]), year: year < 100 ? 2000 + year : year };
}
