/** Moving an installation that has seen some days to PostgreSQL and back: what is proven, and what is refused. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { copy } from '../../../server/commands/copy.ts';
import {
  ConfigError,
  createKeepsake,
  type Options,
  optionsFromEnvironment,
} from '../../../server/index.ts';
import { type CopyOptions, CopyRefused, copyDatabase } from '../../../server/storage/copy.ts';
import { openPostgresFrom, openPostgresInto } from '../../../server/storage/copy-postgres.ts';
import type { Into, Row } from '../../../server/storage/copy-side.ts';
import { openSqliteFrom, openSqliteInto } from '../../../server/storage/copy-sqlite.ts';
import { openStore } from '../../../server/storage/database.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { freshDatabase, POSTGRES } from '../../support/test-database.ts';
import { startWorld, type World } from '../../support/world.ts';
import { type LivedIn, liveIn, sdkFor, WORDS } from './lived-in.ts';

const now = Date.now;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const folder = mkdtempSync(join(tmpdir(), 'keepsake-copy-'));
let own: PostgresServer | null = null;
let server = '';
let world: World;
let lived: LivedIn;
/** The file that was lived in, and still is; tests take copies of it. */
const original = join(folder, 'original.db');
let files = 0;

/** A file of its own with everything in it, changed by `change`. */
function source(change: (db: Sqlite.Database) => void = () => {}): string {
  files += 1;
  const path = join(folder, `source-${files}.db`);
  const whole = new Sqlite(original);
  whole.prepare('vacuum into ?').run(path);
  whole.close();
  const db = new Sqlite(path);
  db.pragma('journal_mode = wal');
  change(db);
  db.close();
  return path;
}

const open = (databaseUrl: string) =>
  createKeepsake(
    optionsFromEnvironment({ ...world.environment, DATABASE_URL: databaseUrl }) as Options,
    {
      log: SILENT,
    },
  );

const options = (more: Partial<CopyOptions> = {}): CopyOptions => ({
  now,
  replaceUnfit: false,
  rehearse: false,
  async prove(store) {
    const keepsake = await createKeepsake(optionsFromEnvironment(world.environment) as Options, {
      store,
      log: SILENT,
    });
    const found = await keepsake.verify();
    return { ok: found.ok, found };
  },
  ...more,
});

/** Copies a file over, through whatever `through` makes of the goal. */
async function copyOver(path: string, url: string, through = (into: Into) => into, more = {}) {
  const from = openSqliteFrom(path, true);
  return copyDatabase(from, through(await openPostgresInto(url, now)), options(more));
}

