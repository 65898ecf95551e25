/**
 * Whether a text holds what looks like a card number. Only the bank's own origin may see one, so
 * everything else asks this before it keeps, logs or answers anything.
 *
 * A candidate is 13–19 digits of any script, alone or in groups with spaces or dashes between,
 * bounded by other characters, that passes the Luhn check (ISO/IEC 7812-1, annex B) and begins and
 * measures like a card of a known network. Windows begin and end where groups do, so that digits
 * beside a number (`order 12 4242 4242 4242 4242`) do not hide it.
 */

/** Digits with spaces, dashes or invisible characters between; 13 digits at least. */
const RUN = /\p{Nd}(?:[\s\p{Pd}\u2212\u00ad\u200b-\u200f\u2060\ufeff]*\p{Nd}){12,}/gu;
const GROUP = /\p{Nd}+/gu;

/** A UUID (RFC 9562), which is nobody's card number even where its digits would pass for one. */
const UUID =
  /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** First digits (inclusive range at that length) and lengths, by network. */
const NETWORKS: readonly (readonly [
  digits: number,
  from: number,
  to: number,
  lengths: readonly number[],
])[] = [
  [1, 4, 4, [13, 16, 19]],
  [2, 51, 55, [16]],
  [4, 2221, 2720, [16]],
  [2, 34, 34, [15]],
  [2, 37, 37, [15]],
  [4, 6011, 6011, [16, 17, 18, 19]],
  [3, 644, 659, [16, 17, 18, 19]],
  [3, 300, 305, [14, 15, 16, 17, 18, 19]],
  [2, 36, 36, [14, 15, 16, 17, 18, 19]],
  [2, 38, 39, [14, 15, 16, 17, 18, 19]],
  [4, 3528, 3589, [16, 17, 18, 19]],
  [2, 62, 62, [16, 17, 18, 19]],
  [2, 81, 81, [16, 17, 18, 19]],
  [2, 50, 50, [13, 14, 15, 16, 17, 18, 19]],
  [2, 56, 58, [13, 14, 15, 16, 17, 18, 19]],
  [2, 60, 61, [13, 14, 15, 16, 17, 18, 19]],
  [2, 63, 69, [13, 14, 15, 16, 17, 18, 19]],
];

/** The value of a decimal digit of any script; Unicode keeps each script's ten in a row from a multiple. */
function digitValue(character: string): string {
  if (character >= '0' && character <= '9') return character;
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

function plausible(digits: string): boolean {
  return NETWORKS.some(
    ([count, from, to, lengths]) =>
      lengths.includes(digits.length) &&
      Number(digits.slice(0, count)) >= from &&
      Number(digits.slice(0, count)) <= to,
  );
}

/** The Luhn check over ASCII digits. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function holdsCard(groups: readonly string[]): boolean {
  for (let first = 0; first < groups.length; first++) {
    if (!/^[2-68]/.test(groups[first] ?? '')) continue;
    let digits = '';
    for (let last = first; last < groups.length && digits.length < 19; last++) {
      digits += groups[last];
      if (digits.length >= 13 && digits.length <= 19 && luhn(digits) && plausible(digits))
        return true;
    }
  }
  return false;
}

const ZERO = 48;
const NINE = 57;
const LAST_ASCII = 0x7f;

/** Whether a text is all ASCII and has too few digits to hold a number; most texts are settled by this. */
function hasTooFewDigits(text: string): boolean {
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > LAST_ASCII) return false;
    if (code >= ZERO && code <= NINE) digits += 1;
  }
  return digits < 13;
}

/** Whether `text` holds a number that looks like a card's. */
export function containsCardNumber(text: string): boolean {
  if (hasTooFewDigits(text)) return false;
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC');
  const scanned = plain.replace(UUID, (uuid) => (/[a-f]/i.test(uuid) ? 'uuid' : uuid));
  for (const [run] of scanned.matchAll(RUN)) {
    const groups = (run.match(GROUP) ?? []).map((group) => Array.from(group, digitValue).join(''));
    if (holdsCard(groups)) return true;
  }
  return false;
}
