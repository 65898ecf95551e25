/** The ledger over HTTP: what a record holds, how it follows from the one before, and who may change it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import { accept, form, look, openSession, press, raw, SHOP } from '../shop.ts';
import {
  agree,
  attach,
  authorize,
  bentClock,
  codeOf,
  consentsOn,
  newCustomer,
  payTyped,
  revoke,
  verify,
} from './agreements.ts';

const clock = bentClock();
let world: World;
before(async () => {
  world = await startWorld({ overrides: { now: clock.now } });
});
after(() => world.close());

describe('a record', () => {
  it('holds all that was agreed: words, control, card, terms, place, time and person', async () => {
    const customer = await newCustomer(world);
    const session = await openSession(world, {
      customer,
      locale: 'de',
      saved_payment_method_options: { payment_method_save: 'enabled' },
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    const { offers } = await look(world, session.secret, '?payment_method=');
    assert.equal(offers.redisplay?.locale, 'de');
    const response = await fetch(`${world.api.url}/elements/checkout/confirm`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${session.secret}`,
        'content-type': 'application/json',
        'user-agent': 'Browser/1.0 (tests)',
        origin: new URL(SHOP).origin,
      },
      body: JSON.stringify({
        press: crypto.randomUUID(),
        card_token: await world.token(),
        email: 'ada@example.com',
        consents: { redisplay: accept(offers.redisplay), mandate: accept(offers.mandate) },
      }),
    });
    assert.equal(response.status, 200, await response.text());
    const card = String(
      (await world.stripe.paymentIntents.retrieve(session.intent)).payment_method,
    );
    const [shown, charged] = await consentsOn(world, `payment_method=${card}`);
    assert.ok(shown && charged && offers.redisplay && offers.mandate);
    const { id, hash, previous_hash: previous, position, person, card: told, ...rest } = shown;
    assert.match(id, /^cons_/);
    assert.ok(hash && position > 0 && previous !== undefined);
    assert.deepEqual(person, {
      email: 'ada@example.com',
      erased_at: null,
      ip_address: '127.0.0.1',
      name: 'Ada Long',
      user_agent: 'Browser/1.0 (tests)',
    });
    const { fingerprint, ...face } = told as Record<string, unknown>;
    assert.ok(fingerprint);
    assert.deepEqual(face, {
      brand: 'visa',
      exp_month: 12,
      exp_year: 2031,
      funding: 'credit',
      last4: '4242',
    });
    assert.deepEqual(rest, {
      object: 'consent',
      accepted_at: clock.now() / 1000,
      act: 'grant',
      actor: 'buyer',
      allow_redisplay: 'always',
      checkout_session: session.id,
      created: clock.now() / 1000,
      customer,
      intent: session.intent,
      livemode: false,
      mandate: null,
      origin: SHOP,
      payment_method: card,
      refers_to: null,
      scope: 'redisplay',
      surface: 'embedded',
      terms: null,
      words: {
        control: 'checkbox',
        locale: 'de',
        offer: offers.redisplay.id,
        placement: 'beside_control',
        sha256: offers.redisplay.sha256,
        template: 'redisplay',
        template_version: 1,
        text: offers.redisplay.text,
      },
    });
    assert.deepEqual(
      [charged.scope, charged.act, charged.surface],
      ['mandate', 'grant', 'embedded'],
    );
    assert.match(String(charged.mandate), /^mandate_/);
    assert.deepEqual(charged.terms, {
      category: 'unscheduled',
      currency: 'usd',
      interval: null,
      interval_count: null,
      max_amount: null,
      max_amount_per_period: null,
      max_count: null,
      text: offers.mandate.text,
      valid_from: clock.now() / 1000,
      valid_until: null,
    });
  });

  it('says where it was given: on a hosted page, in the wallet, over the API', async () => {
    const customer = await newCustomer(world);
    const session = await world.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'usd',
      customer,
      success_url: `${SHOP}/thanks`,
    });
    const secret = String(session.url).split('#')[1] ?? '';
    const { offers } = await look(world, secret, '?payment_method=');
    const pressed = await press(world, secret, {
      card_token: await world.token(),
      consents: { mandate: accept(offers.mandate) },
    });
    assert.equal(pressed.result?.status, 'complete');
    const [hosted] = await consentsOn(world, `customer=${customer}`);
    assert.equal(hosted?.surface, 'hosted');
    await revoke(world, String(hosted?.mandate));
    const last = (await consentsOn(world, `customer=${customer}`)).at(-1);
    assert.deepEqual([last?.surface, last?.actor, last?.person], ['api', 'merchant', null]);
  });

  it('follows from the one before, and an event tells of it with a signed head', async () => {
    const customer = await newCustomer(world);
    await agree(world, customer, { save: true });
    const records = await consentsOn(world, `customer=${customer}`);
    const [first, second] = records;
    assert.equal(second?.previous_hash, first?.hash);
    assert.equal(second?.position, Number(first?.position) + 1);
    const { data } = await world.stripe.events.list({ type: 'keepsake.consent.created' });
    const told = data[0]?.data.object as unknown as Record<string, Record<string, unknown>>;
    assert.equal(told.id, second?.id);
    assert.deepEqual(
      { ...told.head, signature: '' },
      { count: second?.position, hash: second?.hash, signature: '' },
    );
    assert.match(String(told.head?.signature), /^[\w-]{40,}$/);
    assert.equal('person' in told, false, 'an event holds no person');
  });
});

describe('reading it', () => {
  it('lists by customer and by card, by cursor, and retrieves', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    for (let round = 0; round < 4; round++) await authorize(world, card);
    const page = await raw(world, 'GET', `/v1/consents?customer=${customer}&limit=2`);
    const { data, has_more: more } = page.body as { data: { id: string }[]; has_more: boolean };
    assert.deepEqual([data.length, more], [2, true]);
    const next = await raw(
      world,
      'GET',
      `/v1/consents?customer=${customer}&limit=10&starting_after=${data[1]?.id}`,
    );
    assert.equal((next.body as { data: unknown[] }).data.length, 3);
    const one = await raw(world, 'GET', `/v1/consents/${data[0]?.id}`);
    assert.equal(one.body.id, data[0]?.id);
  });

  it('refuses what is unknown', async () => {
    const missing = await raw(world, 'GET', '/v1/consents/cons_nothing');
    assert.deepEqual([missing.status, missing.error.code], [404, 'resource_missing']);
    const param = await raw(world, 'GET', '/v1/consents?owner=cus_1');
    assert.deepEqual([param.status, param.error.param], [400, 'owner']);
    assert.equal((await raw(world, 'DELETE', '/v1/consents/cons_nothing')).status, 404);
    const withdrawn = await form(world, '/v1/consents/cons_nothing/withdraw', '');
    assert.deepEqual([withdrawn.status, codeOf(withdrawn)], [404, 'resource_missing']);
  });
});

describe('withdrawing over the API', () => {
  const withdraw = (id: string) => form(world, `/v1/consents/${id}/withdraw`, '');

  it('is a new record, once, and only of a permission to show', async () => {
    const customer = await newCustomer(world);
    const { card } = await agree(world, customer, { save: true });
    const [shown, charged] = await consentsOn(world, `payment_method=${card}`);
    assert.ok(shown && charged);
    const made = await withdraw(shown.id);
    assert.equal(made.status, 200, made.text);
    assert.deepEqual(
      [made.body.act, made.body.refers_to, made.body.scope],
      ['withdrawal', shown.id, 'redisplay'],
    );
    assert.equal(codeOf(await withdraw(shown.id)), 'consent_withdrawn');
    assert.equal(codeOf(await withdraw(String(made.body.id))), 'consent_not_withdrawable');
    assert.equal(codeOf(await withdraw(charged.id)), 'consent_not_withdrawable');
  });

  it('of an old permission does not take back one given since', async () => {
    const customer = await newCustomer(world);
    const { card } = await agree(world, customer, { save: true });
    const [old] = await consentsOn(world, `payment_method=${card}`);
    await withdraw(String(old?.id));
    await payTyped(world, customer, { save: true });
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).allow_redisplay, 'always');
    assert.equal(codeOf(await withdraw(String(old?.id))), 'consent_withdrawn');
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).allow_redisplay, 'always');
  });
});

it('holds after all that', async () => {
  const answer = await verify(world);
  assert.deepEqual([answer.ok, answer.broken, answer.missing], [true, [], 0]);
  assert.ok(answer.checked > 10);
});
