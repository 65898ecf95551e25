/** A subscription's renewal that cannot be collected: what is decided, the way back, what follows from it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { z } from 'zod';
import { startWorld, type World } from '../../support/world.ts';
import { attach, authorize, fault, secretIn } from '../permission/agreements.ts';
import { ADA, look, press } from '../shop.ts';

const DAY = 86_400;
/** Friday, 1 January 2027, 08:00; epoch seconds. */
const START = Date.UTC(2027, 0, 1, 8) / 1000;
const FEBRUARY = Date.UTC(2027, 1, 1, 8) / 1000;

let world: World;
before(async () => {
  world = await startWorld({
    config: { merchantManageUrl: 'https://shop.example/account', processorTimeoutMs: 500 },
  });
});
after(() => world.close());

const clocks = () => world.stripe.testHelpers.testClocks;

async function advance(clock: string, to: number): Promise<void> {
  let now = await clocks().advance(clock, { frozen_time: to });
  for (let turn = 0; now.status === 'advancing' && turn < 500; turn += 1) {
    await world.keepsake.worker.turn();
    now = await clocks().retrieve(clock);
  }
  assert.equal(now.status, 'ready');
}

/** A subscriber at $12.00 a month, on a clock of their own. */
async function subscriber(
  card = 'pm_card_visa',
  extra: Partial<Stripe.SubscriptionCreateParams> = {},
) {
  const { id: clock } = await clocks().create({ frozen_time: START });
  const { id: customer } = await world.stripe.customers.create({
    email: ADA.email,
    name: ADA.name,
    test_clock: clock,
  });
  const method = await attach(world, customer, card);
  await world.stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: method },
  });
  const mandate = await authorize(world, method, {
    category: 'recurring',
    currency: 'usd',
    max_amount: 2000,
    interval: 'month',
    valid_from: START,
  });
  const { id: product } = await world.stripe.products.create({ name: 'Green tea' });
  const subscription = await world.stripe.subscriptions.create({
    customer,
    items: [
      {
        price_data: {
          currency: 'usd',
          unit_amount: 1200,
          recurring: { interval: 'month' },
          product,
        },
      },
    ],
    ...extra,
  });
  return { clock, customer, method, mandate, product, subscription: subscription.id };
}

const decisionShape = z.object({
  action: z.string(),
  reason: z.string(),
  rule: z.string(),
  until: z.number().nullable(),
  tries: z.number(),
  final_action: z.string().nullable(),
  attempt: z.string().nullable(),
});

const mandateList = z.object({
  data: z.array(z.looseObject({ subscription: z.string().nullable(), status: z.string() })),
});

async function get<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  const response = await fetch(`${world.api.url}${path}`, {
    headers: { authorization: `Bearer ${world.api.key}` },
  });
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  return shape.parse(body);
}

const decisions = async (invoice: string) =>
  (await get(`/v1/invoices/${invoice}/decisions`, z.object({ data: z.array(decisionShape) }))).data;

/** `retry +1d insufficient_funds`, in whole days after the renewal was due. */
const told = (all: Awaited<ReturnType<typeof decisions>>) =>
  all.map(({ action, reason, until }) => {
    const when = until === null ? '' : ` +${Math.floor((until - FEBRUARY) / DAY)}d`;
    return `${action}${when} ${reason}`;
  });

const latest = async (subscription: string) => {
  const { latest_invoice: invoice, status } = await world.stripe.subscriptions.retrieve(
    subscription,
    { expand: ['latest_invoice'] },
  );
  assert.ok(invoice && typeof invoice === 'object' && invoice.id);
  return { status, invoice: { ...invoice, id: invoice.id } };
};

async function eventsOf(type: string, customer: string) {
  const { data } = await world.stripe.events.list({ limit: 100, types: [type] });
  return data
    .map((event) => event.data.object as unknown as Record<string, unknown>)
    .filter((object) => object.customer === customer);
}

const broke = (next: number) => fault(world, { kind: 'decline', next, code: 'insufficient_funds' });

/** The newest link that brings this buyer back. */
async function linkFor(customer: string) {
  const [newest] = await eventsOf('keepsake.recovery_required', customer);
  assert.ok(newest, 'nobody was brought back');
  return newest;
}

