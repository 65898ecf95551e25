/**
 * What nobody means to send: texts, keys and values that have broken other servers. It knows no
 * endpoint; what is refused and why is for others to say.
 */
import type { Chance } from './chance.ts';

/** Keys that mean something to JavaScript. */
export const OWN_WORDS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'length',
  'then',
  'toJSON',
] as const;

const TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udc00\ud800y',
  '\ufeff',
  '\u202e',
  'ﷺ'.repeat(400),
  '👩‍👩‍👧‍👦',
  'e\u0301'.repeat(60),
  '%',
  '%zz',
  '%00',
  '%E0%A4%A',
  '../../etc/passwd',
  "' or 1=1 --",
  '"; drop table customers; --',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '$where',
  'true',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '0',
  '-1',
  '1e309',
  '1e3',
  '0x10',
  '1.5',
  '９',
  '9007199254740993',
  '-9007199254740993',
  '99999999999999999999999999',
  '2147483648',
  '253402300800',
  '8640000000001',
  '[]',
  '{}',
  'a'.repeat(501),
  'a'.repeat(5001),
  'javascript:alert(1)',
  'https://shop.example/{CHECKOUT_SESSION_ID}',
  'https://[::1',
  'http://user:word@shop.example:99999/',
  'data:text/html,x',
  'usd',
  'USD',
  'xxx',
  'jpy',
  'en-US-u-ca-buddhist',
  'zz-ZZ-'.repeat(5),
  '-',
  'i',
  'ada@example.com',
  'ada@'.repeat(80),
  'DE',
  'a,b',
  'a;b',
  'a\r\nx-injected: 1',
  '\u2028\u2029',
];

export function hostileText(chance: Chance): string {
  switch (chance.int(8)) {
    case 0:
      return chance.pick(OWN_WORDS);
    case 1:
      return String.fromCharCode(...chance.many(1 + chance.int(12), () => chance.int(0x10000)));
    case 2:
      return chance.pick(TEXTS) + chance.pick(TEXTS);
    case 3:
      return chance.digits(1 + chance.int(11));
    default:
      return chance.pick(TEXTS);
  }
}

export function hostileKey(chance: Chance): string {
  return chance.once(2) ? chance.pick(OWN_WORDS) : hostileText(chance).slice(0, 60);
}

/** Any JSON value, at most `depth` deep. */
export function hostileValue(chance: Chance, depth = 3): unknown {
  const kind = chance.int(depth > 0 ? 10 : 6);
  if (kind < 3) return hostileText(chance);
  if (kind === 3) return chance.pick([0, -0, -1, 1.5, 1e21, 2 ** 53 + 2, -(2 ** 53), 1e-7, 42]);
  if (kind === 4) return chance.pick([null, true, false]);
  if (kind === 5) return chance.int(1_000_000);
  if (kind < 8) return chance.many(chance.int(4), () => hostileValue(chance, depth - 1));
  const record: Record<string, unknown> = {};
  for (let count = chance.int(4); count > 0; count -= 1) {
    const value = hostileValue(chance, depth - 1);
    // As JSON.parse makes it: an own property, whatever its name.
    const property = { value, enumerable: true, writable: true, configurable: true };
    Object.defineProperty(record, hostileKey(chance), property);
  }
  return record;
}

/** A text with some of it cut, doubled or written over. */
export function mutated(chance: Chance, text: string): string {
  const at = chance.int(text.length + 1);
  const end = Math.min(text.length, at + 1 + chance.int(6));
  switch (chance.int(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(end);
    case 2:
      return text.slice(0, end) + text.slice(at);
    case 3:
      return text.slice(0, at) + hostileText(chance) + text.slice(end);
    case 4:
      return text.slice(0, at) + String.fromCharCode(chance.int(256)) + text.slice(at + 1);
    default:
      return text + hostileText(chance);
  }
}

/** A text as UTF-8 can hold it: a lone surrogate becomes the sign for what cannot be shown. */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
