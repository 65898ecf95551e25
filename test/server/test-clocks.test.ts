/** Test clocks with the official SDK: whoever lives by one lives by it everywhere, and nobody else does. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { createKeepsake } from '../../server/index.ts';
import { startWorld, type World } from '../support/world.ts';
import { ADA, look, openSession, press, returningBuyer, saveCard } from './shop.ts';

const MINUTE = 60;
const DAY = 86_400;
/** 31 January 2027, noon; epoch seconds. */
const START = Date.UTC(2027, 0, 31, 12) / 1000;

const LIVE = `sk_live_${'k'.repeat(24)}`;

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

const clocks = () => world.stripe.testHelpers.testClocks;

async function clockAt(frozen = START, name = 'a clock'): Promise<string> {
  return (await clocks().create({ frozen_time: frozen, name })).id;
}

/** A returning buyer who lives by a clock. */
async function buyerOn(clock: string): Promise<{ customer: string; card: string }> {
  const { id: customer } = await world.stripe.customers.create({
    email: ADA.email,
    name: ADA.name,
    test_clock: clock,
  });
  return { customer, card: await saveCard(world, customer) };
}

/** Advances and waits as the SDK's callers do; here, by the worker's turns. */
async function advance(clock: string, to: number): Promise<Stripe.TestHelpers.TestClock> {
  let now = await clocks().advance(clock, { frozen_time: to });
  for (let turn = 0; now.status === 'advancing' && turn < 500; turn += 1) {
    await world.keepsake.worker.turn();
    now = await clocks().retrieve(clock);
  }
  assert.equal(now.status, 'ready');
  assert.equal(now.frozen_time, to);
  return now;
}

const refusal = (param: string, code?: string) => (error: unknown) => {
  assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError);
  assert.equal(error.param, param);
  if (code) assert.equal(error.code, code);
  return true;
};

describe('a test clock', () => {
  it('is made, told, listed and deleted as the SDK expects', async () => {
    const made = await clocks().create({ frozen_time: START, name: 'Leap' });
    assert.match(made.id, /^clock_/);
    assert.equal(made.object, 'test_helpers.test_clock');
    assert.equal(made.frozen_time, START);
    assert.equal(made.status, 'ready');
    assert.equal(made.livemode, false);
    assert.deepEqual(made.status_details, {});
    assert.equal(made.deletes_after, made.created + 30 * DAY);
    assert.deepEqual(await clocks().retrieve(made.id), made);
    const { data } = await clocks().list({ limit: 1 });
    assert.deepEqual(data, [made]);
    const gone = await clocks().del(made.id);
    assert.deepEqual(
      { ...gone, lastResponse: undefined },
      { id: made.id, object: 'test_helpers.test_clock', deleted: true, lastResponse: undefined },
    );
    await assert.rejects(clocks().retrieve(made.id), refusal('id', 'resource_missing'));
    const types = (await world.stripe.events.list({ limit: 5 })).data
      .filter(({ data: { object } }) => (object as { id?: string }).id === made.id)
      .map(({ type }) => type as string);
    assert.deepEqual(types, ['test_helpers.test_clock.deleted', 'test_helpers.test_clock.created']);
  });

  const BAD: readonly (readonly [string, number])[] = [
    ['back', START - 1],
    ['to where it is', START],
    ['by more than five years', START + 5 * 366 * DAY + 1],
  ];
  for (const [where, to] of BAD) {
    it(`does not go ${where}`, async () => {
      const clock = await clockAt();
      await assert.rejects(clocks().advance(clock, { frozen_time: to }), refusal('frozen_time'));
      assert.equal((await clocks().retrieve(clock)).frozen_time, START);
    });
  }

  it('tells when it sets out and when it has arrived', async () => {
    const clock = await clockAt();
    await advance(clock, START + DAY);
    const types = (await world.stripe.events.list({ limit: 20 })).data
      .filter(({ data: { object } }) => (object as { id?: string }).id === clock)
      .map(({ type }) => (type as string).split('.').at(-1));
    assert.deepEqual(types, ['ready', 'advancing', 'created']);
  });

  it('takes its customers with it when it is deleted', async () => {
    const clock = await clockAt();
    const { customer } = await buyerOn(clock);
    const { id } = await openSession(world, { customer });
    await clocks().del(clock);
    assert.equal((await world.stripe.checkout.sessions.retrieve(id)).status, 'expired');
    const left = await world.stripe.customers.retrieve(customer);
    assert.equal(left.deleted, true);
  });

  it('is given to nobody that does not exist, and to nobody twice', async () => {
    await assert.rejects(
      world.stripe.customers.create({ test_clock: 'clock_none' }),
      refusal('test_clock', 'resource_missing'),
    );
    const { customer } = await buyerOn(await clockAt());
    await assert.rejects(clocks().create({ frozen_time: START, customer }), refusal('customer'));
  });

  it('exists in test mode only', async () => {
    const live = await createKeepsake(
      {
        databaseUrl: ':memory:',
        secretKey: LIVE,
        encryptionKeys: world.environment.KEEPSAKE_ENCRYPTION_KEYS ?? '',
        processors: 'stripe',
        stripeSecretKey: LIVE,
        publicUrl: 'https://pay.example',
        logLevel: 'silent',
      },
      {},
    );
    const answer = await live.fetch(
      new Request('http://localhost/v1/test_helpers/test_clocks', {
        method: 'POST',
        headers: { authorization: `Bearer ${LIVE}` },
        body: new URLSearchParams({ frozen_time: String(START) }),
      }),
    );
    const { error } = (await answer.json()) as { error: { code: string } };
    await live.close();
    assert.deepEqual([answer.status, error.code], [400, 'test_mode_only']);
  });
});

