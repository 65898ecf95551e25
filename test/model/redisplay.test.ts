/** What is shown, as a table. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AllowRedisplay, PaymentMethod } from '../../server/model/payment-method.ts';
import { shownMethods } from '../../server/model/redisplay.ts';
import { card, expiring, NOW } from './samples.ts';

const all: readonly PaymentMethod[] = [
  card('always_old', 1),
  card('limited', 2, { allowRedisplay: 'limited' }),
  card('always_new', 5),
  card('unspecified', 4, { allowRedisplay: 'unspecified' }),
  card('detached', 9, { detachedMs: NOW }),
  card('ownerless', 8, { customer: null }),
];

describe('the filter', () => {
  const rows: readonly [string, readonly AllowRedisplay[] | null | undefined, string[]][] = [
    ['absent: the default', undefined, ['always_new', 'always_old']],
    ['null: the default', null, ['always_new', 'always_old']],
    ['always', ['always'], ['always_new', 'always_old']],
    ['limited replaces the default', ['limited'], ['limited']],
    ['unspecified alone', ['unspecified'], ['unspecified']],
    ['two kinds, newest first', ['limited', 'always'], ['always_new', 'limited', 'always_old']],
    [
      'all three',
      ['always', 'limited', 'unspecified'],
      ['always_new', 'unspecified', 'limited', 'always_old'],
    ],
    ['nothing', [], []],
  ];
  for (const [name, filter, expected] of rows) {
    it(name, () => {
      const shown = shownMethods(all, { ...(filter === undefined ? {} : { filter }), nowMs: NOW });
      assert.deepEqual(
        shown.map(({ method }) => method.id),
        expected,
      );
    });
  }
});

describe('the number', () => {
  it('is 50 at most, the newest ones', () => {
    const many = Array.from({ length: 60 }, (_, index) => card(`pm_${index}`, index));
    const shown = shownMethods(many, { nowMs: NOW });
    assert.equal(shown.length, 50);
    assert.equal(shown[0]?.method.id, 'pm_59');
    assert.equal(shown[49]?.method.id, 'pm_10');
  });
  it('is taken from a given limit', () => {
    assert.equal(shownMethods(all, { nowMs: NOW, limit: 1 }).length, 1);
  });
});

describe('expired cards are shown, as expired from the first day after their last month', () => {
  for (const [month, year, nowMs, expired] of [
    [12, 2026, Date.UTC(2026, 11, 31, 23, 59, 59, 999), false],
    [12, 2026, Date.UTC(2027, 0, 1), true],
    [1, 2027, Date.UTC(2027, 0, 31), false],
    [1, 2027, Date.UTC(2027, 1, 1), true],
    [2, 2028, Date.UTC(2028, 1, 29), false],
  ] as const) {
    it(`${month}/${year} at ${new Date(nowMs).toISOString()}`, () => {
      const [shown] = shownMethods([expiring(card('pm', 1), month, year)], { nowMs });
      assert.equal(shown?.expired, expired);
    });
  }
});
