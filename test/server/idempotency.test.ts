/** Idempotency keys: asking twice does it once, and says so. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../support/world.ts';
import { form, returningBuyer } from './shop.ts';

const DAY = 24 * 3_600_000;

describe('an idempotency key', () => {
  let world: World;
  let bent = 0;
  before(async () => {
    world = await startWorld({ overrides: { now: () => Date.now() + bent } });
  });
  after(() => world.close());

  const send = (key: string, body: string, path = '/v1/customers') =>
    form(world, path, body, { 'idempotency-key': key });
  const customers = async () => (await world.stripe.customers.list({ limit: 100 })).data.length;

  it('replays the first answer, byte by byte', async () => {
    const key = randomUUID();
    const first = await send(key, 'name=Ada');
    const before = await customers();
    const second = await send(key, 'name=Ada');
    assert.equal(second.text, first.text);
    assert.equal(first.headers.get('idempotent-replayed'), null);
    assert.equal(second.headers.get('idempotent-replayed'), 'true');
    assert.equal(second.headers.get('idempotency-key'), key);
    assert.notEqual(second.headers.get('request-id'), first.headers.get('request-id'));
    assert.equal(await customers(), before);
  });

  it('replays a decline, and charges nothing again', async () => {
    const key = randomUUID();
    const body = 'amount=500&currency=usd&payment_method=pm_card_chargeDeclined&confirm=true';
    const first = await send(key, body, '/v1/payment_intents');
    const charges = (await world.charges()).length;
    const second = await send(key, body, '/v1/payment_intents');
    assert.deepEqual([first.status, second.status], [402, 402]);
    assert.equal(second.text, first.text);
    assert.equal(second.headers.get('idempotent-replayed'), 'true');
    assert.equal((await world.charges()).length, charges);
  });

  it('stands for one request: another body, path or query is refused', async () => {
    const key = randomUUID();
    const { body } = await send(key, 'name=Ada');
    const OTHERS = [
      ['name=Grace', '/v1/customers'],
      ['name=Ada', `/v1/customers/${body.id}`],
      ['amount=1&currency=usd', '/v1/payment_intents'],
    ] as const;
    for (const [other, path] of OTHERS) {
      const { status, error } = await send(key, other, path);
      assert.deepEqual([status, error.type], [400, 'idempotency_error'], path);
    }
  });

  it('in flight is a conflict, and one of many executes', async () => {
    const key = randomUUID();
    const before = await customers();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(key, 'name=Ada')));
    const done = answers.filter(({ status }) => status === 200);
    const busy = answers.filter(({ status }) => status === 409);
    assert.equal(done.length + busy.length, 20);
    assert.equal(new Set(done.map(({ text }) => text)).size, 1);
    for (const { error, headers } of busy) {
      assert.deepEqual([error.type, error.code], ['idempotency_error', 'idempotency_key_in_use']);
      assert.equal(headers.get('stripe-should-retry'), 'true');
    }
    assert.equal(await customers(), before + 1);
  });

  it('is free again after a request that was refused before it began', async () => {
    const key = randomUUID();
    assert.equal((await send(key, 'emaill=x')).status, 400);
    assert.equal((await send(key, 'payment_method=pm_none')).status, 400);
    assert.equal((await send(key, 'name=Ada')).status, 200);
  });

  it('does not hold on to a charge that was not ready', async () => {
    const { customer, card } = await returningBuyer(world);
    const body = `amount=500&currency=usd&customer=${customer}&payment_method=${card}&off_session=true&confirm=true`;
    const key = randomUUID();
    const first = await send(key, body, '/v1/payment_intents');
    assert.deepEqual([first.status, first.error.code], [400, 'payment_method_not_ready']);
    const mandate = await form(
      world,
      '/v1/mandates',
      `payment_method=${card}&customer_acceptance[type]=offline&terms[category]=unscheduled&terms[currency]=usd`,
    );
    assert.equal(mandate.status, 200);
    const second = await send(key, body, '/v1/payment_intents');
    assert.deepEqual([second.status, second.body.status], [200, 'succeeded']);
    assert.equal(second.headers.get('idempotent-replayed'), null);
  });

  it('has up to 255 characters', async () => {
    assert.equal((await send('k'.repeat(255), 'name=Ada')).status, 200);
    assert.equal((await send('k'.repeat(256), 'name=Ada')).status, 400);
  });

  it('is forgotten after a day', async () => {
    const key = randomUUID();
    const first = await send(key, 'name=Ada');
    bent += DAY - 60_000;
    assert.equal((await send(key, 'name=Ada')).text, first.text);
    bent += 61_000;
    const later = await send(key, 'name=Ada');
    assert.notEqual(later.body.id, first.body.id);
  });
});
