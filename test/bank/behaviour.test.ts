/** What the sandbox's issuers answer, circumstance by circumstance. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Circumstances } from '../../server/bank/behaviour.ts';
import { afterChallenge, decide } from '../../server/bank/behaviour.ts';

const usual: Circumstances = {
  behaviour: 'ok',
  purpose: 'charge',
  initiator: 'customer',
  expired: false,
  offSession: true,
  authenticated: false,
  requireChallenge: false,
  cvcWrong: false,
};
const later = { initiator: 'merchant' } as const;
const checking = { purpose: 'setup' } as const;

type Case = readonly [behaviour: string, at: Partial<Circumstances>, answer: string];
const cases: readonly Case[] = [
  ['ok', {}, 'approved'],
  ['ok', later, 'approved'],
  ['ok', { ...later, offSession: false }, 'authentication_required'],
  ['ok', { requireChallenge: true }, 'challenge'],
  ['ok', { expired: true }, 'expired_card'],
  ['ok', { cvcWrong: true }, 'incorrect_cvc'],
  ['insufficient_funds', {}, 'insufficient_funds'],
  ['insufficient_funds', checking, 'insufficient_funds'],
  ['decline_after_attaching', checking, 'approved'],
  ['decline_after_attaching', later, 'generic_decline'],
  ['authenticate_unless_set_up', {}, 'challenge'],
  ['authenticate_unless_set_up', checking, 'challenge'],
  ['authenticate_unless_set_up', later, 'authentication_required'],
  ['authenticate_unless_set_up', { ...later, authenticated: true }, 'approved'],
  ['authenticate_unless_set_up', { ...later, ...checking }, 'approved'],
  ['authenticate_always', { ...later, authenticated: true }, 'authentication_required'],
  ['set_up_already', {}, 'challenge'],
  ['set_up_already', checking, 'approved'],
  ['set_up_already', later, 'approved'],
  ['authenticate_then_insufficient_funds', {}, 'challenge'],
  ['authenticate_then_insufficient_funds', { ...later, authenticated: true }, 'insufficient_funds'],
  ['authenticate_then_decline', {}, 'challenge'],
  ['authentication_broken', {}, 'generic_decline'],
  ['authentication_broken_if_asked', {}, 'approved'],
  ['authentication_broken_if_asked', { requireChallenge: true }, 'processing_error'],
  ['a behaviour of another version', {}, 'approved'],
];

describe('an issuer', () => {
  for (const [behaviour, at, expected] of cases) {
    it(`${behaviour} ${JSON.stringify(at)}: ${expected}`, () => {
      const verdict = decide({ ...usual, behaviour, ...at });
      assert.equal(verdict.kind === 'declined' ? verdict.decline.code : verdict.kind, expected);
    });
  }

  it('may decline after the buyer was seen', () => {
    const verdict = afterChallenge('authenticate_then_insufficient_funds', 'charge');
    assert.deepEqual(verdict.kind === 'declined' && verdict.decline.networkCode, '51');
    const setup = afterChallenge('authenticate_then_insufficient_funds', 'setup');
    assert.equal(setup.kind, 'approved');
  });
});
