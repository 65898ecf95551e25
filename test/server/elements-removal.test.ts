/** A buyer removes a saved card in a checkout: where the merchant lets them, only what they see, for good. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../support/world.ts';
import {
  accept,
  eventsAbout,
  look,
  openSession,
  press,
  raw,
  returningBuyer,
  saveCard,
} from './shop.ts';

const REMOVE = { saved_payment_method_options: { payment_method_remove: 'enabled' } } as const;

describe('removing a card', () => {
  let world: World;
  const forgotten: string[] = [];
  before(async () => {
    const watched: typeof fetch = (input, init) => {
      if (init?.method === 'DELETE') forgotten.push(new URL(String(input)).pathname);
      return fetch(input, init);
    };
    world = await startWorld({ overrides: { fetch: watched } });
  });
  after(() => world.close());

  const remove = (secret: string, card: string) =>
    world.elements(secret, `/elements/payment_methods/${card}`, { method: 'DELETE' });
  const acts = async (card: string) =>
    (
      (await raw(world, 'GET', `/v1/consents?payment_method=${card}`)).body.data as Record<
        string,
        unknown
      >[]
    ).map(({ act, scope, actor }) => `${actor} ${act} ${scope}`);

  it('ends everything that was allowed with it, and the processor forgets it', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, { customer, ...REMOVE });
    const { status } = await remove(secret, card);
    assert.equal(status, 200);
    assert.deepEqual((await look(world, secret)).payment_methods, []);
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).customer, null);
    assert.equal((await acts(card))[0], 'buyer withdrawal redisplay');
    assert.ok((await eventsAbout(world, card)).includes('payment_method.detached'));
    assert.equal(forgotten.length, 0);
    await world.keepsake.worker.turn();
    assert.equal(forgotten.length, 1);
    await world.keepsake.worker.turn();
    assert.equal(forgotten.length, 1);
    assert.equal((await remove(secret, card)).status, 404);
    assert.equal((await press(world, secret, { payment_method: card })).status, 400);
  });

  it('revokes its mandates', async () => {
    const { customer } = await returningBuyer(world);
    const setup = await openSession(world, { mode: 'setup', customer });
    const { offers } = await look(world, setup.secret);
    await press(world, setup.secret, {
      card_token: await world.token('378282246310005'),
      consents: { mandate: accept(offers.mandate) },
    });
    const intent = await world.stripe.setupIntents.retrieve(setup.intent);
    const card = String(intent.payment_method);
    const { secret } = await openSession(world, {
      customer,
      saved_payment_method_options: {
        payment_method_remove: 'enabled',
        allow_redisplay_filters: ['limited'],
      },
    });
    const answer = await remove(secret, card);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.equal((await world.stripe.mandates.retrieve(String(intent.mandate))).status, 'inactive');
    assert.ok((await acts(card)).includes('buyer revocation mandate'));
  });

  it('is not offered where the merchant did not switch it on', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, { customer });
    const { status, body } = await remove(secret, card);
    assert.deepEqual([status, Object(body.error).code], [403, 'removal_not_enabled']);
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).customer, customer);
  });

  it('reaches only cards that this checkout shows', async () => {
    const { customer, card } = await returningBuyer(world);
    const hidden = await saveCard(world, customer, 'pm_card_amex', { allow_redisplay: 'limited' });
    const other = await returningBuyer(world);
    const { secret } = await openSession(world, { customer, ...REMOVE });
    for (const id of [hidden, other.card, 'pm_none', '__proto__']) {
      const { status, body } = await remove(secret, id);
      assert.deepEqual([status, Object(body.error).code], [404, 'resource_missing'], id);
    }
    for (const id of [card, hidden])
      assert.equal((await world.stripe.paymentMethods.retrieve(id)).customer, customer);
    assert.equal((await world.stripe.paymentMethods.retrieve(other.card)).customer, other.customer);
  });

  it('happens once however many ask at once', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, { customer, ...REMOVE });
    const answers = await Promise.all(Array.from({ length: 5 }, () => remove(secret, card)));
    for (const { status } of answers) assert.ok(status === 200 || status === 404, String(status));
    const withdrawals = (await acts(card)).filter((act) => act.includes('withdrawal'));
    assert.equal(withdrawals.length, 1);
  });

  it('is over with the session', async () => {
    const { customer, card } = await returningBuyer(world);
    const { id, secret } = await openSession(world, { customer, ...REMOVE });
    await world.stripe.checkout.sessions.expire(id);
    const { status, body } = await remove(secret, card);
    assert.deepEqual([status, Object(body.error).code], [400, 'checkout_session_expired']);
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).customer, customer);
  });
});
