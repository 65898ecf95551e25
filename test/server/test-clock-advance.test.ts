/** The advance of a test clock: one at a time, killed anywhere and resumed, with nothing done twice. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createKeepsake, type Keepsake } from '../../server/index.ts';
import type { Outcome } from '../../server/model/attempt.ts';
import type { Processor } from '../../server/processors/processor.ts';
import { openStore, type Store } from '../../server/storage/database.ts';
import { createTeller } from './permission/teller.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const ORIGIN = 'http://keepsake.test';
const KEY = 'sk_test_keepsake';
const LEASE_MS = 60_000;
const HOUR = 3_600;
/** 31 January 2027, noon; epoch seconds. */
const START = Date.UTC(2027, 0, 31, 12) / 1000;

type Json = Record<string, unknown>;

let folder: string;
let nowMs = Date.UTC(2026, 5, 1);
let keepsake: Keepsake;

/** What the bank did, by attempt, whatever it answered. */
const ledger = new Map<string, Outcome>();
/** Whether the bank does what it is asked and says nothing. */
let silent = false;
const UNKNOWN = { kind: 'unknown', reason: 'timeout' } as const;

function createBank(): Processor {
  const teller = createTeller();
  return {
    ...teller,
    async charge(call) {
      const outcome = await teller.charge(call);
      ledger.set(call.attempt, outcome);
      return silent ? UNKNOWN : outcome;
    },
    lookup: async (attempt) => (silent ? UNKNOWN : (ledger.get(attempt) ?? { kind: 'absent' })),
  };
}

const bank = createBank();

