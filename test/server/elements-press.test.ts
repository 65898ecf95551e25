/** One press is one intention: paid once, however often and however many at once it comes. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { POSTGRES } from '../support/test-database.ts';
import { startWorld, type World } from '../support/world.ts';
import {
  accept,
  answerChallenge,
  eventsAbout,
  look,
  openSession,
  press,
  returningBuyer,
  SHOP,
  standing,
} from './shop.ts';

describe('a press', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  /** What the bank did for an intent. */
  const bankDid = async (intent: string) => {
    const url = `${world.api.url}/v1/payment_intents/${intent}/attempts`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${world.api.key}` } });
    const { data } = (await response.json()) as { data: { id: string }[] };
    const found = await Promise.all(data.map(({ id }) => world.charges(id)));
    return found.flat().map(({ status }) => status);
  };

  it('pays with a saved card, and says so wherever it is asked', async () => {
    const { customer, card } = await returningBuyer(world);
    const { id, secret, intent } = await openSession(world, {
      customer,
      return_url: `${SHOP}/done?id={CHECKOUT_SESSION_ID}`,
    });
    const mine = randomUUID();
    const { result } = await press(world, secret, { press: mine, payment_method: card });
    assert.deepEqual(
      [result?.status, result?.press, result?.session],
      [
        'complete',
        mine,
        {
          id,
          status: 'complete',
          payment_status: 'paid',
          redirect_url: `${SHOP}/done?id=${id}`,
          intent,
        },
      ],
    );
    assert.deepEqual(await standing(world, secret), result);
    assert.deepEqual(await bankDid(intent), ['succeeded']);
  });

  it('that comes twenty times at once is one charge, and one answer', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret, intent } = await openSession(world, { customer });
    const body = { press: randomUUID(), payment_method: card };
    const answers = await Promise.all(Array.from({ length: 20 }, () => press(world, secret, body)));
    // Where other processes may hold the payment, who comes second may hear that it is under way.
    const honest = new Set(POSTGRES === null ? ['complete'] : ['complete', 'processing']);
    for (const { result } of answers) assert.ok(honest.has(result?.status ?? ''), result?.status);
    assert.deepEqual(await bankDid(intent), ['succeeded']);
    const later = await press(world, secret, body);
    const done = answers.find(({ result }) => result?.status === 'complete');
    assert.deepEqual(later.result, done?.result);
    const elsewise = await press(world, secret, { ...body, payment_method: 'pm_other' });
    assert.deepEqual(elsewise.result, done?.result);
    assert.deepEqual(await bankDid(intent), ['succeeded']);
  });

  it('among twenty different ones at once wins alone', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret, intent } = await openSession(world, { customer });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => press(world, secret, { payment_method: card })),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status, error } of answers) {
      if (status === 200) continue;
      assert.ok(
        (status === 409 && error?.code === 'press_in_progress') ||
          (status === 400 && error?.code === 'checkout_session_complete'),
        `${status} ${error?.code}`,
      );
    }
    assert.deepEqual(await bankDid(intent), ['succeeded']);
  });

  it('with a typed card comes twenty times, and the card is used once', async () => {
    const { secret, intent } = await openSession(world);
    const body = { press: randomUUID(), card_token: await world.token() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => press(world, secret, body)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      answers.map(() => 200),
    );
    assert.deepEqual(await bankDid(intent), ['succeeded']);
  });

  it('that is declined says why, stays declined, and leaves room for another card', async () => {
    const { id, secret, intent } = await openSession(world);
    const first = { press: randomUUID(), card_token: await world.token('4000000000009995') };
    const declined = await press(world, secret, first);
    assert.deepEqual(
      [declined.status, declined.error?.type, declined.error?.code, declined.error?.decline_code],
      [402, 'card_error', 'card_declined', 'insufficient_funds'],
    );
    const replayed = await press(world, secret, first);
    assert.deepEqual([replayed.status, replayed.error?.code], [402, 'card_declined']);
    const where = await standing(world, secret);
    assert.deepEqual(
      [where.status, where.press, where.error?.decline_code],
      ['open', first.press, 'insufficient_funds'],
    );
    const seen = await look(world, secret);
    assert.deepEqual([seen.press?.status, seen.press?.press], ['failed', first.press]);
    const second = await press(world, secret, { card_token: await world.token() });
    assert.equal(second.result?.status, 'complete');
    assert.deepEqual(await bankDid(intent), ['declined', 'succeeded']);
    assert.deepEqual(await eventsAbout(world, id), ['checkout.session.completed']);
    const session = await world.stripe.checkout.sessions.retrieve(id);
    assert.equal(session.payment_status, 'paid');
  });

  it('hides from the buyer what is none of their business', async () => {
    const { secret } = await openSession(world);
    const stolen = await press(world, secret, {
      card_token: await world.token('4000000000009979'),
    });
    assert.deepEqual(
      [stolen.error?.code, stolen.error?.decline_code],
      ['card_declined', 'generic_decline'],
    );
  });

  it('waits for the buyer at their bank, and goes on from their answer', async () => {
    const { secret, intent } = await openSession(world);
    const body = { press: randomUUID(), card_token: await world.token('4000002760003184') };
    const asked = await press(world, secret, body);
    assert.equal(asked.result?.status, 'requires_action');
    assert.equal(asked.result?.next_action?.type, 'redirect_to_url');
    const url = asked.result?.next_action?.redirect_to_url.url;
    assert.equal(new URL(url ?? '').origin, world.bank.url);
    const reloaded = await look(world, secret);
    assert.deepEqual(
      [reloaded.press?.status, reloaded.press?.next_action?.redirect_to_url.url],
      ['requires_action', url],
    );
    assert.equal((await press(world, secret, body)).result?.status, 'requires_action');
    const other = await press(world, secret, { card_token: await world.token() });
    assert.deepEqual([other.status, other.error?.code], [409, 'press_in_progress']);
    await answerChallenge(url, 'approve');
    assert.equal((await standing(world, secret)).status, 'complete');
    assert.equal((await press(world, secret, body)).result?.status, 'complete');
    assert.deepEqual(await bankDid(intent), ['succeeded']);
  });

  it('that the buyer refuses at their bank has failed, and another may follow', async () => {
    const { secret } = await openSession(world);
    const card_token = await world.token('4000002760003184');
    const asked = await press(world, secret, { card_token });
    await answerChallenge(asked.result?.next_action?.redirect_to_url.url, 'decline');
    const where = await standing(world, secret);
    assert.deepEqual(
      [where.status, where.error?.code],
      ['open', 'payment_intent_authentication_failure'],
    );
    const second = await press(world, secret, { card_token: await world.token() });
    assert.equal(second.result?.status, 'complete');
  });

  it('asks the bank where the merchant wants it, or the buyer’s data changed', async () => {
    const { customer, card } = await returningBuyer(world);
    await world.stripe.customers.update(customer, {
      shipping: { name: 'Ada', address: { line1: '1 Way', country: 'US' } },
    });
    const shipped = { shipping_address_collection: { allowed_countries: ['US'] } } as const;
    const to = (line1: string) => ({ name: 'Ada', address: { line1, country: 'US', city: '' } });
    const CASES = [
      [{}, {}, 'complete'],
      [
        { payment_method_options: { card: { request_three_d_secure: 'any' } } },
        {},
        'requires_action',
      ],
      [{}, { email: 'someone@else.example' }, 'requires_action'],
      [{}, { email: 'ADA@example.com' }, 'complete'],
      [shipped, { shipping: to('1 Way') }, 'complete'],
      [shipped, { shipping: to('9 Elsewhere') }, 'requires_action'],
    ] as const;
    for (const [session, body, expected] of CASES) {
      const { secret } = await openSession(world, {
        customer,
        ...(session as Parameters<typeof openSession>[1]),
      });
      const { result, error } = await press(world, secret, { payment_method: card, ...body });
      assert.equal(result?.status, expected, JSON.stringify([session, body, error]));
    }
  });

  it('is refused whole where something is missing or does not belong', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, {
      customer,
      billing_address_collection: 'required',
    });
    const token = await world.token();
    const CASES: readonly [Record<string, unknown>, string | undefined][] = [
      [{ press: 'not-a-uuid', payment_method: card }, 'press'],
      [{}, 'payment_method'],
      [{ payment_method: card, card_token: token }, 'card_token'],
      [{ payment_method: card }, 'billing_details[address][line1]'],
      [{ payment_method: card, amount: 1 }, 'amount'],
      [
        { payment_method: card, billing_details: { address: { country: 'USA' } } },
        'billing_details[address][country]',
      ],
      [{ card_token: 4242 }, 'card_token'],
      [
        { payment_method: card, consents: { redisplay: { offer: 'x' } } },
        'consents[redisplay][accepted]',
      ],
    ];
    for (const [body, param] of CASES) {
      const { status, error } = await press(world, secret, body);
      assert.deepEqual([status, error?.param], [400, param], JSON.stringify(body));
    }
    const { secret: plain } = await openSession(world);
    const none = await press(world, plain, { card_token: 'ctok_none' });
    assert.deepEqual([none.status, none.error?.param], [400, 'card_token']);
    const large = await press(world, secret, { card_token: 'x'.repeat(20_000) });
    assert.equal(large.status, 413);
    assert.equal((await look(world, secret)).press, null);
  });

  it('saves a card in a setup, where the buyer authorizes what follows', async () => {
    const { customer } = await returningBuyer(world);
    const { id, secret } = await openSession(world, { mode: 'setup', customer });
    const { offers, session } = await look(world, secret);
    assert.deepEqual([session.amount_total, offers.redisplay], [null, null]);
    const card_token = await world.token('378282246310005');
    const without = await press(world, secret, { card_token });
    assert.deepEqual(
      [without.status, without.error?.code, without.error?.param],
      [400, 'mandate_required', 'consents[mandate]'],
    );
    const unticked = await press(world, secret, {
      card_token,
      consents: { mandate: { offer: offers.mandate?.id, accepted: false } },
    });
    assert.equal(unticked.error?.code, 'mandate_required');
    const done = await press(world, secret, {
      card_token,
      consents: { mandate: accept(offers.mandate) },
    });
    assert.deepEqual(
      [done.result?.status, done.result?.session.payment_status],
      ['complete', 'no_payment_required'],
    );
    const found = await world.stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent'] });
    const intent = Object(found.setup_intent);
    assert.deepEqual([intent.status, intent.customer], ['succeeded', customer]);
    assert.match(intent.mandate, /^mandate_/);
    const kept = await world.stripe.paymentMethods.retrieve(intent.payment_method);
    assert.deepEqual([kept.customer, kept.allow_redisplay], [customer, 'limited']);
  });
});
