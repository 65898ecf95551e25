/** Charges and events: what happened, as merchants' tools read it afterwards. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../support/world.ts';
import { raw, refusal, returningBuyer } from './shop.ts';

describe('charges', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const pay = (more = {}) =>
    world.stripe.paymentIntents.create({
      amount: 700,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      ...more,
    });

  it('are attempts, read as Stripe’s tools know them', async () => {
    const intent = await pay({ description: 'Mug', metadata: { order: '9' } });
    const charge = await world.stripe.charges.retrieve(String(intent.latest_charge));
    assert.match(charge.id, /^ch_/);
    assert.deepEqual(
      [charge.amount, charge.amount_captured, charge.paid, charge.status, charge.captured],
      [700, 700, true, 'succeeded', true],
    );
    assert.deepEqual([charge.payment_intent, charge.description], [intent.id, 'Mug']);
    assert.equal(charge.payment_method_details?.card?.last4, '4242');
    const whole = await world.stripe.paymentIntents.retrieve(intent.id, {
      expand: ['latest_charge.payment_intent'],
    });
    assert.equal(Object(whole.latest_charge).payment_intent.id, intent.id);
  });

  it('are listed by intent, by customer and by group', async () => {
    const { customer } = await returningBuyer(world);
    const one = await pay({ customer, transfer_group: 'order_1' });
    const two = await pay({ customer, transfer_group: 'order_%' });
    const other = await pay({ transfer_group: 'order_2' });
    const ids = async (filter: Parameters<typeof world.stripe.charges.list>[0]) =>
      (await world.stripe.charges.list(filter)).data.map(({ id }) => id);
    assert.deepEqual(await ids({ customer }), [two.latest_charge, one.latest_charge]);
    assert.deepEqual(await ids({ payment_intent: other.id }), [other.latest_charge]);
    assert.deepEqual(await ids({ transfer_group: 'order_1' }), [one.latest_charge]);
    assert.deepEqual(await ids({ transfer_group: 'order_%' }), [two.latest_charge]);
    assert.deepEqual(await ids({ customer, transfer_group: 'order_2' }), []);
    assert.deepEqual(await ids({ customer: 'cus_none' }), []);
    const after = await ids({ customer, starting_after: String(two.latest_charge) });
    assert.deepEqual(after, [one.latest_charge]);
    const missing = await refusal(world.stripe.charges.retrieve('ch_none'));
    assert.deepEqual([missing.statusCode, missing.code], [404, 'resource_missing']);
  });

  it('do not count a card that was only verified', async () => {
    const { customer } = await returningBuyer(world);
    assert.deepEqual((await world.stripe.charges.list({ customer })).data, []);
  });
});

describe('events', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it('are snapshots that say which request made them', async () => {
    const { headers, body } = await raw(world, 'POST', '/v1/customers', {
      body: 'name=Ada',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': 'first-customer',
      },
    });
    await world.stripe.customers.update(String(body.id), { name: 'Grace' });
    const { data } = await world.stripe.events.list({ type: 'customer.created' });
    const event = data.find((each) => Object(each.data.object).id === body.id);
    assert.ok(event);
    assert.match(event.id, /^evt_/);
    assert.deepEqual(
      [event.object, event.api_version, event.livemode, event.pending_webhooks],
      ['event', '2026-10-28.endive', false, 0],
    );
    assert.deepEqual(event.request, {
      id: headers.get('request-id'),
      idempotency_key: 'first-customer',
    });
    assert.equal(Object(event.data.object).name, 'Ada');
    const found = await world.stripe.events.retrieve(event.id);
    assert.deepEqual(found.data, event.data);
    assert.equal((await refusal(world.stripe.events.retrieve('evt_none'))).statusCode, 404);
  });

  it('are listed by type, by types and by group', async () => {
    const { id } = await world.stripe.customers.create();
    await world.stripe.customers.update(id, { name: 'Grace' });
    await world.stripe.customers.del(id);
    const types = async (filter: Parameters<typeof world.stripe.events.list>[0]) =>
      (await world.stripe.events.list({ ...filter, limit: 3 })).data.map(({ type }) => type);
    assert.deepEqual(await types({ types: ['customer.updated', 'customer.deleted'] }), [
      'customer.deleted',
      'customer.updated',
      'customer.updated',
    ]);
    assert.deepEqual((await types({ type: 'customer.*' })).slice(0, 2), [
      'customer.deleted',
      'customer.updated',
    ]);
    assert.deepEqual(await types({ type: 'invoice.*' }), []);
    const both = world.stripe.events.list({ type: 'a', types: ['b'] });
    assert.equal((await refusal(both)).statusCode, 400);
  });

  it('are told of nothing that was refused', async () => {
    const count = async () => (await world.stripe.events.list({ limit: 100 })).data.length;
    const before = await count();
    await refusal(world.stripe.customers.create({ email: 'x'.repeat(600) }));
    await refusal(
      world.stripe.paymentIntents.create({ amount: 1, currency: 'usd', confirm: true }),
    );
    await refusal(world.stripe.customers.update('cus_none', { name: 'x' }));
    assert.equal(await count(), before);
  });
});