/** The same buyer, who pays $12 a month from then on. @returns the subscription's id beside theirs */
async function subscriberOn(clock: string, frozen: number) {
  const buyer = await buyerOn(clock);
  await register(
    buyer.card,
    { category: 'recurring', currency: 'usd', max_amount: 1200, interval: 'month' },
    frozen,
  );
  const product = await world.stripe.products.create({ name: 'Coffee' });
  const { id: subscription, status } = await world.stripe.subscriptions.create({
    customer: buyer.customer,
    default_payment_method: buyer.card,
    items: [
      {
        price_data: {
          currency: 'usd',
          unit_amount: 1200,
          recurring: { interval: 'month' },
          product: product.id,
        },
      },
    ],
  });
  assert.equal(status, 'active');
  return { ...buyer, subscription };
}

/** An authorization that the merchant took elsewhere, when the clock began. */
async function register(
  card: string,
  terms: Record<string, unknown>,
  accepted = START,
): Promise<void> {
  const registered = await fetch(`${world.api.url}/v1/mandates`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.api.key}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      payment_method: card,
      customer_acceptance: { type: 'offline', accepted_at: accepted },
      terms,
    }),
  });
  assert.equal(registered.status, 200, await registered.clone().text());
}

describe('a customer on a clock', () => {
  it('is stamped with its time, and found by it', async () => {
    const clock = await clockAt();
    const { customer, card } = await buyerOn(clock);
    const found = await world.stripe.customers.list({ test_clock: clock });
    assert.deepEqual(
      found.data.map(({ id, created, test_clock: its }) => [id, created, its]),
      [[customer, START, clock]],
    );
    const all = await world.stripe.customers.list({ limit: 100 });
    assert.ok(!all.data.some(({ id }) => id === customer), 'clocks are no one else’s business');
    const intent = await world.stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      customer,
      payment_method: card,
      confirm: true,
    });
    assert.deepEqual([intent.status, intent.created], ['succeeded', START]);
    const { data } = await world.stripe.events.list({ type: 'payment_intent.succeeded', limit: 1 });
    assert.equal(data[0]?.created, START);
    const { created } = await world.stripe.charges.retrieve(String(intent.latest_charge));
    assert.equal(created, START);
  });

  it('has a card chosen for them for 30 minutes of its time', async () => {
    const clock = await clockAt();
    const { customer, card } = await buyerOn(clock);
    const { secret } = await openSession(world, { customer });
    const state = await look(world, secret);
    assert.equal(state.prefill?.payment_method, card);
    assert.equal(state.prefill?.expires_at, START + 30 * MINUTE);
    await advance(clock, START + 29 * MINUTE);
    assert.equal((await look(world, secret)).prefill?.payment_method, card);
    await advance(clock, START + 31 * MINUTE);
    const later = await look(world, secret);
    assert.equal(later.prefill, null);
    assert.equal(later.payment_methods[0]?.id, card);
    assert.equal((await press(world, secret, { payment_method: card })).status, 200);
  });

  it('has sessions that end after a day of its time, at that very time', async () => {
    const clock = await clockAt();
    const { customer } = await buyerOn(clock);
    const { id, secret } = await openSession(world, { customer });
    assert.equal((await world.stripe.checkout.sessions.retrieve(id)).expires_at, START + DAY);
    await world.keepsake.worker.turn();
    assert.equal((await world.stripe.checkout.sessions.retrieve(id)).status, 'open');
    const open = await world.stripe.checkout.sessions.list({ customer, status: 'open' });
    assert.equal(open.data.length, 1);
    await advance(clock, START + 40 * DAY);
    assert.equal((await world.stripe.checkout.sessions.retrieve(id)).status, 'expired');
    const { status, body } = await world.elements(secret, '/elements/checkout');
    assert.equal(status, 400, JSON.stringify(body));
    const { data } = await world.stripe.events.list({ type: 'checkout.session.expired', limit: 1 });
    const [event] = data;
    const told = event?.data.object as { id: string } | undefined;
    assert.deepEqual([told?.id, event?.created], [id, START + DAY]);
  });

  it('has cards that expire in its time', async () => {
    const clock = await clockAt();
    const { customer, card } = await buyerOn(clock);
    await world.stripe.paymentMethods.update(card, { card: { exp_month: 4, exp_year: 2027 } });
    const see = async () => {
      const { secret } = await openSession(world, { customer });
      const state = await look(world, secret);
      return [state.payment_methods[0]?.expired, state.prefill?.payment_method ?? null];
    };
    await advance(clock, Date.UTC(2027, 3, 30, 23, 59) / 1000);
    assert.deepEqual(await see(), [false, card]);
    await advance(clock, Date.UTC(2027, 4, 1) / 1000);
    assert.deepEqual(await see(), [true, null]);
  });

  it('has mandates that end in its time', async () => {
    const clock = await clockAt();
    const { customer, card } = await buyerOn(clock);
    await register(card, {
      category: 'unscheduled',
      currency: 'usd',
      valid_until: START + 10 * DAY,
    });
    const charge = () =>
      world.stripe.paymentIntents.create({
        amount: 700,
        currency: 'usd',
        customer,
        payment_method: card,
        off_session: true,
        confirm: true,
      });
    assert.equal((await charge()).status, 'succeeded');
    await advance(clock, START + 11 * DAY);
    await assert.rejects(charge(), (error: unknown) => {
      assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError);
      assert.equal(error.code, 'payment_method_not_ready');
      assert.match(JSON.stringify(error.raw), /mandate_expired/);
      return true;
    });
  });

  it('has a wallet for half an hour of its time', async () => {
    const clock = await clockAt();
    const { customer } = await buyerOn(clock);
    const { client_secret: secret } = await world.stripe.customerSessions.create({
      customer,
      components: {},
    });
    assert.equal((await world.elements(secret, '/elements/wallet')).status, 200);
    await advance(clock, START + 31 * MINUTE);
    const { status, body } = await world.elements(secret, '/elements/wallet');
    assert.equal(status, 401);
    assert.match(JSON.stringify(body), /customer_session_expired/);
  });

  it('is alone in its time: neither others nor what was declined for them are touched', async () => {
    const clock = await clockAt();
    const other = await returningBuyer(world);
    const { customer } = await buyerOn(clock);
    const bad = await saveCard(world, customer, 'pm_card_chargeCustomerFail');
    await advance(clock, START + 100 * DAY);
    await assert.rejects(
      world.stripe.paymentIntents.create({
        amount: 900,
        currency: 'usd',
        customer,
        payment_method: bad,
        confirm: true,
      }),
      Stripe.errors.StripeCardError,
    );
    const same = await saveCard(world, other.customer, 'pm_card_chargeCustomerFail');
    const answer = await fetch(
      `${world.api.url}/v1/payment_methods/${same}/readiness?amount=900&currency=usd`,
      { headers: { authorization: `Bearer ${world.api.key}` } },
    );
    const { reasons } = (await answer.json()) as { reasons: { code: string }[] };
    assert.deepEqual(
      reasons.map(({ code }) => code),
      ['no_active_mandate'],
    );
    const { secret } = await openSession(world, { customer: other.customer });
    const state = await look(world, secret);
    assert.ok(Math.abs(state.session.expires_at - Date.now() / 1000 - DAY) < 60);
  });

  it('may have been there before: then it moves, with its open checkouts', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, { customer });
    const frozen = Math.floor(Date.now() / 1000) + 31 * MINUTE;
    const { id } = await clocks().create({ frozen_time: frozen, customer });
    const state = await look(world, secret);
    assert.equal(state.prefill, null);
    assert.equal(state.payment_methods[0]?.id, card);
    assert.equal((await world.stripe.customers.retrieve(customer)).deleted, undefined);
    assert.equal((await world.stripe.customers.list({ test_clock: id })).data.length, 1);
  });
});

