/** Subscriptions on the merchant API, by the official SDK: made, changed, paused, ended. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../../support/world.ts';
import { eventsAbout, form, raw, refusal, saveCard } from '../shop.ts';
import { authorize, coffee, invoiceOf, type Subscriber, subscriber } from './subscribers.ts';

type Params = Partial<Stripe.SubscriptionCreateParams>;

describe('subscriptions', () => {
  let world: World;
  let price: string;
  let ada: Subscriber;
  before(async () => {
    world = await startWorld();
    [price, ada] = [await coffee(world), await subscriber(world)];
  });
  after(() => world.close());

  const subscribe = (more: Params = {}) =>
    world.stripe.subscriptions.create({
      customer: ada.customer,
      items: [{ price }],
      expand: ['latest_invoice'],
      ...more,
    });

  it('begin with a first charge, under the mandate', async () => {
    const its = await subscribe({ items: [{ price, quantity: 2 }], metadata: { cup: 'blue' } });
    const own = its as unknown as { mandate: string; effective_payment_method: string };
    assert.deepEqual(
      [its.status, its.items.data[0]?.quantity, own.mandate, own.effective_payment_method],
      ['active', 2, ada.mandate, ada.card],
    );
    const invoice = invoiceOf(its);
    assert.deepEqual(
      [invoice.status, invoice.total, invoice.amount_remaining, invoice.billing_reason],
      ['paid', 2400, 0, 'subscription_create'],
    );
    assert.deepEqual(invoice.parent?.subscription_details?.metadata, { cup: 'blue' });
    const intent = invoice.payments?.data[0]?.payment.payment_intent;
    const attempts = await raw(world, 'GET', `/v1/payment_intents/${intent}/attempts`);
    const [attempt] = attempts.body.data as { authorization: string; mandate: string }[];
    assert.deepEqual([attempt?.authorization, attempt?.mandate], ['mandate', ada.mandate]);
    assert.deepEqual(await eventsAbout(world, its.id), [
      'customer.subscription.created',
      'customer.subscription.updated',
    ]);
    const told = await eventsAbout(world, invoice.id);
    for (const type of ['created', 'finalized', 'paid', 'payment_succeeded'])
      assert.ok(told.includes(`invoice.${type}`), type);
  });

  it('without permission are incomplete, and say why; or are not made at all', async () => {
    const noor = await subscriber(world, 'pm_card_mastercard', { mandate: false });
    const its = await subscribe({ customer: noor.customer });
    const { readiness } = its as unknown as {
      readiness: { ready: boolean; reasons: { code: string }[] };
    };
    assert.deepEqual(
      [its.status, invoiceOf(its).status, readiness.reasons[0]?.code],
      ['incomplete', 'open', 'no_active_mandate'],
    );
    const strict = { customer: noor.customer, payment_behavior: 'error_if_incomplete' } as const;
    const error = await refusal(subscribe(strict));
    assert.deepEqual([error.statusCode, error.code], [400, 'payment_method_not_ready']);
    const { data } = await world.stripe.subscriptions.list({
      customer: noor.customer,
      status: 'all',
    });
    assert.deepEqual(data.map(({ status }) => status).toSorted(), [
      'incomplete',
      'incomplete_expired',
    ]);
  });

  it('whose first charge is declined are paid later, by another card', async () => {
    const bad = await subscriber(world, 'pm_card_chargeCustomerFail');
    const its = await subscribe({ customer: bad.customer });
    const invoice = invoiceOf(its);
    assert.deepEqual(
      [its.status, invoice.status, invoice.attempt_count, invoice.next_payment_attempt],
      ['incomplete', 'open', 1, null],
    );
    const strict = { customer: bad.customer, payment_behavior: 'error_if_incomplete' } as const;
    const error = await refusal(subscribe(strict));
    assert.deepEqual([error.statusCode, error.code], [402, 'card_declined']);
    assert.equal('recovery_url' in Object(error.raw), false, 'nothing is owed for what was undone');
    const good = await saveCard(world, bad.customer);
    await authorize(world, good);
    const paid = await world.stripe.invoices.pay(invoice.id, { payment_method: good });
    assert.equal(paid.status, 'paid');
    assert.equal((await world.stripe.subscriptions.retrieve(its.id)).status, 'active');
  });

  it('by default_incomplete wait for the buyer', async () => {
    const its = await subscribe({
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments'],
    });
    const invoice = invoiceOf(its);
    assert.deepEqual(
      [its.status, invoice.status, invoice.attempted],
      ['incomplete', 'open', false],
    );
    const intent = String(invoice.payments?.data[0]?.payment.payment_intent);
    assert.ok(invoice.confirmation_secret?.client_secret.startsWith(`${intent}_secret_`));
    await world.stripe.paymentIntents.confirm(intent, { payment_method: ada.card });
    assert.equal((await world.stripe.subscriptions.retrieve(its.id)).status, 'active');
    const cancel = await refusal(world.stripe.paymentIntents.cancel(intent));
    assert.equal(cancel.statusCode, 400);
  });

  it('are allowed with the first payment, where the merchant took that permission', async () => {
    const joe = await subscriber(world, 'pm_card_amex', { mandate: false });
    const its = await subscribe({
      customer: joe.customer,
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
    });
    const intent = String(invoiceOf(its).payments?.data[0]?.payment.payment_intent);
    await world.stripe.paymentIntents.confirm(intent, {
      payment_method: joe.card,
      mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
    });
    const begun = await world.stripe.subscriptions.retrieve(its.id);
    const own = begun as unknown as { mandate: string; readiness: { ready: boolean } };
    assert.deepEqual(
      [begun.status, begun.default_payment_method, own.readiness.ready],
      ['active', joe.card, true],
    );
    const mandate = await raw(world, 'GET', `/v1/mandates/${own.mandate}`);
    const { category, interval } = mandate.body.terms as { category: string; interval: string };
    assert.deepEqual([category, interval], ['recurring', 'month']);
  });

  it('on trial charge nothing, and end it when asked', async () => {
    const its = await subscribe({ trial_period_days: 14 });
    assert.deepEqual([its.status, invoiceOf(its).total], ['trialing', 0]);
    const [item] = its.items.data;
    assert.equal(item?.current_period_end, its.trial_end);
    assert.equal((its.trial_end ?? 0) - (its.trial_start ?? 0), 14 * 86_400);
    const ended = await world.stripe.subscriptions.update(its.id, {
      trial_end: 'now',
      expand: ['latest_invoice'],
    });
    assert.deepEqual([ended.status, invoiceOf(ended).total], ['active', 1200]);
    assert.equal(invoiceOf(ended).status, 'paid');
  });

  it('take inline prices, and what is paid once beside them', async () => {
    const { id: product } = await world.stripe.products.create({ name: 'Filter' });
    const yearly = { currency: 'usd', product, recurring: { interval: 'year' } } as const;
    const its = await subscribe({
      items: [{ price_data: { ...yearly, unit_amount: 9900 } }],
      add_invoice_items: [{ price_data: { currency: 'usd', product, unit_amount: 500 } }],
      expand: ['latest_invoice', 'items.data.price.product'],
    });
    assert.equal(invoiceOf(its).total, 10_400);
    const [item] = its.items.data;
    assert.equal((item?.price.product as Stripe.Product | undefined)?.name, 'Filter');
    assert.equal(item?.price.active, false);
  });

  it('change from the next period on, without proration', async () => {
    const its = await subscribe();
    const [item] = its.items.data;
    const more = await world.stripe.subscriptions.update(its.id, {
      items: [{ id: item?.id ?? '', quantity: 3 }],
      proration_behavior: 'none',
    });
    assert.equal(more.items.data[0]?.quantity, 3);
    const preview = await world.stripe.invoices.createPreview({ subscription: its.id });
    assert.deepEqual([preview.total, preview.period_start], [3600, item?.current_period_end]);
    const refused = await refusal(
      world.stripe.subscriptions.update(its.id, { proration_behavior: 'always_invoice' }),
    );
    assert.deepEqual([refused.statusCode, refused.param], [400, 'proration_behavior']);
    const before = await world.stripe.invoices.list({ subscription: its.id });
    assert.equal(before.data.length, 1);
  });

  it('say whether another card may be charged, and are charged by a named mandate', async () => {
    const its = await subscribe();
    const card = await saveCard(world, ada.customer, 'pm_card_mastercard');
    const moved = await world.stripe.subscriptions.update(its.id, { default_payment_method: card });
    const own = moved as unknown as { mandate: string | null; readiness: { ready: boolean } };
    assert.deepEqual([own.mandate, own.readiness.ready], [null, false]);
    const mandate = await authorize(world, card);
    const named = await form(world, `/v1/subscriptions/${its.id}`, `mandate=${mandate}`);
    assert.deepEqual((named.body.readiness as { ready: boolean }).ready, true);
    const wrong = await form(world, `/v1/subscriptions/${its.id}`, `mandate=${ada.mandate}`);
    assert.deepEqual(
      [wrong.status, (wrong.body.error as { param: string }).param],
      [400, 'mandate'],
    );
    const back = await world.stripe.subscriptions.update(its.id, { default_payment_method: '' });
    assert.equal(back.default_payment_method, null);
  });

  it('end with the period, or at once, and stay ended', async () => {
    const its = await subscribe();
    const asked = await world.stripe.subscriptions.update(its.id, { cancel_at_period_end: true });
    assert.deepEqual(
      [asked.cancel_at, asked.cancellation_details?.reason, asked.status],
      [asked.items.data[0]?.current_period_end, 'cancellation_requested', 'active'],
    );
    const kept = await world.stripe.subscriptions.update(its.id, { cancel_at_period_end: false });
    assert.deepEqual([kept.cancel_at, kept.canceled_at], [null, null]);
    const gone = await world.stripe.subscriptions.cancel(its.id, {
      cancellation_details: { feedback: 'too_expensive' },
    });
    assert.deepEqual(
      [gone.status, gone.cancellation_details?.feedback, gone.ended_at !== null],
      ['canceled', 'too_expensive', true],
    );
    const again = await refusal(world.stripe.subscriptions.cancel(its.id));
    assert.equal(again.statusCode, 404);
    const late = await refusal(world.stripe.subscriptions.update(its.id, { trial_end: 'now' }));
    assert.equal(late.statusCode, 400);
    await world.stripe.subscriptions.update(its.id, { metadata: { why: 'moved' } });
    assert.ok((await eventsAbout(world, its.id)).includes('customer.subscription.deleted'));
    const living = await world.stripe.subscriptions.list({ customer: ada.customer, limit: 100 });
    assert.ok(living.data.every(({ id }) => id !== its.id));
  });

  it('are made once for an idempotency key', async () => {
    const key = { idempotencyKey: 'coffee-once' };
    const params = { customer: ada.customer, items: [{ price }] };
    const first = await world.stripe.subscriptions.create(params, key);
    const second = await world.stripe.subscriptions.create(params, key);
    assert.equal(first.id, second.id);
    assert.equal((await world.stripe.invoices.list({ subscription: first.id })).data.length, 1);
  });

  it('end with their customer', async () => {
    const eve = await subscriber(world);
    const its = await subscribe({ customer: eve.customer, metadata: { note: 'private' } });
    await world.stripe.customers.del(eve.customer);
    const after = await world.stripe.subscriptions.retrieve(its.id);
    assert.deepEqual([after.status, after.metadata], ['canceled', {}]);
  });

  const REFUSED: readonly [string, Params, string | undefined][] = [
    ['no item', { items: [] }, 'items'],
    ['an unknown price', { items: [{ price: 'price_x' }] }, 'items[0][price]'],
    ['proration', { proration_behavior: 'create_prorations' }, 'proration_behavior'],
    ['bills by mail', { collection_method: 'send_invoice' }, 'collection_method'],
    ['an end in the past', { cancel_at: 1 }, 'cancel_at'],
    ['a trial in the past', { trial_end: 1 }, 'trial_end'],
    ['another currency', { currency: 'eur' }, 'currency'],
    ['an unknown customer', { customer: 'cus_x' }, 'customer'],
    ['a foreign card', { default_payment_method: 'pm_x' }, 'default_payment_method'],
    ['what nobody knows', { hue: 1 } as Params, 'hue'],
  ];
  for (const [name, params, param] of REFUSED)
    it(`refuse ${name}`, async () => {
      const error = await refusal(subscribe(params));
      assert.deepEqual([error.statusCode, error.param], [400, param]);
    });

  it('charge no sooner than what is paid for lasts, and stay as their first payment is for', async () => {
    const soon = Math.floor(Date.now() / 1000) + 5 * 86_400;
    const paid = await subscribe();
    const early = await refusal(world.stripe.subscriptions.update(paid.id, { trial_end: soon }));
    assert.deepEqual([early.statusCode, early.param], [400, 'trial_end']);
    const end = paid.items.data[0]?.current_period_end ?? 0;
    const longer = await world.stripe.subscriptions.update(paid.id, { trial_end: end + 86_400 });
    assert.deepEqual([longer.status, longer.trial_end], ['trialing', end + 86_400]);

    const unpaid = await subscribe({ payment_behavior: 'default_incomplete' });
    const [item] = unpaid.items.data;
    const changes = { trial_end: soon, items: [{ id: item?.id ?? '', quantity: 2 }] };
    for (const [param, value] of Object.entries(changes)) {
      const change = world.stripe.subscriptions.update(unpaid.id, { [param]: value });
      const refused = await refusal(change);
      assert.deepEqual([refused.statusCode, refused.param], [400, param]);
    }
  });

  it('refuse what does not come round together', async () => {
    const weekly = await coffee(world, { recurring: { interval: 'week' } });
    const mixed = await refusal(subscribe({ items: [{ price }, { price: weekly }] }));
    assert.deepEqual([mixed.statusCode, mixed.param], [400, 'items']);
    const { id: poor } = await world.stripe.customers.create({});
    const cardless = await refusal(subscribe({ customer: poor }));
    assert.deepEqual([cardless.statusCode, cardless.code], [400, 'resource_missing']);
    assert.equal((await world.stripe.subscriptions.list({ customer: poor })).data.length, 0);
  });
});
