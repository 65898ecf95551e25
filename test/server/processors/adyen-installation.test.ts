/**
 * A whole installation whose processor is Adyen: what merchants do with it, what comes by notification,
 * and what does not.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { MERCHANT } from './adyen-test-system/index.ts';
import { type AdyenShop, eventually, startAdyenShop } from './adyen-test-system/shop.ts';

let shop: AdyenShop;
let stripe: Stripe;

describe('adyen as the processor of an installation', () => {
  before(async () => {
    shop = await startAdyenShop();
    stripe = shop.world.stripe;
  });
  after(() => shop.close());

  it('pays, keeps the card, charges it later as the merchant, gives back by notification', async () => {
    const [customer, method] = await shop.keepCard();
    const [kept] = shop.system.ledger.payments.slice(-1);
    assert.equal(kept?.request.storePaymentMethod, true);
    assert.equal(kept?.request.shopperInteraction, 'Ecommerce');
    assert.equal(kept?.request.recurringProcessingModel, 'UnscheduledCardOnFile');

    const later = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      customer,
      payment_method: method,
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'succeeded');
    const [charge] = await shop.triesOf(later.id);
    const [twin, ...others] = shop.paymentsOf(charge?.id);
    assert.deepEqual([twin?.amount.value, others.length], [500, 0]);
    assert.equal(twin?.request.shopperInteraction, 'ContAuth');

    shop.system.hold(true);
    const refund = await stripe.refunds.create({ payment_intent: later.id, amount: 200 });
    assert.equal(refund.status, 'pending');
    assert.equal(twin?.refundedMinor, 200);
    shop.system.hold(false);
    const given = await eventually(
      () => stripe.refunds.retrieve(refund.id),
      ({ status }) => status !== 'pending',
    );
    assert.equal(given.status, 'succeeded');
  });

  it('held, then captured in part: taken when the notification says so', async () => {
    const held = await shop.pay({ amount: 2000, capture_method: 'manual' });
    assert.equal(held.status, 'requires_capture');
    shop.system.hold(true);
    const capture = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1200 });
    assert.equal(capture.status, 'processing');
    // Asked again, it is the same capture under the same key.
    await shop.world.keepsake.reconcile();
    shop.system.hold(false);
    const taken = await eventually(
      () => stripe.paymentIntents.retrieve(held.id),
      ({ status }) => status !== 'processing',
    );
    assert.deepEqual([taken.status, taken.amount_received], ['succeeded', 1200]);
    const [charge] = await shop.triesOf(held.id);
    assert.equal(shop.paymentsOf(charge?.id)[0]?.capturedMinor, 1200);
  });

  it('held, then let go', async () => {
    const held = await shop.pay({ capture_method: 'manual' });
    await stripe.paymentIntents.cancel(held.id);
    const gone = await eventually(
      () => stripe.paymentIntents.retrieve(held.id),
      ({ status }) => status === 'canceled',
    );
    assert.equal(gone.status, 'canceled');
    const [charge] = await shop.triesOf(held.id);
    assert.equal(shop.paymentsOf(charge?.id)[0]?.state, 'cancelled');
  });

  it('a currency that Adyen counts otherwise is refused before anything is sent', async () => {
    const before = shop.system.ledger.payments.length;
    await assert.rejects(shop.pay({ currency: 'clp' }), { statusCode: 400 });
    assert.equal(shop.system.ledger.payments.length, before);
  });

  it('a decline arrives as one, with its code', async () => {
    await assert.rejects(shop.pay({ payment_method: 'pm_card_chargeDeclinedInsufficientFunds' }), {
      type: 'StripeCardError',
      decline_code: 'insufficient_funds',
    });
  });

  it('an answer that is lost is unknown; nothing is tried again; the notification settles', async () => {
    shop.system.hold(true);
    shop.system.arm('after_effect');
    const intent = await shop.pay({ amount: 777 });
    shop.system.arm(null);
    assert.equal(intent.status, 'processing');
    await shop.world.keepsake.reconcile();
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'processing');
    const [charge] = await shop.triesOf(intent.id);
    assert.equal(shop.paymentsOf(charge?.id).length, 1);
    shop.system.hold(false);
    const settled = await eventually(
      () => stripe.paymentIntents.retrieve(intent.id),
      ({ status }) => status !== 'processing',
    );
    assert.equal(settled.status, 'succeeded');
    assert.equal(shop.paymentsOf(charge?.id).length, 1);
  });

  it('a card whose answer was lost is kept as it was meant, by the notification', async () => {
    const customer = await stripe.customers.create({ email: 'noor@example.com' });
    shop.system.arm('after_effect');
    const first = await shop.pay({
      customer: customer.id,
      setup_future_usage: 'off_session',
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });
    shop.system.arm(null);
    const settled = await eventually(
      () => stripe.paymentIntents.retrieve(first.id),
      ({ status }) => status !== 'processing',
    );
    assert.equal(settled.status, 'succeeded');
    const later = await stripe.paymentIntents.create({
      amount: 300,
      currency: 'usd',
      customer: customer.id,
      payment_method: String(settled.payment_method),
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'succeeded');
  });

  it('forged, another sum, another account, or told before: nothing moves', async () => {
    shop.system.hold(true);
    shop.system.arm('after_effect');
    const intent = await shop.pay({ amount: 888 });
    shop.system.arm(null);
    const [charge] = await shop.triesOf(intent.id);
    const body = String(shop.system.notification(String(charge?.id)));
    const send = async (message: string) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(shop.webhookUrl, { method: 'POST', headers, body: message })).status;
    };
    const other = String(
      shop.system.notification(String(shop.system.ledger.payments[0]?.reference)),
    );
    assert.equal(await send(body.replace('"success":"true"', '"success":"false"')), 400);
    assert.equal(await send(body.replace('"value":888', '"value":1')), 400);
    assert.equal(await send(body.replace(MERCHANT, 'Somebody')), 400);
    assert.equal(await send('{}'), 400);
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'processing');
    assert.equal(await send(body), 200);
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded');
    // Late and again: acknowledged, so that Adyen stops; nothing changes, nothing is told twice.
    const events = async () =>
      (await stripe.events.list({ type: 'payment_intent.succeeded', limit: 100 })).data.length;
    const before = await events();
    assert.equal(await send(body), 200);
    assert.equal(await send(other), 200);
    assert.equal(await events(), before);
    shop.system.hold(false);
  });

  it('given up by an operator, told late: the money goes back, although nobody can be asked', async () => {
    shop.system.hold(true);
    shop.system.arm('after_effect');
    const intent = await shop.pay({ amount: 999 });
    shop.system.arm(null);
    const [charge] = await shop.triesOf(intent.id);
    await shop.world.keepsake.resolveAttempt(String(charge?.id), {
      as: 'not-charged',
      evidence: 'not in the settlement report',
    });
    assert.equal(
      (await stripe.paymentIntents.retrieve(intent.id)).status,
      'requires_payment_method',
    );
    shop.system.hold(false);
    const [late] = await eventually(
      () => shop.triesOf(intent.id),
      ([first]) => first?.late === true,
    );
    assert.deepEqual([late?.status, late?.late], ['succeeded', true]);
    await shop.world.keepsake.reconcile();
    const back = await eventually(
      () => shop.triesOf(intent.id),
      (tries) =>
        tries.some(({ operation, status }) => operation === 'refund' && status === 'succeeded'),
    );
    assert.equal(back.find(({ operation }) => operation === 'refund')?.status, 'succeeded');
    assert.equal(shop.paymentsOf(charge?.id)[0]?.refundedMinor, 999);
  });

  it('a removed card is deleted at Adyen', async () => {
    const [, method] = await shop.keepCard();
    const held = shop.system.ledger.methods.size;
    await stripe.paymentMethods.detach(method);
    const worker = shop.world.keepsake.worker;
    worker.start();
    await eventually(
      async () => shop.system.ledger.methods.size,
      (size) => size < held,
    );
    await worker.stop();
    assert.equal(shop.system.ledger.methods.size, held - 1);
  });

  it('the tag is told where Adyen’s own fields get their key', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'usd', unit_amount: 1099, product_data: { name: 'Shirt' } },
        },
      ],
      return_url: 'https://shop.example/thanks',
    });
    const secret = String(session.client_secret);
    const { body } = await shop.world.elements(secret, '/elements/checkout');
    assert.deepEqual(body.card_entry, {
      driver: 'adyen',
      client_key: 'test_client',
      environment: 'test',
    });
    // What Adyen Web hands over, in the spelling of Adyen's test shop.system.
    const fields = {
      type: 'scheme',
      encryptedCardNumber: 'test_4111111111111111',
      encryptedExpiryMonth: 'test_03',
      encryptedExpiryYear: 'test_2030',
      encryptedSecurityCode: 'test_737',
      brand: 'visa',
    };
    const token = `adyen_${Buffer.from(JSON.stringify(fields)).toString('base64url')}`;
    const paid = await shop.world.elements(secret, '/elements/checkout/confirm', {
      method: 'POST',
      origin: 'https://shop.example',
      body: {
        press: crypto.randomUUID(),
        card_token: token,
        email: 'ada@example.com',
        billing_details: { name: 'Ada Long', address: { country: 'NL' } },
      },
    });
    assert.equal(paid.status, 200, JSON.stringify(paid.body));
    assert.equal(paid.body.status, 'complete');
  });

  it('a card that nobody keeps is deleted at Adyen after a day; one that is kept is not', async () => {
    const [customer, method] = await shop.keepCard();
    const before = shop.system.ledger.methods.size;
    assert.equal((await shop.pay()).status, 'succeeded');
    await assert.rejects(shop.pay({ payment_method: 'pm_card_chargeDeclined' }));
    assert.equal(shop.system.ledger.methods.size, before + 2);
    shop.advance(25 * 3600_000);
    const worker = shop.world.keepsake.worker;
    worker.start();
    await eventually(
      async () => shop.system.ledger.methods.size,
      (size) => size < before,
    );
    await worker.stop();
    const later = await stripe.paymentIntents.create({
      amount: 400,
      currency: 'usd',
      customer,
      payment_method: method,
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'succeeded');
    const single = [...shop.system.ledger.methods.values()].filter(({ holder }) => holder !== null);
    assert.deepEqual(single, [], 'cards that were declined are gone');
  });

  it('no request was refused by the published description', () => {
    assert.deepEqual(shop.system.refused, []);
  });
});
