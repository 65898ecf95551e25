/** What is meant by what somebody types into the one field. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSearch } from '../../server/model/search-term.ts';

const ID = '4fT9xQ2mL8vB1cN6kR3sW7yZ';

const TABLE: readonly (readonly [string, ReturnType<typeof readSearch>])[] = [
  ['', null],
  ['   ', null],
  [`cus_${ID}`, { kind: 'id', prefix: 'cus', id: `cus_${ID}` }],
  [` ch_${ID}\n`, { kind: 'id', prefix: 'ch', id: `ch_${ID}` }],
  [`cs_test_${ID}`, { kind: 'id', prefix: 'cs_test', id: `cs_test_${ID}` }],
  [`sk_test_${ID}`, { kind: 'text', start: `sk_test_${ID}`, reference: `sk_test_${ID}` }],
  ['cus_', { kind: 'text', start: 'cus_', reference: 'cus_' }],
  ['4242', { kind: 'last4', digits: '4242' }],
  ['•••• 4242', { kind: 'last4', digits: '4242' }],
  ['****4242', { kind: 'last4', digits: '4242' }],
  ['42424', { kind: 'text', start: '42424', reference: '42424' }],
  ['Ada@Example.com', { kind: 'email', start: 'Ada@Example.com' }],
  ['@', { kind: 'email', start: '@' }],
  ['  Ada   Long ', { kind: 'text', start: 'Ada Long', reference: 'Ada Long' }],
  ['bch_7Wc', { kind: 'text', start: 'bch_7Wc', reference: 'bch_7Wc' }],
];

describe('a search', () => {
  for (const [typed, meant] of TABLE)
    it(`reads ${JSON.stringify(typed)}`, () => assert.deepEqual(readSearch(typed), meant));
});
