/** What is claimed of a challenge, by what was told of the attempt. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { challengeResult } from '../../server/model/challenge-result.ts';

const TABLE: readonly (readonly [Parameters<typeof challengeResult>, string])[] = [
  [[[], 'started', null], 'not_requested'],
  [[['succeeded'], 'succeeded', null], 'not_requested'],
  [[['declined'], 'declined', 'insufficient_funds'], 'not_requested'],
  [[['declined'], 'declined', 'authentication_required'], 'failed'],
  [[['requires_action'], 'requires_action', null], 'open'],
  [[['requires_action', 'unknown'], 'unknown', null], 'open'],
  [[['requires_action', 'succeeded'], 'succeeded', null], 'passed'],
  [[['requires_action', 'authorized'], 'authorized', null], 'passed'],
  [
    [['requires_action', 'declined'], 'declined', 'payment_intent_authentication_failure'],
    'failed',
  ],
  [[['requires_action', 'not_executed'], 'not_executed', null], 'failed'],
];

describe('a challenge', () => {
  for (const [[told, status, code], result] of TABLE)
    it(`that was told as ${told.join(', ') || 'nothing'} (${status}) is ${result}`, () =>
      assert.equal(challengeResult(told, status, code), result));
});