/** Pays by the link, and allows later charges again. */
async function payByLink(customer: string, card: string, allows = true) {
  const secret = secretIn(String((await linkFor(customer)).recovery_url));
  const { offers } = await look(world, secret, `?payment_method=${card}`);
  const mandate = offers.mandate;
  assert.ok(mandate);
  const consents = allows ? { mandate: { offer: mandate.id, accepted: true } } : {};
  const pressed = await press(world, secret, { payment_method: card, consents });
  return { pressed, words: mandate.text };
}

describe('no funds', () => {
  it('is tried again by the table, at sensible hours, until it is paid', async () => {
    const { clock, subscription, customer } = await subscriber();
    await broke(3);
    await advance(clock, FEBRUARY + 5 * DAY);
    const behind = await latest(subscription);
    assert.deepEqual([behind.status, behind.invoice.attempt_count], ['past_due', 3]);
    const made = await decisions(behind.invoice.id);
    assert.deepEqual(
      told(made),
      ['+1d', '+4d', '+8d'].map((when) => `retry ${when} insufficient_funds`),
    );
    assert.equal(behind.invoice.next_payment_attempt, made.at(-1)?.until);
    await advance(clock, FEBRUARY + 9 * DAY);
    const { status, invoice } = await latest(subscription);
    assert.deepEqual([status, invoice.status, invoice.attempt_count], ['active', 'paid', 4]);
    assert.equal((await decisions(invoice.id)).at(-1)?.action, 'end');
    assert.deepEqual(await eventsOf('keepsake.recovery_required', customer), []);
  });

  it('ends with the buyer, who is told twice, and then by the rule', async () => {
    const { clock, subscription, customer } = await subscriber();
    await broke(5);
    await advance(clock, FEBRUARY + 22 * DAY);
    const { data } = await world.stripe.invoices.list({ subscription, limit: 1 });
    const invoice = data[0];
    assert.ok(invoice?.id);
    const made = await decisions(invoice.id);
    assert.deepEqual(
      made.map(({ action }) => action),
      ['retry', 'retry', 'retry', 'retry', 'ask_buyer', 'ask_buyer', 'stop'],
    );
    assert.equal(made.at(-1)?.final_action, 'cancel');
    assert.deepEqual([invoice.status, invoice.attempt_count], ['uncollectible', 5]);
    const ended = await world.stripe.subscriptions.retrieve(subscription);
    assert.deepEqual(
      [ended.status, ended.cancellation_details?.reason],
      ['canceled', 'payment_failed'],
    );
    assert.equal((await eventsOf('keepsake.recovery_required', customer)).length, 2);
  });
});

describe('the end as a merchant wants it', () => {
  it('unpaid: the debt stays open, and paying it later goes on with the subscription', async () => {
    const { clock, subscription, method } = await subscriber('pm_card_visa', {
      final_action: 'unpaid',
    } as Partial<Stripe.SubscriptionCreateParams>);
    await fault(world, { kind: 'decline', next: 1, code: 'expired_card' });
    await advance(clock, FEBRUARY + 22 * DAY);
    const { status, invoice } = await latest(subscription);
    assert.deepEqual([status, invoice.status, invoice.auto_advance], ['unpaid', 'open', false]);
    const { url } = await hosted(invoice.hosted_invoice_url, 'POST', '/pay');
    const pressed = await press(world, secretIn(String(url)), { payment_method: method });
    assert.equal(pressed.status, 200, JSON.stringify(pressed.error));
    const paid = await latest(subscription);
    assert.deepEqual([paid.status, paid.invoice.status], ['active', 'paid']);
    const shown = await hosted(invoice.hosted_invoice_url);
    assert.deepEqual(
      [shown.status, shown.payable, shown.card, shown.manage_url],
      ['paid', false, { brand: 'visa', last4: '4242' }, 'https://shop.example/account'],
    );
  });
});

