/** Checkout sessions as merchants open, read, change and end them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../support/world.ts';
import {
  ADA,
  eventsAbout,
  form,
  openSession,
  press,
  refusal,
  returningBuyer,
  SHIRT,
  SHOP,
} from './shop.ts';

const MINUTE = 60_000;

describe('checkout sessions', () => {
  let world: World;
  let bent = 0;
  const now = () => Date.now() + bent;
  before(async () => {
    world = await startWorld({ overrides: { now } });
  });
  after(() => world.close());

  type Params = Stripe.Checkout.SessionCreateParams;
  const create = (more: Partial<Params> = {}) =>
    world.stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      line_items: SHIRT,
      return_url: `${SHOP}/done`,
      ...more,
    });
  const seconds = () => Math.floor(now() / 1000);

  it('open with an intent, a secret and a day to pay', async () => {
    const session = await create({ metadata: { cart: '5' }, client_reference_id: 'cart_5' });
    assert.match(session.id, /^cs_test_/);
    assert.deepEqual(
      [session.status, session.payment_status, session.amount_total, session.currency],
      ['open', 'unpaid', 1099, 'usd'],
    );
    assert.ok(session.client_secret?.startsWith(`${session.id}_secret_`));
    assert.ok(Math.abs(session.expires_at - seconds() - 86_400) <= 2);
    assert.deepEqual([session.client_reference_id, session.metadata], ['cart_5', { cart: '5' }]);
    assert.deepEqual(session.saved_payment_method_options, {
      allow_redisplay_filters: ['always'],
      payment_method_remove: 'disabled',
      payment_method_save: 'disabled',
    });
    const intent = await world.stripe.paymentIntents.retrieve(String(session.payment_intent));
    assert.deepEqual([intent.amount, intent.status], [1099, 'requires_payment_method']);
  });

  it('hand their data to the intent', async () => {
    const session = await create({
      payment_intent_data: {
        description: 'Shirt',
        metadata: { order: '1' },
        capture_method: 'manual',
        setup_future_usage: 'off_session',
      },
    });
    const intent = await world.stripe.paymentIntents.retrieve(String(session.payment_intent));
    assert.deepEqual(
      [intent.description, intent.metadata, intent.capture_method, intent.setup_future_usage],
      ['Shirt', { order: '1' }, 'manual', 'off_session'],
    );
    const mine = await refusal(world.stripe.paymentIntents.confirm(intent.id));
    assert.equal(mine.code, 'payment_intent_unexpected_state');
    assert.equal((await refusal(world.stripe.paymentIntents.cancel(intent.id))).statusCode, 400);
  });

  const MODES = [
    ['hosted_page', true],
    ['hosted', true],
    ['embedded_page', false],
    ['embedded', false],
    ['elements', false],
    ['custom', false],
    ['form', false],
  ] as const;
  for (const [mode, hosted] of MODES)
    it(`ui_mode ${mode} has ${hosted ? 'a page of its own' : 'a secret for the merchant’s page'}`, async () => {
      const ui_mode = mode as NonNullable<Params['ui_mode']>;
      const session = await create({
        ui_mode,
        ...(hosted ? { success_url: `${SHOP}/thanks` } : {}),
      });
      assert.equal(session.ui_mode, mode);
      assert.equal(session.client_secret === null, hosted);
      if (!hosted) return assert.equal(session.url, null);
      assert.ok(
        session.url?.startsWith(`${world.api.url}/pay/${session.id}#${session.id}_secret_`),
      );
      const page = await fetch(session.url ?? '');
      assert.equal(page.status, 200);
      assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
      assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
      assert.doesNotMatch(await page.text(), /_secret_/);
    });

  it('are complete once they are paid, and then hold no secret', async () => {
    const { customer, card } = await returningBuyer(world);
    const { id, secret, intent } = await openSession(world, { customer });
    assert.equal((await press(world, secret, { payment_method: card })).status, 200);
    const done = await world.stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent.latest_charge', 'customer', 'line_items', 'invoice'],
    });
    assert.deepEqual(
      [done.status, done.payment_status, done.client_secret, done.url],
      ['complete', 'paid', null, null],
    );
    assert.equal(done.customer_details?.email, ADA.email);
    assert.equal(Object(done.payment_intent).latest_charge.status, 'succeeded');
    assert.equal(Object(done.customer).id, customer);
    assert.equal(done.line_items?.data[0]?.description, 'T-shirt');
    assert.deepEqual(await eventsAbout(world, id), ['checkout.session.completed']);
    assert.deepEqual(await eventsAbout(world, intent), [
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    const expire = await refusal(world.stripe.checkout.sessions.expire(id));
    assert.equal(expire.statusCode, 400);
  });

  it('show their line items when asked', async () => {
    const { id } = await create({
      line_items: [
        ...SHIRT,
        {
          quantity: 3,
          price_data: { currency: 'usd', unit_amount: 200, product_data: { name: 'Pin' } },
        },
      ],
    });
    const plain = await world.stripe.checkout.sessions.retrieve(id);
    assert.deepEqual([plain.amount_total, plain.line_items], [1699, undefined]);
    const items = await world.stripe.checkout.sessions.listLineItems(id);
    assert.deepEqual(
      items.data.map(({ description, quantity, amount_total }) => [
        description,
        quantity,
        amount_total,
      ]),
      [
        ['T-shirt', 1, 1099],
        ['Pin', 3, 600],
      ],
    );
    const page = await world.stripe.checkout.sessions.listLineItems(id, { limit: 1 });
    assert.deepEqual([page.data.length, page.has_more], [1, true]);
    const next = await world.stripe.checkout.sessions.listLineItems(id, {
      starting_after: page.data[0]?.id ?? '',
    });
    assert.deepEqual([next.data[0]?.description, next.has_more], ['Pin', false]);
  });

  it('end when the merchant ends them, and their intent with them', async () => {
    const { id, secret, intent } = await openSession(world);
    const gone = await world.stripe.checkout.sessions.expire(id);
    assert.deepEqual([gone.status, gone.client_secret], ['expired', null]);
    const { status, cancellation_reason } = await world.stripe.paymentIntents.retrieve(intent);
    assert.deepEqual([status, cancellation_reason], ['canceled', 'abandoned']);
    assert.deepEqual(await eventsAbout(world, id), ['checkout.session.expired']);
    const again = await refusal(world.stripe.checkout.sessions.expire(id));
    assert.equal(again.statusCode, 400);
    const late = await press(world, secret, { card_token: await world.token() });
    assert.deepEqual([late.status, late.error?.code], [400, 'checkout_session_expired']);
  });

  it('end by themselves when their time is over', async () => {
    const expires_at = seconds() + 31 * 60;
    const { id, intent } = await openSession(world, { expires_at });
    const open = await world.stripe.checkout.sessions.list({ status: 'open', limit: 1 });
    assert.equal(open.data[0]?.id, id);
    bent += 32 * MINUTE;
    assert.equal((await world.stripe.checkout.sessions.retrieve(id)).status, 'expired');
    const stillOpen = await world.stripe.checkout.sessions.list({ status: 'open', limit: 1 });
    assert.notEqual(stillOpen.data[0]?.id, id);
    const over = await world.stripe.checkout.sessions.list({ status: 'expired', limit: 1 });
    assert.equal(over.data[0]?.id, id);
    await world.keepsake.worker.turn();
    assert.deepEqual(await eventsAbout(world, id), ['checkout.session.expired']);
    assert.equal((await world.stripe.paymentIntents.retrieve(intent)).status, 'canceled');
    for (const wrong of [seconds() + 29 * 60, seconds() + 25 * 3600]) {
      const error = await refusal(create({ expires_at: wrong }));
      assert.equal(error.param, 'expires_at');
    }
  });

  it('take metadata and a shipping address afterwards', async () => {
    const { id } = await create({ metadata: { a: '1' } });
    const after = await world.stripe.checkout.sessions.update(id, {
      metadata: { b: '2' },
      collected_information: {
        shipping_details: { name: 'Ada', address: { country: 'us', line1: '1 Way' } },
      },
    });
    assert.deepEqual(after.metadata, { a: '1', b: '2' });
    const shipped = after.collected_information?.shipping_details;
    assert.deepEqual([shipped?.name, shipped?.address.country], ['Ada', 'US']);
    const unknown = await form(world, `/v1/checkout/sessions/${id}`, 'amount_total=1');
    assert.deepEqual([unknown.status, unknown.error.param], [400, 'amount_total']);
  });

  it('are listed by customer, intent, state and the buyer’s email', async () => {
    const { customer, card } = await returningBuyer(world);
    const paid = await openSession(world, { customer });
    await press(world, paid.secret, { payment_method: card });
    const open = await openSession(world, { customer });
    const odd = await openSession(world);
    const card_token = await world.token();
    await press(world, odd.secret, { card_token, email: 'o_o%"@example.com' });
    const guest = await openSession(world, { customer_email: 'guest@example.com' });
    const ids = async (filter: Stripe.Checkout.SessionListParams) =>
      (await world.stripe.checkout.sessions.list(filter)).data.map(({ id }) => id);
    assert.deepEqual(await ids({ customer }), [open.id, paid.id]);
    assert.deepEqual(await ids({ customer, status: 'complete' }), [paid.id]);
    assert.deepEqual(await ids({ payment_intent: paid.intent }), [paid.id]);
    const byEmail = (email: string) => ids({ customer_details: { email } });
    assert.deepEqual(await byEmail('guest@example.com'), [guest.id]);
    assert.deepEqual(await byEmail('o_o%"@example.com'), [odd.id]);
    assert.deepEqual(await byEmail('%'), []);
    assert.deepEqual(await ids({ subscription: 'sub_none' }), []);
  });

  it('say what is wrong with them, and leave nothing behind', async () => {
    const count = async () =>
      (await world.stripe.paymentIntents.list({ limit: 100 })).data.length +
      (await world.stripe.checkout.sessions.list({ limit: 100 })).data.length;
    const before = await count();
    const euros = {
      quantity: 1,
      price_data: { currency: 'eur', unit_amount: 5, product_data: { name: 'x' } },
    };
    const CASES: readonly [Partial<Params>, string][] = [
      [{ line_items: [] }, 'line_items'],
      [{ line_items: [...SHIRT, euros] }, 'line_items'],
      [{ line_items: [{ price: 'price_none', quantity: 1 }] }, 'line_items[0][price]'],
      [{ mode: 'setup' }, 'line_items'],
      [{ ui_mode: 'hosted_page' }, 'success_url'],
      [{ success_url: `${SHOP}/thanks` }, 'success_url'],
      [{ customer: 'cus_none' }, 'customer'],
      [{ return_url: 'javascript:alert(1)' }, 'return_url'],
      [{ expand: ['line_items.data.nothing'] }, 'expand'],
      [{ allowed_payment_method_types: ['ideal'] }, 'allowed_payment_method_types[0]'],
      [{ allowed_payment_method_types: ['sepa_debit'] }, 'payment_method_types'],
    ];
    for (const [more, param] of CASES) {
      const error = await refusal(create(more));
      assert.deepEqual([error.statusCode, error.param], [400, param], JSON.stringify(more));
    }
    assert.equal(await count(), before);
    const missing = await refusal(world.stripe.checkout.sessions.retrieve('cs_test_none'));
    assert.deepEqual([missing.statusCode, missing.code], [404, 'resource_missing']);
  });
});
