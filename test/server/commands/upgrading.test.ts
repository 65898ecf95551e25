/**
 * Databases of every earlier schema: brought up to date, they hold what they held, and it can be charged.
 * And a program that is killed between and inside the steps, again and again, on the way there.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { createKeepsake, type Options, optionsFromEnvironment } from '../../../server/index.ts';
import { copyBefore } from '../../../server/storage/before-migration.ts';
import { MIGRATIONS, migrate } from '../../../server/storage/migrate.ts';
import type { Schema } from '../../../server/storage/schema.ts';
import { openDoors, openSqlite } from '../../../server/storage/sqlite.ts';
import { pendingAt, upgrade } from '../../../server/storage/upgrade.ts';
import { startWorld, type World } from '../../support/world.ts';
import { authorize, coffee, subscriber } from '../billing/subscribers.ts';
import { agree, payTyped } from '../permission/agreements.ts';

const names = MIGRATIONS.map(({ name }) => name);
const KILLED = fileURLToPath(new URL('./killed-migration.ts', import.meta.url));

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-upgrading-'));
});
after(() => rmSync(folder, { recursive: true }));

const columnsOf = (db: Sqlite.Database, table: string, schema = 'main') =>
  (db.pragma(`${schema}.table_info(${table})`) as { name: string }[]).map(({ name }) => name);

/** A file with the first `count` steps alone. */
async function older(name: string, count: number): Promise<Sqlite.Database> {
  const file = openSqlite(join(folder, name));
  await migrate(openDoors<Schema>(file).db, Date.now, undefined, MIGRATIONS.slice(0, count));
  return file;
}

/** The tables, indexes and triggers of a file, as they were made. */
function schemaOf(path: string): readonly string[] {
  const db = new Sqlite(path, { readonly: true });
  const rows = db.prepare('select sql from sqlite_master where sql is not null order by name');
  const found = rows.pluck().all() as string[];
  db.close();
  return found;
}

