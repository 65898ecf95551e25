/** Subscribing in a checkout: the subscription begins with the press, under the words that were ticked. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../../support/world.ts';
import {
  ADA,
  accept,
  eventually,
  look,
  press,
  raw,
  refusal,
  returningBuyer,
  SHOP,
} from '../shop.ts';

type Params = Stripe.Checkout.SessionCreateParams;

const BEANS: NonNullable<Params['line_items']> = [
  {
    quantity: 2,
    price_data: {
      currency: 'usd',
      unit_amount: 1200,
      recurring: { interval: 'month' },
      product_data: { name: 'Coffee beans' },
    },
  },
];
const DAY = 86_400;

describe('a checkout in mode subscription', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const open = async (more: Partial<Params> = {}) => {
    const session = await world.stripe.checkout.sessions.create({
      mode: 'subscription',
      ui_mode: 'elements',
      line_items: BEANS,
      return_url: `${SHOP}/done`,
      ...more,
    });
    return { ...session, secret: session.client_secret ?? '' };
  };
  /** Ticks the agreement and presses with this card, saved or typed. */
  const agree = async (secret: string, body: Record<string, unknown>, query = '') => {
    const { offers } = await look(world, secret, query);
    return press(world, secret, { ...body, consents: { mandate: accept(offers.mandate) } });
  };
  const done = (id: string) =>
    world.stripe.checkout.sessions.retrieve(id, { expand: ['subscription', 'invoice'] });
  const begun = async (id: string) => {
    const { subscription, invoice, payment_status: paid } = await done(id);
    assert.ok(subscription && typeof subscription === 'object');
    assert.ok(invoice && typeof invoice === 'object');
    return { subscription, invoice, paid };
  };

  it('takes one tick and one press with a saved card, the default one first', async () => {
    const { customer, card } = await returningBuyer(world);
    await world.stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    await world.stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: card },
    });
    const { id, secret, amount_total: total } = await open({ customer });
    assert.equal(total, 2400);
    const { prefill, offers, session } = await look(world, secret);
    assert.deepEqual([prefill?.payment_method, prefill?.reason], [card, 'default']);
    assert.match(
      offers.mandate?.text ?? '',
      /^I authorize .* every month.*Coffee beans × 2\. .*\$24\.00/,
    );
    assert.deepEqual(
      [session.recurring?.amount, session.recurring?.interval, session.recurring?.trial_end],
      [2400, 'month', null],
    );
    const without = await press(world, secret, { payment_method: card });
    assert.equal(without.error?.code, 'mandate_required');
    const { result } = await agree(secret, { payment_method: card });
    assert.equal(result?.status, 'complete');
    const { subscription, invoice, paid } = await begun(id);
    assert.deepEqual(
      [paid, subscription.status, subscription.default_payment_method, invoice.status],
      ['paid', 'active', card, 'paid'],
    );
    assert.deepEqual([invoice.amount_paid, invoice.billing_reason], [2400, 'subscription_create']);
    const [given] = Object((await raw(world, 'GET', '/v1/mandates')).body.data);
    const { terms, ...mandate } = given;
    assert.deepEqual(
      [mandate.subscription, terms.category, terms.max_amount, terms.interval, terms.currency],
      [subscription.id, 'recurring', 2400, 'month', 'usd'],
    );
    const types = (await world.stripe.events.list({ limit: 30 })).data.map(({ type }) => type);
    for (const type of [
      'checkout.session.completed',
      'customer.subscription.created',
      'invoice.paid',
    ])
      assert.equal(types.filter((each) => each === type).length, 1, type);
  });

  it('charges nothing on trial, and covers nothing before its end', async () => {
    const {
      id,
      secret,
      amount_total: total,
    } = await open({
      subscription_data: { trial_period_days: 14, metadata: { plan: 'beans' } },
    });
    assert.equal(total, 0);
    const { session, offers } = await look(world, secret);
    assert.match(offers.mandate?.text ?? '', /Free trial until .*; nothing is charged before then/);
    const charged = (await world.charges()).length;
    const pressed = await agree(secret, { card_token: await world.token(), billing_details: ADA });
    assert.equal(pressed.result?.status, 'complete');
    assert.equal((await world.charges()).filter(({ amount }) => amount !== 0).length, charged);
    const { subscription, invoice, paid } = await begun(id);
    assert.deepEqual(
      [paid, subscription.status, invoice.status, invoice.amount_due, subscription.metadata.plan],
      ['no_payment_required', 'trialing', 'paid', 0, 'beans'],
    );
    assert.equal(subscription.trial_end, session.recurring?.trial_end);
    const card = String(subscription.default_payment_method);
    const question = `/v1/payment_methods/${card}/readiness?amount=2400&currency=usd&category=recurring`;
    const { ready } = (await raw(world, 'GET', question)).body;
    assert.equal(ready, false);
  });

  it('sells prices on record, and what is paid once beside them', async () => {
    const product = await world.stripe.products.create({ name: 'Tea' });
    const price = await world.stripe.prices.create({
      product: product.id,
      currency: 'usd',
      unit_amount: 900,
      recurring: { interval: 'month', interval_count: 3 },
    });
    const { customer, card } = await returningBuyer(world);
    const {
      id,
      secret,
      amount_total: total,
    } = await open({
      customer,
      line_items: [
        { price: price.id, quantity: 1 },
        {
          quantity: 1,
          price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Tin' } },
        },
      ],
    });
    assert.equal(total, 1400);
    assert.equal((await agree(secret, { payment_method: card })).result?.status, 'complete');
    const { subscription, invoice } = await begun(id);
    assert.deepEqual(
      invoice.lines.data.map(({ amount }) => amount),
      [900, 500],
    );
    const [item] = subscription.items.data;
    assert.deepEqual([item?.price.id, subscription.items.data.length], [price.id, 1]);
  });

  it('begins nothing while nobody knows what became of the charge, and once when somebody does', async () => {
    const { customer, card } = await returningBuyer(world);
    const { id, secret } = await open({ customer });
    await fetch(`${world.bank.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'error_after_effect', next: 1 }),
    });
    const { result } = await agree(secret, { payment_method: card });
    assert.equal(result?.status, 'processing');
    assert.equal((await done(id)).subscription, null);
    await eventually(
      () => world.elements(secret, '/elements/checkout/status'),
      ({ body }) => body.status === 'complete',
    );
    const { subscription } = await begun(id);
    assert.equal(subscription.status, 'active');
    const all = await world.stripe.subscriptions.list({ customer });
    assert.equal(all.data.length, 1);
  });

  it('waits for money that takes days', async () => {
    const { id: customer } = await world.stripe.customers.create(ADA);
    const { id, secret } = await open({
      customer,
      allowed_payment_method_types: ['us_bank_account'],
    } as Partial<Params>);
    const response = await fetch(`${world.bank.url}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'us_bank_account',
        routing_number: '110000000',
        account_number: '000123456789',
        name: 'Ada Long',
      }),
    });
    const { id: token } = (await response.json()) as { id: string };
    const { offers } = await look(world, secret, '?payment_method=us_bank_account');
    const { result } = await press(world, secret, {
      card_token: token,
      consents: { mandate: accept(offers.mandate), debit: accept(offers.debit ?? null) },
    });
    assert.equal(result?.status, 'complete');
    const waiting = await begun(id);
    assert.deepEqual(
      [waiting.paid, waiting.subscription.status, waiting.invoice.status],
      ['unpaid', 'incomplete', 'open'],
    );
    await fetch(`${world.bank.url}/settle`, { method: 'POST' });
    const { subscription, invoice } = await eventually(
      () => begun(id),
      (found) => found.subscription.status === 'active',
    );
    assert.deepEqual([invoice.status, invoice.id], ['paid', waiting.invoice.id]);
    assert.ok(subscription.default_payment_method);
  });

  for (const [name, more, param] of [
    [
      'nothing that comes round',
      {
        line_items: [
          {
            ...BEANS[0],
            price_data: { currency: 'usd', unit_amount: 1, product_data: { name: 'x' } },
          },
        ],
      },
      'line_items',
    ],
    ['no item', { line_items: [] }, 'line_items'],
    [
      'a price that is not there',
      { line_items: [{ price: 'price_none', quantity: 1 }] },
      'line_items[0][price]',
    ],
    [
      'a trial that ends too soon',
      { subscription_data: { trial_end: Math.floor(Date.now() / 1000) + DAY } },
      'subscription_data[trial_end]',
    ],
    ['an intent of its own', { payment_intent_data: { description: 'x' } }, 'payment_intent_data'],
  ] as const) {
    it(`is refused with ${name}`, async () => {
      const { statusCode, param: named } = await refusal(open(more as Partial<Params>));
      assert.deepEqual([statusCode, named], [400, param]);
    });
  }
});

