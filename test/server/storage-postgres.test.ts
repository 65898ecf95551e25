/** The second store: a real PostgreSQL, with several processes' worth of pools writing at once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { createKeepsake, optionsFromEnvironment } from '../../server/index.ts';
import { openStore, type Store } from '../../server/storage/database.ts';
import { claimDue, type DueTable } from '../../server/storage/due.ts';
import { MIGRATIONS } from '../../server/storage/migrate.ts';
import { asPostgres } from '../../server/storage/postgres-ddl.ts';
import { assertOutsideTransaction } from '../../server/storage/transaction.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { freshDatabase, POSTGRES } from '../support/test-database.ts';
import { startWorld, type World } from '../support/world.ts';

const now = Date.now;
let own: PostgresServer | null = null;
let server = '';
before(async () => {
  own = POSTGRES === null ? await startPostgres() : null;
  server = POSTGRES ?? own?.url ?? '';
});
after(() => own?.stop());

describe('a statement of a migration', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['a table', 'create table a (id text primary key)', /^create table a \(id text primary key\)$/],
    ['a reserved name', 'create table a (authorization text)', /\("authorization" text\)/],
    [
      'a refusal',
      "create trigger t before delete on a begin select raise(abort, 'never'); end",
      /raise exception 'never'; return old; end .*before delete on a for each row\s+execute function t\(\)$/s,
    ],
    [
      'a condition and columns',
      'create trigger t after update of b, c on a when new.b <> old.b begin update d set e = e + 1 where id = new.id; end',
      /begin update d set e = e \+ 1 where id = new\.id; return new; end .*after update of b, c on a for each row\s+when \(new\.b <> old\.b\) execute function t\(\)$/s,
    ],
  ];
  for (const [name, statement, expected] of cases)
    it(`${name} reads as PostgreSQL has it`, () =>
      assert.match(asPostgres(statement).join(' '), expected));

  it('is known, trigger or not', () => {
    const triggers = MIGRATIONS.flatMap(({ statements }) => statements).filter((statement) =>
      /^\s*create trigger/.test(statement),
    );
    assert.ok(triggers.length > 10);
    for (const statement of triggers) assert.equal(asPostgres(statement).length, 2, statement);
  });
});

describe('a store on PostgreSQL', () => {
  const stores: Store[] = [];
  let [one, two] = [] as unknown as [Store, Store];
  before(async () => {
    const url = await freshDatabase(server);
    // Both at once on an empty database: one of them migrates.
    stores.push(...(await Promise.all([openStore(url, { now }), openStore(url, { now })])));
    [one, two] = stores as [Store, Store];
    await sql`create table counters (id text primary key, count bigint not null, due bigint, fence bigint not null default 0)`.execute(
      one.db,
    );
  });
  after(() => Promise.all(stores.map((store) => store.close())));

  it('is migrated once by whoever comes first', async () => {
    const { rows } = await sql<{ name: string }>`select name from migrations`.execute(one.db);
    assert.deepEqual(
      rows.map(({ name }) => name).sort(),
      MIGRATIONS.map(({ name }) => name),
    );
  });

  it('gives numbers as numbers', async () => {
    const { rows } =
      await sql`select count(*) as n, sum(ran_ms) > 0 as some from migrations`.execute(one.db);
    assert.deepEqual(rows, [{ n: MIGRATIONS.length, some: true }]);
  });

  it('loses no change where units cross', async () => {
    await sql`insert into counters (id, count) values ('crossed', 0)`.execute(one.db);
    const count = (store: Store) =>
      store.transact(async (tx) => {
        const { rows } = await sql<{
          count: number;
        }>`select count from counters where id = 'crossed'`.execute(tx);
        await sql`update counters set count = ${(rows[0]?.count ?? 0) + 1} where id = 'crossed'`.execute(
          tx,
        );
      });
    await Promise.all(Array.from({ length: 24 }, (_, at) => count(at % 2 ? one : two)));
    const { rows } = await sql`select count from counters where id = 'crossed'`.execute(two.db);
    assert.deepEqual(rows, [{ count: 24 }]);
  });

  it('undoes a unit that fails, whole', async () => {
    const failing = one.transact(async (tx) => {
      await sql`insert into counters (id, count) values ('undone', 1)`.execute(tx);
      throw new Error('for a reason');
    });
    await assert.rejects(failing, /for a reason/);
    const { rows } = await sql`select 1 from counters where id = 'undone'`.execute(two.db);
    assert.deepEqual(rows, []);
  });

  it('bars the outside within a unit, and nobody beside it', async () => {
    let beside = 'not tried';
    const unit = one.transact(async (tx) => {
      await sql`select 1`.execute(tx);
      assert.throws(() => assertOutsideTransaction('a processor'), /inside a transaction/);
      await assert.rejects(
        one.transact(async () => {}),
        /use its own handle/,
      );
    });
    const other = sql`select 1`.execute(one.db).then(() => {
      assertOutsideTransaction('a processor');
      beside = 'free';
    });
    await Promise.all([unit, other]);
    assert.equal(beside, 'free');
  });

  it('hands each due row to one worker', async () => {
    const table: DueTable = { name: 'counters', due: 'due' };
    await sql`insert into counters (id, count, due)
      select 'due ' || n, 0, n from generate_series(1, 60) as n`.execute(one.db);
    const claim = (store: Store) =>
      store.transact((tx) =>
        claimDue<{ id: string }>(tx, table, { nowMs: 1_000, leaseMs: 10_000, limit: 20 }),
      );
    const claimed: string[] = [];
    for (let round = 0; round < 4 && claimed.length < 60; round += 1) {
      const found = await Promise.all([claim(one), claim(two), claim(one), claim(two)]);
      claimed.push(...found.flat().map(({ id }) => id));
    }
    assert.equal(claimed.length, 60);
    assert.equal(new Set(claimed).size, 60);
  });

  it('commits durably, and refuses to change what was agreed', async () => {
    const { rows } = await sql`show synchronous_commit`.execute(one.db);
    assert.deepEqual(rows, [{ synchronous_commit: 'on' }]);
    const { rows: refusing } = await sql<{ name: string }>`select tgname as name from pg_trigger
      where not tgisinternal and tgname like 'consents_no_%' order by 1`.execute(one.db);
    assert.deepEqual(
      refusing.map(({ name }) => name),
      ['consents_no_delete', 'consents_no_update'],
    );
  });
});

describe('two servers on one PostgreSQL', () => {
  let world: World;
  let other: Awaited<ReturnType<typeof createKeepsake>>;
  before(async () => {
    world = await startWorld({ databaseUrl: await freshDatabase(server) });
    other = await createKeepsake(optionsFromEnvironment(world.environment) as never, {
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
  });
  after(async () => {
    await other.close();
    await world.close();
  });

  it('charge once, however many confirm at once', async () => {
    const customer = await world.stripe.customers.create({ name: 'Ada Long' });
    const card = await world.stripe.paymentMethods.attach('pm_card_visa', {
      customer: customer.id,
    });
    for (let round = 0; round < 3; round += 1) {
      const intent = await world.stripe.paymentIntents.create({
        amount: 1_099,
        currency: 'usd',
        customer: customer.id,
        payment_method: card.id,
      });
      const path = `/v1/payment_intents/${intent.id}/confirm`;
      const headers = { authorization: `Bearer ${world.api.key}` };
      const answers = await Promise.all(
        Array.from({ length: 32 }, (_, at) => {
          const request = new Request(`${world.api.url}${path}`, { method: 'POST', headers });
          return at % 2 ? other.fetch(request) : fetch(request);
        }),
      );
      const statuses = new Set(answers.map(({ status }) => status));
      assert.ok(statuses.has(200), [...statuses].join());
      assert.ok(![...statuses].some((status) => status >= 500), [...statuses].join());
      const { status } = await world.stripe.paymentIntents.retrieve(intent.id);
      assert.equal(status, 'succeeded');
      const { data } = await world.stripe.charges.list({ payment_intent: intent.id });
      assert.equal(data.filter((charge) => charge.status === 'succeeded').length, 1);
    }
    const books = await fetch(`${world.bank.url}/charges`);
    const { data } = (await books.json()) as { data: { amount: number; status: string }[] };
    assert.equal(data.filter(({ amount }) => amount === 1_099).length, 3);
  });
});
