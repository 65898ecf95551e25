/** Customers, as the official SDK drives them over real HTTP. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../support/world.ts';
import { ADA, eventsAbout, form, refusal, saveCard } from './shop.ts';

describe('customers', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it('are created with what was said of them, and nothing else', async () => {
    const made = await world.stripe.customers.create({
      ...ADA,
      phone: '+1 415 555 0100',
      shipping: { name: 'Ada', address: { line1: '1 Way', country: 'us' } },
      metadata: { plan: 'gold', seats: 3 },
    });
    assert.match(made.id, /^cus_/);
    assert.equal(made.email, ADA.email);
    assert.equal(made.address?.postal_code, '94110');
    assert.equal(made.shipping?.address?.country, 'US');
    assert.deepEqual(made.metadata, { plan: 'gold', seats: '3' });
    assert.equal(made.livemode, false);
    assert.equal(made.description, null);
    assert.equal(made.invoice_settings.default_payment_method, null);
    const found = await world.stripe.customers.retrieve(made.id);
    assert.deepEqual({ ...found, lastResponse: null }, { ...made, lastResponse: null });
  });

  it('keep what an update does not name, and lose what it empties', async () => {
    const { id } = await world.stripe.customers.create({
      ...ADA,
      description: 'first',
      metadata: { a: '1', b: '2' },
    });
    const after = await world.stripe.customers.update(id, {
      description: '',
      metadata: { a: '', c: '3' },
      address: { city: 'Paris' },
    });
    assert.equal(after.description, null);
    assert.equal(after.name, ADA.name);
    assert.deepEqual(after.metadata, { b: '2', c: '3' });
    assert.equal(after.address?.city, 'Paris');
    const cleared = await world.stripe.customers.update(id, { metadata: '', address: '' });
    assert.deepEqual([cleared.metadata, cleared.address], [{}, null]);
    const { data } = await world.stripe.events.list({ type: 'customer.updated', limit: 2 });
    const previous = { ...data[1]?.data.previous_attributes } as Record<string, unknown>;
    assert.deepEqual(Object.keys(previous).toSorted(), ['address', 'description', 'metadata']);
    assert.equal(previous.description, 'first');
    assert.deepEqual(previous.metadata, { a: '1', b: '2' });
  });

  it('come with their first card, or not at all', async () => {
    const made = await world.stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    const { data } = await world.stripe.customers.listPaymentMethods(made.id);
    assert.equal(data.length, 1);
    assert.equal(made.invoice_settings.default_payment_method, data[0]?.id);
    const before = (await world.stripe.customers.list({ limit: 100 })).data.length;
    const declined = await refusal(
      world.stripe.customers.create({ payment_method: 'pm_card_chargeDeclined' }),
    );
    assert.deepEqual([declined.statusCode, declined.code], [402, 'card_declined']);
    const unknown = await refusal(world.stripe.customers.create({ payment_method: 'pm_none' }));
    assert.deepEqual([unknown.statusCode, unknown.param], [400, 'payment_method']);
    const foreign = await refusal(
      world.stripe.customers.create({ payment_method: data[0]?.id ?? '' }),
    );
    assert.equal(foreign.code, 'payment_method_unexpected_state');
    const unattached = await refusal(
      world.stripe.customers.create({ invoice_settings: { default_payment_method: 'pm_x' } }),
    );
    assert.equal(unattached.param, 'invoice_settings[default_payment_method]');
    assert.equal((await world.stripe.customers.list({ limit: 100 })).data.length, before);
  });

  it('have a default card that must be theirs, and lose it with the card', async () => {
    const { id } = await world.stripe.customers.create();
    const { id: other } = await world.stripe.customers.create();
    const mine = await saveCard(world, id);
    const theirs = await saveCard(world, other);
    const update = (card: string) =>
      world.stripe.customers.update(id, { invoice_settings: { default_payment_method: card } });
    assert.equal((await update(mine)).invoice_settings.default_payment_method, mine);
    const refused = await refusal(update(theirs));
    assert.equal(refused.param, 'invoice_settings[default_payment_method]');
    const expanded = await world.stripe.customers.retrieve(id, {
      expand: ['invoice_settings.default_payment_method'],
    });
    assert.ok(!expanded.deleted);
    assert.equal(Object(expanded.invoice_settings.default_payment_method).id, mine);
    await world.stripe.paymentMethods.detach(mine);
    const after = await world.stripe.customers.retrieve(id);
    assert.equal(!after.deleted && after.invoice_settings.default_payment_method, null);
    const { customer } = await world.stripe.paymentMethods.retrieve(theirs);
    assert.equal(customer, other);
  });

  it('are listed newest first, by email and by time, without the deleted', async () => {
    const email = 'many@example.com';
    const ids: string[] = [];
    for (let each = 0; each < 5; each += 1)
      ids.unshift((await world.stripe.customers.create({ email })).id);
    const [newest = '', second = '', third = ''] = ids;
    await world.stripe.customers.del(third);
    const page = await world.stripe.customers.list({ email, limit: 2 });
    assert.deepEqual(
      [page.data.map(({ id }) => id), page.has_more, page.url],
      [[newest, second], true, '/v1/customers'],
    );
    const rest = await world.stripe.customers.list({ email, limit: 2, starting_after: second });
    assert.deepEqual([rest.data.map(({ id }) => id), rest.has_more], [ids.slice(3), false]);
    const back = await world.stripe.customers.list({
      email,
      limit: 2,
      ending_before: ids[4] ?? '',
    });
    assert.deepEqual(
      back.data.map(({ id }) => id),
      [second, ids[3]],
    );
    const later = await world.stripe.customers.list({ email, created: { gt: 4_000_000_000 } });
    assert.deepEqual(later.data, []);
    const all: string[] = [];
    for await (const { id } of world.stripe.customers.list({ email, limit: 1 })) all.push(id);
    assert.deepEqual(
      all,
      ids.filter((id) => id !== third),
    );
  });

  it('answer as deleted once they are, and their cards are gone', async () => {
    const { id } = await world.stripe.customers.create(ADA);
    const card = await saveCard(world, id);
    const gone = await world.stripe.customers.del(id);
    assert.deepEqual([gone.id, gone.object, gone.deleted], [id, 'customer', true]);
    const found = await world.stripe.customers.retrieve(id);
    assert.equal(found.deleted, true);
    assert.equal('email' in found, false);
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).customer, null);
    assert.equal((await refusal(world.stripe.customers.update(id, {}))).statusCode, 404);
    assert.equal((await refusal(world.stripe.customers.del(id))).statusCode, 404);
    const attach = world.stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    assert.deepEqual((await refusal(attach)).param, 'customer');
    assert.ok((await eventsAbout(world, id)).includes('customer.deleted'));
  });

  it('that nobody knows are a 404, and clocks that do not exist a 400', async () => {
    const missing = await refusal(world.stripe.customers.retrieve('cus_none'));
    assert.deepEqual(
      [missing.statusCode, missing.code, missing.param],
      [404, 'resource_missing', 'id'],
    );
    assert.equal(missing.message, "No such customer: 'cus_none'");
    const clock = await refusal(world.stripe.customers.create({ test_clock: 'clock_none' }));
    assert.deepEqual([clock.statusCode, clock.param], [400, 'test_clock']);
    const email = await form(world, '/v1/customers', `email=${'a'.repeat(600)}`);
    assert.deepEqual(
      [email.status, email.error.code, email.error.param],
      [400, 'parameter_invalid_string', 'email'],
    );
  });
});