describe('an outcome that is unknown', () => {
  it('is waited for: nothing else is tried, and what came of it holds', async () => {
    const { clock, subscription } = await subscriber();
    await fault(world, { kind: 'timeout_after_effect', next: 1 });
    await clocks().advance(clock, { frozen_time: FEBRUARY + 2 * DAY });
    for (let turn = 0; turn < 200; turn += 1) {
      await world.keepsake.worker.turn();
      if ((await latest(subscription)).invoice.status === 'paid') break;
      await world.keepsake.reconcile();
    }
    const { status, invoice } = await latest(subscription);
    assert.deepEqual([status, invoice.status, invoice.attempt_count], ['active', 'paid', 1]);
    assert.deepEqual(told(await decisions(invoice.id)), [
      'wait_outcome outcome_unknown',
      'end paid',
    ]);
  });
});

describe('the way back', () => {
  it('pays the debt, renews the permission, and the next renewal works', async () => {
    const { clock, subscription, customer, method } = await subscriber();
    await fault(world, { kind: 'decline', next: 1, code: 'stolen_card' });
    await advance(clock, FEBRUARY + DAY / 4);
    const link = await linkFor(customer);
    const { invoice } = await latest(subscription);
    assert.deepEqual(told(await decisions(invoice.id)), ['ask_buyer +18d stolen_card']);
    assert.equal(invoice.next_payment_attempt, null);
    assert.equal((link.invoice as Stripe.Invoice).id, invoice.id);
    assert.equal(link.hosted_invoice_url, invoice.hosted_invoice_url);
    const other = await attach(world, customer, 'pm_card_mastercard');
    await world.stripe.paymentMethods.update(other, {
      allow_redisplay: 'always',
      billing_details: ADA,
    });
    const { pressed, words } = await payByLink(customer, other);
    assert.equal(pressed.status, 200, JSON.stringify(pressed.error));
    assert.match(words, /\$12\.00/);
    const paid = await latest(subscription);
    assert.deepEqual([paid.status, paid.invoice.status], ['active', 'paid']);
    const now = await world.stripe.subscriptions.retrieve(subscription);
    assert.deepEqual([now.default_payment_method, method === other], [other, false]);
    await advance(clock, FEBRUARY + 29 * DAY);
    const next = await latest(subscription);
    assert.notEqual(next.invoice.id, invoice.id);
    assert.deepEqual([next.status, next.invoice.status], ['active', 'paid']);
    // What was allowed there is for this subscription alone, and ends with it.
    const charge = { amount: 100, currency: 'usd', customer, payment_method: other } as const;
    const [mandate] = (await get(`/v1/mandates?payment_method=${other}`, mandateList)).data;
    assert.equal(mandate?.subscription, subscription);
    await assert.rejects(
      world.stripe.paymentIntents.create({ ...charge, off_session: true, confirm: true }),
      { code: 'payment_method_not_ready' },
    );
    await world.stripe.subscriptions.cancel(subscription);
    const [ended] = (await get(`/v1/mandates?payment_method=${other}`, mandateList)).data;
    assert.equal(ended?.status, 'inactive');
  });

  it('of one debt is the way back of all', async () => {
    const { id: product } = await world.stripe.products.create({ name: 'Black tea' });
    const recurring = { interval: 'week' } as const;
    const { clock, subscription, customer } = await subscriber('pm_card_visa', {
      items: [{ price_data: { currency: 'usd', unit_amount: 1200, recurring, product } }],
    });
    await fault(world, { kind: 'decline', next: 1, code: 'stolen_card' });
    await advance(clock, START + 14 * DAY + DAY / 4);
    const other = await attach(world, customer, 'pm_card_mastercard');
    await world.stripe.paymentMethods.update(other, {
      allow_redisplay: 'always',
      billing_details: ADA,
    });
    const { pressed } = await payByLink(customer, other);
    assert.equal(pressed.status, 200, JSON.stringify(pressed.error));
    await advance(clock, START + 15 * DAY);
    const { data } = await world.stripe.invoices.list({ subscription });
    assert.deepEqual(
      [(await latest(subscription)).status, ...data.map(({ status }) => status)],
      ['active', 'paid', 'paid', 'paid'],
    );
  });

  it('without permission pays once, and changes nothing else', async () => {
    const { clock, subscription, method } = await subscriber();
    await broke(1);
    await advance(clock, FEBRUARY + DAY / 2);
    const { invoice } = await latest(subscription);
    const { url } = await hosted(invoice.hosted_invoice_url, 'POST', '/pay');
    const pressed = await press(world, secretIn(String(url)), { payment_method: method });
    assert.equal(pressed.status, 200, JSON.stringify(pressed.error));
    const paid = await latest(subscription);
    assert.deepEqual([paid.status, paid.invoice.status], ['active', 'paid']);
    const now = await world.stripe.subscriptions.retrieve(subscription);
    assert.equal(now.default_payment_method, null);
    assert.deepEqual(told(await decisions(invoice.id)).at(-1), 'end paid');
  });
});

