/** A success that comes to light after it was given up: never lost, and its money goes back at once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventsAbout } from '../shop.ts';
import { assertBooksAgree, atBank, attemptsOf, openTill, type Till } from './books.ts';

const EVIDENCE = { evidence: 'the processor’s own list does not show it' };

describe('money that comes to light too late', () => {
  let till: Till;
  before(async () => {
    till = await openTill();
  });
  after(() => till.close());

  /** The bank does what the last call asked, tells nobody, and an operator takes it for not done. */
  async function givenUp(act: () => Promise<unknown>, intent: string): Promise<string> {
    await till.arm({ kind: 'webhook_late', next: 2, ms: 600_000 });
    await till.arm({ kind: 'error_after_effect', next: 1 });
    await act();
    const attempt = (await attemptsOf(till, intent)).at(-1);
    assert.equal(attempt?.status, 'unknown');
    const settled = await till.keepsake.resolveAttempt(attempt.id, {
      as: 'not-charged',
      ...EVIDENCE,
    });
    assert.equal(settled.status, 'not_executed');
    return attempt.id;
  }

  /** Asks the bank about everything once more, as after a restore. */
  const askAgain = () => till.keepsake.reconcile(0);

  it('a charge is refunded, and the intent is paid by another', async () => {
    const { id } = await till.pay({ confirm: false });
    const first = await givenUp(() => till.stripe.paymentIntents.confirm(id), id);
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'requires_payment_method');
    const again = await till.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    assert.equal(again.status, 'succeeded');
    await askAgain();
    const [late, second, back] = await attemptsOf(till, id);
    assert.deepEqual([late?.id, late?.status, late?.late], [first, 'succeeded', true]);
    assert.deepEqual([second?.status, second?.late], ['succeeded', false]);
    assert.deepEqual([back?.operation, back?.status], ['refund', 'started']);
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'succeeded');
    await till.settle();
    assert.deepEqual((await eventsAbout(till, first)).slice(-1), ['keepsake.attempt.resolved']);
    const charge = first.replace('att_', 'ch_');
    assert.ok((await eventsAbout(till, charge)).includes('charge.refunded'));
    assert.deepEqual(await atBank(till, charge), { status: 'succeeded', taken: 1099, back: 1099 });
    await assertBooksAgree(till);
  });

  it('money that is only held is let go', async () => {
    const { id } = await till.pay({ confirm: false, capture_method: 'manual' });
    const first = await givenUp(() => till.stripe.paymentIntents.confirm(id), id);
    await askAgain();
    await till.settle();
    assert.deepEqual(await till.tried(id), ['charge voided', 'void voided']);
    assert.equal((await atBank(till, first)).status, 'voided');
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'requires_payment_method');
    const charge = await till.stripe.charges.retrieve(first.replace('att_', 'ch_'));
    assert.equal(charge.refunded, true);
  });

  it('goes back even if the bank fails at it again and again', async () => {
    const { id } = await till.pay({ confirm: false });
    await givenUp(() => till.stripe.paymentIntents.confirm(id), id);
    await askAgain();
    await till.arm({ kind: 'down', rate: 1 });
    for (let turn = 0; turn < 60; turn += 1) {
      till.pass(30_000);
      await till.keepsake.worker.turn();
    }
    const refunds = await till.stripe.refunds.list({ payment_intent: id });
    assert.deepEqual(
      refunds.data.map(({ status }) => status),
      ['pending'],
      'one refund, however many tries it takes',
    );
    assert.ok((await till.tried(id)).includes('refund not_executed'));
    await till.mend();
    await till.settle();
    await assertBooksAgree(till);
    assert.equal(
      (await till.stripe.refunds.list({ payment_intent: id })).data[0]?.status,
      'succeeded',
    );
  });

  it('a capture that was given up counts, and a second one takes nothing more', async () => {
    const { id } = await till.pay({ capture_method: 'manual' });
    const capture = () => till.stripe.paymentIntents.capture(id, { amount_to_capture: 500 });
    await givenUp(capture, id);
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'requires_capture');
    // The bank refuses the second; that leads back to the first.
    const after = await capture();
    assert.deepEqual([after.status, after.amount_received], ['succeeded', 500]);
    const tried = await attemptsOf(till, id);
    assert.deepEqual(
      tried.map(({ operation, status, late }) => [operation, status, late]),
      [
        ['charge', 'authorized', false],
        ['capture', 'succeeded', true],
        ['capture', 'not_executed', false],
      ],
    );
    await assertBooksAgree(till);
  });

  it('a cancellation that was given up ends the intent', async () => {
    const { id } = await till.pay({ capture_method: 'manual' });
    await givenUp(() => till.stripe.paymentIntents.cancel(id), id);
    await askAgain();
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'canceled');
    await assertBooksAgree(till);
  });

  it('a refund that was given up is a refund', async () => {
    const { id } = await till.pay();
    const refund = () => till.stripe.refunds.create({ payment_intent: id, amount: 400 });
    await givenUp(refund, id);
    const [failed] = (await till.stripe.refunds.list({ payment_intent: id })).data;
    assert.equal(failed?.status, 'failed');
    await askAgain();
    assert.equal(
      (await till.stripe.refunds.list({ payment_intent: id })).data[0]?.status,
      'succeeded',
    );
    await assertBooksAgree(till);
  });

  it('comes to light by a webhook too', async () => {
    const { id } = await till.pay({ confirm: false });
    await till.arm({ kind: 'webhook_late', next: 1, ms: 150 });
    await till.arm({ kind: 'error_after_effect', next: 1 });
    await till.stripe.paymentIntents.confirm(id);
    const [attempt] = await attemptsOf(till, id);
    await till.keepsake.resolveAttempt(attempt?.id ?? '', { as: 'not-charged', ...EVIDENCE });
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal((await attemptsOf(till, id))[0]?.late, true);
    await till.settle();
    await assertBooksAgree(till);
  });
});
