/** Money that is held: taken, in part or in full, let go, or gone with time. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventsAbout, refusal } from '../shop.ts';
import { assertBooksAgree, atBank, openTill, type Till } from './books.ts';

const DAY = 24 * 3_600_000;

describe('money that is held', () => {
  let till: Till;
  before(async () => {
    till = await openTill();
  });
  after(() => till.close());

  const held = () => till.pay({ capture_method: 'manual' });
  const chargeOf = async (intent: string) => {
    const { latest_charge } = await till.stripe.paymentIntents.retrieve(intent, {
      expand: ['latest_charge'],
    });
    assert.ok(latest_charge && typeof latest_charge === 'object');
    return latest_charge;
  };

  it('is taken in full', async () => {
    const { id } = await held();
    const taken = await till.stripe.paymentIntents.capture(id, { metadata: { order: '7' } });
    assert.deepEqual(
      [taken.status, taken.amount_received, taken.amount_capturable, taken.metadata.order],
      ['succeeded', 1099, 0, '7'],
    );
    const charge = await chargeOf(id);
    assert.deepEqual(
      [charge.captured, charge.amount_captured, charge.amount_refunded, charge.refunded],
      [true, 1099, 0, false],
    );
    assert.deepEqual(await till.tried(id), ['charge authorized', 'capture succeeded']);
    assert.deepEqual((await eventsAbout(till, charge.id)).slice(-1), ['charge.captured']);
    assert.deepEqual((await eventsAbout(till, id)).slice(-1), ['payment_intent.succeeded']);
    await assertBooksAgree(till);
  });

  it('is taken in part, and the rest is free', async () => {
    const { id } = await held();
    const taken = await till.stripe.paymentIntents.capture(id, { amount_to_capture: 600 });
    assert.deepEqual([taken.status, taken.amount, taken.amount_received], ['succeeded', 1099, 600]);
    const charge = await chargeOf(id);
    assert.deepEqual(
      [charge.amount_captured, charge.amount_refunded, charge.refunded],
      [600, 499, false],
    );
    assert.equal((await atBank(till, charge.id)).taken, 600);
  });

  const WRONG = [
    ['more than is held', { amount_to_capture: 1100 }, 'amount_too_large', 'amount_to_capture'],
    ['nothing', { amount_to_capture: 0 }, 'parameter_invalid_integer', 'amount_to_capture'],
  ] as const;
  for (const [what, params, code, param] of WRONG) {
    it(`cannot be taken for ${what}`, async () => {
      const { id } = await held();
      const refused = await refusal(till.stripe.paymentIntents.capture(id, params));
      assert.deepEqual([refused.statusCode, refused.code, refused.param], [400, code, param]);
      assert.deepEqual(await till.tried(id), ['charge authorized']);
    });
  }

  it('is taken once, whoever asks at once', async () => {
    const { id } = await held();
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        index % 2 === 0
          ? till.stripe.paymentIntents.capture(id)
          : till.stripe.paymentIntents.cancel(id),
      ),
    );
    const done = asked.filter(({ status }) => status === 'fulfilled');
    assert.ok(done.length >= 1);
    for (const each of asked) {
      if (each.status === 'rejected')
        assert.equal(each.reason.code, 'payment_intent_unexpected_state');
    }
    assert.equal((await till.tried(id)).length, 2, 'one capture or one cancellation');
    await assertBooksAgree(till);
  });

  it('cannot be taken where nothing is held', async () => {
    const open = await till.pay({ confirm: false });
    const paid = await till.pay();
    for (const { id } of [open, paid]) {
      const refused = await refusal(till.stripe.paymentIntents.capture(id));
      assert.deepEqual(
        [refused.statusCode, refused.code],
        [400, 'payment_intent_unexpected_state'],
      );
    }
    assert.equal((await refusal(till.stripe.paymentIntents.capture('pi_none'))).statusCode, 404);
  });

  it('is let go with the reason that was given', async () => {
    const { id } = await held();
    const gone = await till.stripe.paymentIntents.cancel(id, { cancellation_reason: 'duplicate' });
    assert.deepEqual(
      [gone.status, gone.cancellation_reason, gone.amount_capturable],
      ['canceled', 'duplicate', 0],
    );
    assert.ok(gone.canceled_at);
    const charge = await chargeOf(id);
    assert.deepEqual([charge.captured, charge.refunded], [false, true]);
    assert.equal((await atBank(till, charge.id)).status, 'voided');
    assert.deepEqual(await till.tried(id), ['charge voided', 'void voided']);
    assert.deepEqual((await eventsAbout(till, id)).slice(-1), ['payment_intent.canceled']);
    const again = await refusal(till.stripe.paymentIntents.cancel(id));
    assert.equal(again.code, 'payment_intent_unexpected_state');
  });

  it('is let go by itself after seven days', async () => {
    const { id } = await held();
    const other = await held();
    await till.stripe.paymentIntents.capture(other.id);
    till.pass(7 * DAY - 60_000);
    await till.keepsake.worker.turn();
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'requires_capture');
    till.pass(120_000);
    await till.keepsake.worker.turn();
    const gone = await till.stripe.paymentIntents.retrieve(id);
    assert.deepEqual([gone.status, gone.cancellation_reason], ['canceled', 'expired']);
    const charge = await chargeOf(id);
    assert.equal((await eventsAbout(till, charge.id)).at(-1), 'charge.expired');
    assert.equal((await till.stripe.paymentIntents.retrieve(other.id)).status, 'succeeded');
    await assertBooksAgree(till);
  });

  it('a charge that was let go frees the mandate’s use', async () => {
    const customer = (await till.stripe.customers.create()).id;
    const card = (await till.stripe.paymentMethods.attach('pm_card_visa', { customer })).id;
    const made = await fetch(`${till.api.url}/v1/mandates`, {
      method: 'POST',
      headers: { authorization: `Bearer ${till.api.key}` },
      body: new URLSearchParams({
        payment_method: card,
        'customer_acceptance[type]': 'offline',
        'terms[category]': 'unscheduled',
        'terms[currency]': 'usd',
        'terms[max_count]': '1',
      }),
    });
    assert.equal(made.status, 200);
    const later = { customer, payment_method: card, off_session: true } as const;
    const { id } = await till.pay({ ...later, capture_method: 'manual' });
    const spent = await refusal(till.pay(later));
    assert.equal(spent.code, 'payment_method_not_ready');
    await till.stripe.paymentIntents.cancel(id);
    assert.equal((await till.pay(later)).status, 'succeeded');
  });
});

describe('a challenge that waits for the buyer', () => {
  let till: Till;
  before(async () => {
    till = await openTill();
  });
  after(() => till.close());

  it('is given up with the intent, at the bank too', async () => {
    const { id, status, next_action } = await till.pay({
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'https://shop.example/back',
    });
    assert.equal(status, 'requires_action');
    const gone = await till.stripe.paymentIntents.cancel(id);
    assert.deepEqual([gone.status, gone.next_action], ['canceled', null]);
    const challenge = next_action?.redirect_to_url?.url ?? '';
    const late = await fetch(challenge, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'answer=approve',
      redirect: 'manual',
    });
    await late.body?.cancel();
    await till.settle();
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'canceled');
    assert.deepEqual(await till.tried(id), ['charge voided', 'void voided']);
    await assertBooksAgree(till);
  });

  it('still waits when the bank did not take the cancellation', async () => {
    const { id } = await till.pay({ payment_method: 'pm_card_authenticationRequired' });
    await till.arm({ kind: 'down', next: 1 });
    const refused = await refusal(till.stripe.paymentIntents.cancel(id));
    assert.deepEqual([refused.statusCode, refused.code], [409, 'processor_unavailable']);
    const still = await till.stripe.paymentIntents.retrieve(id);
    assert.equal(still.status, 'requires_action');
    assert.ok(still.next_action?.redirect_to_url?.url);
  });

  it('of a setup is given up here, and its answer changes nothing', async () => {
    const customer = (await till.stripe.customers.create()).id;
    const setup = await till.stripe.setupIntents.create({
      customer,
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
    });
    assert.equal(setup.status, 'requires_action');
    const gone = await till.stripe.setupIntents.cancel(setup.id);
    assert.deepEqual([gone.status, gone.next_action], ['canceled', null]);
    await till.settle();
    assert.equal((await till.stripe.setupIntents.retrieve(setup.id)).status, 'canceled');
  });
});
