/** Readiness: every reason by the one fact that brings it about, and who can mend it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mandate } from '../../server/model/mandate.ts';
import {
  READINESS_CODES,
  type ReadinessFacts,
  readiness,
  readinessReason,
} from '../../server/model/readiness.ts';
import { mandate, NOW, terms, use } from './samples.ts';

const DAY = 86_400_000;
const credential = {
  processor: 'sandbox',
  kind: 'processor_token',
  reusability: 'off_session',
} as const;

type Facts = ReadinessFacts<Mandate>;
const facts = (change: Partial<Facts> = {}): Facts => ({
  nowMs: NOW,
  initiator: 'merchant',
  charge: { amountMinor: 1000, currency: 'usd', category: null },
  method: { detachedMs: null, card: { expMonth: 12, expYear: 2030 } },
  credentials: [credential],
  processors: [{ name: 'sandbox', currencies: 'all', credentialKinds: ['processor_token'] }],
  mandates: [mandate()],
  usesOf: () => [],
  policy: 'required',
  consentWithdrawn: false,
  blocked: false,
  attemptUnknown: null,
  retryNotBeforeMs: null,
  retryBudgetUntilMs: null,
  ...change,
});

const rows: readonly [string, Partial<Facts>, string[]][] = [
  ['all in order', {}, []],
  ['no mandate', { mandates: [] }, ['no_active_mandate']],
  [
    'too much',
    { charge: { amountMinor: 5001, currency: 'usd', category: null } },
    ['mandate_amount_exceeded'],
  ],
  [
    'too much in this month',
    {
      mandates: [
        mandate({
          terms: terms({ interval: 'month', intervalCount: 1, maxAmountPerPeriodMinor: 1500 }),
        }),
      ],
      usesOf: () => [use({ amountMinor: 1000 })],
    },
    ['mandate_period_exceeded'],
  ],
  [
    'another currency',
    { charge: { amountMinor: 1, currency: 'eur', category: null } },
    ['mandate_currency_mismatch'],
  ],
  ['ended', { mandates: [mandate({ terms: terms({ validUntilMs: NOW }) })] }, ['mandate_expired']],
  ['revoked', { mandates: [mandate({ revokedMs: NOW })] }, ['mandate_revoked']],
  [
    'used up',
    { mandates: [mandate({ singleUse: true })], usesOf: () => [use()] },
    ['mandate_exhausted'],
  ],
  [
    'consent withdrawn, no mandate',
    { mandates: [], consentWithdrawn: true },
    ['no_active_mandate', 'consent_withdrawn'],
  ],
  ['consent withdrawn, mandate lives', { consentWithdrawn: true }, []],
  ['no credential', { credentials: [] }, ['credential_single_use']],
  [
    'single use',
    { credentials: [{ ...credential, reusability: 'single_use' }] },
    ['credential_single_use'],
  ],
  [
    'on session only',
    { credentials: [{ ...credential, reusability: 'on_session' }] },
    ['credential_on_session_only'],
  ],
  [
    'the issuer wants the buyer',
    { mandates: [mandate({ needsReauthentication: true })] },
    ['needs_reauthentication'],
  ],
  [
    'expired',
    { method: { detachedMs: null, card: { expMonth: 12, expYear: 2026 } } },
    ['card_expired'],
  ],
  ['blocked', { blocked: true }, ['card_blocked']],
  ['budget used', { retryBudgetUntilMs: NOW + DAY }, ['retry_budget_exhausted']],
  ['budget open again', { retryBudgetUntilMs: NOW }, []],
  ['told to wait', { retryNotBeforeMs: NOW + DAY }, ['retry_not_before']],
  ['waited', { retryNotBeforeMs: NOW }, []],
  [
    'a processor that is gone',
    { credentials: [{ ...credential, processor: 'stripe' }] },
    ['no_compatible_processor'],
  ],
  [
    'a kind that it cannot use',
    { credentials: [{ ...credential, kind: 'network_token' }] },
    ['no_compatible_processor'],
  ],
  ['outcome unknown', { attemptUnknown: { untilMs: NOW + 5000 } }, ['attempt_outcome_unknown']],
  [
    'removed',
    { method: { detachedMs: NOW, card: { expMonth: 12, expYear: 2030 } } },
    ['payment_method_detached'],
  ],
  [
    'currency of no processor',
    {
      processors: [{ name: 'sandbox', currencies: ['eur'], credentialKinds: ['processor_token'] }],
    },
    ['currency_not_supported'],
  ],
  [
    'several at once',
    { mandates: [], blocked: true, credentials: [] },
    ['no_active_mandate', 'card_blocked', 'credential_single_use'],
  ],
  ['buyer present: mandates do not matter', { initiator: 'customer', mandates: [] }, []],
  [
    'buyer present: on session suffices',
    { initiator: 'customer', credentials: [{ ...credential, reusability: 'on_session' }] },
    [],
  ],
  [
    'buyer present: single use does not',
    { initiator: 'customer', credentials: [{ ...credential, reusability: 'single_use' }] },
    ['credential_single_use'],
  ],
  [
    'buyer present: expired all the same',
    { initiator: 'customer', method: { detachedMs: null, card: { expMonth: 12, expYear: 2026 } } },
    ['card_expired'],
  ],
  [
    'buyer present: not while another is open',
    { initiator: 'customer', attemptUnknown: { untilMs: null } },
    ['attempt_outcome_unknown'],
  ],
];

describe('reasons', () => {
  for (const [name, change, expected] of rows) {
    it(`${name}: ${expected.join(', ') || 'ready'}`, () => {
      const answer = readiness(facts(change));
      assert.deepEqual(
        answer.reasons.map(({ code }) => code),
        expected,
      );
      assert.equal(answer.ready, expected.length === 0);
    });
  }
  it('every code stands in the table above', () => {
    const seen = new Set(rows.flatMap(([, , codes]) => codes));
    assert.deepEqual(
      READINESS_CODES.filter((code) => !seen.has(code)),
      [],
    );
  });
  it('every code has words and somebody to mend it', () => {
    for (const code of READINESS_CODES) {
      const reason = readinessReason(code);
      assert.ok(reason.message.endsWith('.') && ['buyer', 'merchant', 'wait'].includes(reason.fix));
    }
  });
  it('says until when, where waiting helps', () => {
    const [reason] = readiness(facts({ retryNotBeforeMs: NOW + DAY })).reasons;
    assert.deepEqual([reason?.fix, reason?.untilMs], ['wait', NOW + DAY]);
  });
});

describe('the policy', () => {
  it('advisory overlooks a missing mandate and says so', () => {
    const answer = readiness(facts({ mandates: [], policy: 'advisory' }));
    assert.deepEqual(
      [answer.ready, answer.overlooked.map(({ code }) => code)],
      [true, ['no_active_mandate']],
    );
  });
  it('advisory overlooks nothing else', () => {
    const answer = readiness(facts({ mandates: [], policy: 'advisory', credentials: [] }));
    assert.deepEqual(
      answer.reasons.map(({ code }) => code),
      ['credential_single_use'],
    );
  });
  it('names the mandate that would be used', () => {
    assert.equal(readiness(facts()).mandate?.id, 'mandate_1');
    assert.equal(readiness(facts({ mandates: [] })).mandate, null);
  });
});
