/** Products and prices on the merchant API, by the official SDK. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import { eventsAbout, refusal } from '../shop.ts';

describe('products and prices', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it('are made, changed, found and told of', async () => {
    const product = await world.stripe.products.create({
      name: 'Coffee',
      description: 'Beans',
      metadata: { grind: 'fine' },
      default_price_data: {
        currency: 'USD',
        unit_amount: 1200,
        recurring: { interval: 'month', interval_count: 3 },
      },
      expand: ['default_price'],
    });
    assert.deepEqual([product.object, product.active, product.name], ['product', true, 'Coffee']);
    const made = product.default_price as unknown as {
      id: string;
      recurring: { interval: string; interval_count: number };
      currency: string;
    };
    assert.deepEqual(
      [made.recurring.interval, made.recurring.interval_count, made.currency],
      ['month', 3, 'usd'],
    );
    const renamed = await world.stripe.products.update(product.id, {
      name: 'Espresso',
      description: '',
    });
    assert.deepEqual([renamed.name, renamed.description], ['Espresso', null]);
    assert.deepEqual(await eventsAbout(world, product.id), ['product.created', 'product.updated']);
    assert.deepEqual(await eventsAbout(world, made.id), ['price.created']);
    const listed = await world.stripe.products.list({ active: true, limit: 1 });
    assert.equal(listed.data[0]?.id, product.id);
    const own = await world.stripe.products.create({ id: 'beans', name: 'Beans' });
    assert.equal((await world.stripe.products.retrieve('beans')).id, own.id);
    const twice = await refusal(world.stripe.products.create({ id: 'beans', name: 'Beans' }));
    assert.equal(twice.code, 'resource_already_exists');
  });

  it('go only while nothing was sold', async () => {
    const idle = await world.stripe.products.create({ name: 'Idle' });
    assert.deepEqual(await world.stripe.products.del(idle.id), {
      id: idle.id,
      object: 'product',
      deleted: true,
    });
    assert.equal((await refusal(world.stripe.products.retrieve(idle.id))).statusCode, 404);
    const price = await world.stripe.prices.create({
      currency: 'eur',
      unit_amount: 500,
      product_data: { name: 'Tea' },
    });
    const kept = await refusal(world.stripe.products.del(String(price.product)));
    assert.equal(kept.statusCode, 400);
  });

  it('have one name of the merchant each', async () => {
    const key = { currency: 'usd', lookup_key: 'basic', product_data: { name: 'Basic' } };
    const first = await world.stripe.prices.create({ ...key, unit_amount: 500 });
    const taken = await refusal(world.stripe.prices.create({ ...key, unit_amount: 600 }));
    assert.deepEqual([taken.statusCode, taken.param], [400, 'lookup_key']);
    const second = await world.stripe.prices.create({
      ...key,
      unit_amount: 600,
      transfer_lookup_key: true,
    });
    const found = await world.stripe.prices.list({ lookup_keys: ['basic'] });
    assert.deepEqual(
      found.data.map(({ id }) => id),
      [second.id],
    );
    assert.equal((await world.stripe.prices.retrieve(first.id)).lookup_key, null);
    const off = await world.stripe.prices.update(second.id, { active: false, nickname: 'old' });
    assert.deepEqual([off.active, off.nickname], [false, 'old']);
  });

  const REFUSED: readonly [string, Record<string, unknown>, string][] = [
    ['no amount', { currency: 'usd', product_data: { name: 'x' } }, 'unit_amount'],
    ['no product', { currency: 'usd', unit_amount: 5 }, 'product'],
    ['an unknown product', { currency: 'usd', unit_amount: 5, product: 'prod_x' }, 'product'],
    [
      'four years',
      {
        currency: 'usd',
        unit_amount: 5,
        product_data: { name: 'x' },
        recurring: { interval: 'month', interval_count: 37 },
      },
      'recurring[interval_count]',
    ],
    [
      'tiers',
      { currency: 'usd', unit_amount: 5, product_data: { name: 'x' }, billing_scheme: 'tiered' },
      'billing_scheme',
    ],
    ['what nobody knows', { currency: 'usd', unit_amount: 5, product: 'prod_x', hue: 1 }, 'hue'],
  ];
  for (const [name, params, param] of REFUSED)
    it(`refuse ${name}`, async () => {
      const error = await refusal(world.stripe.prices.create(params as never));
      assert.deepEqual([error.statusCode, error.param], [400, param]);
    });
});