describe('a subscription on a clock', () => {
  const days = async (customer: string) => {
    const { data } = await world.stripe.invoices.list({ customer, limit: 100 });
    return data
      .map(({ created, status }) => `${new Date(created * 1000).toISOString()} ${status}`)
      .toSorted();
  };

  it('renews twelve times in one advance, each on its day of the month', async () => {
    const clock = await clockAt();
    const { customer, subscription } = await subscriberOn(clock, START);
    await advance(clock, Date.UTC(2028, 0, 31, 12) / 1000);
    const last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31];
    assert.deepEqual(
      await days(customer),
      last.map((day, month) => `${new Date(Date.UTC(2027, month, day, 12)).toISOString()} paid`),
    );
    const now = await world.stripe.subscriptions.retrieve(subscription);
    assert.equal(now.status, 'active');
    assert.deepEqual((await world.stripe.subscriptions.list()).data, []);
    const its = await world.stripe.subscriptions.list({ test_clock: clock });
    assert.deepEqual(
      its.data.map(({ id }) => id),
      [subscription],
    );
    assert.equal(now.items.data[0]?.current_period_end, Date.UTC(2028, 1, 29, 12) / 1000);
  });

  it('is not charged to a card that has expired on the way', async () => {
    const clock = await clockAt();
    const { customer, card, subscription } = await subscriberOn(clock, START);
    await world.stripe.paymentMethods.update(card, { card: { exp_month: 3, exp_year: 2027 } });
    await advance(clock, Date.UTC(2027, 3, 30, 12) / 1000);
    assert.deepEqual(await days(customer), [
      '2027-01-31T12:00:00.000Z paid',
      '2027-02-28T12:00:00.000Z paid',
      '2027-03-31T12:00:00.000Z paid',
      '2027-04-30T12:00:00.000Z open',
    ]);
    assert.equal((await world.stripe.subscriptions.retrieve(subscription)).status, 'past_due');
  });

  it('is left alone by the worker, whatever time the machine has', async () => {
    const past = Date.UTC(2020, 0, 31, 12) / 1000;
    const clock = await clockAt(past);
    const { customer } = await subscriberOn(clock, past);
    await world.keepsake.worker.turn();
    assert.deepEqual(await days(customer), ['2020-01-31T12:00:00.000Z paid']);
  });

  it('ends with its clock', async () => {
    const clock = await clockAt();
    const { subscription } = await subscriberOn(clock, START);
    await clocks().del(clock);
    assert.equal((await world.stripe.subscriptions.retrieve(subscription)).status, 'canceled');
  });
});
