/** Consent records: how they are written down for hashing, and what they amount to together. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  afterWithdrawal,
  type ConsentRecord,
  canonicalJson,
  redisplayStanding,
  retainUntilMs,
} from '../../server/model/consent.ts';

const DAY = 86_400_000;

describe('canonical JSON', () => {
  for (const [name, value, expected] of [
    [
      'keys in order, deep',
      { b: 1, a: { d: [2, { z: null, y: 'x' }], c: true } },
      '{"a":{"c":true,"d":[2,{"y":"x","z":null}]},"b":1}',
    ],
    ['undefined is absent', { a: undefined, b: null }, '{"b":null}'],
    ['quotes and line ends are escaped', { a: '"\n' }, '{"a":"\\"\\n"}'],
    ['an empty list', [], '[]'],
  ] as const) {
    it(name, () => assert.equal(canonicalJson(value), expected));
  }
  it('gives the same text for the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        assert.equal(canonicalJson(value), canonicalJson(turned));
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
  });
});

type Told = Pick<ConsentRecord, 'id' | 'position' | 'act' | 'scope' | 'allowRedisplay'>;
const told = (
  position: number,
  act: Told['act'],
  allowRedisplay: Told['allowRedisplay'],
  scope: Told['scope'] = 'redisplay',
): Told => ({
  id: `cons_${position}`,
  position,
  act,
  scope,
  allowRedisplay,
});
const grant = (position: number) => told(position, 'grant', 'always');
const withdrawal = (position: number) => told(position, 'withdrawal', null);
const says = (position: number, value: Told['allowRedisplay']) =>
  told(position, 'assertion', value);

describe('joining all records of one card', () => {
  const rows: readonly [string, Told[], boolean, string, string | null, string | null][] = [
    ['nothing', [], false, 'unspecified', null, null],
    ['nothing, but an agreement', [], true, 'limited', null, null],
    ['granted', [grant(1)], false, 'always', 'cons_1', null],
    ['granted twice', [grant(1), grant(2)], false, 'always', 'cons_2', null],
    [
      'granted twice, withdrawn once',
      [grant(1), grant(2), withdrawal(3)],
      false,
      'unspecified',
      null,
      'cons_3',
    ],
    ['withdrawn, with an agreement', [grant(1), withdrawal(2)], true, 'limited', null, 'cons_2'],
    [
      'withdrawn and granted anew',
      [grant(1), withdrawal(2), grant(3)],
      false,
      'always',
      'cons_3',
      null,
    ],
    [
      'in another order of reading',
      [withdrawal(2), grant(1)],
      false,
      'unspecified',
      null,
      'cons_2',
    ],
    [
      'a mandate says nothing about showing',
      [told(1, 'grant', null, 'mandate')],
      true,
      'limited',
      null,
      null,
    ],
    [
      'revoking a mandate ends no consent',
      [grant(1), told(2, 'revocation', null, 'mandate')],
      false,
      'always',
      'cons_1',
      null,
    ],
    ['the merchant lowers', [grant(1), says(2, 'limited')], false, 'limited', 'cons_2', null],
    ['the merchant asserts', [says(1, 'always')], false, 'always', 'cons_1', null],
    [
      'the merchant takes it back while an agreement lives',
      [says(1, 'always'), says(2, 'unspecified')],
      true,
      'limited',
      'cons_2',
      null,
    ],
  ];
  for (const [name, records, live, allowRedisplay, allowedBy, withdrawnBy] of rows) {
    it(`${name}: ${allowRedisplay}`, () => {
      assert.deepEqual(redisplayStanding(records, live), {
        allowRedisplay,
        allowedBy,
        withdrawnBy,
      });
    });
  }
});

it('withdrawing leaves a live mandate its card and otherwise lets the card go', () => {
  assert.deepEqual(afterWithdrawal(true), { allowRedisplay: 'limited', detach: false });
  assert.deepEqual(afterWithdrawal(false), { allowRedisplay: 'unspecified', detach: true });
});

describe('evidence is kept', () => {
  for (const [name, endedAfterDays, days] of [
    ['three years while nothing has ended', null, 3 * 365.25],
    ['three years when it ended early', 10, 3 * 365.25],
    ['two years from a late end', 1000, 1000 + 2 * 365.25],
  ] as const) {
    it(name, () => {
      assert.equal(
        retainUntilMs(0, endedAfterDays === null ? null : endedAfterDays * DAY),
        days * DAY,
      );
    });
  }
});
