/** Payment methods on the merchant API: how a card comes in, stays, changes and goes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../support/world.ts';
import { ADA, eventsAbout, raw, refusal, saveCard } from './shop.ts';

describe('payment methods', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const customer = async () => (await world.stripe.customers.create()).id;
  const consents = async (card: string) => {
    const { body } = await raw(world, 'GET', `/v1/consents?payment_method=${card}`);
    return (body.data as Record<string, unknown>[]).map(({ act, actor, allow_redisplay }) => [
      act,
      actor,
      allow_redisplay,
    ]);
  };

  it('are made from a token of the card frame, once', async () => {
    const token = await world.token();
    const made = await world.stripe.paymentMethods.create({
      type: 'card',
      card: { token },
      billing_details: ADA,
      metadata: { from: 'frame' },
    });
    assert.match(made.id, /^pm_/);
    const { brand, last4, exp_month, exp_year, funding, fingerprint } = made.card ?? {};
    assert.deepEqual(
      [brand, last4, exp_month, exp_year, funding],
      ['visa', '4242', 12, 2031, 'credit'],
    );
    assert.ok(fingerprint);
    assert.deepEqual([made.customer, made.allow_redisplay], [null, 'unspecified']);
    const again = await refusal(
      world.stripe.paymentMethods.create({ type: 'card', card: { token } }),
    );
    assert.deepEqual(
      [again.statusCode, again.code, again.param],
      [400, 'token_used', 'card[token]'],
    );
  });

  it('are made from a test id, and from nothing else', async () => {
    const amex = await world.stripe.paymentMethods.attach('pm_card_amex', {
      customer: await customer(),
    });
    assert.deepEqual([amex.card?.brand, amex.card?.last4], ['amex', '0005']);
    const typed = await refusal(
      world.stripe.paymentMethods.create({
        type: 'card',
        card: { exp_month: 1, exp_year: 2030, number: '1234' },
      }),
    );
    assert.equal(typed.statusCode, 400);
    const none = await refusal(
      world.stripe.paymentMethods.create({ type: 'card', card: { token: 'ctok_none' } }),
    );
    assert.deepEqual([none.code, none.param], ['resource_missing', 'card[token]']);
    const unknownId = world.stripe.paymentMethods.attach('pm_card_nonsense', {
      customer: await customer(),
    });
    assert.equal((await refusal(unknownId)).statusCode, 404);
  });

  it('are attached by the merchant’s word, which is kept on record', async () => {
    const id = await customer();
    const card = await world.stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    assert.deepEqual([card.customer, card.allow_redisplay], [id, 'unspecified']);
    assert.deepEqual(await consents(card.id), [['assertion', 'merchant', 'unspecified']]);
    await world.stripe.paymentMethods.update(card.id, { allow_redisplay: 'always' });
    assert.deepEqual((await consents(card.id))[0], ['assertion', 'merchant', 'always']);
    const again = await world.stripe.paymentMethods.attach(card.id, { customer: id });
    assert.equal(again.id, card.id);
    assert.equal((await consents(card.id)).length, 2);
    assert.deepEqual(await eventsAbout(world, card.id), [
      'payment_method.attached',
      'payment_method.updated',
    ]);
  });

  it('are attached where they can be charged again, and only there', async () => {
    const id = await customer();
    const attach = (card: string) => world.stripe.paymentMethods.attach(card, { customer: id });
    const refused = await refusal(attach('pm_card_chargeDeclinedInsufficientFunds'));
    assert.deepEqual(
      [refused.statusCode, refused.type, refused.code, refused.decline_code],
      [402, 'StripeCardError', 'card_declined', 'insufficient_funds'],
    );
    assert.equal((await world.stripe.paymentMethods.list({ customer: id })).data.length, 0);
    const failsLater = await attach('pm_card_chargeCustomerFail');
    const charge = await refusal(
      world.stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        customer: id,
        payment_method: failsLater.id,
        confirm: true,
      }),
    );
    assert.equal(charge.statusCode, 402);
  });

  it('belong to one customer', async () => {
    const mine = await customer();
    const theirs = await customer();
    const card = await saveCard(world, mine);
    const stolen = await refusal(world.stripe.paymentMethods.attach(card, { customer: theirs }));
    assert.equal(stolen.statusCode, 400);
    const nobody = world.stripe.paymentMethods.attach(card, { customer: 'cus_none' });
    const missing = await refusal(nobody);
    assert.deepEqual([missing.code, missing.param], ['resource_missing', 'customer']);
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).customer, mine);
  });

  it('are one however often the same card is saved', async () => {
    const id = await customer();
    const first = await saveCard(world, id, 'pm_card_visa', { allow_redisplay: 'limited' });
    const token = await world.token('4242424242424242', { exp_month: 3, exp_year: 2034 });
    const typed = await world.stripe.paymentMethods.create({
      type: 'card',
      card: { token },
      allow_redisplay: 'always',
    });
    const kept = await world.stripe.paymentMethods.attach(typed.id, { customer: id });
    assert.equal(kept.id, first);
    assert.deepEqual([kept.card?.exp_month, kept.card?.exp_year], [3, 2034]);
    assert.equal(kept.allow_redisplay, 'always');
    assert.equal((await world.stripe.paymentMethods.list({ customer: id })).data.length, 1);
    assert.equal((await world.stripe.paymentMethods.retrieve(typed.id)).id, first);
    const narrower = await world.stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    assert.deepEqual([narrower.id, narrower.allow_redisplay], [first, 'always']);
    const other = await world.stripe.paymentMethods.attach('pm_card_visa', {
      customer: await customer(),
    });
    assert.notEqual(other.id, first);
  });

  it('stay one when the same card is attached many times at once', async () => {
    const id = await customer();
    const attached = await Promise.all(
      Array.from({ length: 8 }, () =>
        world.stripe.paymentMethods.attach('pm_card_mastercard', { customer: id }),
      ),
    );
    assert.equal(new Set(attached.map((each) => each.id)).size, 1);
    assert.equal((await world.stripe.paymentMethods.list({ customer: id })).data.length, 1);
  });

  it('take a new expiry, a past one too, and new details', async () => {
    const card = await saveCard(world, await customer());
    const after = await world.stripe.paymentMethods.update(card, {
      card: { exp_month: 1, exp_year: 2020 },
      billing_details: { phone: '+1', address: { city: 'Bern' } },
      metadata: { note: 'moved' },
    });
    assert.deepEqual([after.card?.exp_month, after.card?.exp_year], [1, 2020]);
    const { name, phone, address } = after.billing_details;
    assert.deepEqual(
      [name, phone, address?.city, address?.country],
      [ADA.name, '+1', 'Bern', 'US'],
    );
    assert.equal(after.metadata?.note, 'moved');
    for (const exp_month of [0, 13]) {
      const refused = await refusal(
        world.stripe.paymentMethods.update(card, { card: { exp_month } }),
      );
      assert.deepEqual(
        [refused.statusCode, refused.param],
        [400, 'card[exp_month]'],
        String(exp_month),
      );
    }
  });

  it('are detached for good', async () => {
    const id = await customer();
    const card = await saveCard(world, id);
    const gone = await world.stripe.paymentMethods.detach(card);
    assert.equal(gone.customer, null);
    assert.deepEqual((await consents(card))[0]?.slice(0, 2), ['withdrawal', 'merchant']);
    assert.ok((await eventsAbout(world, card)).includes('payment_method.detached'));
    assert.equal((await refusal(world.stripe.paymentMethods.detach(card))).statusCode, 400);
    const attach = await refusal(world.stripe.paymentMethods.attach(card, { customer: id }));
    assert.equal(attach.code, 'payment_method_detached');
    const update = await refusal(
      world.stripe.paymentMethods.update(card, { metadata: { a: '1' } }),
    );
    assert.equal(update.code, 'payment_method_detached');
    assert.deepEqual((await world.stripe.customers.listPaymentMethods(id)).data, []);
    const anew = await saveCard(world, id);
    assert.notEqual(anew, card);
  });

  it('are listed by customer, type and permission, page by page', async () => {
    const id = await customer();
    const ids = [
      await saveCard(world, id, 'pm_card_visa'),
      await saveCard(world, id, 'pm_card_mastercard', { allow_redisplay: 'limited' }),
      await saveCard(world, id, 'pm_card_amex'),
    ].toReversed();
    const list = (more = {}) => world.stripe.paymentMethods.list({ customer: id, ...more });
    const found = async (more = {}) => (await list(more)).data.map((each) => each.id);
    assert.deepEqual(await found(), ids);
    assert.deepEqual(await found({ allow_redisplay: 'limited' }), [ids[1]]);
    assert.deepEqual(await found({ type: 'card', limit: 1 }), [ids[0]]);
    assert.deepEqual(await found({ type: 'sepa_debit' }), []);
    assert.deepEqual(await found({ starting_after: ids[0] }), ids.slice(1));
    assert.deepEqual(await found({ ending_before: ids[2] }), ids.slice(0, 2));
    const below = await world.stripe.customers.listPaymentMethods(id, { limit: 2 });
    assert.deepEqual([below.has_more, below.url], [true, `/v1/customers/${id}/payment_methods`]);
    const bad = await refusal(list({ starting_after: 'pm_none' }));
    assert.deepEqual(
      [bad.statusCode, bad.code, bad.param],
      [400, 'resource_missing', 'starting_after'],
    );
    const both = await refusal(list({ starting_after: ids[0], ending_before: ids[2] }));
    assert.equal(both.statusCode, 400);
    assert.equal(
      (await refusal(world.stripe.customers.listPaymentMethods('cus_none'))).statusCode,
      404,
    );
  });
});
