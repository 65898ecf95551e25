/** What looks like a card number and what does not. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { containsCardNumber, luhn } from '../../server/model/card-number.ts';

const CARDS = [
  '4242424242424242',
  '5555555555554444',
  '378282246310005',
  '6011111111111117',
  '3056930009020004',
  '3566002020360505',
  '6200000000000005',
  '4222222222222',
];

const dressed: readonly (readonly [string, (digits: string) => string])[] = [
  ['alone', (d) => d],
  ['in a sentence', (d) => `my card is ${d}, thanks`],
  ['in groups of four', (d) => d.replace(/(.{4})(?=.)/g, '$1 ')],
  ['with dashes', (d) => d.replace(/(.{4})(?=.)/g, '$1-')],
  ['with long dashes', (d) => d.replace(/(.{4})(?=.)/g, '$1–')],
  ['with no-break spaces', (d) => d.replace(/(.{4})(?=.)/g, '$1\u00a0')],
  ['with zero-width spaces', (d) => d.replace(/(.{4})(?=.)/g, '$1\u200b')],
  ['after other digits', (d) => `order 12 ${d}`],
  ['before an expiry', (d) => `${d} 12/30`],
  ['between letters', (d) => `x${d}y`],
  [
    'in Arabic digits',
    (d) => d.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  ],
  [
    'in fullwidth digits',
    (d) => d.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  ],
  [
    'in mathematical digits',
    (d) => d.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7d8 + Number(digit))),
  ],
  ['in groups with dots', (d) => d.replace(/(.{4})(?=.{3})/g, '$1.')],
  ['with what could not be read between', (d) => d.replace(/(.{4})(?=.)/g, '$1\ufffd')],
  ['with control characters', (d) => d.replace(/(.{4})(?=.)/g, '$1\0')],
  ['struck through', (d) => d.replace(/(.)(?=.)/g, '$1\u0336')],
  ['as keycaps', (d) => d.replace(/(.)(?=.)/g, '$1\ufe0f\u20e3')],
  ['with heavy minus signs', (d) => d.replace(/(.{4})(?=.)/g, '$1\u2796')],
  ['inside a UUID-like text without letters', (d) => `${d.slice(0, 8)}-${d.slice(8)}`],
];

for (const [how, dress] of dressed) {
  test(`a card number ${how} is found`, () => {
    for (const card of CARDS) assert.equal(containsCardNumber(dress(card)), true, dress(card));
  });
}

const harmless: readonly string[] = [
  '4242424242424241',
  '42424242424242424242',
  '1790000000000',
  'order 123456789012',
  '+49 170 1234567',
  '2026-11-21T12:30:00.000Z',
  '52.520008 13.404954',
  '4242.42424242424242',
  '192.168.100.200',
  '',
];

for (const text of harmless) {
  test(`${JSON.stringify(text)} is no card number`, () =>
    assert.equal(containsCardNumber(text), false));
}

test('the Luhn check finds any one wrong digit', () => {
  for (const card of CARDS) {
    for (let at = 0; at < card.length; at++) {
      const wrong = `${card.slice(0, at)}${(Number(card[at]) + 1) % 10}${card.slice(at + 1)}`;
      assert.equal(luhn(wrong), false, wrong);
    }
  }
});

test('UUIDs pass, all of 20,000', () => {
  for (let round = 0; round < 20_000; round++)
    assert.equal(containsCardNumber(randomUUID()), false);
});

test('of ordinary order numbers fewer than one in a thousand are refused', () => {
  const digits = (count: number) => Array.from(randomBytes(count), (byte) => byte % 10).join('');
  const shapes: readonly (() => string)[] = [
    () => digits(12),
    () => `INV-${digits(4)}-${digits(6)}`,
    () => `${digits(3)}-${digits(7)}`,
    () => randomBytes(8).toString('hex'),
    () => `ORD${digits(12)}`,
  ];
  let refused = 0;
  const rounds = 20_000;
  for (let round = 0; round < rounds; round++)
    if (containsCardNumber(shapes[round % shapes.length]?.() ?? '')) refused += 1;
  assert.ok(refused / rounds < 0.001, `${refused} of ${rounds}`);
});

test('a quarter of a megabyte of digits is read in one go', () => {
  for (const piece of [
    '4 ',
    '6 2 ',
    '4242 ',
    '411111111111111',
    '4242.1.',
    '\u0664 ',
    `1${' '.repeat(4_000)}`,
  ]) {
    const text = piece.repeat(Math.ceil(262_144 / piece.length));
    const times = Array.from({ length: 5 }, () => {
      const used = process.cpuUsage();
      containsCardNumber(text);
      return process.cpuUsage(used).user / 1_000;
    });
    assert.ok(
      Math.min(...times) < 50,
      `${JSON.stringify(piece.slice(0, 8))}: ${Math.min(...times)} ms`,
    );
  }
});
