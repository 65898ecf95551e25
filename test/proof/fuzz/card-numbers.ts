/**
 * Card numbers of every network, written in every way that people and programs write them; and order
 * numbers, which are none. Nothing here asks the guard: numbers are made right, not found.
 */
import type { Chance } from './chance.ts';

/** First digits and lengths, from the networks' published ranges. */
const ISSUED: readonly (readonly [prefixes: readonly string[], lengths: readonly number[]])[] = [
  [['4'], [13, 16, 19]],
  [['51', '55', '2221', '2720', '2500'], [16]],
  [['34', '37'], [15]],
  [
    ['6011', '644', '65'],
    [16, 19],
  ],
  [['300', '305', '36', '38', '39'], [14]],
  [
    ['3528', '3589', '3566'],
    [16, 17, 19],
  ],
  [
    ['62', '81'],
    [16, 17, 18, 19],
  ],
  [
    ['50', '56', '58', '6304', '6759', '6763'],
    [13, 14, 15, 16, 17, 18, 19],
  ],
];

/** The digit that makes a number pass the check of ISO/IEC 7812-1, annex B. */
function checkDigit(body: string): string {
  let sum = 0;
  for (const [at, character] of [...body].reverse().entries()) {
    const digit = Number(character);
    sum += at % 2 === 1 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return String((10 - (sum % 10)) % 10);
}

/** A number that a card could have. */
export function cardNumber(chance: Chance): string {
  const [prefixes, lengths] = chance.pick(ISSUED);
  const prefix = chance.pick(prefixes);
  const body = prefix + chance.digits(chance.pick(lengths) - prefix.length - 1);
  return body + checkDigit(body);
}

/** Zeros of scripts with ten digits in a row, and of Latin letters in disguise. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce, 0x1d7f6, 0x1e950, 0x1fbf0];

const GAPS = [
  ' ',
  '-',
  '  ',
  ' - ',
  '\t',
  '\n',
  '\u00a0',
  '\u2009',
  '\u3000',
  '\u2010',
  '\u2011',
  '–',
  '—',
  '\u2212',
  '\uff0d',
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u180e',
  '\ufe0f\u20e3',
  '\u0336',
  '\u2066',
  '\0',
];

function inGroups(chance: Chance, digits: string): string {
  const usual = [4, 4, 4, 4, 4];
  const sizes = digits.length === 15 ? [4, 6, 5] : digits.length === 14 ? [4, 6, 4] : usual;
  const gap = chance.once(6) && sizes.every((size) => size >= 4) ? '.' : chance.pick(GAPS);
  const anyhow = gap !== '.' && chance.once(3);
  const parts: string[] = [];
  for (let at = 0; at < digits.length; ) {
    const size = anyhow ? 1 + chance.int(6) : (sizes[parts.length] ?? 4);
    parts.push(digits.slice(at, at + size));
    at += size;
  }
  // A last group that is too short for a dot stands with the one before it.
  const last = parts.at(-1) ?? '';
  if (gap === '.' && last.length < 4) parts.splice(-2, 2, `${parts.at(-2)}${last}`);
  return parts.join(gap);
}

function inScript(chance: Chance, text: string): string {
  const zero = chance.pick(ZEROS);
  const mixed = chance.once(3);
  return text.replace(/\d/g, (digit) =>
    mixed && chance.once(2) ? digit : String.fromCodePoint(zero + Number(digit)),
  );
}

const AROUND: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['my card is ', ', thanks'],
  ['order 12 ', ''],
  ['', ' 12/30 123'],
  ['n:', ';'],
  ['x', 'y'],
  ['№', '!'],
  ['call 030 ', ' now'],
  ['"', '"'],
  ['عدد ', ' نعم'],
  ['1,', ',2'],
];

/** A number as somebody might write it into a field. */
export function written(chance: Chance, digits: string): string {
  const grouped = chance.once(2) ? inGroups(chance, digits) : digits;
  const spelt = chance.once(3) ? inScript(chance, grouped) : grouped;
  const [before, after] = chance.pick(AROUND);
  return before + spelt + after;
}

const two = (value: number) => String(value).padStart(2, '0');

const SHAPES: readonly ((chance: Chance) => string)[] = [
  (chance) => chance.digits(1 + chance.int(12)),
  (chance) => `${chance.digits(3)}-${chance.digits(7)}`,
  (chance) => `${chance.digits(4)} ${chance.digits(4)} ${chance.digits(4)}`,
  (chance) => `INV-${2020 + chance.int(9)}-${chance.digits(6)}`,
  (chance) => `ORD${chance.digits(12)}`,
  (chance) => `2026-${two(1 + chance.int(12))}-${two(1 + chance.int(28))}-${chance.digits(4)}`,
  (chance) => `ORD-2026${two(1 + chance.int(12))}${two(1 + chance.int(28))}-${chance.digits(6)}`,
  (chance) => `PO ${chance.digits(5)}/${chance.digits(4)}`,
  (chance) => Buffer.from(chance.bytes(8)).toString('hex'),
  (chance) => Buffer.from(chance.bytes(16)).toString('base64url'),
  (chance) => `1Z999AA1${chance.digits(10)}`,
  (chance) => `+49 1${chance.digits(2)} ${chance.digits(7)}`,
  (chance) =>
    `2026-11-${two(1 + chance.int(28))}T12:${two(chance.int(60))}:00.${chance.digits(3)}Z`,
  (chance) => `#${chance.digits(6)} / shelf ${chance.digits(2)}`,
  (chance) => `SKU-${chance.digits(4)}-${chance.digits(4)}-XL`,
  (chance) => {
    const hex = Buffer.from(chance.bytes(16)).toString('hex');
    const [a, b, c, d] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16), hex.slice(17, 20)];
    return `${a}-${b}-4${c}-a${d}-${hex.slice(20)}`;
  },
];

/** What a merchant writes into metadata: digits up to twelve, or digits with letters. */
export function orderNumber(chance: Chance): string {
  return chance.pick(SHAPES)(chance);
}