const url = () => `file:${join(folder, 'api.db')}`;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-'));
  keepsake = await start();
});
after(async () => {
  await keepsake.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(more: { readonly store?: Store } = {}): Promise<Keepsake> {
  return createKeepsake(
    {
      publicUrl: ORIGIN,
      databaseUrl: url(),
      secretKey: KEY,
      encryptionKeys: `test:${Buffer.alloc(32, 1).toString('base64')}`,
      bankSecret: 'a secret of thirty-two characters',
      logLevel: 'silent',
    },
    { log: SILENT, now: () => nowMs, processors: [bank], ...more },
  );
}

async function ask(
  its: Keepsake,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: Json,
): Promise<{ readonly status: number; readonly body: Json }> {
  const response = await its.fetch(
    new Request(ORIGIN + path, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  return { status: response.status, body: (await response.json()) as Json };
}

async function made(path: string, body: Json): Promise<Json> {
  const reply = await ask(keepsake, 'POST', path, body);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body;
}

const get = async (path: string) => (await ask(keepsake, 'GET', path)).body;
const CLOCKS = '/v1/test_helpers/test_clocks';

/** A customer on a new clock, with checkouts that end hour after hour. */
async function checkoutsOn(clock: unknown, hours: readonly number[]): Promise<readonly Json[]> {
  const customer = (await made('/v1/customers', { test_clock: clock })).id;
  return Promise.all(
    hours.map((hour) =>
      made('/v1/checkout/sessions', {
        mode: 'setup',
        ui_mode: 'elements',
        currency: 'usd',
        customer,
        return_url: `${ORIGIN}/done`,
        expires_at: START + hour * HOUR,
      }),
    ),
  );
}

/** Every ending that was told of these checkouts, with its time, in the order of telling. */
async function endings(
  sessions: readonly Json[],
): Promise<readonly (readonly [unknown, unknown])[]> {
  const { data } = await get('/v1/events?type=checkout.session.expired&limit=100');
  const ids = sessions.map(({ id }) => id);
  return (data as { created: number; data: { object: { id: string } } }[])
    .map(({ created, data: { object } }) => [object.id, created] as const)
    .filter(([id]) => ids.includes(id))
    .toReversed();
}

/** A store of a process that dies with its commit of that number: it is done, and nobody hears of it. */
async function dyingStore(last: number): Promise<Store & { readonly died: Promise<void> }> {
  const real = await openStore(url(), { now: () => nowMs });
  let commits = 0;
  let die = () => {};
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const never = new Promise<never>(() => {});
  return {
    ...real,
    died,
    transact: async (work) => {
      commits += 1;
      if (commits > last) return never;
      const value = await real.transact(work);
      if (commits < last) return value;
      die();
      return never;
    },
  };
}

const HOURS = [2, 3, 5, 8] as const;

describe('the advance of a test clock', () => {
  it('does what is due in the order in which it is due, each at its own time', async () => {
    const { id } = await made(CLOCKS, { frozen_time: START });
    const sessions = await checkoutsOn(id, [8, 2, 5, 3]);
    const there = await made(`${CLOCKS}/${id}/advance`, { frozen_time: START + 6 * HOUR });
    assert.equal(there.status, 'ready');
    assert.deepEqual(
      await endings(sessions),
      [sessions[1], sessions[3], sessions[2]].map((each) => [each?.id, each?.expires_at]),
    );
  });

  it('is one at a time', async () => {
    const { id } = await made(CLOCKS, { frozen_time: START });
    const to = { frozen_time: START + HOUR };
    const both = await Promise.all([
      ask(keepsake, 'POST', `${CLOCKS}/${id}/advance`, to),
      ask(keepsake, 'POST', `${CLOCKS}/${id}/advance`, to),
    ]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 400]);
    const refused = both.find(({ status }) => status === 400)?.body.error as Json;
    assert.equal(refused.code, 'test_clock_advancing');
  });

  // The first commit sets out, the second claims the clock, then one holds it and one ends a checkout.
  for (const last of [1, 2, 3, 4, 5, 10, 11]) {
    it(`goes on elsewhere where it died with commit ${last}`, async () => {
      const { id } = await made(CLOCKS, { frozen_time: START });
      const sessions = await checkoutsOn(id, HOURS);
      const store = await dyingStore(last);
      const dying = await start({ store });
      const to = START + 10 * HOUR;
      void ask(dying, 'POST', `${CLOCKS}/${id}/advance`, { frozen_time: to });
      await store.died;
      assert.equal((await get(`${CLOCKS}/${id}`)).status, last === 11 ? 'ready' : 'advancing');
      nowMs += LEASE_MS + 1_000;
      await keepsake.worker.turn();
      await store.close();
      const there = await get(`${CLOCKS}/${id}`);
      assert.deepEqual([there.status, there.frozen_time], ['ready', to]);
      assert.deepEqual(
        await endings(sessions),
        sessions.map((each) => [each.id, each.expires_at]),
      );
    });
  }

  it('leaves a clock that was deleted meanwhile alone', async () => {
    const { id } = await made(CLOCKS, { frozen_time: START });
    await checkoutsOn(id, HOURS);
    const store = await dyingStore(4);
    const dying = await start({ store });
    void ask(dying, 'POST', `${CLOCKS}/${id}/advance`, { frozen_time: START + 10 * HOUR });
    await store.died;
    assert.equal((await ask(keepsake, 'DELETE', `${CLOCKS}/${id}`)).status, 200);
    nowMs += LEASE_MS + 1_000;
    await keepsake.worker.turn();
    await store.close();
    assert.equal((await ask(keepsake, 'GET', `${CLOCKS}/${id}`)).status, 404);
  });

  it('deletes a clock by itself after 30 days', async () => {
    const clock = await made(CLOCKS, { frozen_time: START });
    const [session] = await checkoutsOn(clock.id, [1]);
    nowMs = Number(clock.deletes_after) * 1000 - 1_000;
    await keepsake.worker.turn();
    assert.equal((await get(`${CLOCKS}/${clock.id}`)).status, 'ready');
    nowMs += 2_000;
    // The others of this file are as old.
    for (let turn = 0; turn < 5; turn += 1) await keepsake.worker.turn();
    assert.equal((await ask(keepsake, 'GET', `${CLOCKS}/${clock.id}`)).status, 404);
    assert.equal((await get(`/v1/customers/${session?.customer}`)).deleted, true);
  });
});

/** A customer on a new clock who pays $12 a month from then on. @returns the clock's id and theirs */
async function subscriberOn(frozen: number): Promise<{ clock: string; customer: string }> {
  const { id: clock } = await made(CLOCKS, { frozen_time: frozen });
  const { id: customer } = await made('/v1/customers', { test_clock: clock });
  const card = await made('/v1/payment_methods/pm_card_visa/attach', { customer });
  await made('/v1/mandates', {
    payment_method: card.id,
    customer_acceptance: { type: 'offline', accepted_at: frozen },
    terms: { category: 'recurring', currency: 'usd', max_amount: 1200, interval: 'month' },
  });
  const product = await made('/v1/products', { name: 'Coffee' });
  const price = {
    currency: 'usd',
    unit_amount: 1200,
    recurring: { interval: 'month' },
    product: product.id,
  };
  const subscription = await made('/v1/subscriptions', {
    customer,
    default_payment_method: card.id,
    items: [{ price_data: price }],
  });
  assert.equal(subscription.status, 'active', JSON.stringify(subscription));
  return { clock: String(clock), customer: String(customer) };
}

interface Told {
  readonly id: string;
  readonly created: number;
  readonly status: string;
  readonly amount_paid: number;
}

/** Their invoices, the oldest first, as time and state. */
async function invoicesOf(customer: string): Promise<readonly (readonly [string, string])[]> {
  const { data } = await get(`/v1/invoices?customer=${customer}&limit=100`);
  return (data as Told[])
    .toSorted((a, b) => a.created - b.created)
    .map(({ created, status }) => [new Date(created * 1000).toISOString(), status] as const);
}

/** How often the bank took money for a customer, by its own ledger. */
async function takenFrom(customer: string): Promise<number> {
  const { data } = await get(`/v1/payment_intents?customer=${customer}&limit=100`);
  const taken = await Promise.all(
    (data as { id: string }[]).map(async ({ id }) => {
      const { data: tries } = await get(`/v1/payment_intents/${id}/attempts`);
      return (tries as { id: string }[]).filter(
        (each) => ledger.get(each.id)?.kind === 'succeeded',
      );
    }),
  );
  return taken.flat().length;
}

/** The machine's time passes, second by second, until a clock has arrived. @returns how many seconds */
async function arrive(clock: string): Promise<number> {
  for (let seconds = 0; seconds < 400; seconds += 1) {
    if ((await get(`${CLOCKS}/${clock}`)).status === 'ready') return seconds;
    nowMs += 1_000;
    await keepsake.worker.turn();
  }
  throw new Error(`${clock} has not arrived`);
}

const iso = (month: number, day: number) =>
  new Date(Date.UTC(2027, month - 1, day, 12)).toISOString();
const SPRING = [iso(1, 31), iso(2, 28), iso(3, 31)].map((at) => [at, 'paid']);
/** 2 April 2027; epoch seconds. */
const APRIL = Date.UTC(2027, 3, 2) / 1000;

describe('renewals on the way', () => {
  for (const last of [3, 4, 5, 6, 7, 8, 10, 13]) {
    it(`are one a period, where whoever moved the clock died with commit ${last}`, async () => {
      const { clock, customer } = await subscriberOn(START);
      const store = await dyingStore(last);
      const dying = await start({ store });
      const ended = ask(dying, 'POST', `${CLOCKS}/${clock}/advance`, { frozen_time: APRIL });
      await Promise.race([store.died, ended]);
      nowMs += LEASE_MS;
      await arrive(clock);
      await store.close();
      assert.deepEqual(await invoicesOf(customer), SPRING);
      assert.equal(await takenFrom(customer), 3);
    });
  }

  it('stand still while the outcome of one is unknown, and go on once it is told', async () => {
    const { clock, customer } = await subscriberOn(START);
    silent = true;
    await made(`${CLOCKS}/${clock}/advance`, { frozen_time: APRIL });
    for (let second = 0; second < 30; second += 1) {
      nowMs += 1_000;
      await keepsake.worker.turn();
    }
    const standing = await get(`${CLOCKS}/${clock}`);
    assert.deepEqual(
      [standing.status, standing.frozen_time, standing.status_details],
      ['advancing', Date.UTC(2027, 1, 28, 12) / 1000, { advancing: { target_frozen_time: APRIL } }],
    );
    silent = false;
    await arrive(clock);
    assert.deepEqual(await invoicesOf(customer), SPRING);
    assert.equal(await takenFrom(customer), 3);
  });

  it('go on without a debt of which nobody tells anything, after two minutes', async () => {
    const { clock, customer } = await subscriberOn(START);
    const other = await made('/v1/customers', { test_clock: clock });
    const session = await made('/v1/checkout/sessions', {
      mode: 'setup',
      ui_mode: 'elements',
      currency: 'usd',
      customer: other.id,
      return_url: `${ORIGIN}/done`,
      expires_at: START + 20 * HOUR,
    });
    silent = true;
    await made(`${CLOCKS}/${clock}/advance`, { frozen_time: Date.UTC(2027, 2, 2) / 1000 });
    const seconds = await arrive(clock);
    silent = false;
    assert.ok(seconds >= 119 && seconds < 130, String(seconds));
    assert.equal((await get(`/v1/checkout/sessions/${session.id}`)).status, 'expired');
    assert.deepEqual(await invoicesOf(customer), [SPRING[0], [iso(2, 28), 'open']]);
    nowMs += 86_400_000;
    await keepsake.worker.turn();
    assert.deepEqual(await invoicesOf(customer), SPRING.slice(0, 2));
    assert.equal(await takenFrom(customer), 2);
  });
});
