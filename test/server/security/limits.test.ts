/** Limits over HTTP: of requests, and of declined cards, however they are tried. Replays never count. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Options } from '../../../server/index.ts';
import { startWorld, type World } from '../../support/world.ts';
import { openSession, press, raw, refusal, returningBuyer } from '../shop.ts';

const DECLINED = '4000000000000002';
const BILLING = { name: 'Ada', email: 'ada@example.com', address: { country: 'DE' } };

describe('limits', () => {
  let aheadMs = 0;
  const worlds: World[] = [];
  const open = async (config: Partial<Options>) => {
    const world = await startWorld({ config, overrides: { now: () => Date.now() + aheadMs } });
    worlds.push(world);
    return world;
  };
  before(() => {
    aheadMs = 0;
  });
  after(async () => {
    for (const world of worlds) await world.close();
  });

  it('hold the requests of one key to a rate, and of no other', async () => {
    const world = await open({ requestsPerSecond: 1 });
    const { secret } = await world.keepsake.access.createKey({
      account: 'acct_default',
      name: 'another',
      kind: 'secret',
      permissions: null,
      expiresMs: null,
    });
    const ask = (key = world.api.key) =>
      raw(world, 'GET', '/v1/customers', { headers: { authorization: `Bearer ${key}` } });
    const answers = [await ask(), await ask(), await ask(), await ask()];
    const refused = answers.find(({ status }) => status === 429);
    assert.ok(refused);
    assert.deepEqual(
      [refused.error.code, refused.error.type],
      ['rate_limit', 'invalid_request_error'],
    );
    assert.deepEqual(
      [refused.headers.get('retry-after'), refused.headers.get('stripe-should-retry')],
      ['1', 'true'],
    );
    assert.equal((await ask(secret)).status, 200);
    aheadMs += 1_000;
    assert.equal((await ask()).status, 200);
  });

  it('stop new cards that are tried from one address for the rest of the day, and nobody else', async () => {
    const world = await open({ declinedCardsPerAddress: 2 });
    const decline = async () => {
      const { secret } = await openSession(world);
      const body = { card_token: await world.token(DECLINED), billing_details: BILLING };
      return press(world, secret, { ...body, press: randomUUID() });
    };
    assert.deepEqual([(await decline()).status, (await decline()).status], [402, 402]);
    aheadMs += 11 * 60_000;
    const refused = await decline();
    assert.deepEqual([refused.status, refused.error?.code], [429, 'rate_limit']);
    assert.ok(Number(refused.headers.get('retry-after')) > 80_000);
    const { customer, card } = await returningBuyer(world);
    const kept = await openSession(world, { customer });
    assert.equal((await press(world, kept.secret, { payment_method: card })).status, 200);
    aheadMs += 24 * 3600_000;
    assert.equal((await decline()).status, 402);
  });

  it('never count a press that is repeated', async () => {
    const world = await open({ failedConfirmsPerSession: 2 });
    const { secret } = await openSession(world);
    const body = {
      press: randomUUID(),
      card_token: await world.token(DECLINED),
      billing_details: BILLING,
    };
    for (let again = 0; again < 5; again += 1)
      assert.equal((await press(world, secret, body)).status, 402);
    const next = async () => {
      const more = { press: randomUUID(), card_token: await world.token(DECLINED) };
      return (await press(world, secret, { ...body, ...more })).status;
    };
    assert.deepEqual([await next(), await next()], [402, 429]);
    assert.equal((await press(world, secret, body)).status, 402);
  });

  it('stop cards that are tried in the place of a kept one, in the wallet as in a checkout', async () => {
    const world = await open({ failedConfirmsPerSession: 2 });
    const { customer, card } = await returningBuyer(world);
    const { client_secret: wallet } = await world.stripe.customerSessions.create({
      customer,
      components: { customer_sheet: { enabled: true } },
    });
    const replace = async (number: string) => {
      const body = { card_token: await world.token(number) };
      const wish = { method: 'POST', body };
      return (await world.elements(wallet, `/elements/payment_methods/${card}`, wish)).status;
    };
    const tries = [await replace(DECLINED), await replace(DECLINED), await replace(DECLINED)];
    assert.deepEqual(tries, [402, 402, 429]);
    assert.equal(await replace('5555555555554444'), 429);
    aheadMs += 11 * 60_000;
    assert.equal(await replace('5555555555554444'), 200);
  });

  it('stop cards that a merchant’s own server tries to keep, and leave its charges alone', async () => {
    const world = await open({ declinedCardsPerAccount: 2 });
    const { customer, card } = await returningBuyer(world);
    const keep = (key?: string) =>
      world.stripe.setupIntents.create(
        { customer, payment_method: 'pm_card_chargeDeclined', confirm: true },
        key === undefined ? {} : { idempotencyKey: key },
      );
    for (const key of ['one', 'one', 'one', 'two'])
      assert.equal((await refusal(keep(key))).statusCode, 402);
    const refused = await refusal(keep());
    assert.deepEqual([refused.statusCode, refused.code], [429, 'rate_limit']);
    assert.equal((await refusal(keep('one'))).statusCode, 402);
    for (const other of [
      () => world.stripe.paymentMethods.attach('pm_card_visa', { customer }),
      () => world.stripe.customers.create({ payment_method: 'pm_card_visa' }),
    ])
      assert.equal((await refusal(other())).statusCode, 429);
    await world.stripe.customers.create({ name: 'Without a card' });
    const paid = await world.stripe.paymentIntents.create({
      ...{ amount: 500, currency: 'usd', customer, payment_method: card, confirm: true },
    });
    assert.equal(paid.status, 'succeeded');
    aheadMs += 11 * 60_000;
    await world.stripe.paymentMethods.attach('pm_card_visa', { customer });
  });
});
