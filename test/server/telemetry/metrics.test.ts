/** Who may look, what the figures say after what happened, and what looking costs the database. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { openStore } from '../../../server/storage/database.ts';
import type { Schema } from '../../../server/storage/schema.ts';
import * as standing from '../../../server/storage/standing.ts';
import { createRegistry } from '../../../server/telemetry/registry.ts';
import { openTill, type Till } from '../money/books.ts';
import { startReceiver, status } from '../receiver.ts';
import { eventually, form, json, openSession, press, refusal, returningBuyer } from '../shop.ts';

const TOKEN = 'a-token-of-sixteen-or-more';
let till: Till;

before(async () => {
  till = await openTill({ config: { metricsToken: TOKEN, webhooksAllowPrivate: '1' } });
});
after(() => till.close());

type Series = ReadonlyMap<string, number>;

/** Every series of one look, by its text up to the value; labels in the order of the catalog. */
async function look(its: Pick<Till, 'api'> = till, authorization = `Bearer ${TOKEN}`) {
  const response = await fetch(`${its.api.url}/metrics`, { headers: { authorization } });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n').filter((line) => /^[a-z]/.test(line));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  ) as Series;
}

/** How much each of these has grown. */
const grown = (before: Series, now: Series, names: readonly string[]) =>
  names.map((name) => (now.get(name) ?? 0) - (before.get(name) ?? 0));

const attempts = (operation: string, outcome: string, initiator = 'customer') =>
  `keepsake_attempts_total{processor="sandbox",operation="${operation}",outcome="${outcome}",initiator="${initiator}"}`;

test('a token or a secret key opens it, and nothing else', async () => {
  const asked = async (headers: Record<string, string>, path = '/metrics', method = 'GET') => {
    const response = await fetch(till.api.url + path, { method, headers });
    await response.arrayBuffer();
    return response.status;
  };
  assert.equal(await asked({ authorization: `Bearer ${TOKEN}` }), 200);
  assert.equal(await asked({ authorization: `Bearer ${till.api.key}` }), 200);
  const basic = Buffer.from(`${till.api.key}:`).toString('base64');
  assert.equal(await asked({ authorization: `Basic ${basic}` }), 200);
  for (const bad of [`Bearer ${TOKEN}x`, 'Bearer', 'Bearer pk_test_keepsake', `Basic ${TOKEN}`])
    assert.equal(await asked({ authorization: bad }), 401, bad);
  assert.equal(await asked({}), 401, 'with a token set, this machine needs it too');
  assert.equal(await asked({ authorization: `Bearer ${TOKEN}` }, '/metrics', 'POST'), 404);
});

test('without a token this machine may look, and nobody through it', async () => {
  const open = await openTill();
  const { fetch: doors } = open.keepsake.telemetry;
  const from = (remoteAddress: string, headers: Record<string, string> = {}, path = '/metrics') =>
    doors(new Request(`http://x${path}`, { headers }), { incoming: { socket: { remoteAddress } } });
  const FOREIGN = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'origin', 'sec-fetch-site'];
  const cases: readonly (readonly [string, Record<string, string>, number])[] = [
    ['127.0.0.1', {}, 200],
    ['::1', {}, 200],
    ['::ffff:127.0.0.1', {}, 200],
    ['10.0.0.1', {}, 401],
    ['', {}, 401],
    ...FOREIGN.map((name) => ['127.0.0.1', { [name]: '127.0.0.1' }, 401] as const),
  ];
  for (const [address, headers, expected] of cases)
    assert.equal(
      (await from(address, headers)).status,
      expected,
      `${address} ${Object.keys(headers)}`,
    );
  assert.equal((await doors(new Request('http://x/metrics'))).status, 401);
  assert.equal((await from('10.0.0.1', {}, '/healthz')).status, 200);
  assert.equal((await from('127.0.0.1', {}, '/v1/customers')).status, 404);
  await open.close();
});

test('attempts, calls and requests are counted once each', async () => {
  const before = await look();
  const { customer, card } = await returningBuyer(till);
  const { secret } = await openSession(till, { customer });
  assert.equal((await press(till, secret, { payment_method: card })).status, 200);
  await till.pay({ capture_method: 'manual' });
  await refusal(till.pay({ payment_method: 'pm_card_chargeDeclined' }));
  const now = await look();
  const confirm =
    'http_server_request_duration_seconds_count{method="POST",route="/elements/checkout/confirm",status="200"}';
  const names = [
    attempts('charge', 'succeeded'),
    attempts('charge', 'authorized'),
    attempts('charge', 'declined'),
    attempts('charge', 'unknown'),
    confirm,
    'keepsake_processor_call_duration_seconds_count{processor="sandbox",operation="charge",result="declined"}',
  ];
  assert.deepEqual(grown(before, now, names), [1, 1, 1, 0, 1, 1]);
  const [commits, units] = grown(before, now, [
    'keepsake_database_commit_duration_seconds_count',
    'keepsake_database_units_per_commit_sum',
  ]);
  assert.ok(commits && units && units >= commits, `${commits} commits of ${units}`);
});

