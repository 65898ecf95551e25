/** What stands around every answer: headers, origins, and how long somebody may take to ask. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { listen, shut } from '../../../server/commands/listening.ts';
import { startWorld, type World } from '../../support/world.ts';
import { openSession, SHOP } from '../shop.ts';

const STRICT = "default-src 'none'; frame-ancestors 'none'";

describe('every answer', () => {
  let world: World;
  let secret: string;
  before(async () => {
    world = await startWorld();
    ({ secret } = await openSession(world));
  });
  after(() => world.close());

  const ask = (path: string, init: RequestInit = {}, base = world.api.url) =>
    fetch(base + path, init);
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

  it('is of its type, sends no address on, and is kept by nobody who should not', async () => {
    const rows: readonly (readonly [string, RequestInit, number])[] = [
      ['/v1/customers', bearer(world.api.key), 200],
      ['/v1/customers', {}, 401],
      ['/v1/customers/cus_none', bearer(world.api.key), 404],
      ['/v1/nothing', {}, 404],
      ['/elements/checkout', bearer(secret), 200],
      ['/elements/checkout', {}, 401],
      ['/elements/checkout', { method: 'OPTIONS' }, 204],
      ['/webhooks/processors/sandbox', { method: 'POST', body: '{}' }, 400],
      ['/nowhere', {}, 404],
      ['/healthz', {}, 200],
    ];
    for (const [path, init, status] of rows) {
      const { status: got, headers } = await ask(path, init);
      const of = (name: string) => headers.get(name);
      assert.deepEqual(
        [got, of('x-content-type-options'), of('referrer-policy'), of('cache-control')],
        [status, 'nosniff', 'no-referrer', 'no-store'],
        path,
      );
      assert.equal(of('content-security-policy'), STRICT, path);
      assert.equal(of('strict-transport-security'), null, path);
      assert.equal(of('set-cookie'), null, path);
      assert.equal(of('x-powered-by'), null, path);
    }
  });

  it('that is a page stands under a policy that it keeps to, and in no frame', async () => {
    for (const path of ['/pay/cs_test_x', '/invoices/in_x', '/confirm/link_x', '/paid']) {
      const { status, headers } = await ask(path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.equal(status, 200, path);
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /require-trusted-types-for 'script'/);
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
    }
    const { headers } = await ask('/challenge-done');
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors \*/);
  });

  it('holds browsers to https where that is how they come', async () => {
    const secure = await startWorld({ config: { publicUrl: 'https://pay.example' } });
    for (const path of ['/v1/nothing', '/pay/cs_test_x', '/keepsake-checkout.js', '/nowhere']) {
      const { headers } = await ask(path, {}, secure.api.url.replace(/^https/, 'http'));
      assert.equal(headers.get('strict-transport-security'), 'max-age=31536000', path);
    }
    await secure.close();
  });
});

describe('a page of another origin', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it('may ask whether it may ask, and is then held against the session', async () => {
    const { secret } = await openSession(world);
    const url = `${world.api.url}/elements/checkout`;
    const from = async (origin: string, method = 'GET') => {
      const authorization = `Bearer ${secret}`;
      const { status, headers } = await fetch(url, { method, headers: { origin, authorization } });
      return [status, headers.get('access-control-allow-origin'), headers.get('vary')];
    };
    const elsewhere = 'https://elsewhere.example';
    assert.deepEqual(await from(elsewhere, 'OPTIONS'), [204, elsewhere, 'origin']);
    assert.deepEqual(await from(elsewhere), [403, elsewhere, 'origin']);
    assert.deepEqual(await from('null'), [403, 'null', 'origin']);
    assert.deepEqual(await from(SHOP), [200, SHOP, 'origin']);
    // Said once, it is kept; the kept answer is held against the session as well.
    assert.deepEqual(await from(elsewhere), [403, elsewhere, 'origin']);
    assert.deepEqual(await from(`${SHOP}.evil.example`), [403, `${SHOP}.evil.example`, 'origin']);
  });

  it('is never told that it may bring credentials', async () => {
    const { headers } = await fetch(`${world.api.url}/elements/checkout`, {
      method: 'OPTIONS',
      headers: { origin: SHOP },
    });
    assert.equal(headers.get('access-control-allow-credentials'), null);
    assert.deepEqual(
      [headers.get('access-control-allow-methods'), headers.get('access-control-allow-headers')],
      ['GET, POST, DELETE', 'authorization, content-type'],
    );
  });
});

describe('a slow request', () => {
  it('holds a connection no longer than it may', async () => {
    const server = await listen(() => new Response('ok'), 0, '127.0.0.1');
    assert.ok('headersTimeout' in server);
    assert.deepEqual([server.headersTimeout, server.requestTimeout], [10_000, 30_000]);
    server.headersTimeout = 100;
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(address.port, '127.0.0.1', () =>
        socket.write('GET / HTTP/1.1\r\nx-a: '),
      );
      let heard = '';
      socket.on('data', (chunk) => {
        heard += String(chunk);
      });
      socket.on('close', () => resolve(heard)).on('error', reject);
    });
    assert.match(answer, /^HTTP\/1\.1 408 /);
    await shut(server, 0);
  });
});
