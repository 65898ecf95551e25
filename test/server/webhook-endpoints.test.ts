/** Webhook endpoints as merchants keep them: made, shown, changed, deleted; and their secret kept. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { startWorld, type World } from '../support/world.ts';
import { form, json, raw, refusal } from './shop.ts';
import { faults } from './wire/sdk-shapes.ts';

const URL_HERE = 'https://shop.example/hooks';

describe('webhook endpoints', () => {
  let world: World;
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-endpoints-'));
  const file = join(folder, 'keepsake.db');
  before(async () => {
    world = await startWorld({ databaseUrl: `file:${file}` });
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  /** Every text in every table. */
  const stored = () => {
    const db = new Sqlite(file, { readonly: true });
    const tables = db
      .prepare("select name from sqlite_master where type = 'table'")
      .pluck()
      .all() as string[];
    const rows = tables.map((table) => JSON.stringify(db.prepare(`select * from ${table}`).all()));
    db.close();
    return rows.join('\n');
  };

  it('have Stripe’s shape, and show their secret once', async () => {
    const made = await world.stripe.webhookEndpoints.create({
      url: URL_HERE,
      enabled_events: ['charge.succeeded', 'charge.succeeded', 'charge.failed'],
      description: 'Orders',
      metadata: { shop: '1' },
      api_version: '2026-10-28.endive',
    });
    assert.match(made.id, /^we_/);
    assert.match(String(made.secret), /^whsec_[0-9A-Za-z]{24}$/);
    assert.deepEqual(faults('WebhookEndpoints', 'WebhookEndpoint', made), []);
    assert.deepEqual(
      [made.url, made.status, made.description, made.api_version, made.metadata],
      [URL_HERE, 'enabled', 'Orders', '2026-10-28.endive', { shop: '1' }],
    );
    assert.deepEqual(made.enabled_events, ['charge.succeeded', 'charge.failed']);
    const found = await world.stripe.webhookEndpoints.retrieve(made.id);
    assert.equal('secret' in found, false);
    const { data } = await world.stripe.webhookEndpoints.list();
    assert.deepEqual(
      data.map((each) => [each.id, 'secret' in each]),
      [[made.id, false]],
    );
    const changed = await world.stripe.webhookEndpoints.update(made.id, { description: '' });
    assert.deepEqual([changed.description, 'secret' in changed], [null, false]);
  });

  it('keep their secret sealed, in the answer kept for its key too, which replays as it was', async () => {
    const body = `url=${encodeURIComponent(URL_HERE)}&enabled_events[]=*`;
    const key = { 'idempotency-key': 'endpoint-1' };
    const first = await form(world, '/v1/webhook_endpoints', body, key);
    const again = await form(world, '/v1/webhook_endpoints', body, key);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.equal(again.text, first.text);
    const secret = String(first.body.secret);
    assert.match(secret, /^whsec_/);
    assert.ok(stored().includes(String(first.body.id)));
    assert.equal(stored().includes(secret), false);
    assert.equal(stored().includes(secret.slice('whsec_'.length)), false);
  });

  it('are changed, disabled, enabled again and deleted', async () => {
    const { id } = await world.stripe.webhookEndpoints.create({
      url: URL_HERE,
      enabled_events: ['*'],
      metadata: { a: '1', b: '2' },
    });
    const changed = await world.stripe.webhookEndpoints.update(id, {
      url: 'http://other.example/',
      enabled_events: ['customer.created'],
      metadata: { a: '', c: '3' },
      disabled: true,
    });
    assert.deepEqual(
      [changed.url, changed.enabled_events, changed.metadata, changed.status],
      ['http://other.example/', ['customer.created'], { b: '2', c: '3' }, 'disabled'],
    );
    const enabled = await world.stripe.webhookEndpoints.update(id, { disabled: false });
    assert.equal(enabled.status, 'enabled');
    const gone = await world.stripe.webhookEndpoints.del(id);
    assert.deepEqual([gone.id, gone.object, gone.deleted], [id, 'webhook_endpoint', true]);
    for (const call of [
      () => world.stripe.webhookEndpoints.retrieve(id),
      () => world.stripe.webhookEndpoints.update(id, { disabled: false }),
      () => world.stripe.webhookEndpoints.del(id),
    ]) {
      const { statusCode, code } = await refusal(call());
      assert.deepEqual([statusCode, code], [404, 'resource_missing']);
    }
    const { data } = await world.stripe.webhookEndpoints.list({ limit: 100 });
    assert.equal(
      data.some((each) => each.id === id),
      false,
    );
    assert.equal((await raw(world, 'GET', `/v1/webhook_endpoints/${id}/deliveries`)).status, 404);
  });

  const WRONG: readonly (readonly [
    name: string,
    body: Record<string, unknown>,
    param: string,
    code?: string,
  ])[] = [
    ['no address', { enabled_events: ['*'] }, 'url', 'parameter_missing'],
    ['no events', { url: URL_HERE }, 'enabled_events', 'parameter_missing'],
    ['an empty list of events', { url: URL_HERE, enabled_events: [] }, 'enabled_events'],
    ['what is no event', { url: URL_HERE, enabled_events: ['Charge'] }, 'enabled_events[0]'],
    ['a pattern', { url: URL_HERE, enabled_events: ['*', 'charge.*'] }, 'enabled_events[1]'],
    ['what is no address', { url: 'shop.example', enabled_events: ['*'] }, 'url'],
    ['another scheme', { url: 'ftp://shop.example/', enabled_events: ['*'] }, 'url'],
    ['a file', { url: 'file:///etc/passwd', enabled_events: ['*'] }, 'url'],
    ['a user name', { url: 'https://ada:x@shop.example/', enabled_events: ['*'] }, 'url'],
    ['an unknown parameter', { url: URL_HERE, enabled_events: ['*'], colour: 'x' }, 'colour'],
    ['a foreign expansion', { url: URL_HERE, enabled_events: ['*'], expand: ['x'] }, 'expand'],
  ];
  for (const [name, body, param, code] of WRONG) {
    it(`are refused with ${name}, and nothing of them stays`, async () => {
      const count = async () =>
        (await world.stripe.webhookEndpoints.list({ limit: 100 })).data.length;
      const standing = await count();
      const { status, error } = await json(world, '/v1/webhook_endpoints', body);
      assert.deepEqual([status, error.param], [400, param], JSON.stringify(error));
      if (code !== undefined) assert.equal(error.code, code);
      assert.equal(await count(), standing);
    });
  }

  it('are at most sixteen', async () => {
    const { data } = await world.stripe.webhookEndpoints.list({ limit: 100 });
    const make = () =>
      world.stripe.webhookEndpoints.create({ url: URL_HERE, enabled_events: ['*'] });
    for (let count = data.length; count < 16; count += 1) await make();
    const refused = await refusal(make());
    assert.deepEqual([refused.statusCode, refused.code], [400, 'resource_limit_exceeded']);
    await world.stripe.webhookEndpoints.del(String(data[0]?.id));
    await make();
  });
});
