/** Who may ask a checkout: the holder of its secret, from its pages, and not without end. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../support/world.ts';
import { ADA, look, openSession, press, returningBuyer, SHOP, standing } from './shop.ts';

const PATHS = [
  ['GET', '/elements/checkout'],
  ['GET', '/elements/checkout/status'],
  ['POST', '/elements/checkout/confirm'],
  ['DELETE', '/elements/payment_methods/pm_1'],
] as const;

describe('a client secret', () => {
  let world: World;
  let bent = 0;
  before(async () => {
    world = await startWorld({ overrides: { now: () => Date.now() + bent } });
  });
  after(() => world.close());

  const ask = (secret: string, method: string, path: string, origin?: string) =>
    world.elements(secret, path, {
      method,
      ...(method === 'POST' ? { body: { press: randomUUID(), card_token: 'ctok_x' } } : {}),
      ...(origin === undefined ? {} : { origin }),
    });

  it('that is wrong opens nothing', async () => {
    const { id, secret, intent } = await openSession(world);
    const { id: other } = await openSession(world);
    const payment = await world.stripe.paymentIntents.retrieve(intent);
    const WRONG = [
      '',
      id,
      `${id}_secret_`,
      `${secret}x`,
      secret.slice(0, -1),
      secret.replace(id, other),
      'cs_test_none_secret_none',
      payment.client_secret ?? '',
      world.api.key,
    ];
    for (const wrong of WRONG)
      for (const [method, path] of PATHS) {
        const { status, body } = await ask(wrong, method, path);
        assert.deepEqual(
          [status, Object(body.error).code],
          [401, 'client_secret_invalid'],
          `${wrong} ${path}`,
        );
      }
  });

  it('does not count in a query, and not at the merchant API', async () => {
    const { secret } = await openSession(world);
    const query = await fetch(`${world.api.url}/elements/checkout?client_secret=${secret}`);
    assert.equal(query.status, 401);
    const merchant = await fetch(`${world.api.url}/v1/customers`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    assert.equal(merchant.status, 401);
    assert.doesNotMatch(await merchant.text(), new RegExp(secret.slice(-12, -4)));
  });

  it('of a session that is over shows nothing of the customer, and still says how it ended', async () => {
    const { customer, card } = await returningBuyer(world);
    const paid = await openSession(world, { customer });
    const body = { press: randomUUID(), payment_method: card };
    await press(world, paid.secret, body);
    const ended = await openSession(world, { customer });
    await world.stripe.checkout.sessions.expire(ended.id);
    const late = await openSession(world, { customer });
    bent += 25 * 3_600_000;
    const CASES = [
      [paid.secret, 'checkout_session_complete', 'complete'],
      [ended.secret, 'checkout_session_expired', 'expired'],
      [late.secret, 'checkout_session_expired', 'expired'],
    ] as const;
    for (const [secret, code, status] of CASES) {
      const answer = await world.elements(secret, '/elements/checkout');
      assert.deepEqual([answer.status, Object(answer.body.error).code], [400, code]);
      const where = await standing(world, secret);
      assert.equal(where.status, status);
      const again = await press(world, secret, { payment_method: card });
      assert.deepEqual([again.status, again.error?.code], [400, code]);
      for (const told of [answer.body, where, again.error]) {
        const text = JSON.stringify(told);
        for (const personal of [ADA.email, ADA.name, card, customer])
          assert.equal(text.includes(personal), false, text);
      }
    }
    const replayed = await press(world, paid.secret, body);
    assert.equal(replayed.result?.status, 'complete');
    assert.equal(JSON.stringify(replayed.result).includes(customer), false);
  });

  it('is accepted from the session’s own pages and refused from all others', async () => {
    const { customer } = await returningBuyer(world);
    const { secret } = await openSession(world, {
      customer,
      return_url: 'https://shop.example/done?x=1',
      ...({ allowed_origins: ['https://m.shop.example', 'http://localhost:5173/'] } as object),
    });
    const ALLOWED = [
      'https://shop.example',
      'https://m.shop.example',
      'http://localhost:5173',
      world.api.url,
    ];
    for (const origin of ALLOWED) {
      const { status, headers } = await ask(secret, 'GET', '/elements/checkout', origin);
      assert.equal(status, 200, origin);
      assert.equal(headers.get('access-control-allow-origin'), origin);
      assert.equal(headers.get('vary'), 'origin');
      assert.equal(headers.get('access-control-allow-credentials'), null);
    }
    const REFUSED = [
      'https://evil.example',
      'http://shop.example',
      'https://shop.example:8443',
      'https://shop.example.evil.example',
      'https://sub.shop.example',
      'null',
    ];
    for (const origin of REFUSED)
      for (const [method, path] of PATHS) {
        const { status, body, headers } = await ask(secret, method, path, origin);
        assert.deepEqual([status, Object(body.error).code], [403, 'origin_not_allowed'], origin);
        assert.equal(headers.get('access-control-allow-origin'), origin);
        assert.equal(JSON.stringify(body).includes(ADA.email), false);
      }
    assert.equal((await look(world, secret)).press, null);
  });

  it('may be asked about from anywhere beforehand', async () => {
    for (const [method, path] of PATHS) {
      const response = await fetch(world.api.url + path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://any.example',
          'access-control-request-method': method,
          'access-control-request-headers': 'authorization,content-type',
        },
      });
      assert.equal(response.status, 204);
      const header = (name: string) => response.headers.get(`access-control-${name}`) ?? '';
      assert.equal(header('allow-origin'), 'https://any.example');
      assert.ok(header('allow-methods').split(', ').includes(method));
      assert.deepEqual(header('allow-headers').toLowerCase().split(', ').toSorted(), [
        'authorization',
        'content-type',
      ]);
    }
  });

  it('never comes back in an answer, and answers are kept nowhere', async () => {
    const { customer } = await returningBuyer(world);
    const { secret } = await openSession(world, { customer });
    const { headers, body } = await world.elements(secret, '/elements/checkout');
    assert.equal(JSON.stringify(body).includes(secret.split('_secret_')[1] ?? '-'), false);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.match(headers.get('request-id') ?? '', /^req_/);
  });
});

describe('failed confirms', () => {
  let world: World;
  let bent = 0;
  before(async () => {
    world = await startWorld({
      config: { failedConfirmsPerSession: 3, failedConfirmsPerAddress: 5 },
      overrides: { now: () => Date.now() + bent },
    });
  });
  after(() => world.close());

  it('are counted for a session and an address, replays never, and then have to wait', async () => {
    const { secret } = await openSession(world, { return_url: `${SHOP}/done` });
    const declined = () => world.token('4000000000000002');
    const first = { press: randomUUID(), card_token: await declined() };
    assert.equal((await press(world, secret, first)).status, 402);
    for (let each = 0; each < 5; each += 1)
      assert.equal((await press(world, secret, first)).status, 402);
    for (let each = 0; each < 2; each += 1)
      assert.equal((await press(world, secret, { card_token: await declined() })).status, 402);
    const charges = (await world.charges()).length;
    const limited = await press(world, secret, { card_token: await world.token() });
    assert.deepEqual([limited.status, limited.error?.code], [429, 'rate_limit']);
    const wait = Number(limited.headers.get('retry-after'));
    assert.ok(wait > 0 && wait <= 600, String(wait));
    assert.equal((await world.charges()).length, charges);
    assert.equal((await press(world, secret, first)).status, 402);
    assert.equal((await look(world, secret)).press?.status, 'failed');

    const { secret: second } = await openSession(world);
    for (let each = 0; each < 2; each += 1)
      assert.equal((await press(world, second, { card_token: await declined() })).status, 402);
    const address = await press(world, second, { card_token: await world.token() });
    assert.equal(address.status, 429);
    bent += (wait + 1) * 1000;
    const again = await press(world, second, { card_token: await world.token() });
    assert.equal(again.result?.status, 'complete');
  });
});
