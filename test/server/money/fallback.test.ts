/**
 * A saved card outlives its processor: the first account is switched off, refuses, declines or falls
 * silent, and the same press goes on at the second one – or plainly does not.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import {
  accept,
  answerChallenge,
  eventsAbout,
  look,
  openSession,
  press,
  raw,
  refusal,
  returningBuyer,
  standing,
} from '../shop.ts';

interface Row {
  readonly id: string;
  readonly processor: string;
  readonly status: string;
  readonly decision: { readonly action: string; readonly reason: string } | null;
}

let world: World;

const faults = (method: string, body?: unknown) =>
  fetch(`${world.bank.url}/faults`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const arm = (fault: Record<string, unknown>) => faults('POST', { processor: 'sandbox', ...fault });

async function rows(intent: string): Promise<readonly Row[]> {
  const { body } = await raw(world, 'GET', `/v1/payment_intents/${intent}/attempts`);
  return body.data as Row[];
}

/** Processor, status, action and reason of each row. */
const history = async (intent: string) =>
  (await rows(intent)).map(({ processor, status, decision }) =>
    [processor, status, decision?.action, decision?.reason].join(' '),
  );

/** A returning buyer whose card was taken to the second account as well. */
async function portableBuyer() {
  const buyer = await returningBuyer(world);
  await world.keepsake.worker.turn();
  return buyer;
}

const open = (customer: string) => openSession(world, { customer });
const taken = async (intent: string) => {
  const all = await world.charges();
  const ids = (await rows(intent)).map(({ id }) => id);
  return all
    .filter(({ reference, status }) => ids.includes(String(reference)) && status === 'succeeded')
    .map(({ processor, amount }) => `${processor} ${amount}`);
};

before(async () => {
  world = await startWorld({ config: { processors: 'sandbox,sandbox:south' } });
});
after(() => world.close());
afterEach(() => faults('DELETE'));

