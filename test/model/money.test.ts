/** Money: how currencies divide, which amounts may stand, how they read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkAmount,
  exponentOf,
  formatMoney,
  stepOf,
  toMajorUnits,
} from '../../server/model/money.ts';

describe('exponents and steps', () => {
  for (const [currency, exponent, step] of [
    ['usd', 2, 1],
    ['eur', 2, 1],
    ['jpy', 0, 1],
    ['krw', 0, 1],
    ['xpf', 0, 1],
    ['kwd', 3, 10],
    ['tnd', 3, 10],
    ['isk', 2, 100],
    ['ugx', 2, 100],
    ['huf', 2, 1],
  ] as const) {
    it(currency, () =>
      assert.deepEqual([exponentOf(currency), stepOf(currency)], [exponent, step]),
    );
  }
});

describe('checkAmount', () => {
  for (const [amount, currency, minimum, code] of [
    [1099, 'usd', 1, null],
    [1, 'usd', 1, null],
    [0, 'usd', 0, null],
    [99_999_999, 'usd', 1, null],
    [100_000_000, 'usd', 1, 'amount_too_large'],
    [0, 'usd', 1, 'amount_too_small'],
    [-1, 'usd', 0, 'amount_too_small'],
    [10.5, 'usd', 1, 'parameter_invalid_integer'],
    [Number.NaN, 'usd', 1, 'parameter_invalid_integer'],
    [5125, 'kwd', 1, 'parameter_invalid_integer'],
    [5120, 'kwd', 1, null],
    [500, 'isk', 1, null],
    [550, 'isk', 1, 'parameter_invalid_integer'],
  ] as const) {
    it(`${amount} ${currency} from ${minimum}: ${code ?? 'allowed'}`, () => {
      const ruling = checkAmount(amount, currency, minimum);
      assert.equal(ruling.ok ? null : ruling.code, code);
    });
  }
});

describe('how money reads', () => {
  for (const [amount, currency, locale, expected] of [
    [1099, 'usd', 'en', '$10.99'],
    [1000, 'usd', 'en', '$10.00'],
    [1099, 'eur', 'de', '10,99\u00a0€'],
    [500, 'jpy', 'en', '¥500'],
    [5120, 'kwd', 'en', 'KWD\u00a05.120'],
    [500, 'isk', 'en', 'ISK\u00a05'],
    [123_456, 'usd', 'en', '$1,234.56'],
  ] as const) {
    it(expected, () => assert.equal(formatMoney(amount, currency, locale), expected));
  }
  it('keeps Latin digits in Arabic', () => {
    assert.match(formatMoney(1099, 'usd', 'ar-EG'), /10\.99|10,99/);
  });
  for (const [amount, currency, expected] of [
    [1099, 'usd', '10.99'],
    [5, 'usd', '0.05'],
    [-5, 'usd', '-0.05'],
    [500, 'jpy', '500'],
    [5120, 'kwd', '5.120'],
  ] as const) {
    it(`${amount} ${currency} is ${expected}`, () => {
      assert.equal(toMajorUnits(amount, currency), expected);
    });
  }
});