async function ask(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

before(async () => {
  own = POSTGRES === null ? await startPostgres() : null;
  server = POSTGRES ?? own?.url ?? '';
  world = await startWorld({ databaseUrl: `file:${original}` });
  lived = await liveIn(world);
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
  await own?.stop();
});

describe('an installation that is moved', () => {
  let url = '';
  let path = '';
  let report: Awaited<ReturnType<typeof copyOver>>;
  before(async () => {
    url = await freshDatabase(server);
    path = source();
    report = await copyOver(path, url);
  });

  it('is there whole, and was proven so', () => {
    assert.deepEqual(report.differs, []);
    assert.equal(report.ok, true);
    assert.ok(report.rows > 60, `${report.rows} rows`);
    const filled = report.tables.filter(({ rows }) => rows > 0).map(({ table }) => table);
    for (const table of [
      'attempts',
      'consents',
      'consent_persons',
      'events',
      'invoices',
      'mandates',
    ])
      assert.ok(filled.includes(table), `${table} has rows`);
    assert.ok(new Set(report.tables.map(({ sha256 }) => sha256)).size >= filled.length);
  });

  it('has the same money by currency and status', () => {
    const sum = (column: string, group: string) =>
      report.money.find((each) => each.column === column && each.group === group)?.sum;
    assert.equal(sum('amount_minor', 'usd charge declined 0'), '1234');
    assert.equal(sum('amount_minor', 'usd refund succeeded 0'), '34');
    assert.equal(sum('amount_received_minor', 'usd succeeded'), String(1_234 + 1_099 + 1_200));
  });

  it('holds every text as it was', async () => {
    const rows = await ask(
      url,
      `select name from customers where metadata like '%"words"%' order by seq`,
    );
    assert.deepEqual(
      rows.map(({ name }) => name ?? ''),
      [...WORDS],
    );
  });

  it('goes on where it was: charges, answers old keys as before, and verifies', async () => {
    const keepsake = await open(url);
    try {
      const stripe = sdkFor(keepsake, world.api.key);
      const again = await stripe.paymentIntents.create(lived.params, { idempotencyKey: lived.key });
      assert.equal(again.id, lived.charged);
      const charged = await stripe.paymentIntents.create({ ...lived.params, amount: 777 });
      assert.equal(charged.status, 'succeeded');
      assert.equal((await keepsake.verify()).ok, true);
      const { checked } = await keepsake.verify();
      assert.ok(checked >= 3, `${checked} consents`);
    } finally {
      await keepsake.close();
    }
  });

  it('keeps what was agreed, and counts what changes', async () => {
    for (const [text, words] of [
      ['update consents set act = act', /consents are append-only/],
      ['delete from consents', /consents are append-only/],
      ['update attempt_observations set outcome = outcome', /observations are append-only/],
      ['delete from consent_persons', /consents are append-only/],
    ] as const)
      await assert.rejects(ask(url, text), words);
    const revision = `select revision from customers where id = '${lived.customer}'`;
    const [was] = await ask(url, revision);
    await ask(url, `update customers set name = 'Ada' where id = '${lived.customer}'`);
    const [is] = await ask(url, revision);
    assert.equal(Number(is?.revision), Number(was?.revision) + 1);
  });

  it('is served no more from where it was', async () => {
    await assert.rejects(
      openStore(`file:${path}`, { now }),
      /was moved to postgres:\/\/127\.0\.0\.1/,
    );
    assert.throws(() => openSqliteFrom(join(folder, 'nowhere.db'), true), CopyRefused);
    const other = await freshDatabase(server);
    await assert.rejects(copyOver(path, other), /was moved already/);
  });

  it('comes back the same way, hash by hash', async () => {
    const goal = join(folder, 'back.db');
    const back = await copyDatabase(
      await openPostgresFrom(url, true),
      await openSqliteInto(goal, now),
      options(),
    );
    assert.deepEqual(back.differs, []);
    const keepsake = await open(`file:${goal}`);
    assert.equal((await keepsake.verify()).ok, true);
    await keepsake.close();
    const db = new Sqlite(goal);
    assert.throws(() => db.exec('delete from consents'), /append-only/);
    db.close();
    await assert.rejects(openStore(url, { now }), /was moved to file:/);
    assert.equal(existsSync(`${goal}.incoming`), false);
  });
});

describe('a copy fails, and leaves nothing, when', () => {
  /** A goal that puts something else into the rows of one table. */
  const tampering =
    (table: string, change: (rows: readonly Row[]) => readonly Row[]) =>
    (into: Into): Into => ({
      ...into,
      insert: (shape, rows) => into.insert(shape, shape.table === table ? change(rows) : rows),
    });
  const raised = (row: Row): Row =>
    row.map((value) => (typeof value === 'bigint' && value === 1_234n ? 1_235n : value));
  const cases: readonly (readonly [string, (into: Into) => Into, RegExp])[] = [
    [
      'an amount changes on its way',
      tampering('attempts', (rows) => rows.map(raised)),
      /^attempts: the rows are not the same.*attempts: the sums of money/s,
    ],
    [
      'a row is lost',
      tampering('events', (rows) => rows.slice(1)),
      /events: \d+ rows here, \d+ there/,
    ],
    [
      'one character changes',
      tampering('customers', (rows) =>
        rows.map((row) => row.map((value) => (value === 'Ada Long' ? 'Ada Lonq' : value))),
      ),
      /customers: the rows are not the same/,
    ],
    [
      'nothing becomes an empty text',
      tampering('consents', (rows) =>
        rows.map((row, at) => (at === 0 ? row.map((value) => (value === null ? '' : value)) : row)),
      ),
      /consents: the rows are not the same/,
    ],
    [
      'a trigger stays off',
      (into) => ({ ...into, guard: async () => ['consents_no_update'] }),
      /the trigger consents_no_update does not guard/,
    ],
    ['a database fails', tampering('refunds', () => [[]]), /./],
  ];
  for (const [what, through, found] of cases)
    it(what, async () => {
      const url = await freshDatabase(server);
      const path = source();
      const report = await copyOver(path, url, through).catch((reason: Error) => reason);
      const told = report instanceof Error ? report.message : report.differs.join('\n');
      assert.match(told, found);
      assert.equal(report instanceof Error ? false : report.ok, false);
      const [left] = await ask(url, 'select count(*)::int as n from customers');
      assert.equal(left?.n, 0);
      await (await openStore(`file:${path}`, { now })).close();
    });

  it('the ledger does not verify', async () => {
    const url = await freshDatabase(server);
    const path = source((db) =>
      db.exec(`drop trigger consents_no_update;
        update consents set words = replace(words, 'e', 'a') where words is not null;`),
    );
    const report = await copyOver(path, url);
    assert.match(report.differs.join(), /the consent ledger of the copy does not verify/);
  });

  it('a text holds what PostgreSQL cannot, unless a mark may stand there', async () => {
    const change = (db: Sqlite.Database) =>
      db
        .prepare('update customers set description = ? where id = ?')
        .run('a\u0000b', lived.customer);
    const url = await freshDatabase(server);
    const refused = await copyOver(source(change), url);
    assert.deepEqual(refused.differs, [`customers ${lived.customer}: description holds U+0000`]);
    const report = await copyOver(source(change), url, undefined, { replaceUnfit: true });
    assert.deepEqual(report.differs, []);
    assert.deepEqual(report.unfit, [
      { table: 'customers', key: lived.customer, column: 'description', replaced: true },
    ]);
    const [row] = await ask(
      url,
      `select description from customers where id = '${lived.customer}'`,
    );
    assert.equal(row?.description, 'a\ufffdb');
  });
});

describe('a copy does not begin', () => {
  it('while somebody has the file open, and does when it is rehearsed', async () => {
    const path = source();
    const store = await openStore(`file:${path}`, { now });
    assert.throws(() => openSqliteFrom(path, true), /is in use: stop every keepsake process/);
    const url = await freshDatabase(server);
    const from = openSqliteFrom(path, false);
    const report = await copyDatabase(
      from,
      await openPostgresInto(url, now),
      options({ rehearse: true }),
    );
    assert.deepEqual(report.differs, []);
    const [left] = await ask(url, 'select count(*)::int as n from customers');
    assert.equal(left?.n, 0);
    await store.transact(async (tx) => {
      await tx.deleteFrom('inbox').execute();
    });
    await store.close();
  });

  it('while a server has the goal open, or where anything is there', async () => {
    const url = await freshDatabase(server);
    const store = await openStore(url, { now });
    await store.db.selectFrom('customers').select('id').execute();
    await assert.rejects(openPostgresInto(url, now), /is in use \(\d+ connections\)/);
    await store.transact(async (tx) => {
      await tx.insertInto('pulses').values({ name: 'worker', at_ms: 1 }).execute();
    });
    await store.close();
    await assert.rejects(openPostgresInto(url, now), /is not empty: pulses has rows/);
    await assert.rejects(openSqliteInto(original, now), /is there already/);
  });

  it('with migrations pending, or from a newer version', async () => {
    const url = await freshDatabase(server);
    const behind = source((db) => db.exec(`delete from migrations where name like '0009%'`));
    await assert.rejects(copyOver(behind, url), (reason: CopyRefused) => {
      assert.match(reason.message, /migrations pending \(0009-pulses\)/);
      return reason.pending;
    });
    const ahead = source((db) => db.exec(`insert into migrations values ('0999-later', 'x', 1)`));
    await assert.rejects(copyOver(ahead, url), /newer version: it has migration 0999-later/);
  });
});

describe('the command', () => {
  const run = (...words: readonly string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(
        process.execPath,
        ['server/keepsake.mjs', 'copy', ...words],
        { env: { PATH: process.env.PATH, ...world.environment } },
        (failure, out, err) =>
          resolve({ code: failure ? Number(failure.code) : 0, out, err: err.trim() }),
      );
    });

  it('moves, and says so as JSON', async () => {
    const path = source();
    const url = await freshDatabase(server);
    const { code, out, err } = await run('--from', `file:${path}`, '--to', url);
    assert.equal(code, 0, err);
    const report = JSON.parse(out) as Record<string, unknown>;
    assert.equal(report.object, 'copy');
    assert.equal(report.ok, true);
    assert.ok(!out.includes(new URL(url).password), 'no password is printed');
  });

  it('refuses what it cannot do with one line and code 2', async () => {
    const { code, err } = await run('--from', 'file:a', '--to', 'file:b');
    assert.equal(code, 2, err);
    assert.match(err, /^keepsake: copy: one side is a file [^\n]+$/);
  });

  const refusals: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no goal', ['--from', 'file:a'], /--to takes file:PATH or postgres/],
    ['another engine', ['--from', 'mysql://x', '--to', 'file:b'], /--from takes file:PATH/],
    ['an unknown word', ['--form', 'file:a'], /see keepsake copy --help/],
    ['no such file', ['--from', `file:${folder}/none`, '--to', 'postgres://x'], /there is no file/],
  ];
  for (const [what, words, found] of refusals)
    it(`calls ${what} wrong usage`, () =>
      assert.rejects(copy.run(words), (reason) => {
        assert.ok(reason instanceof ConfigError, String(reason));
        assert.match(reason.message, found);
        return true;
      }));
});
