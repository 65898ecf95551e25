/** What may be done to an intent in each state: every state stands in every table. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  canCancel,
  canCapture,
  canConfirm,
  canUpdate,
  PAYMENT_INTENT_STATUSES,
  type PaymentIntentStatus,
  restingStatus,
} from '../../server/model/intent.ts';

const inState = (status: PaymentIntentStatus, paymentMethod: string | null = 'pm_1') => ({
  status,
  paymentMethod,
});
const allowed = (statuses: readonly PaymentIntentStatus[], status: PaymentIntentStatus) =>
  statuses.includes(status);

describe('each operation has its states', () => {
  for (const status of PAYMENT_INTENT_STATUSES) {
    it(`confirm in ${status}`, () => {
      const expected = allowed(['requires_payment_method', 'requires_confirmation'], status);
      assert.equal(canConfirm(inState(status), 'PaymentIntent').ok, expected);
    });
    it(`cancel in ${status}`, () => {
      const expected = !allowed(['processing', 'succeeded', 'canceled'], status);
      assert.equal(canCancel(inState(status), 'PaymentIntent').ok, expected);
    });
    it(`capture in ${status}`, () => {
      const ruling = canCapture({ status, amountCapturableMinor: 1000 }, null);
      assert.equal(ruling.ok, status === 'requires_capture');
    });
    it(`update of the amount in ${status}`, () => {
      const expected = allowed(
        ['requires_payment_method', 'requires_confirmation', 'requires_action'],
        status,
      );
      const ruling = canUpdate(inState(status), 'PaymentIntent', ['metadata', 'amount']);
      assert.equal(ruling.ok, expected);
      if (!ruling.ok) assert.match(ruling.message, /'s amount could not be updated/);
    });
    it(`update of the metadata in ${status}`, () => {
      assert.ok(canUpdate(inState(status), 'PaymentIntent', ['metadata', 'expand']).ok);
    });
  }
});

describe('confirm', () => {
  for (const [own, brought, ok] of [
    [null, null, false],
    [null, 'pm_2', true],
    ['pm_1', null, true],
  ] as const) {
    it(`with ${own ?? 'none'} of its own and ${brought ?? 'none'} brought`, () => {
      const ruling = canConfirm(inState('requires_payment_method', own), 'PaymentIntent', brought);
      assert.equal(ruling.ok, ok);
    });
  }
  for (const kind of ['PaymentIntent', 'SetupIntent'] as const) {
    it(`names the ${kind} and its state`, () => {
      const ruling = canConfirm(inState('succeeded'), kind);
      assert.ok(!ruling.ok);
      assert.equal(
        ruling.code,
        `${kind === 'PaymentIntent' ? 'payment' : 'setup'}_intent_unexpected_state`,
      );
      assert.match(
        ruling.message,
        new RegExp(`^You cannot confirm this ${kind} because it has a status of succeeded\\.`),
      );
    });
  }
});

describe('capture', () => {
  for (const [amount, code] of [
    [1, null],
    [1000, null],
    [1001, 'amount_too_large'],
    [0, 'amount_too_small'],
  ] as const) {
    it(`${amount} of 1000: ${code ?? 'allowed'}`, () => {
      const ruling = canCapture(
        { status: 'requires_capture', amountCapturableMinor: 1000 },
        amount,
      );
      assert.equal(ruling.ok ? null : ruling.code, code);
    });
  }
});

it('a resting intent waits for a card or for the word', () => {
  assert.deepEqual(
    [restingStatus(null), restingStatus('pm_1')],
    ['requires_payment_method', 'requires_confirmation'],
  );
});
