/** What a processor's word about a card's account changes, and when it changes nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type AccountState,
  cardChange,
  type KnownCard,
  lastSeen,
} from '../../server/model/card-update.ts';
import type { CardFacts } from '../../server/model/payment-method.ts';

const NOW = Date.UTC(2026, 10, 21);
const card: CardFacts = {
  brand: 'visa',
  last4: '4242',
  expMonth: 12,
  expYear: 2026,
  funding: 'credit',
  country: 'US',
  fingerprint: 'one',
  networks: ['visa', 'cartes_bancaires'],
  preferredNetwork: 'visa',
};
const told = (more: Partial<AccountState['card']> = {}, open = true): AccountState => ({
  open,
  card: { last4: '4242', expMonth: 12, expYear: 2026, fingerprint: 'one', ...more },
});
const CLOSED = NOW - 1000;

const rows: readonly [
  what: string,
  known: Partial<KnownCard>,
  AccountState,
  ages: readonly [asOf: number, known: number | null],
  result: string,
][] = [
  ['as known', {}, told(), [NOW, null], 'known'],
  ['a later expiry', {}, told({ expYear: 2029 }), [NOW, null], 'expiry'],
  ['an earlier expiry', {}, told({ expYear: 2025 }), [NOW, null], 'expiry'],
  [
    'a new number',
    {},
    told({ last4: '5556', fingerprint: 'two', expYear: 2029 }),
    [NOW, null],
    'number',
  ],
  ['a new number that ends alike', {}, told({ fingerprint: 'two' }), [NOW, null], 'number'],
  ['closed', {}, told({}, false), [NOW, null], 'closed'],
  ['closed already', { closedMs: CLOSED }, told({}, false), [NOW, null], 'known'],
  ['open again', { closedMs: CLOSED }, told(), [NOW, null], 'reopened'],
  [
    'another number after the end',
    { closedMs: CLOSED },
    told({ fingerprint: 'two' }),
    [NOW, null],
    'closed: nothing',
  ],
  ['older than the last word', {}, told({ expYear: 2029 }), [NOW - 1, NOW], 'stale'],
  ['as old as the last word', {}, told({ expYear: 2029 }), [NOW, NOW], 'expiry'],
  ['closed, older than the last word', {}, told({}, false), [NOW - 1, NOW], 'stale'],
];

describe('a processor’s word about an account', () => {
  for (const [what, known, state, [asOf, since], result] of rows) {
    it(`${what}: ${result}`, () => {
      const before = { card, closedMs: null, ...known };
      const change = cardChange(before, state, asOf, since, NOW);
      assert.equal(
        change.kind ?? (change.reason === 'closed' ? 'closed: nothing' : change.reason),
        result,
      );
      if (change.kind === null) return;
      // Said once more, it is known.
      const again = cardChange(change, state, asOf, since, NOW);
      assert.deepEqual([again.kind, again.kind === null && again.reason], [null, 'known']);
    });
  }
  it('keeps what is ours: the network that the holder chose', () => {
    const change = cardChange(
      { card },
      told({ fingerprint: 'two', last4: '0005' }),
      NOW,
      null,
      NOW,
    );
    assert.ok(change.kind === 'number');
    assert.deepEqual(change.card, { ...card, fingerprint: 'two', last4: '0005' });
  });
  it('a new expiry changes the expiry alone', () => {
    const change = cardChange({ card }, told({ expYear: 2030, funding: 'debit' }), NOW, null, NOW);
    assert.ok(change.kind === 'expiry');
    assert.deepEqual(change.card, { ...card, expYear: 2030 });
  });
});

describe('how a processor saw an account last', () => {
  const [old, corrected, renewed] = [told(), told({ expYear: 2031 }), told({ expYear: 2029 })];
  const said = (processor: string, before: AccountState, after: AccountState) =>
    ({ source: processor === '' ? 'edit' : 'webhook', processor, before, after }) as const;
  for (const [what, words, seen] of [
    ['nothing was said: as it is known', [], { ...old, card: { ...old.card, expYear: 2026 } }],
    ['corrected by hand: as it was before', [said('', old, corrected)], old],
    ['by its last word', [said('one', old, renewed), said('', renewed, corrected)], renewed],
    ['another processor spoke: as it was before', [said('two', old, renewed)], old],
    ['both spoke', [said('one', old, corrected), said('two', corrected, renewed)], corrected],
  ] as const) {
    it(what, () => {
      const { open, card: face } = lastSeen('one', words, { card });
      assert.deepEqual([open, face.expYear], [seen.open, seen.card.expYear]);
    });
  }
});
