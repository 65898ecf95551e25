/** What each answer of a processor does to attempt and intent. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome } from '../../server/model/attempt.ts';
import {
  attemptAfter,
  type OutcomeFacts,
  paymentIntentAfter,
  setupIntentAfter,
} from '../../server/model/intent-outcome.ts';

const success = { reference: 'r', networkTransactionId: 'n', reusability: null } as const;
const nextAction = {
  type: 'redirect_to_url',
  url: 'https://bank.example/',
  returnUrl: null,
} as const;
const OUTCOMES = {
  succeeded: { kind: 'succeeded', ...success },
  authorized: { kind: 'authorized', ...success },
  action: { kind: 'requires_action', reference: 'r', nextAction },
  declined: {
    kind: 'declined',
    reference: 'r',
    code: 'insufficient_funds',
    networkCode: '51',
    message: null,
  },
  notExecuted: { kind: 'not_executed', reason: 'refused' },
  unknown: { kind: 'unknown', reason: 'reset' },
  voided: { kind: 'voided', reference: 'r' },
} as const satisfies Record<string, Outcome>;

const facts = (change: Partial<OutcomeFacts> = {}): OutcomeFacts => ({
  attempt: 'att_1',
  paymentMethod: 'pm_1',
  refuseAction: false,
  fallback: false,
  ...change,
});
const intent = { amountMinor: 1099, captureMethod: 'automatic' } as const;

describe('a payment intent', () => {
  const rows: readonly [
    keyof typeof OUTCOMES,
    Partial<OutcomeFacts>,
    string,
    string | null,
    string | null,
  ][] = [
    ['succeeded', {}, 'succeeded', 'pm_1', null],
    ['authorized', {}, 'requires_capture', 'pm_1', null],
    ['action', {}, 'requires_action', 'pm_1', null],
    ['action', { refuseAction: true }, 'requires_payment_method', null, 'authentication_required'],
    ['declined', {}, 'requires_payment_method', null, 'card_declined'],
    ['declined', { fallback: true }, 'processing', 'pm_1', null],
    ['notExecuted', {}, 'requires_payment_method', null, 'processing_error'],
    ['notExecuted', { fallback: true }, 'processing', 'pm_1', null],
    ['unknown', {}, 'processing', 'pm_1', null],
    ['unknown', { refuseAction: true }, 'processing', 'pm_1', null],
    ['voided', {}, 'canceled', 'pm_1', null],
  ];
  for (const [name, change, status, paymentMethod, code] of rows) {
    it(`${name} ${JSON.stringify(change)}: ${status}`, () => {
      const after = paymentIntentAfter(intent, OUTCOMES[name], facts(change));
      assert.deepEqual(
        [after.status, after.paymentMethod, after.lastPaymentError?.code ?? null],
        [status, paymentMethod, code],
      );
      assert.equal(after.amountReceivedMinor, status === 'succeeded' ? 1099 : 0);
      assert.equal(after.amountCapturableMinor, status === 'requires_capture' ? 1099 : 0);
      assert.equal(after.nextAction !== null, status === 'requires_action');
    });
  }

  it('remembers in the error what it let go of', () => {
    const { lastPaymentError } = paymentIntentAfter(intent, OUTCOMES.declined, facts());
    assert.deepEqual(lastPaymentError, {
      type: 'card_error',
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      networkDeclineCode: '51',
      message: 'Your card has insufficient funds.',
      param: null,
      paymentMethod: 'pm_1',
      attempt: 'att_1',
    });
  });

  it('gives code and decline code alike when the buyer is wanted and away', () => {
    const { lastPaymentError } = paymentIntentAfter(
      intent,
      OUTCOMES.action,
      facts({ refuseAction: true }),
    );
    assert.equal(lastPaymentError?.code, 'authentication_required');
    assert.equal(lastPaymentError?.declineCode, 'authentication_required');
  });
});

describe('a setup intent', () => {
  for (const [name, change, status] of [
    ['succeeded', {}, 'succeeded'],
    ['authorized', {}, 'succeeded'],
    ['action', {}, 'requires_action'],
    ['action', { refuseAction: true }, 'requires_payment_method'],
    ['declined', {}, 'requires_payment_method'],
    ['declined', { fallback: true }, 'processing'],
    ['notExecuted', {}, 'requires_payment_method'],
    ['unknown', {}, 'processing'],
    ['voided', {}, 'canceled'],
  ] as const) {
    it(`${name} ${JSON.stringify(change)}: ${status}`, () => {
      assert.equal(setupIntentAfter(OUTCOMES[name], facts(change)).status, status);
    });
  }
});

describe('an attempt', () => {
  for (const [name, refuseAction, status, kind] of [
    ['succeeded', false, 'succeeded', null],
    ['authorized', false, 'authorized', null],
    ['action', false, 'requires_action', null],
    ['action', true, 'declined', 'buyer'],
    ['declined', false, 'declined', 'retry_later'],
    ['notExecuted', false, 'not_executed', null],
    ['unknown', true, 'unknown', null],
    ['voided', false, 'voided', null],
  ] as const) {
    it(`${name}${refuseAction ? ', nobody there' : ''}: ${status}`, () => {
      const after = attemptAfter(OUTCOMES[name], { refuseAction });
      assert.deepEqual([after.status, after.decline?.kind ?? null], [status, kind]);
    });
  }
});
