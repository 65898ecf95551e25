/** What is decided after a failure, as a table: another processor at once, or what else may help. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome } from '../../server/model/attempt.ts';
import { CODE_ROWS } from '../../server/model/decline-table.ts';
import {
  afterFailure,
  type Failure,
  failureOf,
  isDown,
  leadsOn,
} from '../../server/model/fallback.ts';

const NOW = 1_000_000;
const refused = (reason: string): Failure => ({ kind: 'not_executed', reason });
const declined = (code: string, networkCode: string | null = null): Failure => ({
  kind: 'declined',
  code,
  networkCode,
});
const GOES_ON = { candidate: true, bar: null };

const ROWS: readonly (readonly [failure: Failure, decision: string])[] = [
  [refused('econnrefused'), 'fallback processor_unavailable'],
  [refused('unavailable'), 'fallback processor_unavailable'],
  [refused('account_key_invalid'), 'fallback processor_refuses_us'],
  [refused('rate_limit'), 'fallback processor_busy'],
  [refused('payment_method_incompatible'), 'fallback credential_incompatible'],
  [refused('resource_missing'), 'fallback credential_incompatible'],
  [refused('too_late'), 'stop too_late'],
  [refused('credential_single_use'), 'stop credential_single_use'],
  [refused('absent'), 'stop absent'],
  [declined('processing_error'), 'fallback processing_error'],
  [declined('issuer_not_available', '91'), 'fallback issuer_not_available'],
  [declined('insufficient_funds', '51'), 'retry_later insufficient_funds'],
  [declined('generic_decline'), 'retry_later generic_decline'],
  [declined('processing_error', '43'), 'never_again processing_error'],
  [declined('stolen_card'), 'never_again stolen_card'],
  [declined('authentication_required'), 'ask_buyer authentication_required'],
  [declined('duplicate_transaction'), 'reconcile duplicate_transaction'],
  [declined('testmode_decline'), 'ask_merchant testmode_decline'],
];

describe('after a failure', () => {
  for (const [failure, expected] of ROWS)
    it(`${Object.values(failure).join(' ')}: ${expected}`, () => {
      const { action, reason } = afterFailure({ nowMs: NOW, failure, onward: GOES_ON });
      assert.equal(`${action} ${reason}`, expected);
    });

  it('a decline that may pass says from when', () => {
    const failure = declined('insufficient_funds');
    const { untilMs } = afterFailure({ nowMs: NOW, failure, onward: GOES_ON });
    assert.ok(untilMs !== null && untilMs > NOW);
  });

  const down = refused('down');
  for (const [what, onward, action] of [
    ['nobody waits', null, 'retry_later'],
    ['nobody else can be asked', { candidate: false, bar: null }, 'retry_later'],
    [
      'the budget is spent',
      { candidate: true, bar: { reason: 'retry_budget_exhausted', untilMs: 5 } },
      'stop',
    ],
  ] as const)
    it(`${what}: ${action}`, () => {
      assert.equal(afterFailure({ nowMs: NOW, failure: down, onward }).action, action);
    });

  it('of all the codes only what the table gives to another processor leads on', () => {
    for (const { codes, kind } of CODE_ROWS)
      for (const code of codes)
        assert.equal(
          leadsOn(declined(code)) !== null,
          kind === 'other_processor' || kind === 'incompatible',
          code,
        );
  });
});

describe('what is a failure', () => {
  const unknown: Outcome = { kind: 'unknown', reason: 'timeout' };
  for (const status of ['unknown', 'started', 'requires_action', 'succeeded', 'voided'] as const)
    it(`${status} is none`, () => {
      assert.equal(failureOf({ status, decline: null }, unknown), null);
    });

  it('a processor is down when it cannot be reached or refuses us, not when it refuses a card', () => {
    assert.deepEqual(
      [
        'econnrefused',
        'down',
        'http_401',
        'rate_limit',
        'payment_method_unknown',
        'too_late',
      ].filter(isDown),
      ['econnrefused', 'down', 'http_401'],
    );
  });
});