describe('another card, without a link', () => {
  /** Whose card died, and who has another that may be charged, but is not yet charged. */
  async function stranded() {
    const its = await subscriber();
    await fault(world, { kind: 'decline', next: 1, code: 'stolen_card' });
    await advance(its.clock, FEBRUARY + DAY / 4);
    return { ...its, other: await attach(world, its.customer, 'pm_card_mastercard') };
  }
  const allow = (card: string) =>
    authorize(world, card, { category: 'recurring', currency: 'usd', interval: 'month' });
  const change = (subscription: string, fields: Record<string, unknown>) =>
    world.stripe.rawRequest('POST', `/v1/subscriptions/${subscription}`, fields);

  for (const [named, give] of [
    [
      'as the default of the customer',
      async ({ customer, other }) => {
        await allow(other);
        await world.stripe.customers.update(customer, {
          invoice_settings: { default_payment_method: other },
        });
      },
    ],
    [
      'before the permission for it',
      async ({ subscription, clock, other }) => {
        await change(subscription, { default_payment_method: other });
        await advance(clock, FEBRUARY + DAY / 2);
        await change(subscription, { mandate: await allow(other) });
      },
    ],
  ] satisfies [string, (its: Awaited<ReturnType<typeof stranded>>) => Promise<void>][])
    it(`${named}: what is due is tried with it at once`, async () => {
      const its = await stranded();
      await give(its);
      await advance(its.clock, FEBRUARY + DAY);
      const { status, invoice } = await latest(its.subscription);
      assert.deepEqual([status, invoice.status], ['active', 'paid']);
    });
});

describe('a trial', () => {
  it('that ends in the very second in which it began is followed by a period that is paid', async () => {
    const { subscription } = await subscriber('pm_card_visa', { trial_period_days: 14 });
    await world.stripe.subscriptions.update(subscription, { trial_end: 'now' });
    const { status, invoice } = await latest(subscription);
    assert.deepEqual([status, invoice.amount_paid], ['active', 1200]);
    assert.equal((await world.stripe.invoices.list({ subscription })).data.length, 2);
  });
});

/** What the page of an invoice (or of a bank's question) asks for. */
async function hosted(
  page: string | null | undefined,
  method = 'GET',
  below = '',
): Promise<Record<string, unknown>> {
  const { pathname, hash } = new URL(String(page));
  const noun = pathname.startsWith('/invoices/') ? 'invoice' : 'confirm';
  assert.equal((await fetch(String(page))).status, 200);
  const response = await fetch(`${world.api.url}/elements/${noun}${below}`, {
    method,
    headers: { authorization: `Bearer ${hash.slice(1)}` },
  });
  return (await response.json()) as Record<string, unknown>;
}

describe('a bank that asks for the buyer', () => {
  it('is reached by a short link: once, and the next renewal goes without', async () => {
    const { clock, subscription, customer, mandate } = await subscriber();
    await fault(world, { kind: 'decline', next: 1, code: 'authentication_required' });
    await advance(clock, FEBRUARY + DAY / 4);
    const link = await linkFor(customer);
    const seen = await hosted(String(link.confirm_url));
    assert.deepEqual(
      [seen.status, seen.amount, seen.card],
      ['open', 1200, { brand: 'visa', last4: '4242' }],
    );
    assert.doesNotMatch(JSON.stringify(seen), /ada/i);
    assert.equal((await latest(subscription)).invoice.status, 'open', 'looking spends nothing');
    const twice = await Promise.all([1, 2].map(() => hosted(String(link.confirm_url), 'POST')));
    assert.deepEqual(
      twice.map(({ url }) => url ?? null).toSorted(),
      [`${world.api.url}/paid`, null].toSorted(),
    );
    const again = await hosted(String(link.confirm_url), 'POST');
    assert.match(JSON.stringify(again), /confirm_link_used/);
    const foreign = String(link.confirm_url).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    assert.match(JSON.stringify(await hosted(foreign)), /client_secret_invalid/);
    assert.equal((await latest(subscription)).invoice.status, 'paid');
    const kept = await get(`/v1/mandates/${mandate}`, z.looseObject({}));
    assert.equal(kept.needs_reauthentication, false);
    await advance(clock, FEBRUARY + 29 * DAY);
    assert.equal((await latest(subscription)).invoice.status, 'paid');
  });
});

