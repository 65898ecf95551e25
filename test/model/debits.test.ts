/** Money that takes days: kinds that fit, news about what is under way, and why a debit comes back. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnderWay, type Outcome } from '../../server/model/attempt.ts';
import { sessionAfter } from '../../server/model/checkout-session.ts';
import { buyerCanMend, classify, intentErrorOf } from '../../server/model/decline.ts';
import { attemptAfter, paymentIntentAfter } from '../../server/model/intent-outcome.ts';
import { DELAYED_ASK_MS } from '../../server/model/limits.ts';
import { allowsType, offeredDebit, typesRuling } from '../../server/model/method-type.ts';
import { reconcile, type Told } from '../../server/model/reconcile.ts';
import { settlementOf } from '../../server/model/settlement.ts';

const BOTH = ['us_bank_account', 'sepa_debit'];
const SUCCESS = { reference: 'r', networkTransactionId: null, reusability: null } as const;
const pending: Outcome = { kind: 'pending', reference: 'r' };

describe('kinds of payment methods', () => {
  for (const [types, currency, manualCapture, debits, ok] of [
    [['card'], 'usd', true, [], true],
    [['card', 'us_bank_account'], 'usd', false, BOTH, true],
    [['sepa_debit'], 'eur', false, BOTH, true],
    [['sepa_debit'], null, false, BOTH, true],
    [['us_bank_account'], 'eur', false, BOTH, false],
    [['sepa_debit'], 'usd', false, BOTH, false],
    [['us_bank_account'], 'usd', true, BOTH, false],
    [['us_bank_account'], 'usd', false, [], false],
    [['us_bank_account', 'sepa_debit'], 'usd', false, BOTH, false],
  ] as const)
    it(`${types} in ${currency}, ${manualCapture ? 'held' : 'taken'}, by ${debits.length}`, () =>
      assert.equal(typesRuling(types, { currency, manualCapture, debits }).ok, ok));

  it('only what was asked for is taken, and what fits is offered', () => {
    assert.equal(allowsType(['card'], 'us_bank_account').ok, false);
    assert.equal(allowsType(['card', 'us_bank_account'], 'us_bank_account').ok, true);
    assert.equal(offeredDebit(['card', 'us_bank_account'], 'usd'), 'us_bank_account');
    assert.equal(offeredDebit(['card'], 'usd'), null);
    assert.equal(offeredDebit(['us_bank_account'], 'eur'), null);
    assert.equal(offeredDebit(['sepa_debit'], null), 'sepa_debit');
  });
});

describe('news about money that is under way', () => {
  const begun = { status: 'started', operation: 'charge', refuseAction: false } as const;
  const outcomes: Readonly<Record<string, Outcome>> = {
    pending,
    succeeded: { kind: 'succeeded', ...SUCCESS },
    declined: { kind: 'declined', reference: 'r', code: 'x', networkCode: null, message: null },
    unknown: { kind: 'unknown', reason: 'reset' },
    not_executed: { kind: 'not_executed', reason: 'proven_absent' },
  };
  for (const [status, reference, told, expected] of [
    ['started', null, 'pending', 'move started'],
    ['unknown', null, 'pending', 'move started'],
    ['started', 'r', 'pending', 'keep'],
    ['started', 'r', 'unknown', 'keep'],
    ['started', 'r', 'not_executed', 'move not_executed'],
    ['started', 'r', 'succeeded', 'move succeeded'],
    ['started', 'r', 'declined', 'move declined'],
    ['started', null, 'unknown', 'move unknown'],
    ['declined', 'r', 'pending', 'keep'],
    ['declined', 'r', 'succeeded', 'late succeeded'],
    ['succeeded', 'r', 'pending', 'keep'],
    ['not_executed', null, 'pending', 'keep'],
  ] as const)
    it(`${status}${reference ? ' and known there' : ''}, told ${told}: ${expected}`, () => {
      const outcome = outcomes[told];
      assert.ok(outcome);
      const settlement = settlementOf({ ...begun, status, reference }, outcome);
      const said =
        settlement.action === 'keep' ? 'keep' : `${settlement.action} ${settlement.change.status}`;
      assert.equal(said, expected);
    });

  it('is begun and known to the processor, its intent in processing, its session complete', () => {
    const change = attemptAfter(pending, { refuseAction: false });
    assert.deepEqual([change.status, change.reference], ['started', 'r']);
    assert.equal(isUnderWay(change), true);
    assert.equal(isUnderWay({ status: 'started', reference: null }), false);
    assert.equal(isUnderWay({ status: 'succeeded', reference: 'r' }), false);
    const facts = { attempt: 'a', paymentMethod: 'p', refuseAction: false, fallback: false };
    const intent = paymentIntentAfter(
      { amountMinor: 5, captureMethod: 'automatic' },
      pending,
      facts,
    );
    assert.deepEqual([intent.status, intent.amountReceivedMinor], ['processing', 0]);
    const open = { mode: 'payment', amountTotalMinor: 5, status: 'open', paymentStatus: 'unpaid' };
    assert.deepEqual(sessionAfter(open as never, 'processing', true), {
      status: 'complete',
      paymentStatus: 'unpaid',
    });
    assert.equal(sessionAfter(open as never, 'processing', false).status, 'open');
  });

  const asked = (told: Told) =>
    reconcile({
      nowMs: 1_000,
      attempt: { status: 'started', reference: 'r', createdMs: 0, notAfterMs: 10 },
      lookupSettleMs: 0,
      lookupByReference: true,
      told,
      absencesMs: [100, 500],
      asked: 9,
      repeatable: true,
    });
  for (const told of ['pending', 'absent', 'unknown', 'not_executed'] as const)
    it(`is asked about seldom, and ${told} proves nothing`, () => {
      const answer = told === 'absent' ? ({ kind: 'absent' } as const) : outcomes[told];
      assert.ok(answer);
      const { action, ...rest } = asked(answer);
      assert.equal(action, 'wait');
      assert.deepEqual(rest, { atMs: 1_000 + DELAYED_ASK_MS, reason: 'under_way' });
    });
  it('ends by the processor’s answer', () => {
    const { succeeded } = outcomes;
    assert.ok(succeeded);
    assert.equal(asked(succeeded).action, 'settle');
  });
});

describe('a debit that came back', () => {
  const where = { paymentMethod: 'p', attempt: 'a' };
  for (const [code, networkCode, kind, ends] of [
    ['insufficient_funds', 'R01', 'retry_later', false],
    ['insufficient_funds', 'AM04', 'retry_later', false],
    ['account_closed', 'R02', 'never', false],
    ['no_account', null, 'never', false],
    ['bank_account_restricted', null, 'never', false],
    ['debit_not_authorized', 'R10', 'never', true],
    ['debit_not_authorized', 'MD01', 'never', true],
    ['debit_not_authorized', null, 'never', true],
  ] as const)
    it(`${code} ${networkCode ?? ''}: ${kind}`, () => {
      const row = classify(code, networkCode);
      assert.deepEqual([row.kind, row.endsMandates ?? false], [kind, ends]);
      assert.ok(buyerCanMend(row.kind), 'the buyer is brought back');
      const error = intentErrorOf(code, networkCode, where);
      assert.equal(error.code, code);
      assert.match(error.message, /bank account/);
    });
  it('a card’s lack of funds is still a card’s', () => {
    assert.match(intentErrorOf('insufficient_funds', '51', where).message, /card/);
    assert.equal(intentErrorOf('insufficient_funds', null, where).type, 'card_error');
  });
});
