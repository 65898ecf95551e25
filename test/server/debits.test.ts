/** Bank debits end to end: money that takes days, told as Stripe tells it, moved once whatever happens. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../support/world.ts';
import {
  ADA,
  accept,
  eventually,
  look,
  openSession,
  press,
  refusal,
  SHIRT,
  standing,
} from './shop.ts';

const ROUTING = '110000000';
const GOOD = '000123456789';
const IBAN = 'AT611904300234573201';

type Body = Record<string, unknown>;

describe('bank debits', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const typed = async (body: Body) => {
    const response = await fetch(`${world.bank.url}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Body };
  };
  const account = async (number = GOOD) => {
    const { body } = await typed({
      type: 'us_bank_account',
      routing_number: ROUTING,
      account_number: number,
      name: 'Ada Long',
    });
    return String(body.id);
  };
  const settle = async (reference?: string) => {
    const query = reference ? `?reference=${reference}` : '';
    const response = await fetch(`${world.bank.url}/settle${query}`, { method: 'POST' });
    return ((await response.json()) as { settled: number }).settled;
  };
  const fault = (rule: Body) =>
    fetch(`${world.bank.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rule),
    });
  const open = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    openSession(world, { allowed_payment_method_types: ['card', 'us_bank_account'], ...more });
  /** Pays with an account that is typed. */
  const pay = async (secret: string, number = GOOD, more: Body = {}) => {
    const { offers } = await look(world, secret, '?payment_method=us_bank_account');
    return press(world, secret, {
      card_token: await account(number),
      billing_details: ADA,
      consents: { debit: accept(offers.debit ?? null) },
      ...more,
    });
  };
  const told = async (intent: string) => {
    const all = await world.stripe.events.list({ limit: 100 });
    return all.data
      .filter((event) => {
        const object = event.data.object as unknown as Body;
        return object.id === intent || object.payment_intent === intent;
      })
      .map(({ type }) => type)
      .reverse();
  };
  const attemptOf = async (intent: string) => {
    const { latest_charge: charge } = await world.stripe.paymentIntents.retrieve(intent);
    return String(charge).replace(/^ch_/, 'att_');
  };

  it('offers an account beside a card where it was asked for, and nowhere else', async () => {
    const { secret } = await open();
    const shown = await look(world, secret);
    assert.equal(shown.bank_entry?.type, 'us_bank_account');
    assert.equal(shown.offers.debit, null);
    const { offers } = await look(world, secret, '?payment_method=us_bank_account');
    assert.match(offers.debit?.text ?? '', /^I authorize .* to debit this bank account .*\$10\.99/);
    const plain = await look(world, (await openSession(world)).secret);
    assert.equal(plain.bank_entry, null);
  });

  it('completes the session unpaid, and tells days later that the money has come', async () => {
    const { id, secret, intent } = await open();
    const answer = await pay(secret);
    assert.equal(answer.result?.status, 'complete');
    assert.equal(answer.result?.session.payment_status, 'unpaid');
    const waiting = await world.stripe.paymentIntents.retrieve(intent, {
      expand: ['latest_charge'],
    });
    assert.equal(waiting.status, 'processing');
    const charge = waiting.latest_charge as Stripe.Charge;
    assert.equal(charge.status, 'pending');
    const details = charge.payment_method_details;
    assert.equal(details?.type, 'us_bank_account');
    assert.equal(details?.us_bank_account?.last4, '6789');
    assert.equal(details?.us_bank_account?.routing_number, ROUTING);
    const mandate = await world.stripe.mandates.retrieve(
      String(details?.us_bank_account?.mandate ?? ''),
    );
    assert.equal(mandate.type, 'single_use');
    assert.equal(mandate.payment_method_details.type, 'us_bank_account');
    assert.equal(await settle(await attemptOf(intent)), 1);
    await eventually(
      () => world.stripe.paymentIntents.retrieve(intent),
      ({ status }) => status === 'succeeded',
    );
    const session = await world.stripe.checkout.sessions.retrieve(id);
    assert.equal(session.payment_status, 'paid');
    assert.equal((await standing(world, secret)).session.payment_status, 'paid');
    assert.deepEqual(await told(intent), [
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ]);
    const [row, ...others] = await world.charges(await attemptOf(intent));
    assert.deepEqual([row?.status, row?.captured, others.length], ['succeeded', 1099, 0]);
  });

  for (const [number, code] of [
    ['000222222227', 'insufficient_funds'],
    ['000111111113', 'account_closed'],
    ['000333333335', 'debit_not_authorized'],
  ] as const)
    it(`brings the buyer back when the debit fails: ${code}`, async () => {
      const { id, secret, intent } = await open();
      assert.equal((await pay(secret, number)).result?.status, 'complete');
      const attempt = await attemptOf(intent);
      const before = await world.stripe.charges.retrieve(attempt.replace(/^att_/, 'ch_'));
      const named = before.payment_method_details?.us_bank_account?.mandate;
      await settle(attempt);
      const failed = await eventually(
        () => world.stripe.paymentIntents.retrieve(intent),
        ({ status }) => status === 'requires_payment_method',
      );
      assert.equal(failed.last_payment_error?.code, code);
      assert.match(failed.last_payment_error?.message ?? '', /bank account/);
      const types = await told(intent);
      assert.ok(types.includes('checkout.session.async_payment_failed'));
      assert.ok(types.includes('payment_intent.payment_failed'));
      assert.ok(types.includes('keepsake.recovery_required' as never));
      const mandate = (await world.stripe.mandates.retrieve(String(named))) as unknown as Body;
      assert.equal(mandate.status, code === 'debit_not_authorized' ? 'inactive' : 'active');
      const session = await world.stripe.checkout.sessions.retrieve(id);
      assert.deepEqual([session.status, session.payment_status], ['complete', 'unpaid']);
      const [event] = (await world.stripe.events.list({ type: 'keepsake.recovery_required' })).data;
      assert.ok(event);
      const { recovery_url: url } = event.data.object as unknown as { recovery_url: string };
      const again = decodeURIComponent(new URL(url).hash.slice(1));
      const paid = await press(world, again, {
        card_token: await world.token(),
        billing_details: ADA,
      });
      assert.equal(paid.result?.session.payment_status, 'paid');
      const intentNow = await world.stripe.paymentIntents.retrieve(intent);
      assert.equal(intentNow.status, 'succeeded');
      const original = await world.stripe.checkout.sessions.retrieve(id);
      assert.equal(original.payment_status, 'paid');
    });

  it('tells of the checkout that was paid in, when one that brought the buyer back fails too', async () => {
    const { id, secret, intent } = await open();
    const linkOf = async () => {
      const [event] = (await world.stripe.events.list({ type: 'keepsake.recovery_required' })).data;
      assert.ok(event);
      const told = event.data.object as unknown as { id: string; recovery_url: string };
      assert.equal(told.id, intent);
      return decodeURIComponent(new URL(told.recovery_url).hash.slice(1));
    };
    const fail = async (by: string) => {
      assert.equal((await pay(by, '000222222227')).result?.session.payment_status, 'unpaid');
      await settle(await attemptOf(intent));
      await eventually(
        () => world.stripe.paymentIntents.retrieve(intent),
        ({ status }) => status === 'requires_payment_method',
      );
    };
    await fail(secret);
    const first = await linkOf();
    await fail(first);
    const second = await linkOf();
    assert.notEqual(first, second);
    const paid = await press(world, second, {
      card_token: await world.token(),
      billing_details: ADA,
    });
    assert.equal(paid.result?.session.payment_status, 'paid');
    const failed = await world.stripe.events.list({
      type: 'checkout.session.async_payment_failed',
      limit: 2,
    });
    const ids = failed.data.map((event) => (event.data.object as { id?: string }).id);
    assert.deepEqual([ids.length, ids[1], ids[0] === id], [2, id, false]);
    const charged = (await world.charges()).filter(({ status }) => status === 'succeeded');
    assert.ok(charged.length > 0);
    assert.equal((await standing(world, secret)).session.payment_status, 'paid');
  });

  it('prepares an account for later, in words about it, and charges it under them', async () => {
    const { id: customer } = await world.stripe.customers.create({ email: ADA.email });
    const { secret, intent } = await openSession(world, {
      mode: 'setup',
      customer,
      allowed_payment_method_types: ['us_bank_account'],
    });
    const { offers } = await look(world, secret);
    assert.equal(offers.debit, null);
    assert.match(offers.mandate?.text ?? '', /^I authorize .* to charge this bank account/);
    const answer = await press(world, secret, {
      card_token: await account(),
      billing_details: ADA,
      consents: { mandate: accept(offers.mandate) },
    });
    assert.equal(answer.result?.status, 'complete');
    const prepared = await world.stripe.setupIntents.retrieve(intent);
    const later = await world.stripe.paymentIntents.create({
      amount: 300,
      currency: 'usd',
      customer,
      payment_method: String(prepared.payment_method),
      allowed_payment_method_types: ['us_bank_account'],
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'processing');
  });

  it('makes no debit without its authorization, nor by words about a card', async () => {
    const { secret } = await open({
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    const bare = await press(world, secret, {
      card_token: await account(),
      billing_details: ADA,
    });
    assert.deepEqual(
      [bare.error?.code, bare.error?.param],
      ['mandate_required', 'consents[debit]'],
    );
    const forBank = await look(world, secret, '?payment_method=us_bank_account');
    const forCard = await look(world, secret, '?payment_method=');
    const debit = accept(forBank.offers.debit ?? null);
    const crossed = await press(world, secret, {
      card_token: await account(),
      billing_details: ADA,
      consents: { debit, mandate: accept(forCard.offers.mandate) },
    });
    assert.equal(crossed.error?.code, 'offer_not_valid');
    const onCard = await press(world, secret, {
      card_token: await world.token(),
      billing_details: ADA,
      consents: { debit },
    });
    assert.equal(onCard.error?.code, 'offer_not_valid');
    const plain = await openSession(world);
    const refused = await press(world, plain.secret, {
      card_token: await account(),
      billing_details: ADA,
    });
    assert.equal(refused.error?.code, 'payment_method_not_available');
    assert.equal((await world.charges()).filter(({ amount }) => amount === 1).length, 0);
  });

  it('keeps an account that was saved, once its debit has come, and joins it with itself', async () => {
    const { id: customer } = await world.stripe.customers.create({ email: ADA.email });
    const save = async () => {
      const session = await open({
        customer,
        saved_payment_method_options: { payment_method_save: 'enabled' },
      });
      const { offers } = await look(world, session.secret, '?payment_method=us_bank_account');
      assert.match(offers.redisplay?.text ?? '', /^Save this bank account/);
      const answer = await pay(session.secret, GOOD, {
        consents: { debit: accept(offers.debit ?? null), redisplay: accept(offers.redisplay) },
      });
      assert.equal(answer.result?.status, 'complete');
      await settle(await attemptOf(session.intent));
      await eventually(
        () => world.stripe.paymentIntents.retrieve(session.intent),
        ({ status }) => status === 'succeeded',
      );
    };
    await save();
    await save();
    const kept = await world.stripe.customers.listPaymentMethods(customer, {
      type: 'us_bank_account',
    });
    assert.deepEqual(
      kept.data.map((each) => each.us_bank_account?.last4),
      ['6789'],
    );
    const [method] = kept.data;
    assert.ok(method);
    assert.equal(
      (await world.stripe.customers.listPaymentMethods(customer, { type: 'card' })).data.length,
      0,
    );
    const next = await open({ customer });
    const shown = await look(world, next.secret);
    assert.equal(shown.prefill, null);
    assert.deepEqual(
      shown.payment_methods.map(({ brand, last4, expired, usable }) => [
        brand,
        last4,
        expired,
        usable,
      ]),
      [['bank_account', '6789', false, true]],
    );
    const named = await look(world, next.secret, `?payment_method=${method.id}`);
    assert.match(named.offers.debit?.text ?? '', /my bank account ending in 6789/);
    const answer = await press(world, next.secret, {
      payment_method: method.id,
      billing_details: ADA,
      consents: { debit: accept(named.offers.debit ?? null) },
    });
    assert.equal(answer.result?.session.payment_status, 'unpaid');
    assert.equal(
      (await look(world, (await openSession(world, { customer })).secret)).payment_methods.length,
      0,
    );
  });

  it('is driven by the API, with a mandate for the very debit', async () => {
    const { stripe } = world;
    const { id: customer } = await stripe.customers.create({ email: ADA.email });
    const method = await stripe.paymentMethods.create({
      type: 'us_bank_account',
      us_bank_account: {
        routing_number: ROUTING,
        account_number: GOOD,
        account_holder_type: 'company',
        account_type: 'savings',
      },
      billing_details: { name: 'Ada Long' },
    });
    const { us_bank_account: facts } = method;
    assert.deepEqual(
      [facts?.account_holder_type, facts?.account_type, facts?.last4, facts?.routing_number],
      ['company', 'savings', '6789', ROUTING],
    );
    assert.ok(!('card' in method));
    const intent = { amount: 2000, currency: 'usd', customer } as const;
    const types = { allowed_payment_method_types: ['us_bank_account'] };
    const bare = await refusal(
      stripe.paymentIntents.create({
        ...intent,
        ...types,
        payment_method: method.id,
        confirm: true,
      }),
    );
    assert.equal(bare.param, 'mandate_data');
    const other = await refusal(
      stripe.paymentIntents.create({ ...intent, payment_method: method.id, confirm: true }),
    );
    assert.equal(other.code, 'payment_method_not_available');
    const mandate_data = { customer_acceptance: { type: 'offline' as const, offline: {} } };
    const made = await stripe.paymentIntents.create({
      ...intent,
      ...types,
      payment_method: method.id,
      confirm: true,
      mandate_data,
    });
    assert.equal(made.status, 'processing');
    await refusal(stripe.paymentIntents.confirm(made.id));
    await refusal(stripe.paymentIntents.cancel(made.id));
    await settle(await attemptOf(made.id));
    await eventually(
      () => stripe.paymentIntents.retrieve(made.id),
      ({ status }) => status === 'succeeded',
    );
    const refund = await stripe.refunds.create({ payment_intent: made.id });
    assert.equal(refund.status, 'succeeded');
  });

  it('is charged later under a mandate, and a failure brings the buyer back', async () => {
    const { stripe } = world;
    const { id: customer } = await stripe.customers.create({ email: ADA.email });
    const prepared = await stripe.setupIntents.create({
      customer,
      allowed_payment_method_types: ['us_bank_account'],
      payment_method: 'pm_usBankAccount_insufficientFunds',
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
    });
    assert.equal(prepared.status, 'succeeded');
    const later = await stripe.paymentIntents.create({
      amount: 700,
      currency: 'usd',
      customer,
      payment_method: String(prepared.payment_method),
      allowed_payment_method_types: ['us_bank_account'],
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'processing');
    await settle(await attemptOf(later.id));
    await eventually(
      () => told(later.id),
      (types) => types.includes('keepsake.recovery_required' as never),
    );
  });

  it('speaks of an IBAN in euro, and refuses kinds that do not fit', async () => {
    const { stripe } = world;
    const [item] = SHIRT;
    const euro = [
      { ...item, price_data: { ...item?.price_data, currency: 'eur' } },
    ] as typeof SHIRT;
    const { secret, intent } = await openSession(world, {
      line_items: euro,
      allowed_payment_method_types: ['sepa_debit'],
    });
    const shown = await look(world, secret);
    assert.equal(shown.card_entry, null);
    assert.equal(shown.bank_entry?.type, 'sepa_debit');
    assert.match(shown.offers.debit?.text ?? '', /8 weeks/);
    const { body } = await typed({
      type: 'sepa_debit',
      iban: `${IBAN.slice(0, 4)} ${IBAN.slice(4)}`,
      name: 'Ada',
    });
    const answer = await press(world, secret, {
      card_token: String(body.id),
      billing_details: ADA,
      consents: { debit: accept(shown.offers.debit ?? null) },
    });
    assert.equal(answer.result?.session.payment_status, 'unpaid');
    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent, {
      expand: ['latest_charge'],
    });
    const sepa = (charge as Stripe.Charge).payment_method_details?.sepa_debit;
    assert.deepEqual([sepa?.country, sepa?.bank_code, sepa?.last4], ['AT', '19043', '3201']);
    const made = await stripe.paymentMethods.create({
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE89370400440532013000' },
      billing_details: { name: 'Ada', email: ADA.email },
    });
    assert.deepEqual([made.sepa_debit?.country, made.sepa_debit?.last4], ['DE', '3000']);
    for (const [what, param] of [
      [{ allowed_payment_method_types: ['sepa_debit' as const] }, 'payment_method_types'],
      [
        {
          allowed_payment_method_types: ['us_bank_account' as const],
          payment_intent_data: { capture_method: 'manual' as const },
        },
        'payment_method_types',
      ],
    ] as const)
      assert.equal((await refusal(openSession(world, { ...what } as never))).param, param);
    const wrong = await refusal(
      stripe.paymentMethods.create({
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013001' },
        billing_details: { name: 'Ada' },
      }),
    );
    assert.equal(wrong.param, 'sepa_debit[iban]');
    for (const [body, code] of [
      [{ routing_number: '110000001', account_number: GOOD }, 'invalid_routing'],
      [{ routing_number: ROUTING, account_number: '12' }, 'invalid_account'],
      [{ routing_number: ROUTING, account_number: '000999999991' }, 'account_not_accepted'],
    ] as const) {
      const refused = await typed({ type: 'us_bank_account', ...body });
      assert.equal((refused.body.error as Body).code, code);
    }
  });

  it('moves money once through every fault of the bank', async () => {
    for (const kind of [
      'timeout_after_effect',
      'error_after_effect',
      'garbage',
      'webhook_duplicate',
    ]) {
      const { secret, intent } = await open();
      const { offers } = await look(world, secret, '?payment_method=us_bank_account');
      await fault({ kind, ms: 50 });
      const body = {
        press: crypto.randomUUID(),
        card_token: await account(),
        billing_details: ADA,
        consents: { debit: accept(offers.debit ?? null) },
      };
      await press(world, secret, body);
      const stands = await eventually(
        () => standing(world, secret),
        ({ status }) => status === 'complete',
      );
      assert.equal(stands.session.payment_status, 'unpaid', kind);
      assert.equal((await press(world, secret, body)).result?.status, 'complete');
      await settle(await attemptOf(intent));
      await eventually(
        () => world.stripe.paymentIntents.retrieve(intent),
        ({ status }) => status === 'succeeded',
      );
      assert.equal((await world.charges(await attemptOf(intent))).length, 1, kind);
      const paid = (await told(intent)).filter((type) => type === 'payment_intent.succeeded');
      assert.equal(paid.length, 1, kind);
    }
  });
});
