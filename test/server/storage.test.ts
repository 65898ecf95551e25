/** The store: what is committed is durable and whole, and what must not change cannot. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { openStore, type Store } from '../../server/storage/database.ts';
import { MIGRATIONS, migrate, pendingMigrations } from '../../server/storage/migrate.ts';
import type { Queryable } from '../../server/storage/repository.ts';
import type { Schema } from '../../server/storage/schema.ts';
import { openDoors, openSqlite } from '../../server/storage/sqlite.ts';
import { assertOutsideTransaction, createTransact } from '../../server/storage/transaction.ts';

const now = Date.now;

describe('transactions', () => {
  let folder: string;
  let file: Sqlite.Database;
  let db: Queryable;
  let transact: Store['transact'];
  const statements: string[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'keepsake-store-'));
    file = openSqlite(join(folder, 'a.db'));
    file.exec('create table notes (text text primary key)');
    const doors = openDoors<Schema>(file);
    const command = (text: string) => {
      statements.push(text);
      doors.command(text);
    };
    db = doors.db;
    transact = createTransact({ ...doors, command });
  });
  after(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });

  const note = (tx: Queryable, text: string) =>
    sql`insert into notes (text) values (${text})`.execute(tx);
  const notes = async () =>
    (await sql<{ text: string }>`select text from notes order by text`.execute(db)).rows.map(
      ({ text }) => text,
    );
  const count = (word: string) => statements.filter((each) => each === word).length;

  it('that arrive together share commits', async () => {
    statements.length = 0;
    const work = Array.from({ length: 200 }, (_, index) =>
      transact(async (tx) => {
        await note(tx, `together ${index}`);
        return index;
      }),
    );
    assert.deepEqual(
      await Promise.all(work),
      work.map((_, index) => index),
    );
    assert.equal((await notes()).length, 200);
    assert.equal(count('begin immediate'), count('commit'));
    assert.ok(count('commit') < 20, `${count('commit')} commits`);
  });

  it('that fail undo themselves alone', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) =>
        transact(async (tx) => {
          await note(tx, `alone ${String(index).padStart(2, '0')}`);
          if (index % 3 === 0) throw new Error(`unit ${index}`);
          if (index % 3 === 1) await note(tx, 'together 0');
        }),
      ),
    );
    const failed = answers.map(({ status }, index) => (status === 'rejected' ? index : -1));
    assert.deepEqual(
      failed.filter((index) => index >= 0),
      Array.from({ length: 30 }, (_, index) => index).filter((index) => index % 3 !== 2),
    );
    const kept = (await notes()).filter((text) => text.startsWith('alone'));
    assert.equal(kept.length, 10);
    assert.equal(answers[0]?.status === 'rejected' && answers[0].reason.message, 'unit 0');
  });

  it('are seen by others only once they are whole', async () => {
    const parts = Array.from({ length: 20 }, (_, index) => `part ${index}`);
    const writing = transact(async (tx) => {
      for (const part of parts) await note(tx, part);
    });
    const found = await Promise.all(Array.from({ length: 20 }, notes));
    await writing;
    for (const seen of [...found, await notes()]) {
      const mine = seen.filter((text) => text.startsWith('part'));
      assert.ok(mine.length === 0 || mine.length === parts.length, String(mine));
    }
  });

  it('that wait for anything outside are undone', async () => {
    const slow = transact(async (tx) => {
      await note(tx, 'slow');
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    await assert.rejects(slow, /may wait for nothing but its own handle/);
    assert.equal((await notes()).includes('slow'), false);
  });

  it('are not begun inside another, and do not hang either', async () => {
    await assert.rejects(
      transact(() => transact(async () => {})),
      /inside a transaction/,
    );
    await assert.rejects(
      transact(() => notes()),
      /inside a transaction/,
    );
    await transact((tx) => note(tx, 'after'));
    assert.ok((await notes()).includes('after'));
  });

  it('that outlive their turn bar nobody else', async () => {
    const waiting = transact(async (tx) => {
      await note(tx, 'before waiting');
      await new Promise((resolve) => setTimeout(resolve, 20));
      await note(tx, 'after waiting');
    });
    const refused = assert.rejects(waiting, /may wait for nothing but its own handle/);
    // Whoever has nothing to do with it is let through meanwhile, and sees nothing of it.
    await new Promise((resolve) => setTimeout(resolve, 5));
    assertOutsideTransaction('a processor');
    const beside = Promise.all([notes(), transact((tx) => note(tx, 'beside'))]);
    await Promise.all([refused, beside]);
    const found = await notes();
    assert.ok(!found.includes('before waiting') && !found.includes('after waiting'));
    assert.ok(found.includes('beside'));
  });

  it('let nobody outside be called meanwhile', async () => {
    await assert.rejects(
      transact(async () => assertOutsideTransaction('a processor')),
      /a processor must not be called inside a transaction/,
    );
    assertOutsideTransaction('a processor');
    await transact(async () => {});
    assertOutsideTransaction('a processor');
  });
});

describe('a database file', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'keepsake-file-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  const path = (name: string) => join(folder, `${name}.db`);
  const open = (name: string) => openStore(`file:${path(name)}`, { now });
  const change = (name: string, statement: string) => {
    const file = new Sqlite(path(name));
    file.exec(statement);
    file.close();
  };

  it('syncs every commit, whoever opens it', async () => {
    for (let each = 0; each < 2; each += 1) {
      const file = openSqlite(path('pragma'));
      assert.equal(file.pragma('journal_mode', { simple: true }), 'wal');
      assert.equal(file.pragma('synchronous', { simple: true }), 2);
      assert.equal(file.pragma('foreign_keys', { simple: true }), 1);
      file.close();
    }
    const store = await open('pragma');
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(store.db);
    assert.equal(rows[0]?.synchronous, 2);
    await store.close();
  });

  it('is brought up to date once, and opened again as it is', async () => {
    const file = openSqlite(path('twice'));
    const { db } = openDoors<Schema>(file);
    assert.deepEqual(
      await migrate(db, now),
      MIGRATIONS.map(({ name }) => name),
    );
    assert.deepEqual(await migrate(db, now), []);
    assert.deepEqual(await pendingMigrations(db), []);
    file.close();
    await (await open('twice')).close();
  });

  it('that was migrated by other statements is refused', async () => {
    await (await open('altered')).close();
    change('altered', "update migrations set checksum = 'other'");
    await assert.rejects(open('altered'), /0001-initial has changed since it ran/);
  });

  it('of a newer version is refused', async () => {
    await (await open('newer')).close();
    change('newer', "insert into migrations values ('9999-future', 'x', 0)");
    await assert.rejects(open('newer'), /newer version: it has migration 9999-future/);
  });

  it('whose migration was killed midway is as if it had not begun', async () => {
    const file = openSqlite(path('midway'));
    file.exec('create table events (x text)');
    await assert.rejects(migrate(openDoors<Schema>(file).db, now), /events/);
    const tables = file.prepare('select name from sqlite_master').pluck().all() as string[];
    assert.deepEqual(
      tables.filter((name) => !name.startsWith('sqlite_')),
      ['events', 'migrations'],
    );
    file.close();
  });
});

describe('the schema', () => {
  let file: Sqlite.Database;
  before(async () => {
    file = openSqlite(':memory:');
    for (const { statements } of MIGRATIONS)
      for (const statement of statements) file.exec(statement);
  });
  after(() => file.close());

  /** Inserts a row with the given cells, and something fitting in every other that must not be null. */
  function insert(table: string, cells: Record<string, unknown>): void {
    const columns = file.pragma(`table_info(${table})`) as {
      name: string;
      type: string;
      notnull: number;
    }[];
    const row = Object.fromEntries(
      columns
        .filter(({ name, notnull }) => notnull === 1 || name in cells)
        .map(({ name, type }) => [name, name in cells ? cells[name] : type === 'text' ? '' : 0]),
    );
    const names = Object.keys(row);
    file
      .prepare(`insert into ${table} (${names}) values (${names.map((name) => `@${name}`)})`)
      .run(row);
  }

  it('lets nobody change what was consented', () => {
    insert('consents', { id: 'cons_1', account: 'a', position: 1 });
    insert('consent_persons', { consent: 'cons_1', email: 'ada@example.com' });
    insert('attempt_observations', { attempt: 'att_1', seq: 1 });
    const REFUSED = [
      "update consents set hash = 'x'",
      'delete from consents',
      "update consent_persons set email = 'other@example.com'",
      "update consent_persons set consent = 'cons_2', erased_ms = 1, email = null",
      'delete from consent_persons',
      "update attempt_observations set outcome = 'x'",
    ];
    for (const statement of REFUSED)
      assert.throws(() => file.exec(statement), /append-only|only erasure/, statement);
    file.exec('update consent_persons set email = null, erased_ms = 1');
    assert.throws(() => insert('consents', { id: 'cons_2', account: 'a', position: 1 }), /UNIQUE/);
  });

  it('holds one open or successful charge for an intent', () => {
    const attempt = (id: string, status: string, operation = 'charge') =>
      insert('attempts', { id, intent: 'pi_1', status, operation });
    attempt('att_1', 'declined');
    attempt('att_2', 'not_executed');
    attempt('att_3', 'unknown');
    for (const status of ['started', 'requires_action', 'unknown', 'authorized', 'succeeded'])
      assert.throws(() => attempt('att_4', status), /UNIQUE/, status);
    assert.throws(() => attempt('att_4', 'started', 'setup'), /UNIQUE/);
    attempt('att_5', 'succeeded', 'refund');
    file.exec("update attempts set status = 'declined' where id = 'att_3'");
    attempt('att_6', 'succeeded');
    assert.throws(
      () => file.exec("update attempts set status = 'succeeded' where id = 'att_1'"),
      /UNIQUE/,
    );
  });

  it('holds one card of a customer once', () => {
    const card = (id: string, customer: string | null, detached_ms: number | null = null) =>
      insert('payment_methods', { id, account: 'a', customer, fingerprint: 'f', detached_ms });
    card('pm_1', 'cus_1');
    card('pm_2', 'cus_2');
    card('pm_3', null);
    card('pm_4', null);
    card('pm_5', 'cus_1', 1);
    assert.throws(() => card('pm_6', 'cus_1'), /UNIQUE/);
    file.exec("update payment_methods set detached_ms = 1 where id = 'pm_1'");
    card('pm_6', 'cus_1');
  });
});
