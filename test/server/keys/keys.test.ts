/** Keys of the merchant API over HTTP: what each opens, what it is told when it does not, and when it ends. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { V1 } from '../../../server/http/app.ts';
import { readPermissions } from '../../../server/model/permission.ts';
import { startWorld, type World } from '../../support/world.ts';
import { form, openSession, raw, returningBuyer } from '../shop.ts';

const HOUR_MS = 3600_000;
const ROOTS = 'sk_test_keepsake,sk_test_second';

describe('a key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-keys-'));
  const file = join(folder, 'keepsake.db');
  const encryptionKeys = `test:${randomBytes(32).toString('base64')}`;
  const logged: string[] = [];
  const note = (...entry: unknown[]) => void logged.push(JSON.stringify(entry));
  let aheadMs = 0;
  let world: World;
  /** A second process on the same file. */
  let other: World;
  const open = () =>
    startWorld({
      databaseUrl: `file:${file}`,
      config: { encryptionKeys, secretKey: ROOTS },
      overrides: {
        now: () => Date.now() + aheadMs,
        log: { debug: note, info: note, warn: note, error: note },
      },
    });
  before(async () => {
    world = await open();
    other = await open();
  });
  after(async () => {
    await world.close();
    await other.close();
    rmSync(folder, { recursive: true });
  });

  const make = (may: string | null = null, account = 'acct_default') => {
    const read = may === null ? null : readPermissions(may);
    assert.ok(read === null || 'permissions' in read);
    return world.keepsake.access.createKey({
      account,
      name: 'a till',
      kind: read === null ? 'secret' : 'restricted',
      permissions: read?.permissions ?? null,
      expiresMs: null,
    });
  };
  const ask = (key: string, method = 'GET', path = '/v1/customers', where = world) =>
    raw(where, method, path, { headers: { authorization: `Bearer ${key}` } });

  it('of the installation may be one of several, so that it can be changed', async () => {
    for (const key of ROOTS.split(',')) assert.equal((await ask(key)).status, 200);
    assert.equal((await ask('sk_test_third')).status, 401);
    const basic = Buffer.from('sk_test_second:').toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    assert.equal((await raw(world, 'GET', '/v1/customers', { headers })).status, 200);
  });

  it('is kept as a hash, and shown once', async () => {
    const { key, secret } = await make();
    assert.match(secret, /^sk_test_[0-9A-Za-z]{24}$/);
    assert.equal((await ask(secret)).status, 200);
    assert.equal((await ask(secret, 'GET', '/v1/customers', other)).status, 200);
    const everything = [
      readFileSync(file, 'latin1'),
      readFileSync(`${file}-wal`, 'latin1'),
      logged.join('\n'),
      JSON.stringify(await world.keepsake.access.keys(null)),
    ].join('\n');
    assert.ok(!everything.includes(secret.slice('sk_test_'.length)));
    assert.ok(everything.includes(key.hint));
  });

  it('notes its last use, roughly', async () => {
    const { key, secret } = await make();
    await ask(secret);
    const used = async () => {
      const all = await world.keepsake.access.keys('acct_default');
      return all.find(({ id }) => id === key.id)?.lastUsedMs ?? null;
    };
    for (let wait = 0; wait < 50 && (await used()) === null; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(await used());
  });

  it('that is revoked ends here at once, and elsewhere within five seconds', async () => {
    const { key, secret } = await make();
    assert.equal((await ask(secret)).status, 200);
    assert.equal((await ask(secret, 'GET', '/v1/customers', other)).status, 200);
    await world.keepsake.access.revokeKey(key.id);
    const ended = await ask(secret);
    assert.deepEqual([ended.status, ended.error.code], [401, 'api_key_invalid']);
    assert.match(String(ended.error.message), /^Revoked API Key provided: sk_test_…/);
    aheadMs += 5_000;
    assert.equal((await ask(secret, 'GET', '/v1/customers', other)).status, 401);
    await assert.rejects(world.keepsake.access.revokeKey(key.id), /is revoked already/);
    await assert.rejects(world.keepsake.access.revokeKey('key_none'), /there is no key key_none/);
  });

  it('that is rotated goes on beside its successor for as long as it was said', async () => {
    const old = await make('customers=read');
    const next = await world.keepsake.access.rotateKey(old.key.id, HOUR_MS);
    assert.match(next.secret, /^rk_test_/);
    for (const { secret } of [old, next]) {
      assert.equal((await ask(secret)).status, 200);
      assert.equal((await ask(secret, 'GET', '/v1/charges')).status, 403);
    }
    aheadMs += HOUR_MS;
    const ended = await ask(old.secret);
    assert.deepEqual([ended.status, ended.error.code], [401, 'api_key_expired']);
    assert.equal((await ask(next.secret)).status, 200);
    const now = await make();
    await world.keepsake.access.rotateKey(now.key.id, 0);
    assert.equal((await ask(now.secret)).status, 401);
  });

  it('that is restricted is told which permission it lacks, on every route', async () => {
    const { secret } = await make('customers=none');
    const { secret: reader } = await make('all=read');
    for (const [method, path] of V1) {
      const verb = method.toUpperCase();
      const named = path.replace(':id', 'x_1');
      const refused = await ask(secret, verb, named);
      assert.deepEqual(
        [refused.status, refused.error.code],
        [403, 'more_permissions_required'],
        `${method} ${path}`,
      );
      assert.match(
        String(refused.error.message),
        /^The key rk_test_….{4} may not do this: it lacks/,
      );
      assert.match(String(refused.error.permission), /^[a-z_]+=(read|write)$/);
      const asks = verb === 'GET' || path === '/v1/invoices/create_preview';
      const read = await ask(reader, verb, named);
      assert.equal(read.status === 403, !asks, `${method} ${path}: ${read.status}`);
    }
  });

  it('that is restricted sees nothing by way of something else, and does nothing on the way', async () => {
    const { customer, card } = await returningBuyer(world);
    const path = `/v1/payment_methods/${card}?expand[]=customer`;
    const { secret: narrow } = await make('payment_methods=write,setup_intents=write');
    const { secret: wide } = await make('payment_methods=write,customers=read');
    assert.equal((await ask(narrow, 'GET', path)).status, 403);
    const seen = await ask(wide, 'GET', path);
    assert.equal(Object(seen.body.customer).id, customer);
    const before = (await ask('sk_test_keepsake', 'GET', '/v1/setup_intents')).body.data;
    const refused = await form(
      world,
      '/v1/setup_intents',
      `customer=${customer}&expand[]=customer`,
      {
        authorization: `Bearer ${narrow}`,
      },
    );
    assert.equal(refused.status, 403);
    assert.deepEqual((await ask('sk_test_keepsake', 'GET', '/v1/setup_intents')).body.data, before);
  });

  it('of another kind or mode is told so, and never repeated', async () => {
    const { secret } = await openSession(world);
    const rows: readonly (readonly [key: string, says: RegExp])[] = [
      ['pk_test_0123456789abcdef', /publishable key; the merchant API takes the secret key/],
      [secret, /client secret; the merchant API takes the secret key/],
      ['sk_live_0123456789abcdef', /live key \(sk_live_…cdef\), and this installation is in test/],
      ['rk_live_0123456789abcdef', /live key/],
      ['rk_test_0123456789abcdef', /^Invalid API Key provided: rk_test_…cdef$/],
      ['nonsense', /^Invalid API Key provided: …$/],
    ];
    for (const [key, says] of rows) {
      const { status, error, text } = await ask(key);
      assert.deepEqual([status, error.code], [401, 'api_key_invalid'], key);
      assert.match(String(error.message), says);
      assert.ok(!text.includes(key), key);
    }
    const { secret: rk } = await make('all=write');
    for (const key of ['sk_test_keepsake', rk, 'pk_test_0123456789abcdef']) {
      const { status, body } = await world.elements(key, '/elements/checkout');
      const { code, message } = Object(body.error);
      assert.deepEqual([status, code], [401, 'client_secret_invalid']);
      assert.match(message, key.startsWith('pk') ? /publishable key/ : /roll this key now/);
      assert.ok(!JSON.stringify(body).includes(key));
    }
  });

  it('that a web page sends is refused, valid or not, and told to be rolled', async () => {
    const { secret } = await make();
    for (const key of [secret, 'sk_test_keepsake', 'sk_test_wrong'])
      for (const origin of ['https://shop.example', 'null', 'http://localhost:1'])
        for (const method of ['GET', 'POST']) {
          const headers = { authorization: `Bearer ${key}`, origin };
          const refused = await raw(world, method, '/v1/customers', { headers });
          assert.deepEqual([refused.status, refused.error.code], [403, 'secret_key_in_browser']);
          assert.equal(refused.headers.get('access-control-allow-origin'), null);
        }
    const byAddress = world.api.url.replace('localhost', '127.0.0.1');
    for (const url of [world.api.url, byAddress]) {
      const headers = { authorization: `Bearer ${secret}`, origin: url };
      assert.equal((await fetch(`${url}/v1/customers`, { headers })).status, 200, url);
    }
    const preflight = await fetch(`${world.api.url}/v1/customers`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
  });

  it('is not kept for an account that is not there, or under no name', async () => {
    const fields = { name: 'x', kind: 'secret', permissions: null, expiresMs: null } as const;
    const { access } = world.keepsake;
    await assert.rejects(access.createKey({ ...fields, account: 'acct_none' }), /no account/);
    await assert.rejects(
      access.createKey({ ...fields, account: 'acct_default', name: ' ' }),
      /name has 1 to/,
    );
    const db = new Sqlite(file, { readonly: true });
    assert.equal(
      db.prepare("select count(*) from api_keys where account = 'acct_none'").pluck().get(),
      0,
    );
    db.close();
  });
});
