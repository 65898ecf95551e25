/** What is done about an open attempt: closed by an answer or by proof, never by a guess. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../server/model/attempt.ts';
import { isRepeatable } from '../../server/model/follow-up.ts';
import {
  nextQuestionMs,
  type ReconcileFacts,
  reconcile,
  type Told,
  worthOfRepetition,
} from '../../server/model/reconcile.ts';

const NOT_AFTER = 100_000;
const SETTLE = 1_000;

const facts = (more: Partial<ReconcileFacts> & { readonly told: Told }): ReconcileFacts => ({
  nowMs: NOT_AFTER + SETTLE + 10_000,
  attempt: { status: 'unknown', createdMs: 80_000, notAfterMs: NOT_AFTER },
  lookupSettleMs: SETTLE,
  lookupByReference: true,
  absencesMs: [],
  asked: 0,
  repeatable: false,
  ...more,
});

const absent: Told = { kind: 'absent' };
const succeeded: Outcome = {
  kind: 'succeeded',
  reference: 'ch',
  networkTransactionId: null,
  reusability: null,
};
const declined: Outcome = {
  kind: 'declined',
  reference: 'ch',
  code: 'generic_decline',
  networkCode: '05',
  message: null,
};
const challenge: Told = {
  kind: 'requires_action',
  reference: 'ch',
  nextAction: { type: 'redirect_to_url', url: 'u', returnUrl: null },
};

const table: readonly (readonly [string, ReconcileFacts, string])[] = [
  ['a success closes it', facts({ told: succeeded }), 'settle succeeded'],
  ['a decline closes it', facts({ told: declined }), 'settle declined'],
  [
    'a challenge moves an unknown one to the buyer',
    facts({ told: challenge }),
    'settle requires_action',
  ],
  [
    'a challenge that is known is waited for',
    facts({
      told: challenge,
      attempt: { status: 'requires_action', createdMs: 0, notAfterMs: NOT_AFTER },
    }),
    'wait',
  ],
  ['no answer proves nothing', facts({ told: { kind: 'unknown', reason: 'timeout' } }), 'wait'],
  [
    'no answer proves nothing, however often',
    facts({ told: { kind: 'unknown', reason: 'timeout' }, asked: 1_000, absencesMs: [] }),
    'wait',
  ],
  [
    'absent before the deadline proves nothing',
    facts({
      told: absent,
      nowMs: NOT_AFTER - 1,
      absencesMs: [NOT_AFTER - 9_000, NOT_AFTER - 5_000],
    }),
    'wait',
  ],
  [
    'absent and still wanted, it is asked for again',
    facts({ told: absent, nowMs: NOT_AFTER - 1, repeatable: true }),
    'repeat',
  ],
  [
    'absent and too late to ask again, it waits for proof',
    facts({ told: absent, nowMs: NOT_AFTER + 1, repeatable: true }),
    'wait',
  ],
  ['absent once is not proof', facts({ told: absent }), 'wait'],
  [
    'absent twice too close together is not proof',
    facts({ told: absent, absencesMs: [NOT_AFTER + SETTLE + 10_000 - 1_999] }),
    'wait',
  ],
  [
    'absent twice, apart, after the deadline is proof',
    facts({ told: absent, absencesMs: [NOT_AFTER + SETTLE + 8_000] }),
    'settle not_executed',
  ],
  [
    'an absence before the deadline does not count towards proof',
    facts({ told: absent, absencesMs: [NOT_AFTER] }),
    'wait',
  ],
  [
    'a processor that cannot be asked by reference proves nothing by absence',
    facts({ told: absent, lookupByReference: false, absencesMs: [NOT_AFTER + SETTLE + 1_000] }),
    'wait',
  ],
  [
    'where nobody can be asked, what may be said again is said again',
    facts({
      told: { kind: 'unknown', reason: 'no_lookup' },
      lookupByReference: false,
      nowMs: NOT_AFTER - 1,
      repeatable: true,
    }),
    'repeat',
  ],
  [
    'where nobody can be asked, nothing is said again after its time',
    facts({
      told: { kind: 'unknown', reason: 'no_lookup' },
      lookupByReference: false,
      nowMs: NOT_AFTER + 1,
      repeatable: true,
    }),
    'wait',
  ],
  [
    'who can be asked and does not answer is not told again',
    facts({ told: { kind: 'unknown', reason: 'timeout' }, nowMs: NOT_AFTER - 1, repeatable: true }),
    'wait',
  ],
];

for (const [name, given, expected] of table) {
  test(name, () => {
    const verdict = reconcile(given);
    const { action } = verdict;
    assert.equal(action === 'settle' ? `settle ${verdict.outcome.kind}` : action, expected);
    if (verdict.action !== 'settle')
      assert.ok(verdict.atMs > given.nowMs, 'the next question lies ahead');
  });
}

test('it waits until absence can prove something', () => {
  const verdict = reconcile(facts({ told: absent, nowMs: 50_000 }));
  assert.deepEqual(verdict, {
    action: 'wait',
    atMs: NOT_AFTER + SETTLE,
    reason: 'absent_but_may_still_come',
  });
});

test('questions become rarer, and never cease', () => {
  const waits = Array.from({ length: 20 }, (_, asked) => nextQuestionMs(0, asked));
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.ok(waits.every((wait) => wait > 0 && wait <= 86_400_000));
});

test('a repetition that was not executed says nothing of the first call', () => {
  assert.deepEqual(worthOfRepetition({ kind: 'not_executed', reason: 'unavailable' }), {
    kind: 'unknown',
    reason: 'unavailable',
  });
  for (const told of [succeeded, declined]) assert.equal(worthOfRepetition(told), told);
});

test('only what follows a charge is asked for again, while the processor knows its keys', () => {
  const promise = { idempotency: 'current_state', idempotencyWindowS: 60 };
  const keyless = { ...promise, idempotency: 'none' };
  const reversal = { action: 'reverse', reason: 'late_success', untilMs: null };
  const rows = [
    ['capture', null, promise, 1_000, 0, true],
    ['void', null, promise, 1_000, 3, true],
    ['refund', null, promise, 1_000, 3, true],
    ['charge', null, promise, 1_000, 0, false],
    ['setup', null, promise, 1_000, 0, false],
    ['refund', null, promise, 60_000, 0, false],
    ['refund', null, keyless, 1_000, 0, false],
    // A way back goes out once, with its first absence, even where no key protects it.
    ['refund', reversal, keyless, 1_000, 0, true],
    ['refund', reversal, keyless, 1_000, 1, false],
    ['void', reversal, promise, 1_000, 1, true],
  ] as const;
  for (const [operation, decision, its, nowMs, absences, expected] of rows)
    assert.equal(
      isRepeatable({ operation, createdMs: 0, decision }, its, nowMs, absences),
      expected,
    );
});
