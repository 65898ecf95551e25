/**
 * Two servers on one PostgreSQL: a press that reaches both is one payment and one answer, due work is
 * done by one, and every connection is as durable as it was asked to be.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import {
  createKeepsake,
  type Keepsake,
  type Options,
  optionsFromEnvironment,
} from '../../../server/index.ts';
import { Unavailable } from '../../../server/model/unavailable.ts';
import { claimDueAttempts } from '../../../server/storage/attempts.ts';
import { openStore, type Store } from '../../../server/storage/database.ts';
import { openPostgres } from '../../../server/storage/postgres.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { freshDatabase, POSTGRES } from '../../support/test-database.ts';
import { startWorld, type World } from '../../support/world.ts';
import { openSession, returningBuyer } from '../shop.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const now = Date.now;
let own: PostgresServer | null = null;
let server = '';
before(async () => {
  own = POSTGRES === null ? await startPostgres() : null;
  server = POSTGRES ?? own?.url ?? '';
});
after(() => own?.stop());

async function ask(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

describe('a press that reaches two servers', () => {
  let world: World;
  let other: Keepsake;
  before(async () => {
    world = await startWorld({ databaseUrl: await freshDatabase(server) });
    other = await createKeepsake(optionsFromEnvironment(world.environment) as Options, {
      log: SILENT,
    });
  });
  after(async () => {
    await other.close();
    await world.close();
  });

  /** The same confirm at the first server, and a moment later at the second. */
  async function pressBoth(delayMs: number): Promise<readonly Record<string, unknown>[]> {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, { customer });
    await fetch(`${world.bank.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'delay', next: 1, ms: delayMs }),
    });
    const send = () =>
      new Request(`${world.api.url}/elements/checkout/confirm`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ press, payment_method: card, consents: {} }),
      });
    const press = randomUUID();
    const first = fetch(send());
    await new Promise((resolve) => setTimeout(resolve, 100));
    const answers = await Promise.all([first, other.fetch(send()), other.fetch(send())]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    return Promise.all(answers.map((each) => each.json() as Promise<Record<string, unknown>>));
  }

  it('is answered alike by both, as soon as one of them knows', async () => {
    const charged = (await world.charges()).length;
    const answers = await pressBoth(700);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['complete', 'complete', 'complete'],
    );
    assert.equal((await world.charges()).length, charged + 1);
  });

  it('is said to be under way where that takes longer than anybody waits', async () => {
    const [first, second] = await pressBoth(4_500);
    assert.equal(first?.status, 'complete');
    assert.equal(second?.status, 'processing');
  });
});

describe('many buyers at once, while every index is a page that all of them read', () => {
  it('are all answered', async () => {
    const world = await startWorld({ databaseUrl: await freshDatabase(server) });
    try {
      const buyers = await Promise.all(Array.from({ length: 16 }, () => returningBuyer(world)));
      const answers = await Promise.all(
        buyers.map(async ({ customer, card }) => {
          const { secret } = await openSession(world, { customer });
          const body = { press: randomUUID(), payment_method: card, consents: {} };
          return world.elements(secret, '/elements/checkout/confirm', { method: 'POST', body });
        }),
      );
      assert.deepEqual(
        answers.map(({ status, body }) => `${status} ${body.status}`),
        buyers.map(() => '200 complete'),
      );
    } finally {
      await world.close();
    }
  });
});

describe('due attempts', () => {
  it('are each claimed by one of two workers, and neither waits', async () => {
    const url = await freshDatabase(server);
    const [one, two] = await Promise.all([openStore(url, { now }), openStore(url, { now })]);
    await sql`insert into attempts (id, account, seq, intent, operation, sequence, processor, initiator, "authorization",
        amount_minor, status, refuse_action, late, created_ms, not_after_ms, resolve_after_ms)
      select 'att_' || n, 'acct_default', n, 'pi_' || n, 'charge', 1, 'sandbox', 'customer', 'none', 1, 'unknown', 0, 0, 1, 1, n
      from generate_series(1, 40) as n`.execute(one.db);
    const claim = (store: Store, ready: () => void, go: Promise<void>) =>
      store.transact(async (tx) => {
        const claimed = await claimDueAttempts(tx, 1_000, 60_000);
        ready();
        await go;
        return claimed;
      });
    // Both hold what they claimed at the same time: whoever waited for the other would wait for ever.
    let arrived = 0;
    let release = () => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ready = () => {
      arrived += 1;
      if (arrived === 2) release();
    };
    const claims = await Promise.all([claim(one, ready, both), claim(two, ready, both)]);
    const ids = claims.flat().map(({ id }) => id);
    assert.equal(ids.length, 40);
    assert.equal(new Set(ids).size, 40);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('a connection', () => {
  it('commits durably, and gives up what hangs, whatever the database says by itself', async () => {
    const url = await freshDatabase(server);
    const name = new URL(url).pathname.slice(1);
    await ask(url, `alter database ${name} set synchronous_commit = off`);
    const [lax] = await ask(url, 'show synchronous_commit');
    assert.equal(lax?.synchronous_commit, 'off');
    const { db, transact, close } = openPostgres<Record<string, never>>(url, { connections: 3 });
    const shown = async (handle: typeof db, setting: string) =>
      (await sql<Record<string, string>>`show ${sql.raw(setting)}`.execute(handle)).rows[0]?.[
        setting
      ];
    for (const [setting, wanted] of [
      ['synchronous_commit', 'on'],
      ['statement_timeout', '30s'],
      ['lock_timeout', '10s'],
      ['idle_in_transaction_session_timeout', '30s'],
    ] as const)
      assert.equal(await shown(db, setting), wanted);
    const inUnit = await transact((tx) => shown(tx, 'synchronous_commit'));
    assert.equal(inUnit, 'on');
    assert.equal(await transact((tx) => shown(tx, 'transaction_isolation')), 'serializable');
    await close();
  });

  it('that is not durable is refused', async () => {
    const url = new URL(await freshDatabase(server));
    // As behind a pooler that forgets what a connection asked for when it began.
    url.searchParams.set('options', '-c synchronous_commit=off');
    const { db, close } = openPostgres<Record<string, never>>(url.href, {});
    await assert.rejects(sql`select 1`.execute(db), /synchronous_commit is off on a connection/);
    await close();
  });

  it('more than are allowed is never opened; who waits too long hears so', async () => {
    const url = await freshDatabase(server);
    const { transact, close } = openPostgres<Record<string, never>>(url, {
      connections: 4,
      waitMs: 400,
    });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holders = [1, 2].map(() =>
      transact(async (tx) => {
        await sql`select 1`.execute(tx);
        await held;
      }),
    );
    await assert.rejects(
      transact((tx) => sql`select 1`.execute(tx)),
      (reason) => reason instanceof Unavailable,
    );
    const [open] = await ask(
      url,
      `select count(*)::int as n from pg_stat_activity where application_name = 'keepsake' and datname = current_database()`,
    );
    assert.equal(open?.n, 2);
    release();
    await Promise.all(holders);
    await close();
  });

  it('that breaks under a unit is replaced, and the unit runs once more', async () => {
    const url = await freshDatabase(server);
    const { db, transact, close } = openPostgres<{ notes: { id: string } }>(url, {});
    await sql`create table notes (id text primary key)`.execute(db);
    let runs = 0;
    await transact(async (tx) => {
      runs += 1;
      await tx.insertInto('notes').values({ id: 'one' }).execute();
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      if (runs === 1) await ask(url, `select pg_terminate_backend(${rows[0]?.pid})`);
      await sql`select 1`.execute(tx);
    });
    assert.equal(runs, 2);
    assert.equal((await db.selectFrom('notes').selectAll().execute()).length, 1);
    // The idle ones break as well, and nobody notices.
    await ask(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'keepsake' and datname = current_database()`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await transact((tx) => tx.insertInto('notes').values({ id: 'two' }).execute());
    assert.equal((await db.selectFrom('notes').selectAll().execute()).length, 2);
    await close();
  });
});
