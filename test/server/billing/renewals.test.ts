/**
 * Renewals whatever workers do: one invoice for a subscription and period, in order, when workers are
 * two, late, or die anywhere.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { createKeepsake, type Keepsake } from '../../../server/index.ts';
import type { Processor } from '../../../server/processors/processor.ts';
import { openStore, type Store } from '../../../server/storage/database.ts';
import { createTeller } from '../permission/teller.ts';

type Json = Record<string, unknown>;

const DAY = 86_400_000;
const KEY = 'sk_test_keepsake';
const START = Date.UTC(2027, 0, 31, 10);
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

describe('renewals', () => {
  const teller = createTeller();
  /** Whether the processor says at last that it knows nothing of what it left open. */
  let admits = false;
  const processor: Processor = {
    ...teller,
    capabilities: teller.capabilities,
    lookup: async (...asked) => (admits ? { kind: 'absent' } : teller.lookup(...asked)),
  };
  let nowMs = START;
  let store: Store;
  let shop: Keepsake;
  /** Another process on the same data, which dies at its n-th transaction from now. */
  let frail: Keepsake;
  let diesAfter = Number.POSITIVE_INFINITY;

  before(async () => {
    store = await openStore(':memory:', { now: () => nowMs });
    const failing: Store = {
      ...store,
      transact(run) {
        diesAfter -= 1;
        return diesAfter < 0 ? Promise.reject(new Error('killed')) : store.transact(run);
      },
    };
    const options = {
      databaseUrl: ':memory:',
      secretKey: KEY,
      encryptionKeys: `test:${randomBytes(32).toString('base64')}`,
      bankSecret: randomBytes(16).toString('hex'),
      logLevel: 'silent' as const,
    };
    const world = { log: SILENT, now: () => nowMs, processors: [processor] };
    shop = await createKeepsake(options, { ...world, store });
    frail = await createKeepsake(options, { ...world, store: failing });
  });
  after(() => shop.close());
  // What one test sold is not renewed in the next one.
  afterEach(async () => {
    const { data } = (await api('GET', '/v1/subscriptions?limit=100')) as { data: Json[] };
    for (const { id } of data) await api('DELETE', `/v1/subscriptions/${id}`);
  });

  async function api(method: string, path: string, body?: Json): Promise<Json> {
    const response = await shop.fetch(
      new Request(`http://keepsake.test${path}`, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const answer = (await response.json()) as Json;
    assert.equal(response.status, 200, JSON.stringify(answer));
    return answer;
  }
  const made = async (path: string, body: Json) => String((await api('POST', path, body)).id);

  /** A subscription to something for 5.00 a month, allowed on paper. */
  async function subscribe(more: Json = {}): Promise<string> {
    const customer = await made('/v1/customers', { email: 'ada@example.com' });
    const card = await made('/v1/payment_methods/pm_card_visa/attach', { customer });
    await made('/v1/mandates', {
      payment_method: card,
      customer_acceptance: { type: 'offline' },
      terms: { category: 'recurring', currency: 'usd', interval: 'month' },
    });
    await api('POST', `/v1/customers/${customer}`, {
      invoice_settings: { default_payment_method: card },
    });
    const price = await made('/v1/prices', {
      currency: 'usd',
      unit_amount: 500,
      product_data: { name: 'Tea' },
      recurring: { interval: 'month' },
    });
    return made('/v1/subscriptions', { customer, items: [{ price }], ...more });
  }

  /** Its invoices, the oldest first: when the period begins, and the state. */
  async function billed(subscription: string): Promise<readonly (readonly [string, string])[]> {
    const path = `/v1/invoices?limit=100&subscription=${subscription}`;
    const { data } = (await api('GET', path)) as { data: Json[] };
    return data
      .map(
        (each) =>
          [
            new Date(Number(each.period_start) * 1000).toISOString().slice(0, 10),
            String(each.status),
          ] as const,
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Lets workers work until nothing is left to do. */
  async function rest(...workers: Keepsake[]): Promise<void> {
    for (let turns = 0; turns < 30; turns += 1) {
      const done = await Promise.all(workers.map(({ worker }) => worker.turn()));
      if (done.every((each) => each === 0)) return;
    }
    throw new Error('workers never rest');
  }

  it('make every period one invoice, in order, for whoever slept for a year', async () => {
    nowMs = START;
    const its = await subscribe();
    nowMs = START + 366 * DAY;
    await rest(shop);
    const days = ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31'];
    const expected = [
      ...[...days, '09-30', '10-31', '11-30', '12-31'].map((day) => `2027-${day}`),
      '2028-01-31',
    ];
    assert.deepEqual(
      await billed(its),
      expected.map((day) => [day, 'paid']),
    );
  });

  it('are made and charged once by two workers at once', async () => {
    nowMs = START + 400 * DAY;
    const ids = [await subscribe(), await subscribe(), await subscribe()];
    const charges = teller.book.length;
    nowMs += 32 * DAY;
    await rest(shop, frail);
    for (const id of ids) assert.equal((await billed(id)).length, 2);
    assert.equal(teller.book.length - charges, 3);
  });

  it('wait for an unknown outcome, and go on with what it was', async () => {
    nowMs = START + 500 * DAY;
    const its = await subscribe();
    nowMs += 32 * DAY;
    const charges = teller.book.length;
    teller.plan(['unknown']);
    await shop.worker.turn();
    await shop.worker.turn();
    const doubt = await api('GET', `/v1/subscriptions/${its}`);
    assert.equal(doubt.status, 'past_due');
    assert.equal((await billed(its))[1]?.[1], 'open');
    for (let days = 0; days < 5; days += 1) {
      nowMs += DAY;
      await rest(shop);
    }
    assert.equal(teller.book.length - charges, 1);
    admits = true;
    for (let days = 0; days < 5; days += 1) {
      nowMs += DAY;
      await rest(shop);
    }
    admits = false;
    assert.equal(teller.book.length - charges, 2);
    const known = await api('GET', `/v1/subscriptions/${its}`);
    assert.equal(known.status, 'active');
    assert.deepEqual(
      (await billed(its)).map(([, status]) => status),
      ['paid', 'paid'],
    );
  });

  it('collect nothing while that is paused, and nothing of what has ended', async () => {
    nowMs = START + 700 * DAY;
    const [kept, gone] = [await subscribe(), await subscribe()];
    const pause = { pause_collection: { behavior: 'void' } };
    await api('POST', `/v1/subscriptions/${kept}`, pause);
    await api('POST', `/v1/subscriptions/${gone}`, { cancel_at_period_end: true });
    const charges = teller.book.length;
    nowMs += 70 * DAY;
    await rest(shop);
    assert.equal(teller.book.length, charges);
    assert.deepEqual(
      (await billed(kept)).map(([, status]) => status),
      ['paid', 'void', 'void'],
    );
    assert.equal((await api('GET', `/v1/subscriptions/${gone}`)).status, 'canceled');
    assert.equal((await billed(gone)).length, 1);
    await api('POST', `/v1/subscriptions/${kept}`, { pause_collection: '' });
    nowMs += 31 * DAY;
    await rest(shop);
    assert.equal((await billed(kept)).at(-1)?.[1], 'paid');
  });

  it('are not charged to a card that was taken away, and say so', async () => {
    nowMs = START + 850 * DAY;
    const its = await subscribe();
    const { effective_payment_method: card } = await api('GET', `/v1/subscriptions/${its}`);
    await api('POST', `/v1/subscriptions/${its}`, { default_payment_method: card });
    await api('POST', `/v1/payment_methods/${card}/detach`);
    const charges = teller.book.length;
    nowMs += 32 * DAY;
    await rest(shop);
    assert.equal(teller.book.length, charges);
    const behind = await api('GET', `/v1/subscriptions/${its}`);
    const { reasons } = behind.readiness as { reasons: Json[] };
    assert.equal(behind.status, 'past_due');
    assert.ok(reasons.some(({ code }) => code === 'payment_method_detached'));
    assert.deepEqual((await billed(its)).at(-1)?.[1], 'open');
  });

  it('end a trial that nobody can be charged for, as was said', async () => {
    nowMs = START + 900 * DAY;
    const customer = await made('/v1/customers', {});
    const price = await made('/v1/prices', {
      currency: 'usd',
      unit_amount: 500,
      product_data: { name: 'Tea' },
      recurring: { interval: 'month' },
    });
    const ends = async (missing: string) =>
      made('/v1/subscriptions', {
        customer,
        items: [{ price }],
        trial_period_days: 7,
        trial_settings: { end_behavior: { missing_payment_method: missing } },
      });
    const ids = [await ends('cancel'), await ends('pause'), await ends('create_invoice')];
    nowMs += 8 * DAY;
    await rest(shop);
    const found = await Promise.all(ids.map((id) => api('GET', `/v1/subscriptions/${id}`)));
    assert.deepEqual(
      found.map(({ status }) => status),
      ['canceled', 'paused', 'past_due'],
    );
    const card = await made('/v1/payment_methods/pm_card_visa/attach', { customer });
    await made('/v1/mandates', {
      payment_method: card,
      customer_acceptance: { type: 'offline' },
      terms: { category: 'recurring', currency: 'usd' },
    });
    await api('POST', `/v1/subscriptions/${ids[1]}`, { default_payment_method: card });
    const resumed = await api('POST', `/v1/subscriptions/${ids[1]}/resume`, {});
    assert.equal(resumed.status, 'active');
  });

  it('are made and charged once by a worker that dies, wherever it dies', async () => {
    nowMs = START + 1000 * DAY;
    const its = await subscribe();
    const charges = teller.book.length;
    let months = 0;
    let survived = false;
    for (let step = 0; step < 60 && !survived; step += 1) {
      nowMs += 31 * DAY;
      diesAfter = step;
      await frail.worker.turn();
      survived = diesAfter >= 0;
      diesAfter = Number.POSITIVE_INFINITY;
      // Leases end, and somebody else goes on.
      nowMs += 300_000;
      await rest(shop);
      months += 1;
    }
    assert.ok(survived && months > 10, `${months} deaths`);
    const found = await billed(its);
    assert.equal(new Set(found.map(([day]) => day)).size, found.length);
    const span = Math.round((nowMs - (START + 1000 * DAY)) / DAY);
    assert.ok(found.length >= Math.floor(span / 31) && found.length <= Math.ceil(span / 30) + 1);
    assert.ok(
      found.every(([, status]) => status === 'paid'),
      JSON.stringify(found),
    );
    assert.equal(teller.book.length - charges, found.length - 1);
    const keys = teller.book.map(({ attempt }) => attempt);
    assert.equal(new Set(keys).size, keys.length);
  });
});
