/** Who is turned away: other accounts, other machines, browsers, forged addresses, odd bodies. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createSigning } from '../../server/bank/signing.ts';
import type { TestBank } from '../support/sandbox.ts';
import { SECRET, START_MS, startBank, VISA } from '../support/sandbox.ts';

describe('who may call the bank', () => {
  let bank: TestBank;
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());

  const toolsOnly = [
    ['GET', '/charges'],
    ['GET', '/faults'],
    ['POST', '/faults'],
    ['DELETE', '/faults'],
    ['POST', '/settle'],
    ['POST', '/tokens'],
  ] as const;
  const strangers = [
    ['a page elsewhere', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a page’s subresource', { 'sec-fetch-site': 'same-origin' }],
    ['somebody behind a proxy', { 'x-forwarded-for': '203.0.113.9' }],
  ] as const;
  for (const [method, path] of toolsOnly) {
    for (const [who, headers] of strangers) {
      it(`${method} ${path} refuses ${who}`, async () => {
        const body = method === 'POST' ? (path === '/tokens' ? VISA : { kind: 'down' }) : undefined;
        const reply = await bank.tool(method, path, body, headers);
        assert.equal(reply.status, 403);
      });
    }
    it(`${method} ${path} refuses another machine`, async () => {
      const request = new Request(bank.url + path, { method });
      const remote = await bank.bank.fetch(request, { remoteAddress: '192.0.2.7' });
      assert.equal(remote.status, 403);
    });
  }

  it('tools on this machine may, over IPv6 too', async () => {
    for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      const reply = await bank.bank.fetch(new Request(`${bank.url}/charges`), { remoteAddress });
      assert.equal(reply.status, 200);
    }
    assert.deepEqual((await bank.tool('POST', '/settle')).body, { settled: 0 });
  });

  it('a body must be JSON, small, and what was asked for', async () => {
    const send = (body: string, type = 'application/json') =>
      fetch(`${bank.url}/tokens`, { method: 'POST', body, headers: { 'content-type': type } });
    assert.equal((await send('{}', 'text/plain')).status, 415);
    assert.equal((await send('{"number":"4242424242424242"')).status, 400);
    assert.equal((await send('[]')).status, 400);
    assert.equal((await send('null')).status, 400);
    assert.equal((await send(JSON.stringify({ ...VISA, name: 'x'.repeat(20_000) }))).status, 413);
  });

  it('a refusal never repeats what was sent', async () => {
    const reply = await bank.tool('POST', '/tokens', { '4242424242424242': '123', ...VISA });
    assert.equal(reply.at('error.code'), 'parameter_unknown');
    assert.doesNotMatch(JSON.stringify(reply.body), /4242/);
  });

  it('every answer carries its guards, and no cookie', async () => {
    for (const path of ['/healthz', '/nothing', '/charges', '/frame']) {
      const { headers } = await bank.tool('GET', path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.equal(headers.get('set-cookie'), null);
      assert.equal(headers.get('access-control-allow-origin'), null);
    }
  });
});

describe('the address of a card frame', () => {
  let bank: TestBank;
  const signing = createSigning(SECRET, ['sandbox']);
  const claims = {
    session: 'cs_1',
    origins: ['https://shop.example', 'http://localhost:4242'],
    expires: START_MS / 1000 + 60,
  };
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());
  const open = (query: string) => bank.tool('GET', `/frame?${query}`);

  it('opens a document that only its origins may frame', async () => {
    const page = await open(signing.signFrame('frame', claims));
    assert.equal(page.status, 200);
    assert.equal(
      page.headers.get('content-security-policy'),
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors https://shop.example http://localhost:4242",
    );
    const html = String(page.body);
    assert.doesNotMatch(html, /<style|style=|<script(?![^>]* src=)/);
    for (const [, path = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const asset = await bank.tool('GET', path);
      assert.equal(asset.status, 200);
      assert.match(asset.headers.get('cache-control') ?? '', /immutable/);
    }
  });

  const forged = [
    ['another session', (query: string) => query.replace('cs_1', 'cs_2')],
    ['another origin', (query: string) => query.replace('shop.example', 'evil.example')],
    ['a longer life', (query: string) => query.replace(/expires=\d+/, 'expires=9999999999')],
    ['no signature', (query: string) => query.replace(/&signature=.*/, '')],
    ['nothing', () => ''],
  ] as const;
  for (const [what, change] of forged) {
    it(`with ${what} is refused in words`, async () => {
      const page = await open(change(signing.signFrame('frame', claims)));
      assert.equal(page.status, 403);
      assert.match(String(page.body), /cannot be opened/);
      assert.doesNotMatch(String(page.body), /frame-grant/);
    });
  }

  it('cannot carry words of a policy among its origins', async () => {
    const origins = ["https://a.example; script-src 'unsafe-inline'"];
    assert.equal((await open(signing.signFrame('frame', { ...claims, origins }))).status, 403);
  });

  it('that has run out gives no grant, but lets the page know', async () => {
    bank.advance(60_000);
    const page = await open(signing.signFrame('frame', claims));
    assert.equal(page.status, 403);
    assert.match(String(page.body), /name="frame-grant" content=""/);
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /frame-ancestors https:\/\/shop/,
    );
  });

  it('does not make tokens by itself', async () => {
    const fresh = { ...claims, expires: claims.expires + 600 };
    const headers = { 'x-frame-session': signing.signFrame('frame', fresh) };
    const reply = await bank.tool('POST', '/tokens', VISA, headers);
    assert.equal(reply.at('error.code'), 'session_invalid');
  });
});
