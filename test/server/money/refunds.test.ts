/** Money on its way back: in parts, never more than was taken, pending while nobody knows. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventsAbout, refusal } from '../shop.ts';
import { assertBooksAgree, atBank, openTill, type Till } from './books.ts';

describe('a refund', () => {
  let till: Till;
  before(async () => {
    till = await openTill();
  });
  after(() => till.close());

  const paid = async () => {
    const { id, latest_charge } = await till.pay();
    return { id, charge: String(latest_charge) };
  };

  it('gives back all that is left, by intent or by charge', async () => {
    const first = await paid();
    const whole = await till.stripe.refunds.create({
      payment_intent: first.id,
      reason: 'requested_by_customer',
      metadata: { ticket: '12' },
    });
    assert.deepEqual(
      [whole.status, whole.amount, whole.charge, whole.reason, whole.metadata?.ticket],
      ['succeeded', 1099, first.charge, 'requested_by_customer', '12'],
    );
    const charge = await till.stripe.charges.retrieve(first.charge);
    assert.deepEqual([charge.refunded, charge.amount_refunded], [true, 1099]);
    assert.equal((await till.stripe.paymentIntents.retrieve(first.id)).status, 'succeeded');
    assert.deepEqual(await eventsAbout(till, whole.id), ['refund.created', 'refund.updated']);
    assert.equal((await eventsAbout(till, first.charge)).at(-1), 'charge.refunded');
    const second = await paid();
    assert.equal((await till.stripe.refunds.create({ charge: second.charge })).amount, 1099);
    await assertBooksAgree(till);
  });

  it('goes in parts, and never above what was taken', async () => {
    const { id, charge } = await paid();
    await till.stripe.refunds.create({ charge, amount: 99 });
    await till.stripe.refunds.create({ charge, amount: 500 });
    const tooMuch = await refusal(till.stripe.refunds.create({ charge, amount: 501 }));
    assert.deepEqual(
      [tooMuch.statusCode, tooMuch.code, tooMuch.param],
      [400, 'amount_too_large', 'amount'],
    );
    assert.equal((await till.stripe.refunds.create({ payment_intent: id })).amount, 500);
    const none = await refusal(till.stripe.refunds.create({ charge }));
    assert.deepEqual([none.statusCode, none.code], [400, 'charge_already_refunded']);
    assert.deepEqual(await atBank(till, charge), { status: 'succeeded', taken: 1099, back: 1099 });
  });

  it('of many at once, only as much as was taken goes back', async () => {
    const { charge } = await paid();
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, () => till.stripe.refunds.create({ charge, amount: 250 })),
    );
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 4);
    assert.equal((await atBank(till, charge)).back, 1000);
    await assertBooksAgree(till);
  });

  it('that nobody knows about counts as gone', async () => {
    const { charge } = await paid();
    await till.arm({ kind: 'webhook_late', next: 2, ms: 600_000 });
    await till.arm({ kind: 'error_after_effect', next: 1 });
    const pending = await till.stripe.refunds.create({ charge, amount: 800 });
    assert.equal(pending.status, 'pending');
    const more = await refusal(till.stripe.refunds.create({ charge, amount: 300 }));
    assert.equal(more.code, 'amount_too_large');
    assert.equal((await till.stripe.charges.retrieve(charge)).amount_refunded, 0);
    await till.settle();
    assert.equal((await till.stripe.refunds.retrieve(pending.id)).status, 'succeeded');
    assert.equal((await till.stripe.refunds.create({ charge, amount: 299 })).status, 'succeeded');
    await assertBooksAgree(till);
  });

  it('that fails counts no more, and says why', async () => {
    const intent = await till.pay({ payment_method: 'pm_card_refundFail' });
    const failed = await till.stripe.refunds.create({ payment_intent: intent.id });
    assert.deepEqual(
      [failed.status, failed.failure_reason],
      ['failed', 'expired_or_canceled_card'],
    );
    assert.deepEqual((await eventsAbout(till, failed.id)).slice(-2), [
      'refund.updated',
      'refund.failed',
    ]);
    const charge = await till.stripe.charges.retrieve(String(intent.latest_charge));
    assert.deepEqual([charge.refunded, charge.amount_refunded], [false, 0]);
    assert.equal((await till.stripe.refunds.create({ payment_intent: intent.id })).amount, 1099);
  });

  it('of a partial capture gives back what was captured', async () => {
    const { id } = await till.pay({ capture_method: 'manual' });
    const early = await refusal(till.stripe.refunds.create({ payment_intent: id }));
    assert.deepEqual([early.statusCode, early.code], [400, 'charge_not_refundable']);
    await till.stripe.paymentIntents.capture(id, { amount_to_capture: 600 });
    const more = await refusal(till.stripe.refunds.create({ payment_intent: id, amount: 601 }));
    assert.equal(more.code, 'amount_too_large');
    assert.equal((await till.stripe.refunds.create({ payment_intent: id })).amount, 600);
    await assertBooksAgree(till);
  });

  it('can be looked up, listed and given metadata', async () => {
    const { id, charge } = await paid();
    const one = await till.stripe.refunds.create({ charge, amount: 1 });
    const two = await till.stripe.refunds.create({ charge, amount: 2 });
    for (const filter of [{ charge }, { payment_intent: id }]) {
      const { data } = await till.stripe.refunds.list(filter);
      assert.deepEqual(
        data.map((each) => each.id),
        [two.id, one.id],
      );
    }
    const page = await till.stripe.refunds.list({ charge, limit: 1, starting_after: two.id });
    assert.deepEqual([page.data[0]?.id, page.has_more], [one.id, false]);
    await till.stripe.refunds.update(one.id, { metadata: { a: 'b' } });
    const found = await till.stripe.refunds.retrieve(one.id, {
      expand: ['charge', 'payment_intent'],
    });
    assert.deepEqual(found.metadata, { a: 'b' });
    assert.ok(typeof found.charge === 'object' && found.charge?.id === charge);
    assert.ok(typeof found.payment_intent === 'object' && found.payment_intent?.id === id);
  });

  it('needs something that was paid', async () => {
    const open = await till.pay({ confirm: false });
    const { charge } = await paid();
    const { refunds } = till.stripe;
    const rows = [
      [{}, 400, 'payment_intent'],
      [{ charge: 'ch_none' }, 400, 'charge'],
      [{ payment_intent: 'pi_none' }, 400, 'payment_intent'],
      [{ payment_intent: open.id }, 400, 'payment_intent'],
      [{ payment_intent: open.id, charge }, 400, 'charge'],
      [{ charge, amount: 0 }, 400, 'amount'],
    ] as const;
    for (const [params, status, param] of rows) {
      const refused = await refusal(refunds.create(params));
      assert.deepEqual(
        [refused.statusCode, refused.param],
        [status, param],
        JSON.stringify(params),
      );
    }
    assert.equal((await refusal(refunds.retrieve('re_none'))).statusCode, 404);
  });

  it('forgets what was noted with it when its customer is deleted', async () => {
    const customer = (await till.stripe.customers.create()).id;
    const { id } = await till.pay({ customer });
    const metadata = { note: 'called by Ada Long' };
    const refund = await till.stripe.refunds.create({ payment_intent: id, metadata });
    await till.stripe.customers.del(customer);
    assert.deepEqual((await till.stripe.refunds.retrieve(refund.id)).metadata, {});
    const { data } = await till.stripe.events.list({ limit: 100 });
    assert.equal(JSON.stringify(data).includes('Ada Long'), false);
  });

  it('leaves the card as ready as it was', async () => {
    const customer = (await till.stripe.customers.create()).id;
    const card = (await till.stripe.paymentMethods.attach('pm_card_visa', { customer })).id;
    const { id } = await till.pay({ customer, payment_method: card });
    await till.arm({ kind: 'error_after_effect', next: 1 });
    await till.stripe.refunds.create({ payment_intent: id });
    assert.equal((await till.pay({ customer, payment_method: card })).status, 'succeeded');
  });
});
