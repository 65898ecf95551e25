/** Numbers, expiries and security codes as cards have them, and the sandbox's own list of cards. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  brandOf,
  cvcValid,
  grouped,
  judgeExpiry,
  luhnValid,
  numberValid,
  parseExpiry,
} from '../../server/bank/card-rules.ts';
import { cardByNumber, cardByTestId, PUBLISHED } from '../../server/bank/cards.ts';

describe('card rules', () => {
  const brands = [
    ['4', 'visa'],
    ['51', 'mastercard'],
    ['2221', 'mastercard'],
    ['2220', 'unknown'],
    ['2720', 'mastercard'],
    ['2721', 'unknown'],
    ['34', 'amex'],
    ['6011', 'discover'],
    ['65', 'discover'],
    ['305', 'diners'],
    ['36', 'diners'],
    ['3528', 'jcb'],
    ['3527', 'unknown'],
    ['62', 'unionpay'],
    ['9', 'unknown'],
  ] as const;
  for (const [digits, brand] of brands) {
    it(`${digits}… is ${brand}`, () => assert.equal(brandOf(digits), brand));
  }

  const groups = [
    ['4242424242424242', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['36227206271667', '3622 720627 1667'],
    ['6205500000000000004', '6205 5000 0000 0000 004'],
    ['42424', '4242 4'],
  ] as const;
  for (const [digits, text] of groups) {
    it(`prints ${text}`, () => assert.equal(grouped(digits), text));
  }

  const expiries = [
    ['12/30', { month: 12, year: 2030 }],
    ['12 / 2030', { month: 12, year: 2030 }],
    ['1230', { month: 12, year: 2030 }],
    ['012030', { month: 1, year: 2030 }],
    ['1-30', { month: 1, year: 2030 }],
    ['12/3', null],
    ['12', null],
    ['', null],
  ] as const;
  for (const [text, expiry] of expiries) {
    it(`reads "${text}"`, () => assert.deepEqual(parseExpiry(text), expiry));
  }

  it('lets a card live through the last day of its month', () => {
    const lastMoment = Date.UTC(2026, 1, 28, 23, 59, 59, 999);
    assert.equal(judgeExpiry(2, 2026, lastMoment), 'ok');
    assert.equal(judgeExpiry(2, 2026, lastMoment + 1), 'expired');
    assert.equal(judgeExpiry(13, 2026, lastMoment), 'invalid_month');
    assert.equal(judgeExpiry(1, 2126, lastMoment), 'invalid_year');
  });

  it('counts the digits of a security code by brand', () => {
    assert.equal(cvcValid('123', 'visa'), true);
    assert.equal(cvcValid('1234', 'visa'), false);
    assert.equal(cvcValid('1234', 'amex'), true);
    assert.equal(cvcValid('123', 'amex'), false);
    assert.equal(cvcValid('1234', null), true);
    assert.equal(cvcValid('12a', 'visa'), false);
  });

  it('finds every single changed digit', () => {
    const number = '4242424242424242';
    for (let at = 0; at < number.length; at += 1) {
      const other = String((Number(number[at]) + 1) % 10);
      assert.equal(luhnValid(number.slice(0, at) + other + number.slice(at + 1)), false);
    }
  });
});

describe('the sandbox’s cards', () => {
  it('are all well formed and all different', () => {
    for (const { number } of PUBLISHED) assert.equal(numberValid(number), true, number);
    assert.equal(new Set(PUBLISHED.map(({ number }) => number)).size, PUBLISHED.length);
  });

  const ids = [
    ['pm_card_visa', '4242424242424242'],
    ['tok_visa', '4242424242424242'],
    ['pm_card_chargeDeclined', '4000000000000002'],
    ['pm_card_visa_chargeDeclined', '4000000000000002'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', '4000000000009995'],
    ['pm_card_chargeCustomerFail', '4000000000000341'],
    ['pm_card_authenticationRequired', '4000002760003184'],
    ['pm_card_authenticationRequiredOnSetup', '4000002500003155'],
    ['pm_card_threeDSecure2Required', '4000000000003220'],
  ] as const;
  for (const [id, number] of ids) {
    it(`${id} is ${number}`, () => assert.equal(cardByTestId(id)?.number, number));
  }

  it('are the published ones and 424242…, unless told otherwise', () => {
    assert.equal(cardByNumber('4242420000000000', false)?.brand, 'visa');
    assert.equal(cardByNumber('4111111111111111', false), null);
    assert.equal(cardByNumber('4111111111111111', true)?.behaviour, 'ok');
  });
});