test('an unknown outcome is seen with its age until it is known', async () => {
  const before = await look();
  assert.equal(before.get('keepsake_unknown_attempts'), 0);
  await till.arm({ kind: 'timeout_after_effect', next: 1 });
  const intent = await till.pay();
  assert.equal(intent.status, 'processing');
  till.pass(20 * 60_000);
  const during = await look();
  assert.equal(during.get('keepsake_unknown_attempts'), 1);
  const age = during.get('keepsake_unknown_attempts_oldest_seconds') ?? 0;
  assert.ok(age > 1_190 && age < 1_300, `${age} s`);
  const late = during.get('keepsake_due_work_oldest_seconds{queue="attempts"}') ?? 0;
  assert.ok(late > 1_000, `due for ${late} s`);
  await till.settle();
  const now = await look();
  assert.equal(now.get('keepsake_unknown_attempts'), 0);
  assert.equal(now.get('keepsake_unknown_attempts_oldest_seconds'), 0);
  const [unknown, succeeded] = grown(before, now, [
    attempts('charge', 'unknown'),
    attempts('charge', 'succeeded'),
  ]);
  assert.deepEqual([unknown, succeeded], [1, 1], 'counted again when it is known');
});

test('what is refused is counted by its reason, what is undone is not counted', async () => {
  const before = await look();
  const { customer, card } = await returningBuyer(till);
  const later = { customer, payment_method: card, off_session: true } as const;
  await refusal(till.pay(later));
  await form(till, '/v1/customers', 'name=4000056655665556');
  const key = { 'idempotency-key': 'telemetry-1' };
  await form(till, '/v1/customers', 'name=A', key);
  await form(till, '/v1/customers', 'name=A', key);
  await form(till, '/v1/customers', 'name=B', key);
  await json(till, '/webhooks/processors/sandbox', { forged: true });
  const names = [
    'keepsake_refusals_total{reason="no_active_mandate"}',
    'keepsake_card_numbers_refused_total',
    'keepsake_idempotency_total{result="replayed"}',
    'keepsake_idempotency_total{result="mismatch"}',
    'keepsake_inbox_refused_total',
    attempts('charge', 'succeeded', 'merchant'),
  ];
  assert.deepEqual(grown(before, await look(), names), [1, 1, 1, 1, 1, 0]);
});

test('webhooks are counted by how they ended, and those outstanding are seen', async () => {
  const shop = await startReceiver(status(503));
  await till.stripe.webhookEndpoints.create({
    url: shop.url,
    enabled_events: ['customer.created'],
  });
  const before = await look();
  await till.stripe.customers.create({});
  await eventually(
    async () => {
      await till.keepsake.worker.turn();
      return shop.received.length;
    },
    (count) => count > 0,
  );
  till.pass(2 * 3_600_000);
  const during = await eventually(
    look,
    (series) => (series.get('keepsake_webhook_deliveries_total{result="http_5xx"}') ?? 0) > 0,
  );
  assert.equal(during.get('keepsake_webhooks_pending'), 1);
  assert.ok((during.get('keepsake_webhooks_oldest_pending_seconds') ?? 0) > 7_000);
  shop.react(status(200));
  await till.keepsake.worker.turn();
  till.pass(6_000);
  const now = await look();
  assert.equal(now.get('keepsake_webhooks_pending'), 0);
  const name = 'keepsake_webhook_deliveries_total{result="delivered"}';
  assert.deepEqual(grown(before, now, [name]), [1]);
  const failed = [...now.keys()].filter((each) =>
    each.startsWith('keepsake_worker_failures_total'),
  );
  assert.deepEqual(failed, [], 'no duty has failed in all these turns');
  assert.ok(now.get('keepsake_ledger_checked_timestamp_seconds{processor="sandbox"}'));
  await shop.close();
});

