/** News about an attempt: what moves it, what is late, and what changes nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ATTEMPT_STATUSES,
  type Attempt,
  type AttemptStatus,
  type Outcome,
  TRANSITIONS,
} from '../../server/model/attempt.ts';
import { isAchieved, mayChange, settlementOf } from '../../server/model/settlement.ts';

const success = { reference: 'r', networkTransactionId: null, reusability: null } as const;
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  succeeded: { kind: 'succeeded', ...success },
  authorized: { kind: 'authorized', ...success },
  requires_action: {
    kind: 'requires_action',
    reference: 'r',
    nextAction: { type: 'redirect_to_url', url: 'u', returnUrl: null },
  },
  declined: { kind: 'declined', reference: 'r', code: 'x', networkCode: null, message: null },
  not_executed: { kind: 'not_executed', reason: 'refused' },
  unknown: { kind: 'unknown', reason: 'reset' },
  voided: { kind: 'voided', reference: 'r' },
};
const OPERATIONS = ['charge', 'setup', 'capture', 'void', 'refund'] as const;

const settle = (
  status: AttemptStatus,
  told: string,
  operation: Attempt['operation'] = 'charge',
) => {
  const outcome = OUTCOMES[told];
  assert.ok(outcome, told);
  const settlement = settlementOf({ status, operation, refuseAction: false }, outcome);
  return settlement.action === 'keep' ? 'keep' : `${settlement.action} ${settlement.change.status}`;
};

describe('news about an attempt', () => {
  const rows: readonly [string, AttemptStatus, string, Attempt['operation'], string][] = [
    ['an answer', 'started', 'succeeded', 'charge', 'move succeeded'],
    ['no answer', 'started', 'unknown', 'charge', 'move unknown'],
    ['an answer after all', 'unknown', 'declined', 'charge', 'move declined'],
    ['still none', 'unknown', 'unknown', 'charge', 'keep'],
    [
      'a challenge is no less there when nobody answers',
      'requires_action',
      'unknown',
      'charge',
      'keep',
    ],
    ['a challenge that was given up', 'requires_action', 'voided', 'charge', 'move voided'],
    ['a success after a decline', 'declined', 'succeeded', 'charge', 'late succeeded'],
    ['money held after proven absence', 'not_executed', 'authorized', 'charge', 'late authorized'],
    ['a void after proven absence', 'not_executed', 'voided', 'void', 'late voided'],
    ['a refund after a decline', 'declined', 'succeeded', 'refund', 'late succeeded'],
    ['a failed charge that holds nothing', 'declined', 'voided', 'charge', 'keep'],
    ['a decline after a success', 'succeeded', 'declined', 'charge', 'keep'],
    ['absence after a success', 'authorized', 'not_executed', 'charge', 'keep'],
    ['a doubt after a success', 'succeeded', 'unknown', 'refund', 'keep'],
    ['an authorization that the bank let go', 'authorized', 'voided', 'charge', 'move voided'],
    ['a capture changes no charge', 'authorized', 'succeeded', 'charge', 'keep'],
    ['a success after the end', 'voided', 'succeeded', 'charge', 'keep'],
  ];
  for (const [what, status, told, operation, expected] of rows)
    it(what, () => assert.equal(settle(status, told, operation), expected));

  it('moves along the edges that exist, and no other', () => {
    for (const operation of OPERATIONS) {
      for (const status of ATTEMPT_STATUSES) {
        for (const told of Object.keys(OUTCOMES)) {
          const [action, to] = settle(status, told, operation).split(' ');
          if (action === 'keep') continue;
          const edges: readonly string[] = TRANSITIONS[status];
          assert.ok(edges.includes(to ?? ''), `${operation}: ${status} told ${told} became ${to}`);
        }
      }
    }
  });

  it('calls late only a success of what had failed', () => {
    for (const operation of OPERATIONS) {
      for (const status of ATTEMPT_STATUSES) {
        for (const told of Object.keys(OUTCOMES)) {
          const [action, to] = settle(status, told, operation).split(' ');
          if (action !== 'late') continue;
          assert.ok(status === 'declined' || status === 'not_executed');
          assert.ok(isAchieved(operation, to as AttemptStatus));
        }
      }
    }
  });

  it('is not asked for where it could change nothing', () => {
    for (const status of ATTEMPT_STATUSES.filter((each) => !mayChange(each))) {
      for (const told of Object.keys(OUTCOMES).filter((each) => each !== 'voided'))
        assert.equal(settle(status, told), 'keep');
    }
  });
});