describe('a subscription in the wallet', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  /** A subscriber with two cards, and what their wallet can be asked. */
  const subscriber = async () => {
    const { customer, card } = await returningBuyer(world);
    const { id: other } = await world.stripe.paymentMethods.attach('pm_card_mastercard', {
      customer,
    });
    const session = await world.stripe.checkout.sessions.create({
      mode: 'subscription',
      ui_mode: 'elements',
      customer,
      line_items: BEANS,
      return_url: `${SHOP}/done`,
      saved_payment_method_options: { payment_method_remove: 'enabled' },
    });
    const checkout = session.client_secret ?? '';
    const { offers } = await look(world, checkout);
    await press(world, checkout, {
      payment_method: card,
      consents: { mandate: accept(offers.mandate) },
    });
    const { client_secret: secret } = await world.stripe.customerSessions.create({
      customer,
      components: {},
    });
    const ask = (path: string, method = 'GET', body?: unknown) =>
      world.elements(
        secret,
        `/elements/${path}`,
        body === undefined ? { method } : { method, body },
      );
    const { subscription } = await world.stripe.checkout.sessions.retrieve(session.id);
    const id = String(subscription);
    const its = (answer: { body: Record<string, unknown> }) => Object(answer.body.subscriptions)[0];
    return { customer, card, other, ask, id, its };
  };

  it('says what it costs, when, and which card pays; the card says what it pays for', async () => {
    const { ask, its, card } = await subscriber();
    const answer = await ask('wallet');
    const { name, amount, interval, payment_method: payer, agreed, ends_at: ends } = its(answer);
    assert.deepEqual(
      [name, amount, interval, payer, agreed, ends],
      ['Coffee beans × 2', 2400, 'month', card, true, null],
    );
    const [paysFor] = Object(answer.body.payment_methods).filter(
      (each: { id: string }) => each.id === card,
    );
    assert.deepEqual(paysFor.pays_for, ['Coffee beans × 2']);
  });

  it('is cancelled there, at the end of what is paid for, and kept after all', async () => {
    const { ask, its, id } = await subscriber();
    const cancelled = its(await ask(`subscriptions/${id}/cancel`, 'POST'));
    assert.equal(cancelled.ends_at, cancelled.ends_if_cancelled_at);
    assert.equal(cancelled.next_charge_at, null);
    const before = await world.stripe.subscriptions.retrieve(id);
    assert.deepEqual([before.status, before.cancel_at_period_end], ['active', true]);
    assert.equal(its(await ask(`subscriptions/${id}/keep`, 'POST')).ends_at, null);
    const after = await world.stripe.subscriptions.retrieve(id);
    assert.deepEqual([after.cancel_at_period_end, after.canceled_at], [false, null]);
  });

  it('keeps its card from being removed, unless another one takes over, which has to be agreed to', async () => {
    const { ask, its, id, card, other, customer } = await subscriber();
    const refused = await ask(`payment_methods/${card}`, 'DELETE');
    assert.equal(refused.status, 409);
    assert.deepEqual(
      [Object(refused.body.error).code, Object(refused.body.error).pays_for],
      ['payment_method_in_use', ['Coffee beans × 2']],
    );
    const shop = await world.stripe.checkout.sessions.create({
      ui_mode: 'elements',
      customer,
      line_items: [
        {
          ...BEANS[0],
          price_data: { currency: 'usd', unit_amount: 1, product_data: { name: 'x' } },
        },
      ],
      return_url: `${SHOP}/done`,
      saved_payment_method_options: { payment_method_remove: 'enabled' },
    } as Params);
    const secret = shop.client_secret ?? '';
    const shown = (await look(world, secret)).payment_methods.find((each) => each.id === card);
    assert.deepEqual([shown?.removable, shown?.pays_for], [false, ['Coffee beans × 2']]);
    assert.equal(
      (await world.elements(secret, `/elements/payment_methods/${card}`, { method: 'DELETE' }))
        .status,
      403,
    );
    const moved = its(await ask(`payment_methods/${card}?replacement=${other}`, 'DELETE'));
    assert.deepEqual([moved.payment_method, moved.agreed, moved.mandate], [other, false, null]);
    const words = await ask(`subscriptions/${id}/agreement?payment_method=${other}`);
    const { id: offer, text } = Object(words.body.offer);
    assert.match(
      text,
      /^I authorize .*Mastercard card ending in 4444 every month.*Coffee beans × 2/,
    );
    const wrong = await ask(`subscriptions/${id}`, 'POST', {
      payment_method: other,
      offer: 'offer_x',
    });
    assert.equal(Object(wrong.body.error).code, 'offer_not_valid');
    const agreed = its(await ask(`subscriptions/${id}`, 'POST', { payment_method: other, offer }));
    assert.deepEqual([agreed.payment_method, agreed.agreed], [other, true]);
  });

  it('ends with what is paid for when the permission that it needs is revoked', async () => {
    const { ask, its, id } = await subscriber();
    const { mandate } = its(await ask('wallet'));
    const after = its(await ask(`mandates/${mandate}/revoke`, 'POST'));
    assert.deepEqual([after.agreed, after.ends_at], [false, after.ends_if_cancelled_at]);
    const { status, cancel_at_period_end: ends } = await world.stripe.subscriptions.retrieve(id);
    assert.deepEqual([status, ends], ['active', true]);
  });

  it('leaves no permission behind when it is over', async () => {
    const { ask, id, customer } = await subscriber();
    await world.stripe.subscriptions.cancel(id);
    const { subscriptions } = (await ask('wallet')).body;
    assert.deepEqual(subscriptions, []);
    const { data } = (await raw(world, 'GET', `/v1/mandates?customer=${customer}`)).body;
    assert.deepEqual(
      (data as { status: string }[]).map(({ status }) => status),
      ['inactive'],
    );
  });

  it('is nobody else’s', async () => {
    const { id } = await subscriber();
    const { ask } = await subscriber();
    for (const path of [`subscriptions/${id}/cancel`, `subscriptions/${id}/keep`])
      assert.equal((await ask(path, 'POST')).status, 404);
  });
});
