/** How much may go back, and what a refund is once its attempt has ended. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AttemptStatus } from '../../server/model/attempt.ts';
import { restingBy, reversalOf } from '../../server/model/follow-up.ts';
import {
  canRefund,
  capturedMinor,
  type RefundStatus,
  refundAfter,
  refundedMinor,
} from '../../server/model/refund.ts';

const refund = (amountMinor: number, status: RefundStatus) => ({ amountMinor, status });

describe('what may go back', () => {
  const rows: readonly [
    string,
    number,
    readonly ReturnType<typeof refund>[],
    number | null,
    number | string,
  ][] = [
    ['all of it', 1000, [], null, 1000],
    ['a part', 1000, [], 1, 1],
    ['what is left', 1000, [refund(400, 'succeeded')], null, 600],
    ['what is left beside one that nobody knows about', 1000, [refund(400, 'pending')], null, 600],
    ['all of it after one that failed', 1000, [refund(1000, 'failed')], null, 1000],
    ['all of it after one that was canceled', 1000, [refund(1000, 'canceled')], 1000, 1000],
    ['not more', 1000, [refund(400, 'succeeded')], 601, 'amount_too_large'],
    ['nothing twice', 1000, [refund(1000, 'succeeded')], null, 'charge_already_refunded'],
    [
      'nothing while all is on its way',
      1000,
      [refund(1000, 'pending')],
      1,
      'charge_already_refunded',
    ],
    ['nothing of nothing', 0, [], null, 'charge_not_refundable'],
  ];
  for (const [what, captured, before, asked, expected] of rows) {
    it(what, () => {
      const ruling = canRefund('ch_1', captured, before, asked);
      assert.equal(ruling.ok ? ruling.amountMinor : ruling.code, expected);
    });
  }

  it('never sums up to more than was taken, whatever is asked in whatever order', () => {
    const step = fc.record({
      asked: fc.option(fc.integer({ min: 1, max: 700 }), { nil: null }),
      ends: fc.constantFrom<RefundStatus>('pending', 'succeeded', 'failed'),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.array(step), (captured, steps) => {
        const made: ReturnType<typeof refund>[] = [];
        for (const { asked, ends } of steps) {
          const ruling = canRefund('ch_1', captured, made, asked);
          if (ruling.ok) made.push(refund(ruling.amountMinor, ends));
          const gone = made.filter(({ status }) => status !== 'failed');
          const sum = gone.reduce((total, { amountMinor }) => total + amountMinor, 0);
          assert.ok(sum <= captured && refundedMinor(made) <= sum);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what a charge took', () => {
  const charge = { id: 'att_1', status: 'succeeded', amountMinor: 1000, late: false } as const;
  const intent = { latestAttempt: 'att_1', amountReceivedMinor: 0 };
  const rows = [
    ['all of it', charge, { ...intent, amountReceivedMinor: 1000 }, 1000],
    ['nothing yet', { ...charge, status: 'authorized' }, intent, 0],
    [
      'what was captured',
      { ...charge, status: 'authorized' },
      { ...intent, amountReceivedMinor: 6 },
      6,
    ],
    ['nothing any more', { ...charge, status: 'voided' }, intent, 0],
    ['nothing ever', { ...charge, status: 'declined' }, intent, 0],
    [
      'all of a late one, beside another',
      { ...charge, late: true },
      { ...intent, amountReceivedMinor: 6 },
      1000,
    ],
  ] as const;
  for (const [what, tried, of, expected] of rows)
    it(what, () => assert.equal(capturedMinor(tried, of), expected));
});

describe('a refund', () => {
  const rows: readonly [AttemptStatus, string | null, RefundStatus, string | null][] = [
    ['started', null, 'pending', null],
    ['unknown', null, 'pending', null],
    ['succeeded', null, 'succeeded', null],
    ['not_executed', null, 'failed', 'unknown'],
    ['declined', 'expired_or_canceled_card', 'failed', 'expired_or_canceled_card'],
    ['declined', 'stolen_card', 'failed', 'lost_or_stolen_card'],
    ['declined', 'do_not_honor', 'failed', 'declined'],
  ];
  for (const [status, code, expected, failureReason] of rows) {
    it(`whose attempt is ${status}${code ? ` (${code})` : ''} is ${expected}`, () => {
      const decline = code === null ? null : { code, networkCode: null, kind: 'x' };
      assert.deepEqual(refundAfter({ status, decline }), { status: expected, failureReason });
    });
  }
});

describe('an intent whose capture or cancellation came to nothing', () => {
  const nextAction = { type: 'redirect_to_url', url: 'u', returnUrl: null } as const;
  const rows: readonly [AttemptStatus, number, string | null][] = [
    ['authorized', 0, 'requires_capture'],
    ['authorized', 500, 'succeeded'],
    ['succeeded', 1000, 'succeeded'],
    ['requires_action', 0, 'requires_action'],
    ['unknown', 0, 'processing'],
    ['declined', 0, null],
    ['voided', 0, null],
  ];
  for (const [status, amountReceivedMinor, expected] of rows) {
    it(`with a charge that is ${status} is ${expected ?? 'held by nothing'}`, () => {
      const resting = restingBy({ status, nextAction }, { amountReceivedMinor });
      assert.equal(resting?.status ?? null, expected);
      if (resting)
        assert.equal(resting.nextAction, status === 'requires_action' ? nextAction : null);
    });
  }
  it('money that is held is let go, money that was taken is given back', () => {
    assert.equal(reversalOf({ status: 'authorized' }), 'void');
    assert.equal(reversalOf({ status: 'succeeded' }), 'refund');
  });
});
