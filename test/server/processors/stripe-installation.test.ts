/**
 * A whole installation whose processor is Stripe, by configuration alone. What answers as Stripe is a
 * second Keepsake; its webhooks come back to the first one.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';

let behind: World;
let shop: World;

/** What the installation behind holds for one of our intents. */
async function twinOf(intent: string) {
  const { data: tries } = await shop.stripe
    .rawRequest('GET', `/v1/payment_intents/${intent}/attempts`)
    .then((answer) => answer as unknown as { data: { id: string; operation: string }[] });
  const charge = tries.find(({ operation }) => operation === 'charge');
  const { data } = await behind.stripe.paymentIntents.list({ limit: 100 });
  return data.filter(({ metadata }) => metadata.keepsake_attempt === charge?.id);
}

async function eventually<T>(what: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const deadline = performance.now() + 8000;
  for (;;) {
    const value = await what();
    if (holds(value) || performance.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('stripe as the processor of an installation', () => {
  before(async () => {
    behind = await startWorld({ config: { mandates: 'advisory', webhooksAllowPrivate: 'on' } });
    const secret = 'whsec_between_the_two';
    shop = await startWorld({
      config: {
        processors: 'stripe',
        stripeSecretKey: behind.api.key,
        stripeWebhookSecret: secret,
        stripeApiBase: behind.api.url.replace('localhost', '127.0.0.1'),
      },
    });
  });
  after(async () => {
    await shop.close();
    await behind.close();
  });

  it('pays, keeps the card, charges it later under its mandate, gives back', async () => {
    const customer = await shop.stripe.customers.create({ email: 'ada@example.com' });
    const first = await shop.stripe.paymentIntents.create({
      amount: 1099,
      currency: 'usd',
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
      setup_future_usage: 'off_session',
      mandate_data: { customer_acceptance: { type: 'offline' } },
      return_url: 'https://shop.example/back',
    });
    assert.equal(first.status, 'succeeded');
    const [twin, ...others] = await twinOf(first.id);
    assert.deepEqual([twin?.amount, twin?.status, others.length], [1099, 'succeeded', 0]);

    const later = await shop.stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      customer: customer.id,
      payment_method: String(first.payment_method),
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'succeeded');

    const refund = await shop.stripe.refunds.create({ payment_intent: later.id, amount: 200 });
    assert.equal(refund.status, 'succeeded');
    const [given] = await twinOf(later.id);
    const { data } = await behind.stripe.refunds.list({ payment_intent: String(given?.id) });
    assert.deepEqual(
      data.map(({ amount }) => amount),
      [200],
    );
  });

  it('a decline arrives as one, with its code', async () => {
    await assert.rejects(
      shop.stripe.paymentIntents.create({
        amount: 700,
        currency: 'usd',
        payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
        confirm: true,
        return_url: 'https://shop.example/back',
      }),
      { type: 'StripeCardError', decline_code: 'insufficient_funds' },
    );
  });

  it('a challenge is passed on; answered there, settled here', async () => {
    const intent = await shop.stripe.paymentIntents.create({
      amount: 1500,
      currency: 'usd',
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      return_url: 'https://shop.example/back',
    });
    assert.equal(intent.status, 'requires_action');
    const url = String(intent.next_action?.redirect_to_url?.url);
    await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: behind.bank.url },
      body: new URLSearchParams({ answer: 'approve' }),
    });
    await eventually(
      () => twinOf(intent.id),
      ([twin]) => twin?.status === 'succeeded',
    );
    await shop.keepsake.reconcile();
    assert.equal((await shop.stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded');
  });

  it('captured in part', async () => {
    const held = await shop.stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
      confirm: true,
      return_url: 'https://shop.example/back',
    });
    assert.equal(held.status, 'requires_capture');
    const taken = await shop.stripe.paymentIntents.capture(held.id, { amount_to_capture: 1200 });
    assert.deepEqual([taken.status, taken.amount_received], ['succeeded', 1200]);
    const [twin] = await twinOf(held.id);
    assert.equal(twin?.amount_received, 1200);
  });

  it('its webhook is believed by its signature alone', async () => {
    const send = (headers: Record<string, string>, body: string) =>
      fetch(`${shop.api.url}/webhooks/processors/stripe`, { method: 'POST', headers, body });
    const body = JSON.stringify({
      id: 'evt_news',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: { id: 'pi_x', metadata: { keepsake_attempt: 'att_unheard' } } },
    });
    const signature = shop.stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: 'whsec_between_the_two',
    });
    assert.equal((await send({ 'stripe-signature': signature }, body)).status, 200);
    assert.equal((await send({ 'stripe-signature': signature }, `${body}\n`)).status, 400);
    assert.equal((await send({}, body)).status, 400);
  });

  it('tells of a new number, is asked where a decline hints at new data, and tells of the end', async () => {
    const customer = await shop.stripe.customers.create({ email: 'ada@example.com' });
    const paid = await shop.stripe.paymentIntents.create({
      amount: 1099,
      currency: 'usd',
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
      setup_future_usage: 'off_session',
      return_url: 'https://shop.example/back',
    });
    const card = String(paid.payment_method);
    const theirs = String((await twinOf(paid.id))[0]?.payment_method);
    const [charge] = (await behind.charges()).slice(-1);
    const happen = async (kind: string) => {
      const body = JSON.stringify({ credential: charge?.payment_method, kind });
      const headers = { 'content-type': 'application/json' };
      await fetch(`${behind.bank.url}/card_updates`, { method: 'POST', headers, body });
    };
    const events = () => behind.stripe.events.list({ limit: 100 }).then(({ data }) => data);
    /** Their newest event about the card, brought here as Stripe would. */
    const bring = async (count: number) => {
      const about = (await eventually(events, (all) => told(all).length >= count)) ?? [];
      const payload = JSON.stringify(told(about)[0]);
      const secret = 'whsec_between_the_two';
      const signature = shop.stripe.webhooks.generateTestHeaderString({ payload, secret });
      const answer = await fetch(`${shop.api.url}/webhooks/processors/stripe`, {
        method: 'POST',
        headers: { 'stripe-signature': signature },
        body: payload,
      });
      assert.equal(answer.status, 200);
    };
    const told = (all: readonly { type: string; data: { object: object } }[]) =>
      all.filter(
        ({ type, data }) =>
          type === 'payment_method.automatically_updated' &&
          (data.object as { id: string }).id === theirs,
      );
    const method = () => shop.stripe.paymentMethods.retrieve(card);

    await happen('number');
    await bring(1);
    const renewed = await eventually(method, (now) => now.card?.last4 !== '4242');
    assert.equal(
      renewed.card?.last4,
      (await behind.stripe.paymentMethods.retrieve(theirs)).card?.last4,
    );

    await happen('expiry');
    await eventually(events, (all) => told(all).length >= 2);
    await fetch(`${behind.bank.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'decline', code: 'new_account_information_available' }),
    });
    const wish = { amount: 500, currency: 'usd', customer: customer.id, payment_method: card };
    await assert.rejects(
      shop.stripe.paymentIntents.create({
        ...wish,
        confirm: true,
        return_url: 'https://shop.example/back',
      }),
      { decline_code: 'new_account_information_available' },
    );
    assert.equal((await method()).card?.exp_year, renewed.card?.exp_year);
    await shop.keepsake.worker.turn();
    const later = await eventually(method, (now) => now.card?.exp_year !== renewed.card?.exp_year);
    assert.equal(later.card?.exp_year, (renewed.card?.exp_year ?? 0) + 3);

    await happen('closed');
    await bring(3);
    const closed = (one: object) => (one as { closed_at: number | null }).closed_at;
    assert.ok(closed(await eventually(method, (now) => closed(now) !== null)));
  });
});
