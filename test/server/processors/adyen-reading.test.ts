/**
 * What is read without any wire: refusals in our words, notifications and who may send them, what
 * errors prove, cards; and the judge of requests itself, which has to refuse what Adyen would.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { classify } from '../../../server/model/decline.ts';
import { outcomeOfFailure, outcomeOfPayment } from '../../../server/processors/adyen-answers.ts';
import {
  encryptedCardOf,
  factsOf,
  readCredential,
  spellCredential,
  testCardOf,
} from '../../../server/processors/adyen-cards.ts';
import { Refused, Unanswered } from '../../../server/processors/adyen-client.ts';
import { RAW_CODES, REFUSALS, refusalOf } from '../../../server/processors/adyen-refusals.ts';
import { openKeep, readNotification, sealKeep } from '../../../server/processors/adyen-webhooks.ts';
import { check } from './adyen-test-system/description.ts';
import { HMAC_KEY, MERCHANT } from './adyen-test-system/index.ts';

const { default: HmacValidator } = createRequire(import.meta.url)(
  '@adyen/api-library/lib/src/utils/hmacValidator.js',
) as typeof import('@adyen/api-library/lib/src/utils/hmacValidator.js');

const told = (more: Partial<Parameters<typeof refusalOf>[0]>) =>
  refusalOf({
    number: undefined,
    reason: undefined,
    raw: undefined,
    advice: undefined,
    operation: 'charge',
    ...more,
  });

describe('refusals of Adyen', () => {
  for (const [name, given, code, networkCode, advice] of [
    ['by number', { number: '12' }, 'insufficient_funds', null, null],
    ['by reason alone', { reason: 'Not enough balance' }, 'insufficient_funds', null, null],
    ['whatever its case', { reason: 'NOT ENOUGH BALANCE ' }, 'insufficient_funds', null, null],
    ['vague: the issuer’s', { number: '2', raw: '51 : Funds' }, 'insufficient_funds', '51', null],
    ['vague both', { number: '2', raw: '05 : Do not honor' }, 'do_not_honor', '05', null],
    ['plain: Adyen’s', { number: '6', raw: '05 : Do not honor' }, 'expired_card', '05', null],
    ['blocked: lost', { number: '5', raw: '41 : Lost card' }, 'lost_card', '41', null],
    ['blocked, no more is said', { number: '5' }, 'restricted_card', null, null],
    ['advice', { number: '2', advice: '03 : Do not try' }, 'generic_decline', null, 'mac_03'],
    ['both', { number: '2', raw: '51', advice: '24' }, 'insufficient_funds', '51', 'mac_24'],
    ['words for a code', { number: '2', raw: 'DECLINED' }, 'generic_decline', null, null],
    ['nothing known', { reason: 'Something new' }, 'generic_decline', null, null],
    ['authentication', { number: '11' }, 'payment_intent_authentication_failure', null, null],
    [
      'authentication of a setup',
      { number: '11', operation: 'setup' },
      'setup_intent_authentication_failure',
      null,
      null,
    ],
  ] as const)
    it(name, () => assert.deepEqual(told(given), { code, networkCode, advice }));

  it('each number and reason stands once', () => {
    assert.equal(new Set(REFUSALS.map(({ number }) => number)).size, REFUSALS.length);
    assert.equal(new Set(REFUSALS.map(({ reason }) => reason)).size, REFUSALS.length);
  });

  it('every word is one that the failure table knows', () => {
    const words = [
      ...REFUSALS.map(({ number }) => told({ number }).code),
      ...Object.values(RAW_CODES),
    ];
    const unknown = words.filter((word) => !classify(word, null).codes.includes(word));
    // Who declined was the buyer, if anybody: that is no decline of a card.
    assert.deepEqual(
      unknown.filter((word) => word !== 'payment_intent_authentication_failure'),
      [],
    );
  });

  it('a card that was reported is never charged again', () => {
    const never = ['41', '43', '04', '07'].map((raw) => told({ number: '5', raw }));
    for (const { code, networkCode } of never)
      assert.equal(classify(code, networkCode).kind, 'never', code);
    const { code: vague, networkCode: none, advice } = told({ number: '2', advice: '03' });
    assert.equal(classify(vague, none, advice).kind, 'never');
    for (const code of [RAW_CODES.R0, RAW_CODES.R1, RAW_CODES.R3])
      assert.equal(classify(String(code), null).endsMandates, true, code);
  });
});

describe('what Adyen’s errors prove', () => {
  const adyen = (status: number, errorCode: string, errorType = 'validation') =>
    new Refused(status, JSON.stringify({ status, errorCode, errorType, message: 'no' }));
  for (const [name, error, kind] of [
    ['a refused connection', new Unanswered('econnrefused', false), 'not_executed'],
    ['a timeout', new Unanswered('timeout', true), 'unknown'],
    ['a refused field', adyen(422, '702'), 'not_executed'],
    ['a wrong key', new Refused(401, ''), 'not_executed'],
    ['a key in use', adyen(422, '704'), 'unknown'],
    ['an error of Adyen’s own', adyen(422, '905_1', 'internal'), 'unknown'],
    ['a proxy’s 422', new Refused(422, '<html>'), 'unknown'],
    ['a 500', adyen(500, '905', 'internal'), 'unknown'],
    ['a 503', new Refused(503, ''), 'unknown'],
    ['a bug', new TypeError('x'), 'unknown'],
  ] as const)
    it(`${name}: ${kind}`, () => assert.equal(outcomeOfFailure(error).kind, kind));
});

describe('answers to a payment', () => {
  const asked = {
    attempt: 'att_1',
    operation: 'charge',
    capture: 'automatic',
    keep: null,
    amountMinor: 100,
    returnUrl: null,
  } as const;
  const answer = (more: object) =>
    outcomeOfPayment(
      {
        resultCode: 'Authorised',
        pspReference: 'P1',
        merchantReference: 'att_1',
        ...more,
      } as never,
      asked,
    ).kind;
  for (const [name, more, kind] of [
    ['authorised', {}, 'succeeded'],
    ['another’s', { merchantReference: 'att_2' }, 'unknown'],
    ['another sum', { amount: { value: 1, currency: 'USD' } }, 'unknown'],
    ['a part of it', { resultCode: 'PartiallyAuthorised' }, 'unknown'],
    ['received', { resultCode: 'Received' }, 'unknown'],
    ['pending', { resultCode: 'Pending' }, 'unknown'],
    ['a word of tomorrow', { resultCode: 'Maybe' }, 'unknown'],
    ['no word', { resultCode: undefined }, 'unknown'],
    ['without a reference', { pspReference: undefined }, 'unknown'],
    ['refused', { resultCode: 'Refused', refusalReasonCode: '2' }, 'declined'],
    ['error', { resultCode: 'Error', refusalReasonCode: '4' }, 'declined'],
    ['canceled by the buyer', { resultCode: 'Cancelled' }, 'declined'],
    ['a challenge without address', { resultCode: 'ChallengeShopper' }, 'declined'],
  ] as const)
    it(`${name}: ${kind}`, () => assert.equal(answer(more), kind));
});

describe('notifications', () => {
  const receiver = {
    hmacKey: HMAC_KEY,
    merchantAccount: MERCHANT,
    environment: 'test',
    basicAuth: null,
    sealKey: 'seal',
  } as const;
  function signed(more: object = {}, additional: Record<string, string> = {}): string {
    const item = {
      pspReference: 'P1',
      merchantAccountCode: MERCHANT,
      merchantReference: 'att_1',
      amount: { value: 100, currency: 'EUR' },
      eventCode: 'AUTHORISATION',
      success: 'true',
      ...more,
    };
    const hmacSignature = new HmacValidator().calculateHmac(
      { ...item, additionalData: {} } as never,
      HMAC_KEY,
    );
    const additionalData = { ...additional, hmacSignature };
    return JSON.stringify({
      live: 'false',
      notificationItems: [{ NotificationRequestItem: { ...item, additionalData } }],
    });
  }
  const read = (body: string, headers = new Headers(), more: object = {}) =>
    readNotification({ ...receiver, ...more }, headers, body);

  for (const [eventCode, success, kind] of [
    ['AUTHORISATION', 'true', 'succeeded'],
    ['AUTHORISATION', 'false', 'declined'],
    ['CAPTURE', 'true', 'succeeded'],
    ['CAPTURE', 'false', 'declined'],
    ['REFUND', 'true', 'succeeded'],
    ['REFUND', 'false', 'declined'],
    ['CANCELLATION', 'true', 'voided'],
    ['CANCELLATION', 'false', 'declined'],
    ['TECHNICAL_CANCEL', 'true', 'voided'],
  ] as const)
    it(`${eventCode} ${success}: ${kind}`, () => {
      const news = read(signed({ eventCode, success }));
      assert.deepEqual(
        [news?.attempt, news?.outcome?.kind, news?.money],
        ['att_1', kind, { amountMinor: 100, currency: 'eur' }],
      );
    });

  it('of other things: received, and about nothing of ours', () => {
    const news = read(signed({ eventCode: 'REPORT_AVAILABLE' }));
    assert.deepEqual([news?.attempt, news?.outcome], ['', undefined]);
  });

  it('success as a word or as a truth value', () => {
    const body = signed().replace('"success":"true"', '"success":true');
    assert.equal(read(body)?.outcome?.kind, 'succeeded');
  });

  it('only with the password, where one was agreed', () => {
    const basicAuth = { basicAuth: 'adyen:secret' };
    const with_ = (given: string) =>
      new Headers({ authorization: `Basic ${Buffer.from(given).toString('base64')}` });
    assert.equal(read(signed(), new Headers(), basicAuth), null);
    assert.equal(read(signed(), with_('adyen:guess'), basicAuth), null);
    assert.ok(read(signed(), with_('adyen:secret'), basicAuth));
  });

  it('signed with another key, for another account or environment: nobody’s', () => {
    assert.equal(read(signed(), new Headers(), { hmacKey: 'ab'.repeat(32) }), null);
    assert.equal(read(signed(), new Headers(), { merchantAccount: 'Somebody' }), null);
    assert.equal(read(signed(), new Headers(), { environment: 'live' }), null);
    for (const body of ['', 'null', '[]', '{"notificationItems":[]}'])
      assert.equal(read(body), null, body);
  });

  it('what a card becomes is believed in our own hand alone', () => {
    const sealed = sealKeep('seal', 'att_1', 'off_session');
    assert.equal(openKeep('seal', 'att_1', sealed), 'off_session');
    assert.equal(openKeep('seal', 'att_2', sealed), null);
    assert.equal(openKeep('seal', 'att_1', sealed.replace('off_', 'on_')), null);
    assert.equal(openKeep('other', 'att_1', sealed), null);
    for (const none of [null, undefined, '', 'off_session', 'single_use.x'])
      assert.equal(openKeep('seal', 'att_1', none), null);
    const kept = read(signed({}, { 'metadata.keepsake_keep': sealed }))?.outcome;
    assert.equal(kept && 'reusability' in kept && kept.reusability, 'off_session');
    const forged = read(signed({}, { 'metadata.keepsake_keep': 'off_session.x' }))?.outcome;
    assert.equal(forged && 'reusability' in forged && forged.reusability, null);
  });
});

describe('cards at Adyen', () => {
  it('a token holds encrypted fields, and nothing else of it is passed on', () => {
    const fields = {
      type: 'scheme',
      encryptedCardNumber: 'a',
      encryptedExpiryMonth: 'b',
      encryptedExpiryYear: 'c',
      number: 'clear',
    };
    const token = `adyen_${Buffer.from(JSON.stringify(fields)).toString('base64url')}`;
    const { type: _, number: __, ...encrypted } = fields;
    assert.deepEqual(encryptedCardOf(token), encrypted);
    for (const bad of ['', 'adyen_', 'adyen_e30', 'ctok_1', `x${token}`])
      assert.equal(encryptedCardOf(bad), null, bad);
    assert.equal(testCardOf('pm_card_constructor'), null);
  });

  it('a credential is read as it was spelled', () => {
    for (const card of [
      { shopper: 'keepsake_1', id: 'P1', holder: null },
      { shopper: 'a"b', id: 'P/2', holder: 'DECLINED' },
    ])
      assert.deepEqual(readCredential(spellCredential(card)), card);
    for (const bad of ['', 'pm_1', '[]', '{}', '["a"]', '[1,2]', 'null'])
      assert.equal(readCredential(bad), null, bad);
  });

  it('years with two digits or four; brands in our words; too little is nothing', () => {
    const stored = { id: 'P1', brand: 'mc', lastFour: '4444', expiryMonth: '3', alias: 'H1' };
    const facts = factsOf({ ...stored, expiryYear: '30' }, null, null);
    assert.deepEqual(
      [facts?.brand, facts?.expYear, facts?.networks, facts?.fingerprint],
      ['mastercard', 2030, ['mastercard'], 'H1'],
    );
    assert.equal(factsOf({ ...stored, expiryYear: '2031' }, null, null)?.expYear, 2031);
    const two = { brands: [{ type: 'cartebancaire' }, { type: 'visa', supported: false }] };
    assert.deepEqual(factsOf({ ...stored, expiryYear: '30' }, two, 'visa')?.networks, [
      'cartes_bancaires',
    ]);
    const both = { brands: [{ type: 'cartebancaire' }, { type: 'visa' }] };
    for (const [chosen, preferred] of [
      ['cartebancaire', 'cartes_bancaires'],
      ['mc', null],
      [null, null],
    ] as const)
      assert.equal(
        factsOf({ ...stored, expiryYear: '30' }, both, chosen)?.preferredNetwork,
        preferred,
      );
    assert.equal(factsOf({ ...stored, expiryYear: '30', lastFour: '44' }, null, null), null);
    assert.equal(factsOf({ ...stored, expiryYear: '30', expiryMonth: '13' }, null, null), null);
  });
});

describe('the published description', () => {
  const sound = {
    merchantAccount: 'M',
    amount: { currency: 'EUR', value: 1 },
    reference: 'att_1',
    returnUrl: 'https://a.example',
    paymentMethod: { type: 'scheme', storedPaymentMethodId: 'P1' },
  };
  const problem = (more: object) => check({ ...sound, ...more }, 'PaymentRequest', 'body');
  for (const [name, more, expected] of [
    ['sound', {}, /^$/],
    ['an unknown field', { colour: 'red' }, /Unrecognized field "body.colour"/],
    ['an unknown field inside', { amount: { currency: 'EUR', value: 1, x: 1 } }, /body.amount.x/],
    ['a missing field', { reference: undefined }, /must be a string|Required/],
    ['a missing field inside', { amount: { value: 1 } }, /Required field "body.amount.currency"/],
    ['a wrong type', { amount: { currency: 'EUR', value: '1' } }, /must be a number/],
    ['a wrong value', { shopperInteraction: 'Guess' }, /must be one of/],
    ['an unknown payment method', { paymentMethod: { type: 'cash' } }, /no known value/],
    ['a field of another method', { paymentMethod: { type: 'scheme', iban: 'x' } }, /iban/],
    ['a map of numbers', { metadata: { a: 1 } }, /body.metadata.a must be a string/],
  ] as const)
    it(name, () => assert.match(problem(more) ?? '', expected));
});
