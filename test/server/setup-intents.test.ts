/** Setup intents on the merchant API: a card made ready for later, with a record of who said so. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../support/world.ts';
import { answerChallenge, eventsAbout, eventually, refusal } from './shop.ts';

const ACCEPTED = {
  customer_acceptance: {
    type: 'online',
    online: { ip_address: '192.0.2.1', user_agent: 'test' },
  },
} as const;

describe('setup intents', () => {
  let world: World;
  let customer: string;
  before(async () => {
    world = await startWorld();
    customer = (await world.stripe.customers.create()).id;
  });
  after(() => world.close());

  const create = (more: Partial<Stripe.SetupIntentCreateParams> = {}) =>
    world.stripe.setupIntents.create({ customer, ...more });

  it('rest until they are confirmed, and then keep the card', async () => {
    const intent = await create({ payment_method: 'pm_card_visa', metadata: { a: '1' } });
    assert.match(intent.id, /^seti_/);
    assert.deepEqual([intent.status, intent.usage], ['requires_confirmation', 'off_session']);
    const done = await world.stripe.setupIntents.confirm(intent.id);
    assert.deepEqual([done.status, done.mandate], ['succeeded', null]);
    const card = await world.stripe.paymentMethods.retrieve(String(done.payment_method));
    assert.equal(card.customer, customer);
    assert.deepEqual(await world.charges(), []);
    assert.deepEqual(await eventsAbout(world, intent.id), [
      'setup_intent.created',
      'setup_intent.succeeded',
    ]);
  });

  it('make a mandate of what the buyer accepted, and a later charge goes under it', async () => {
    const done = await create({
      payment_method: 'pm_card_mastercard',
      confirm: true,
      mandate_data: ACCEPTED,
    });
    assert.match(String(done.mandate), /^mandate_/);
    const later = await world.stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer,
      payment_method: String(done.payment_method),
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'succeeded');
  });

  it('without an authorization prepare a card that is not charged later', async () => {
    const done = await create({ payment_method: 'pm_card_amex', confirm: true });
    const refused = await refusal(
      world.stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        customer,
        payment_method: String(done.payment_method),
        off_session: true,
        confirm: true,
      }),
    );
    assert.deepEqual([refused.statusCode, refused.code], [400, 'payment_method_not_ready']);
    assert.match(JSON.stringify(refused.raw), /no_active_mandate/);
  });

  it('give a declined card back, and take another', async () => {
    const error = await refusal(
      create({ payment_method: 'pm_card_chargeDeclined', confirm: true }),
    );
    assert.deepEqual([error.statusCode, error.code], [402, 'card_declined']);
    const intent = error.setup_intent;
    assert.deepEqual(
      [
        intent?.status,
        intent?.payment_method,
        intent?.last_setup_error?.payment_method?.card?.last4,
      ],
      ['requires_payment_method', null, '0002'],
    );
    const done = await world.stripe.setupIntents.confirm(intent?.id ?? '', {
      payment_method: 'pm_card_visa',
    });
    assert.equal(done.status, 'succeeded');
  });

  it('ask the buyer where the bank wants it', async () => {
    const intent = await create({
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
      return_url: 'https://shop.example/back',
    });
    assert.equal(intent.status, 'requires_action');
    await answerChallenge(intent.next_action?.redirect_to_url?.url ?? '', 'approve');
    const done = await eventually(
      () => world.stripe.setupIntents.retrieve(intent.id),
      ({ status }) => status !== 'requires_action',
    );
    assert.equal(done.status, 'succeeded');
  });

  it('change and end while nothing was tried', async () => {
    const { id } = await create();
    const after = await world.stripe.setupIntents.update(id, {
      description: 'for the gym',
      payment_method: 'pm_card_visa',
    });
    assert.deepEqual([after.description, after.status], ['for the gym', 'requires_confirmation']);
    const gone = await world.stripe.setupIntents.cancel(id, {
      cancellation_reason: 'requested_by_customer',
    });
    assert.equal(gone.status, 'canceled');
    const again = await refusal(world.stripe.setupIntents.confirm(id));
    assert.equal(again.code, 'setup_intent_unexpected_state');
  });

  it('are refused whole', async () => {
    const count = async () => (await world.stripe.setupIntents.list({ limit: 100 })).data.length;
    const before = await count();
    const CASES = [
      [{ confirm: true }, 'payment_method'],
      [{ customer: 'cus_none' }, 'customer'],
      [{ payment_method: 'pm_none' }, 'payment_method'],
      [
        { mandate_data: { customer_acceptance: { type: 'online' } } },
        'mandate_data[customer_acceptance][online]',
      ],
    ] as const;
    for (const [more, param] of CASES) {
      const error = await refusal(create(more as Stripe.SetupIntentCreateParams));
      assert.deepEqual([error.statusCode, error.param], [400, param]);
    }
    assert.equal(await count(), before);
    assert.equal((await refusal(world.stripe.setupIntents.retrieve('seti_none'))).statusCode, 404);
  });

  it('are listed by customer and by card', async () => {
    const done = await create({ payment_method: 'pm_card_discover', confirm: true });
    const card = String(done.payment_method);
    const { data } = await world.stripe.setupIntents.list({ payment_method: card });
    assert.deepEqual(
      data.map(({ id }) => id),
      [done.id],
    );
    const none = await world.stripe.setupIntents.list({ customer: 'cus_none' });
    assert.deepEqual(none.data, []);
  });
});