describe('a database of an earlier schema', () => {
  let world: World;
  let live: string;
  let customer: string;
  let card: string;
  let paid: string;
  let subscription: string;
  before(async () => {
    live = join(folder, 'live.db');
    world = await startWorld({ databaseUrl: `file:${live}` });
    ({ customer, card } = await subscriber(world));
    await authorize(world, card, { category: 'unscheduled', max_amount: 5000 });
    await agree(world, customer, { save: true, number: '5555555555554444' });
    paid = await payTyped(world, customer);
    await world.stripe.refunds.create({ payment_intent: paid, amount: 100 });
    await world.stripe.webhookEndpoints.create({
      url: `${world.bank.url}/x`,
      enabled_events: ['*'],
    });
    const items = [{ price: await coffee(world) }];
    subscription = (await world.stripe.subscriptions.create({ customer, items })).id;
  });
  after(() => world.close());

  /** Every row of the live file, in the tables and columns that the older one has. */
  function fill(file: Sqlite.Database): void {
    file.prepare('attach ? as live').run(live);
    const tables = file
      .prepare("select name from sqlite_master where type = 'table' and name <> 'migrations'")
      .pluck()
      .all() as string[];
    for (const table of tables) {
      const known = new Set(columnsOf(file, table, 'live'));
      const columns = columnsOf(file, table).filter((name) => known.has(name));
      const list = columns.map((name) => `"${name}"`).join(', ');
      file.exec(`insert into main.${table} (${list}) select ${list} from live.${table}`);
    }
    file.exec('detach live');
  }

  async function reads(path: string) {
    const options = { ...optionsFromEnvironment(world.environment), logLevel: 'silent' } as Options;
    const keepsake = await createKeepsake({ ...options, databaseUrl: `file:${path}` });
    const ask = async (method: string, at: string, body?: Record<string, unknown>) => {
      const answer = await keepsake.fetch(
        new Request(`http://localhost/v1${at}`, {
          method,
          headers: {
            authorization: `Bearer ${world.api.key}`,
            'content-type': 'application/json',
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
      );
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    return { keepsake, ask };
  }

  for (const [index, name] of names.slice(0, -1).entries())
    it(`holds what it held: ${name}`, async () => {
      const path = join(folder, `after-${name}.db`);
      const file = await older(`after-${name}.db`, index + 1);
      fill(file);
      file.close();
      const pending = names.slice(index + 1);
      assert.deepEqual(await pendingAt(`file:${path}`), pending);
      const { keepsake, ask } = await reads(path);
      try {
        assert.deepEqual(await pendingAt(`file:${path}`), []);
        assert.equal((await keepsake.verify()).ok, true);
        const kept: readonly (readonly [string, unknown])[] = [
          [`/customers/${customer}`, 'Ada Long'],
          [`/payment_intents/${paid}`, 'succeeded'],
          ...(index >= names.indexOf('0006-billing')
            ? ([[`/subscriptions/${subscription}`, 'active']] as const)
            : []),
        ];
        for (const [at, held] of kept) {
          const { body } = await ask('GET', at);
          assert.equal(body.name ?? body.status, held, `${at}: ${JSON.stringify(body)}`);
        }
        for (const at of [
          ...[`/customers/${customer}/payment_methods`, '/charges', '/refunds', '/mandates'],
          ...['/events', '/consents', '/checkout/sessions', '/webhook_endpoints'],
        ]) {
          const { status, body } = await ask('GET', at);
          assert.equal(status, 200, `${at}: ${JSON.stringify(body)}`);
          assert.ok((body.data as unknown[]).length > 0, at);
        }
        const later = await ask('POST', '/payment_intents', {
          ...{ amount: 700, currency: 'usd', customer, payment_method: card },
          ...{ off_session: true, confirm: true, payment_method_types: ['card'] },
        });
        assert.equal(later.body.status, 'succeeded', JSON.stringify(later.body));
      } finally {
        await keepsake.close();
      }
      const copy = new Sqlite(`${path}.before-${pending[0]}`, { readonly: true });
      const ran = copy.prepare('select name from migrations order by name').pluck().all();
      assert.deepEqual(ran, names.slice(0, index + 1));
      assert.equal(copy.prepare('select count(*) from customers').pluck().get(), 1);
      copy.close();
    });
});

describe('migrating', () => {
  it('looks without touching', async () => {
    const url = `file:${join(folder, 'none', 'none.db')}`;
    assert.deepEqual(await pendingAt(url), names);
    assert.equal(existsSync(join(folder, 'none')), false);
    const file = await older('looked-at.db', 3);
    file.close();
    const path = join(folder, 'looked-at.db');
    const before = readFileSync(path);
    assert.deepEqual(await pendingAt(`file:${path}`), names.slice(3));
    assert.deepEqual(readFileSync(path), before);
  });

  it('copies nothing where nothing was, and nothing twice', async () => {
    const fresh = `file:${join(folder, 'fresh.db')}`;
    assert.deepEqual(await upgrade(fresh, Date.now), { ran: names, copy: null });
    assert.deepEqual(await upgrade(fresh, Date.now), { ran: [], copy: null });
    assert.deepEqual(
      readdirSync(folder).filter((name) => /fresh.*before/.test(name)),
      [],
    );
  });

  it('copies again what was taken back and has gone on', async () => {
    const path = join(folder, 'back.db');
    const step = names[2] ?? '';
    const copies = () => readdirSync(folder).filter((name) => name.startsWith('back.db.before'));
    for (const [paid, expected] of [
      [0, [`back.db.before-${step}`]],
      [0, [`back.db.before-${step}`]],
      [1, [`back.db.before-${step}`, `back.db.before-${step}.2`]],
    ] as const) {
      rmSync(path, { force: true });
      const file = await older('back.db', 2);
      for (let count = 0; count < paid; count += 1)
        file.exec(
          "insert into events (id, account, seq, created_ms, type, object, data) values ('evt_1', 'a', 1, 1, 'x', 'y', '{}')",
        );
      file.close();
      const { copy } = await upgrade(`file:${path}`, Date.now);
      assert.deepEqual(copies(), expected);
      assert.equal(copy, join(folder, expected.at(-1) ?? ''));
    }
  });

  it('does not begin where the copy cannot be written', async () => {
    const path = join(folder, 'full.db');
    (await older('full.db', 2)).close();
    const file = openSqlite(path);
    const blocked = migrate(openDoors<Schema>(file).db, Date.now, async (step) => {
      await copyBefore(file, join(folder, 'no-such-folder', 'full.db'), step);
    });
    await assert.rejects(blocked, /could not be written .*; nothing was migrated/);
    file.close();
    assert.deepEqual(await pendingAt(`file:${path}`), names.slice(2));
  });

  it('goes on where it was killed, between the steps and inside them', async () => {
    const path = join(folder, 'killed.db');
    const run = (statements: number) =>
      spawnSync(process.execPath, ['--import', 'tsx', KILLED, path, String(statements)], {
        encoding: 'utf8',
      });
    const reached = new Set<number>();
    for (const statements of [3, 120, 40]) {
      const { signal, stderr } = run(statements);
      assert.equal(signal, 'SIGKILL', stderr);
      const db = new Sqlite(path);
      const made = db.prepare("select count(*) from sqlite_master where name = 'migrations'");
      const ran = made.pluck().get()
        ? db.prepare('select count(*) from migrations').pluck().get()
        : 0;
      reached.add(Number(ran));
      db.close();
    }
    assert.ok(reached.size > 1, [...reached].join(' '));
    const last = run(Number.MAX_SAFE_INTEGER);
    assert.equal(last.status, 0, last.stderr);
    const whole = join(folder, 'whole.db');
    (await older('whole.db', names.length)).close();
    assert.deepEqual(schemaOf(path), schemaOf(whole));
  });
});
