/** Cards of two networks: who chooses, what is remembered, and what the processor is told. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../support/world.ts';

const CB_VISA = '4000002500001001';
const CB_MASTERCARD = '5555552500001001';

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

type Networks = Stripe.PaymentMethodCreateParams.Card.Networks;

async function make(number: string, chosen?: string, networks?: Networks) {
  const token = await world.token(number, chosen === undefined ? {} : { network: chosen });
  const card = { token, ...(networks ? { networks } : {}) };
  return world.stripe.paymentMethods.create({ type: 'card', card });
}

/** Pays with a card now, and asks the bank on which network that went. */
async function pay(method: string) {
  const intent = await world.stripe.paymentIntents.create({
    amount: 1099,
    currency: 'eur',
    payment_method: method,
    confirm: true,
    return_url: 'https://shop.example/thanks',
    expand: ['latest_charge'],
  });
  const charge = intent.latest_charge as Stripe.Charge;
  const [booked] = await world.charges(charge.id.replace(/^ch_/, 'att_'));
  return { told: charge.payment_method_details?.card?.network, booked: booked?.network };
}

describe('a co-badged card', () => {
  for (const [number, available] of [
    [CB_VISA, ['cartes_bancaires', 'visa']],
    [CB_MASTERCARD, ['cartes_bancaires', 'mastercard']],
  ] as const) {
    it(`names its networks: ${available}`, async () => {
      const { card } = await make(number);
      assert.deepEqual(card?.networks, { available, preferred: null });
      assert.equal(card?.brand, available[1]);
      assert.equal(card?.display_brand, available[1]);
    });
  }

  for (const [how, chosen, networks] of [
    ['where it was typed', 'visa', undefined],
    ['by the merchant’s server', undefined, { preferred: 'visa' }],
    ['by the merchant’s server, over what was typed', 'cartes_bancaires', { preferred: 'visa' }],
  ] as const) {
    it(`runs on the network that was chosen ${how}`, async () => {
      const { id, card } = await make(CB_VISA, chosen, networks);
      assert.equal(card?.networks?.preferred, 'visa');
      assert.deepEqual(await pay(id), { told: 'visa', booked: 'visa' });
    });
  }

  it('runs on the issuer’s network where nobody chose', async () => {
    const { id } = await make(CB_VISA);
    assert.deepEqual(await pay(id), { told: 'cartes_bancaires', booked: 'cartes_bancaires' });
  });

  it('can be told another choice later, and be shown so', async () => {
    const { id } = await make(CB_MASTERCARD);
    const networks = { preferred: 'cartes_bancaires' } as const;
    const { card } = await world.stripe.paymentMethods.update(id, { card: { networks } });
    assert.equal(card?.networks?.preferred, 'cartes_bancaires');
    assert.equal(card?.display_brand, 'cartes_bancaires');
    assert.equal(card?.brand, 'mastercard');
  });

  it('keeps a choice that does not fit as invalid, and runs all the same', async () => {
    const { id, card } = await make(CB_VISA, undefined, { preferred: 'mastercard' });
    assert.equal(card?.networks?.preferred, 'invalid_preference');
    assert.equal((await pay(id)).booked, 'cartes_bancaires');
  });

  it('saved again without a choice keeps the one that was made', async () => {
    const { id: customer } = await world.stripe.customers.create({});
    const first = await make(CB_VISA, 'cartes_bancaires');
    await world.stripe.paymentMethods.attach(first.id, { customer });
    const again = await make(CB_VISA);
    const kept = await world.stripe.paymentMethods.attach(again.id, { customer });
    assert.equal(kept.id, first.id);
    assert.equal(kept.card?.networks?.preferred, 'cartes_bancaires');
  });

  it('takes no network that the card cannot run on', async () => {
    await assert.rejects(world.token(CB_VISA, { network: 'mastercard' }), /invalid_network/);
    await assert.rejects(world.token('4242424242424242', { network: 'amex' }), /invalid_network/);
  });

  it('refuses a network that nobody knows', async () => {
    const networks = { preferred: 'acme' } as unknown as Networks;
    await assert.rejects(make(CB_VISA, undefined, networks), { statusCode: 400 });
  });
});