describe('fallback', () => {
  it('the first account is down: the next press succeeds at the second, and the history tells why', async () => {
    const { customer, card } = await portableBuyer();
    const session = await open(customer);
    await arm({ kind: 'down', rate: 1 });
    const body = { press: randomUUID(), payment_method: card };
    const { result } = await press(world, session.secret, body);
    assert.equal(result?.status, 'complete');
    assert.deepEqual(await history(session.intent), [
      'sandbox not_executed fallback processor_unavailable',
      'sandbox:south succeeded try fallback',
    ]);
    assert.deepEqual(await taken(session.intent), ['sandbox:south 1099']);
    const again = await press(world, session.secret, body);
    assert.equal(again.result?.status, 'complete');
    assert.equal((await rows(session.intent)).length, 2);
    assert.deepEqual(await eventsAbout(world, session.intent), [
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    const [first] = await rows(session.intent);
    assert.deepEqual(await eventsAbout(world, first?.id ?? ''), ['keepsake.attempt.failed']);
  });

  it('a new card typed while the first account is down is charged at the second, and kept', async () => {
    const { id: customer } = await world.stripe.customers.create({ email: 'new@example.com' });
    const session = await openSession(world, {
      customer,
      saved_payment_method_options: { payment_method_save: 'enabled' },
    });
    const { offers } = await look(world, session.secret);
    await arm({ kind: 'down', rate: 1 });
    const { result } = await press(world, session.secret, {
      card_token: await world.token(),
      consents: { redisplay: accept(offers.redisplay) },
    });
    assert.equal(result?.status, 'complete');
    await faults('DELETE');
    await world.keepsake.worker.turn();
    await arm({ kind: 'down', rate: 1, processor: 'sandbox:south' });
    const next = await openSession(world, { customer });
    const [card] = (await look(world, next.secret)).payment_methods;
    const second = await press(world, next.secret, { payment_method: card?.id });
    assert.equal(second.result?.status, 'complete');
    assert.deepEqual(await taken(next.intent), ['sandbox 1099']);
  });

  it('a decline that is the processor’s own leads on; a challenge at the second one works', async () => {
    const { customer, card } = await portableBuyer();
    const session = await openSession(world, {
      customer,
      payment_method_options: { card: { request_three_d_secure: 'challenge' } },
    });
    await arm({ kind: 'decline', code: 'processing_error' });
    const { result } = await press(world, session.secret, { payment_method: card });
    assert.equal(result?.status, 'requires_action');
    await answerChallenge(result?.next_action?.redirect_to_url.url, 'approve');
    assert.equal((await standing(world, session.secret)).status, 'complete');
    assert.deepEqual(await history(session.intent), [
      'sandbox declined fallback processing_error',
      'sandbox:south succeeded try fallback',
    ]);
  });

  for (const [code, action] of [
    ['insufficient_funds', 'retry_later'],
    ['lost_card', 'never_again'],
    ['expired_card', 'ask_buyer'],
  ] as const) {
    it(`${code} ends it: ${action}`, async () => {
      const { customer, card } = await portableBuyer();
      const session = await open(customer);
      await arm({ kind: 'decline', code });
      const { status } = await press(world, session.secret, { payment_method: card });
      assert.equal(status, 402);
      assert.deepEqual(await history(session.intent), [`sandbox declined ${action} ${code}`]);
    });
  }

  for (const kind of ['timeout_after_effect', 'error_after_effect', 'garbage'] as const) {
    it(`${kind}: nobody else is asked`, async () => {
      const { customer, card } = await portableBuyer();
      const session = await open(customer);
      await arm({ kind, ms: 50 });
      const { result } = await press(world, session.secret, { payment_method: card });
      assert.notEqual(result?.status, 'failed');
      assert.deepEqual(
        (await rows(session.intent)).map(({ processor }) => processor),
        ['sandbox'],
      );
      assert.equal((await taken(session.intent)).length, 1);
    });
  }

  it('a card that the second account does not hold is not sent there: skipped, and told', async () => {
    const { customer, card } = await returningBuyer(world);
    const session = await open(customer);
    await arm({ kind: 'down' });
    const { status } = await press(world, session.secret, { payment_method: card });
    assert.equal(status, 402);
    assert.deepEqual(await history(session.intent), [
      'sandbox not_executed retry_later processor_unavailable',
      'sandbox:south skipped skip no_credential',
    ]);
    const charges = await world.stripe.charges.list({ payment_intent: session.intent });
    assert.equal(charges.data.length, 1);
    const again = await press(world, session.secret, { payment_method: card });
    assert.equal(again.result?.status, 'complete');
  });

  it('a security code that nobody looked at goes along', async () => {
    const { customer, card } = await portableBuyer();
    const session = await open(customer);
    const response = await fetch(`${world.bank.url}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cvc: '123' }),
    });
    const { id: cvc } = (await response.json()) as { id: string };
    await arm({ kind: 'down' });
    const body = { payment_method: card, cvc_token: cvc, email: 'elsewhere@example.com' };
    const { result } = await press(world, session.secret, body);
    assert.equal(result?.status, 'complete');
    assert.equal((await rows(session.intent)).length, 2);
  });

  it('a later charge falls back under the same mandate, which is used once', async () => {
    const { customer, card } = await portableBuyer();
    const { body: mandate } = await raw(world, 'POST', '/v1/mandates', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        payment_method: card,
        'customer_acceptance[type]': 'offline',
        'terms[category]': 'unscheduled',
        'terms[currency]': 'usd',
        'terms[max_count]': '1',
        'terms[text]': 'You may charge me once.',
      }).toString(),
    });
    await arm({ kind: 'down' });
    const later = {
      amount: 700,
      currency: 'usd',
      customer,
      payment_method: card,
      off_session: true,
      confirm: true,
    } as const;
    const paid = await world.stripe.paymentIntents.create(later);
    assert.equal(paid.status, 'succeeded');
    const tried = await raw(world, 'GET', `/v1/payment_intents/${paid.id}/attempts`);
    assert.deepEqual(
      (tried.body.data as { status: string; mandate: string }[]).map((each) => [
        each.status,
        each.mandate,
      ]),
      [
        ['not_executed', mandate.id],
        ['succeeded', mandate.id],
      ],
    );
    const refused = await refusal(world.stripe.paymentIntents.create(later));
    assert.equal(refused.code, 'payment_method_not_ready');
  });

  it('a setup falls back too, and the card is removed everywhere', async () => {
    const { id: customer } = await world.stripe.customers.create({ email: 'setup@example.com' });
    await arm({ kind: 'down' });
    const setup = await world.stripe.setupIntents.create({
      customer,
      payment_method: 'pm_card_visa',
      confirm: true,
      return_url: 'https://shop.example/',
    });
    assert.equal(setup.status, 'succeeded');
    const card = String(setup.payment_method);
    await world.keepsake.worker.turn();
    await world.stripe.paymentMethods.detach(card);
    await world.keepsake.worker.turn();
    const refused = await refusal(
      world.stripe.paymentIntents.create({
        amount: 700,
        currency: 'usd',
        payment_method: card,
        confirm: true,
        return_url: 'https://shop.example/',
      }),
    );
    assert.equal(refused.code, 'payment_method_detached');
  });

  it('a one-time card is spent everywhere once it was used anywhere', async () => {
    const { id: card } = await world.stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_visa' },
    });
    const pay = () =>
      world.stripe.paymentIntents.create({
        amount: 700,
        currency: 'usd',
        payment_method: card,
        confirm: true,
        return_url: 'https://shop.example/',
      });
    assert.equal((await pay()).status, 'succeeded');
    const before = (await world.charges()).length;
    const refused = await refusal(pay());
    assert.equal(refused.statusCode, 402);
    assert.equal((await world.charges()).length, before);
  });
});

describe('avoiding what is down', () => {
  it('after five failures the first account is skipped, one press tries it again', async () => {
    let now = Date.now();
    const own = await startWorld({
      config: { processors: 'sandbox,sandbox:south' },
      overrides: { now: () => now },
    });
    const shared = world;
    world = own;
    try {
      const { customer, card } = await portableBuyer();
      await arm({ kind: 'down', rate: 1 });
      const pay = async () => {
        const session = await open(customer);
        const { result } = await press(own, session.secret, { payment_method: card });
        assert.equal(result?.status, 'complete');
        return history(session.intent);
      };
      for (let index = 0; index < 5; index += 1) assert.equal((await pay()).length, 2);
      assert.deepEqual(await pay(), [
        'sandbox skipped skip processor_avoided',
        'sandbox:south succeeded try configured_order',
      ]);
      const { id: fresh } = await own.stripe.paymentIntents.create({
        amount: 700,
        currency: 'usd',
        payment_method: 'pm_card_visa',
        confirm: true,
      });
      assert.deepEqual((await history(fresh)).length, 2, 'a new card is known at both as well');
      await faults('DELETE');
      now += 31_000;
      assert.deepEqual(await pay(), ['sandbox succeeded try configured_order']);
      assert.deepEqual(await pay(), ['sandbox succeeded try configured_order']);
    } finally {
      await own.close();
      world = shared;
    }
  });
});