describe('a bank that still waits for the buyer when the next renewal comes', () => {
  it('is not asked in vain: the link shows the very card, and leads there', async () => {
    const { clock, subscription, customer, method } = await subscriber();
    await fault(world, { kind: 'decline', next: 1, code: 'authentication_required' });
    await advance(clock, FEBRUARY + DAY / 4);
    const first = await latest(subscription);
    await world.stripe.invoices.pay(first.invoice.id, { paid_out_of_band: true });
    await advance(clock, FEBRUARY + 28 * DAY + DAY / 4);
    const { invoice } = await latest(subscription);
    assert.equal(invoice.attempt_count, 0, 'nothing was tried');
    const link = await linkFor(customer);
    assert.equal((link.invoice as Stripe.Invoice).id, invoice.id);
    const { payment_methods: shown } = await look(world, secretIn(String(link.recovery_url)));
    assert.deepEqual(
      shown.map(({ id }) => id),
      [method],
    );
    await hosted(String(link.confirm_url), 'POST');
    const paid = await latest(subscription);
    assert.deepEqual([paid.status, paid.invoice.status], ['active', 'paid']);
  });
});

describe('what stops the tries', () => {
  it('another card: it is tried at once', async () => {
    const { clock, subscription, customer } = await subscriber();
    await broke(1);
    await advance(clock, FEBRUARY + DAY / 2);
    const other = await attach(world, customer, 'pm_card_mastercard');
    const terms = { category: 'recurring', currency: 'usd', interval: 'month', valid_from: START };
    await authorize(world, other, terms);
    await world.stripe.subscriptions.update(subscription, { default_payment_method: other });
    await advance(clock, FEBRUARY + DAY / 2 + 60);
    const { status, invoice } = await latest(subscription);
    assert.deepEqual([status, invoice.status, invoice.attempt_count], ['active', 'paid', 2]);
    assert.deepEqual(
      (await decisions(invoice.id)).map(({ action, reason }) => `${action} ${reason}`),
      ['retry insufficient_funds', 'retry card_changed', 'end paid'],
    );
  });

  it('an end of the subscription', async () => {
    const { clock, subscription } = await subscriber();
    await broke(1);
    await advance(clock, FEBRUARY + DAY / 2);
    await world.stripe.subscriptions.cancel(subscription);
    const { invoice } = await latest(subscription);
    await advance(clock, FEBRUARY + 10 * DAY);
    assert.equal((await world.stripe.invoices.retrieve(invoice.id)).attempt_count, 1);
    assert.equal((await decisions(invoice.id)).at(-1)?.action, 'end');
  });

  it('a permission that was taken back: nothing is tried without it', async () => {
    const { clock, subscription, mandate } = await subscriber();
    await broke(1);
    await advance(clock, FEBRUARY + DAY / 2);
    await world.stripe.rawRequest('POST', `/v1/mandates/${mandate}/revoke`, {});
    await advance(clock, FEBRUARY + 10 * DAY);
    const { invoice } = await latest(subscription);
    assert.equal(invoice.attempt_count, 1);
    assert.deepEqual(told(await decisions(invoice.id)).at(-1), 'ask_buyer +18d mandate_revoked');
  });
});

const noticeShape = z.looseObject({
  kind: z.string(),
  due_by: z.number(),
  about: z.number(),
  customer_email: z.string(),
  amount: z.number(),
  cancel_url: z.string(),
  authorized: z.boolean().nullable(),
  payment_method: z.looseObject({ last4: z.string() }),
});

