/**
 * What a US bank account and an IBAN must look like. Pure and free of imports, because the frame asks
 * it while a buyer types and the bank asks it again on arrival. It does not know which accounts the
 * sandbox accepts.
 */

export const DEBIT_TYPES = ['us_bank_account', 'sepa_debit'] as const;
export type DebitType = (typeof DEBIT_TYPES)[number];

/** Letters and digits alone, upper case. */
export function plainIban(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}

/** In groups of four, as it is printed. */
export function groupedIban(text: string): string {
  return plainIban(text)
    .slice(0, 34)
    .replace(/(.{4})(?=.)/g, '$1 ');
}

const WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** Nine digits whose weighted sum ends in zero (American Bankers Association). */
export function routingValid(digits: string): boolean {
  if (!/^\d{9}$/.test(digits) || /^0+$/.test(digits)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return sum % 10 === 0;
}

/** Four to seventeen digits; banks agree on no more than that. */
export function accountNumberValid(digits: string): boolean {
  return /^\d{4,17}$/.test(digits);
}

/** Lengths of the IBANs of SEPA, by country. */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

/** The length of its country, and the remainder 1 by 97 (ISO 13616). @param iban plain */
export function ibanValid(iban: string): boolean {
  if (LENGTHS[iban.slice(0, 2)] !== iban.length || !/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) {
    return false;
  }
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) {
      rest = (rest * 10 + Number(digit)) % 97;
    }
  }
  return rest === 1;
}
