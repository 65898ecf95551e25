/**
 * What a field shows while somebody types: grouped numbers, "MM / YY", and where the caret belongs
 * afterwards. Pure text work; it touches no element.
 */
import { grouped, longestFor } from '../card-rules.ts';

/** Zero of each set of decimal digits that keyboards produce beside ASCII. */
const OTHER_ZEROS = [0x0660, 0x06f0, 0xff10];

/** ASCII digits for Arabic-Indic, Persian and full-width ones; everything else as it is. */
export function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (character) => {
    const code = character.charCodeAt(0);
    const zero = OTHER_ZEROS.find((start) => code >= start && code <= start + 9) ?? code;
    return String(code - zero);
  });
}

export function digitsOf(text: string): string {
  return asciiDigits(text).replace(/\D/g, '');
}

export function formatNumber(text: string): string {
  const digits = digitsOf(text);
  return grouped(digits.slice(0, longestFor(digits)));
}

/**
 * "1" → "1", "4" → "04 / ", "1230" → "12 / 30", "12-2030" → "12 / 2030".
 * @param deleting leaves out the separator that nothing follows, so that it can be deleted
 */
export function formatExpiry(text: string, deleting: boolean): string {
  const plain = asciiDigits(text);
  const [, typedMonth = '', separator = '', rest = ''] = /^\D*(\d*)(\D*)(.*)$/s.exec(plain) ?? [];
  let month = typedMonth.slice(0, 2);
  let year = typedMonth.slice(2) + digitsOf(rest);
  if (/^[2-9]/.test(month) || Number(month) > 12) {
    year = month.slice(1) + year;
    month = `0${month.charAt(0)}`;
  } else if (month.length === 1 && /[\s/.-]/.test(separator) && !deleting && month !== '0') {
    month = `0${month}`;
  }
  year = year.slice(0, 4);
  if (month.length < 2) return month;
  if (year === '' && deleting) return month;
  return `${month} / ${year}`;
}

/** Where the caret goes so that as many digits stand before it as did before formatting. */
export function caretAfterDigits(text: string, digits: number): number {
  if (digits === 0) return 0;
  let seen = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (/\d/.test(text.charAt(index))) seen += 1;
    if (seen === digits) return index + 1;
  }
  return text.length;
}