describe('notices', () => {
  it('come once each, in time, with what a mail needs', async () => {
    const { clock, subscription, customer, product } = await subscriber('pm_card_visa', {
      trial_end: FEBRUARY,
    });
    await advance(clock, FEBRUARY + 10 * DAY);
    const [item] = (await world.stripe.subscriptions.retrieve(subscription)).items.data;
    assert.ok(item);
    await world.stripe.subscriptions.update(subscription, {
      proration_behavior: 'none',
      items: [
        {
          id: item.id,
          price_data: {
            currency: 'usd',
            unit_amount: 2500,
            recurring: { interval: 'month' },
            product,
          },
        },
      ],
    });
    await advance(clock, FEBRUARY + 27 * DAY);
    const all = await Promise.all(
      ['trial_will_end', 'upcoming', 'receipt', 'changed_charge'].map((kind) =>
        eventsOf(`keepsake.notice.${kind}`, customer),
      ),
    );
    assert.deepEqual(
      all.map((each) => each.length),
      [1, 2, 1, 1],
    );
    const [trial, , receipt, changed] = all.map((each) => noticeShape.parse(each[0]));
    assert.deepEqual(
      [trial?.about, trial?.amount, trial?.customer_email, trial?.cancel_url],
      [FEBRUARY, 1200, ADA.email, 'https://shop.example/account'],
    );
    assert.ok(trial && trial.due_by < FEBRUARY - 7 * DAY, 'seven working days for a Visa');
    assert.deepEqual([receipt?.amount, receipt?.payment_method.last4], [1200, '4242']);
    assert.deepEqual(
      [changed?.amount, changed?.previous_amount, changed?.authorized],
      [2500, 1200, false],
      'more than the buyer allowed',
    );
    const [stripes] = await eventsOf('customer.subscription.trial_will_end', customer);
    assert.equal(stripes?.id, subscription);
    assert.equal((await eventsOf('invoice.upcoming', customer)).length, 2);
  });
});

describe('collecting a balance', () => {
  const balance = { amount: 700, currency: 'usd', reason: 'damage, ticket 12', actor: 'kim' };
  const collect = (customer: string, more: Record<string, unknown> = {}) =>
    world.stripe.rawRequest('POST', `/v1/customers/${customer}/collect`, {
      ...balance,
      ...more,
    }) as unknown as Promise<Stripe.Invoice & { decision: { action: string } | null }>;

  async function owing() {
    const { id: customer } = await world.stripe.customers.create({ email: ADA.email });
    const card = await attach(world, customer);
    await authorize(world, card, { category: 'unscheduled' });
    return { customer, card };
  }

  it('charges the card that is ready, and keeps who asked and why', async () => {
    const { customer } = await owing();
    await attach(world, customer, 'pm_card_mastercard');
    const invoice = await collect(customer);
    assert.deepEqual([invoice.status, invoice.amount_paid], ['paid', 700]);
    const kept = invoice as unknown as Record<string, unknown>;
    assert.deepEqual([kept.reason, kept.actor], [balance.reason, 'kim']);
    const [paid] = await eventsOf('payment_intent.succeeded', customer);
    assert.deepEqual([paid?.reason, paid?.actor], [balance.reason, 'kim']);
    const shape = z.object({ data: z.array(z.looseObject({ actor: z.string() })) });
    const { data } = await get(`/v1/payment_intents/${paid?.id}/attempts`, shape);
    assert.deepEqual(
      data.map(({ actor }) => actor),
      ['kim'],
    );
  });

  it('that fails is tried again like any debt, and asks the buyer without permission', async () => {
    const { customer } = await owing();
    await broke(1);
    const declined = await collect(customer);
    assert.deepEqual([declined.status, declined.decision?.action], ['open', 'retry']);
    const { id: nobody } = await world.stripe.customers.create({ email: ADA.email });
    await attach(world, nobody);
    const refused = await collect(nobody);
    assert.deepEqual([refused.status, refused.decision?.action], ['open', 'ask_buyer']);
    assert.ok((await linkFor(nobody)).recovery_url);
  });

  it('needs a reason and somebody who asks', async () => {
    const { customer } = await owing();
    await assert.rejects(collect(customer, { reason: '' }), { param: 'reason' });
    await assert.rejects(collect('cus_nobody'), { code: 'resource_missing', statusCode: 404 });
  });
});
