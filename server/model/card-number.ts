/**
 * Whether a text holds what looks like a card number. Only the bank's own origin may see one, so
 * everything else asks this before it keeps, logs or answers anything.
 *
 * A candidate is 13–19 digits of any script, alone or in groups with spaces, dashes or invisible
 * characters between, bounded by other characters, that passes the Luhn check (ISO/IEC 7812-1,
 * annex B) and begins and measures like a card of a known network. Groups of three to seven may have
 * a dot between. Windows begin and end where groups do, so that digits beside a number
 * (`order 12 4242 4242 4242 4242`) do not hide it. A text is read once, in time that grows with its
 * length alone: whoever sends a quarter of a megabyte of digits must not be waited for.
 */

/** A UUID (RFC 9562), which is nobody's card number even where its digits would pass for one. */
const UUID =
  /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** Spaces, dashes, what is not seen between two digits (marks, format and control characters), and what could not be read. */
const BETWEEN =
  /^[\s\p{Pd}\p{Cf}\p{Cc}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u2800\u2212\u2043\u02d7\u2796\ufffd]$/u;
const DOT = /^[.\uff0e\u2024]$/;

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

const SHORTEST = 13;
const LONGEST = 19;
const PREFIXES = 10_000;

/** For each first four digits, the lengths that such a card may have: bit 0 for 13, bit 6 for 19. */
const LENGTHS_BY_PREFIX = Uint8Array.from({ length: PREFIXES }, (_, prefix) =>
  NETWORKS.filter(([count, from, to]) => {
    const begins = Math.floor(prefix / 10 ** (4 - count));
    return begins >= from && begins <= to;
  })
    .flatMap(([, , , lengths]) => lengths)
    .reduce((bits, length) => bits | (1 << (length - SHORTEST)), 0),
);

/** What a character is to a number: 0 to 9 for a digit, else one of these. */
const END = 10;
const GAP = 11;
const POINT = 12;
/** Several digits in one sign, such as a circled 42. */
const SEVERAL = 13;
const UNREAD = 255;

const ROLES = new Uint8Array(0x110000).fill(UNREAD);

/** The value of a decimal digit; Unicode keeps each script's ten in a row. */
function digitValue(code: number): number {
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

const digitsIn = (code: number) => String.fromCodePoint(code).normalize('NFKC').replace(/\D/g, '');

function roleOf(code: number): number {
  const character = String.fromCodePoint(code);
  if (/\p{N}/u.test(character)) {
    const plain = digitsIn(code);
    if (plain.length > 1) return SEVERAL;
    if (plain.length === 1) return Number(plain);
    return /\p{Nd}/u.test(character) ? digitValue(code) : END;
  }
  if (DOT.test(character)) return POINT;
  return BETWEEN.test(character) ? GAP : END;
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

/** No sign stands for more digits than this. */
const MOST_DIGITS = 3;
/** How a digit begins: inside its group, at the head of one, or of one that a dot stands before. */
const INSIDE = 0;
const HEAD = 1;
const DOTTED = 2;

/** Digits as they were read, one after another, and how each begins. */
interface Digits {
  readonly values: Uint8Array;
  readonly begins: Uint8Array;
}

/** Whether `length` digits from `start` on pass the Luhn check. */
function passes({ values }: Digits, start: number, length: number): boolean {
  let sum = 0;
  let double = length % 2 === 0;
  for (let at = start; at < start + length; at += 1) {
    const digit = values[at] ?? 0;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
    double = !double;
  }
  return sum % 10 === 0;
}

/** Whether some groups between two places are a card's number together. */
function holdsWindow(read: Digits, from: number, to: number): boolean {
  const { values, begins } = read;
  for (let start = from; start + SHORTEST <= to; start += 1) {
    if (begins[start] === INSIDE && start !== from) continue;
    let prefix = 0;
    for (let at = start; at < start + 4; at += 1) prefix = prefix * 10 + (values[at] ?? 0);
    const lengths = LENGTHS_BY_PREFIX[prefix] ?? 0;
    if (lengths === 0) continue;
    for (let length = SHORTEST; length <= LONGEST && start + length <= to; length += 1) {
      if ((lengths & (1 << (length - SHORTEST))) === 0) continue;
      const isWhole = start + length === to || begins[start + length] !== INSIDE;
      if (isWhole && passes(read, start, length)) return true;
    }
  }
  return false;
}

const threeToSeven = (length: number) => length >= 3 && length <= 7;

/** Whether one run of digits holds a number; a dot parts it unless it stands between groups of three to seven. */
function holdsCard(read: Digits, from: number, to: number): boolean {
  if (to - from < SHORTEST) return false;
  const { begins } = read;
  const next = (at: number) => {
    let end = at + 1;
    while (end < to && begins[end] === INSIDE) end += 1;
    return end;
  };
  let first = from;
  let before = from;
  for (let head = next(from); head < to; head = next(head)) {
    const isParted =
      begins[head] === DOTTED && !(threeToSeven(head - before) && threeToSeven(next(head) - head));
    before = head;
    if (!isParted) continue;
    if (holdsWindow(read, first, head)) return true;
    first = head;
  }
  return holdsWindow(read, first, to);
}

function holdsNumber(text: string): boolean {
  const most = text.length * MOST_DIGITS;
  const read: Digits = { values: new Uint8Array(most), begins: new Uint8Array(most) };
  let [from, to] = [0, 0];
  let since = END;
  const add = (digit: number) => {
    read.values[to] = digit;
    read.begins[to] = since === INSIDE ? INSIDE : since === POINT ? DOTTED : HEAD;
    since = INSIDE;
    to += 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at += 1;
    let role = ROLES[code] ?? END;
    if (role === UNREAD) {
      role = roleOf(code);
      ROLES[code] = role;
    }
    if (role < END) add(role);
    else if (role === SEVERAL) for (const digit of digitsIn(code)) add(Number(digit));
    // One dot alone may stand between two groups.
    else if (role === GAP && since !== END && since !== POINT) since = GAP;
    else if (role === POINT && since === INSIDE) since = POINT;
    else if (since !== END) {
      if (holdsCard(read, from, to)) return true;
      from = to;
      since = END;
    }
  }
  return holdsCard(read, from, to);
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
  return digits < SHORTEST;
}

/** Whether `text` holds a number that looks like a card's. */
export function containsCardNumber(text: string): boolean {
  if (hasTooFewDigits(text) || !holdsNumber(text)) return false;
  // One made of digits alone is one in a million, and nearer to a number than to chance.
  const rest = text.replace(UUID, (id) => (/[a-f]/i.test(id) ? 'uuid' : id));
  return rest === text || holdsNumber(rest);
}