test('paths are told by their patterns, whatever is asked', async () => {
  const before = (await look()).size;
  for (let each = 0; each < 60; each += 1) await form(till, `/v1/customers/cus_${each}x`, 'name=A');
  await Promise.all(
    ['/a', '/b/c', '/v1/nothing', '/%00', '/assets/x'].map((path) => fetch(till.api.url + path)),
  );
  const now = await look();
  const routes = [...now.keys()].filter((name) =>
    name.startsWith('http_server_request_duration_seconds_count'),
  );
  assert.ok(routes.some((name) => name.includes('route="unmatched",status="404"')));
  assert.ok(routes.every((name) => !/cus_\d|\/b\/c|nothing/.test(name)));
  assert.ok(now.size - before < 60, `${now.size - before} new series`);
});

test('series of one metric are bounded, and installations count for themselves', async () => {
  const [one, other] = [createRegistry(), createRegistry()];
  for (let each = 0; each < 2_500; each += 1)
    one.meter.count('refusals', { reason: `made_up_${each}` });
  one.meter.count('rateLimited', {});
  const text = await one.text();
  assert.equal(text.match(/^keepsake_refusals_total\{/gm)?.length, 2_001);
  assert.match(text, /^keepsake_refusals_total\{reason=""\} 500$/m);
  assert.match(await other.text(), /^keepsake_rate_limited_total 0$/m);
});

test('a payment that goes on elsewhere, and one that no mandate covers, are counted', async () => {
  const two = await openTill({
    config: { processors: 'sandbox,sandbox:south', mandates: 'advisory', metricsToken: TOKEN },
  });
  const { customer, card } = await returningBuyer(two);
  // The card is taken to the second processor by a worker.
  await two.keepsake.worker.turn();
  const paid = await two.pay({ customer, payment_method: card, off_session: true });
  assert.equal(paid.status, 'succeeded');
  for (let each = 0; each < 3; each += 1) {
    await two.arm({ kind: 'down', processor: 'sandbox', next: 1 });
    assert.equal((await two.pay({ customer, payment_method: card })).status, 'succeeded');
  }
  const figures = await look(two);
  const south = (outcome: string) =>
    attempts('charge', outcome).replace('sandbox', 'sandbox:south');
  const names = [
    'keepsake_advisory_charges_total{processor="sandbox"}',
    'keepsake_fallbacks_total{from="sandbox",to="sandbox:south"}',
    attempts('charge', 'not_executed'),
    south('succeeded'),
    'keepsake_processor_call_duration_seconds_count{processor="sandbox",operation="charge",result="not_executed"}',
  ];
  assert.deepEqual(grown(new Map(), figures, names), [1, 3, 3, 3, 3]);
  assert.equal(figures.get('keepsake_processor_avoided{processor="sandbox:south"}'), 0);
  await two.close();
});

/** A database that answers nothing and keeps what it is asked. */
function listening(asked: CompiledQuery[]) {
  const connection: DatabaseConnection = {
    async executeQuery(query) {
      asked.push(query);
      return { rows: [] };
    },
    streamQuery: () => assert.fail('nothing is streamed'),
  };
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () =>
        Object.assign(new DummyDriver(), { acquireConnection: async () => connection }),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** Tables that stay small, and indexes that hold only what is outstanding. */
const SMALL = /^SCAN (?:e|pulses|counted|t|\(subquery-\d+\)|CONSTANT ROW)\b/;
const OUTSTANDING =
  /USING (?:COVERING )?INDEX (?:attempts_unknown|inbox_due|deliveries_due|invoices_due)\b/;

test('no question of a look reads a whole table', async () => {
  const asked: CompiledQuery[] = [];
  const db = listening(asked);
  await standing.oldestDue(db, 1);
  await standing.unknownAttempts(db);
  await standing.oldestMessage(db);
  await standing.outstandingDeliveries(db);
  await standing.collectingInvoices(db);
  await standing.pulsesNow(db);
  assert.equal(asked.length, 6);
  const store = await openStore(':memory:', { now: Date.now, random: (n) => new Uint8Array(n) });
  const plan: string[] = [];
  for (const { sql: text, parameters } of asked) {
    const explain = CompiledQuery.raw(`explain query plan ${text}`, [...parameters]);
    const { rows } = await store.db.executeQuery<{ detail: string }>(explain);
    plan.push(...rows.map(({ detail }) => detail));
  }
  await store.close();
  const scans = plan.filter((step) => /^SCAN/.test(step));
  assert.ok(scans.length > 0 && plan.some((step) => /^SEARCH attempts USING/.test(step)));
  const whole = scans.filter((step) => !SMALL.test(step) && !OUTSTANDING.test(step));
  assert.deepEqual(whole, []);
  assert.ok(!plan.some((step) => /TEMP B-TREE/.test(step)), 'nothing is sorted');
});
