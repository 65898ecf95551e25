/** What is prefilled: mode, fitness, time and shipping, each as a table. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PaymentMethod } from '../../server/model/payment-method.ts';
import { prefill } from '../../server/model/prefill.ts';
import { shownMethods } from '../../server/model/redisplay.ts';
import { card, expiring, NOW, US_ADDRESS } from './samples.ts';

const MINUTE = 60_000;
const oldCard = card('pm_old', 1);
const newCard = card('pm_new', 2);
const bare = { email: null, name: null, phone: null, address: null };

type Facts = Parameters<typeof prefill>[0];

function ask(methods: readonly PaymentMethod[], change: Partial<Facts> = {}) {
  return prefill({
    mode: 'payment',
    createdMs: NOW,
    nowMs: NOW,
    shown: shownMethods(methods, { nowMs: NOW }),
    defaultPaymentMethod: null,
    billingCollection: 'auto',
    shippingCountries: null,
    shipping: null,
    ...change,
  });
}

describe('which card, by mode', () => {
  const rows: readonly [string, PaymentMethod[], Partial<Facts>, string | null, string | null][] = [
    ['payment: newest', [oldCard, newCard], {}, 'pm_new', 'newest'],
    [
      'payment: not the default',
      [oldCard, newCard],
      { defaultPaymentMethod: 'pm_old' },
      'pm_new',
      'newest',
    ],
    [
      'subscription: the default',
      [oldCard, newCard],
      { mode: 'subscription', defaultPaymentMethod: 'pm_old' },
      'pm_old',
      'default',
    ],
    [
      'subscription: newest without a default',
      [oldCard, newCard],
      { mode: 'subscription' },
      'pm_new',
      'newest',
    ],
    [
      'subscription: newest when the default is not shown',
      [oldCard, newCard],
      { mode: 'subscription', defaultPaymentMethod: 'pm_elsewhere' },
      'pm_new',
      'newest',
    ],
    [
      'subscription: newest when the default has expired',
      [expiring(oldCard, 12, 2026), newCard],
      { mode: 'subscription', defaultPaymentMethod: 'pm_old' },
      'pm_new',
      'newest',
    ],
    [
      'subscription: newest when the default lacks details',
      [{ ...oldCard, billingDetails: bare }, newCard],
      { mode: 'subscription', defaultPaymentMethod: 'pm_old' },
      'pm_new',
      'newest',
    ],
    [
      'setup: nothing',
      [oldCard, newCard],
      { mode: 'setup', defaultPaymentMethod: 'pm_old' },
      null,
      null,
    ],
    ['newest expired: the next', [oldCard, expiring(newCard, 12, 2026)], {}, 'pm_old', 'newest'],
    [
      'newest without details: the next',
      [oldCard, { ...newCard, billingDetails: bare }],
      {},
      'pm_old',
      'newest',
    ],
    [
      'newest limited: the next',
      [oldCard, { ...newCard, allowRedisplay: 'limited' }],
      {},
      'pm_old',
      'newest',
    ],
    [
      'newest detached: the next',
      [oldCard, { ...newCard, detachedMs: NOW }],
      {},
      'pm_old',
      'newest',
    ],
    [
      'required: a country is not enough',
      [
        {
          ...newCard,
          billingDetails: { ...newCard.billingDetails, address: { ...US_ADDRESS, line1: null } },
        },
      ],
      { billingCollection: 'required' },
      null,
      null,
    ],
    ['no card', [], {}, null, null],
  ];
  for (const [name, methods, change, id, reason] of rows) {
    it(name, () => {
      const chosen = ask(methods, change);
      assert.deepEqual([chosen?.paymentMethod ?? null, chosen?.reason ?? null], [id, reason]);
    });
  }
});

describe('for 30 minutes from the creation', () => {
  for (const [after, there] of [
    [0, true],
    [30 * MINUTE - 1, true],
    [30 * MINUTE, false],
    [31 * MINUTE, false],
  ] as const) {
    it(`${after} ms later: ${there ? 'prefilled' : 'nothing'}`, () => {
      assert.equal(ask([newCard], { nowMs: NOW + after }) !== null, there);
    });
  }
  it('says until when', () => assert.equal(ask([newCard])?.expiresAtMs, NOW + 30 * MINUTE));
});

describe('shipping crosses only to a country that the session ships to', () => {
  const shipping = { name: 'Ada', phone: null, address: US_ADDRESS };
  for (const [name, countries, given, expected] of [
    ['among them', ['DE', 'US'], shipping, shipping],
    ['not among them', ['DE'], shipping, null],
    ['nothing is shipped', null, shipping, null],
    ['none on record', ['US'], null, null],
    [
      'no country on record',
      ['US'],
      { ...shipping, address: { ...US_ADDRESS, country: null } },
      null,
    ],
  ] as const) {
    it(name, () => {
      const chosen = ask([newCard], { shippingCountries: countries, shipping: given });
      assert.deepEqual(chosen?.shipping, expected);
    });
  }
});

it('only the chosen card gives its details', () => {
  const other = { ...newCard, billingDetails: { ...newCard.billingDetails, name: 'Grace' } };
  assert.equal(ask([oldCard, other])?.billingDetails.name, 'Grace');
});
