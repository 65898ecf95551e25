/** Somebody with the database file in hand: whatever they do to a record is found and named. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { createKeepsake, type Options } from '../../../server/index.ts';
import { startWorld } from '../../support/world.ts';
import { agree, attach, authorize, newCustomer, revoke } from './agreements.ts';

const run = promisify(execFile);
const KEEPSAKE = new URL('../../../server/keepsake.mjs', import.meta.url).pathname;
const secrets = {
  secretKey: 'sk_test_keepsake',
  encryptionKeys: `test:${randomBytes(32).toString('base64')}`,
  bankSecret: randomBytes(16).toString('hex'),
} satisfies Options;

let folder: string;
let original: string;
/** Ids in the order of the chain. */
let ids: string[];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-ledger-'));
  original = join(folder, 'original.db');
  const { encryptionKeys } = secrets;
  const world = await startWorld({ databaseUrl: `file:${original}`, config: { encryptionKeys } });
  try {
    const customer = await newCustomer(world);
    const { mandate } = await agree(world, customer, { save: true });
    const card = await attach(world, customer, 'pm_card_amex');
    await authorize(world, card, { currency: 'usd', max_amount: 500 });
    await authorize(world, card, { category: 'recurring' });
    await revoke(world, mandate);
  } finally {
    await world.close();
  }
  const db = new Sqlite(original);
  ids = db
    .prepare<[], { id: string }>('select id from consents order by position')
    .all()
    .map((row) => row.id);
  db.close();
  assert.ok(ids.length >= 5);
});
after(() => rmSync(folder, { recursive: true }));

const at = (index: number): string => ids.at(index) ?? assert.fail('no such record');

function freed(db: Sqlite.Database): Sqlite.Database {
  const triggers = db
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'trigger'")
    .all();
  for (const { name } of triggers) db.exec(`drop trigger ${name}`);
  return db;
}

/** What is said of a copy of the database after `harm` was done to it. */
async function said(harm: (db: Sqlite.Database) => void) {
  const path = join(folder, `${randomBytes(6).toString('hex')}.db`);
  copyFileSync(original, path);
  const db = freed(new Sqlite(path));
  harm(db);
  db.close();
  const keepsake = await createKeepsake({
    ...secrets,
    databaseUrl: `file:${path}`,
    logLevel: 'silent',
  });
  try {
    return { path, ...(await keepsake.verify()) };
  } finally {
    await keepsake.close();
  }
}

it('an untouched ledger holds', async () => {
  const { ok, checked, broken, missing } = await said(() => {});
  assert.deepEqual([ok, checked, broken, missing], [true, ids.length, [], 0]);
});

describe('is found and named', () => {
  const rows: readonly [string, (db: Sqlite.Database) => void, () => string[]][] = [
    [
      'other words',
      (db) =>
        db
          .prepare("update consents set words = replace(words, 'shop', 'stop') where id = ?")
          .run(at(0)),
      () => [at(0)],
    ],
    [
      'a greater cap',
      (db) =>
        db
          .prepare("update consents set terms = replace(terms, '500', '900') where id = ?")
          .run(at(3)),
      () => [at(3)],
    ],
    [
      'another time',
      (db) => db.prepare('update consents set created_ms = created_ms - 1 where id = ?').run(at(2)),
      () => [at(2)],
    ],
    [
      'another place in lists',
      (db) => db.prepare('update consents set seq = seq + 40 where id = ?').run(at(2)),
      () => [at(2)],
    ],
    [
      'a withdrawal made into a grant',
      (db) => db.prepare("update consents set act = 'grant' where id = ?").run(at(-1)),
      () => [at(-1)],
    ],
    [
      'JSON that is none',
      (db) =>
        db.prepare("update consents set words = 'x' || substr(words, 2) where id = ?").run(at(0)),
      () => [at(0)],
    ],
    [
      'another person',
      (db) =>
        db
          .prepare("update consent_persons set email = 'eve@example.com' where consent = ?")
          .run(at(0)),
      () => [at(0)],
    ],
    [
      'a person marked as erased who is not',
      (db) => db.prepare('update consent_persons set erased_ms = 1 where consent = ?').run(at(0)),
      () => [at(0)],
    ],
    [
      'a person removed',
      (db) => db.prepare('delete from consent_persons where consent = ?').run(at(0)),
      () => [at(0)],
    ],
    [
      'a person added',
      (db) =>
        db
          .prepare(
            "insert into consent_persons (consent, salt, email) values (?, 'x', 'eve@example.com')",
          )
          .run(at(2)),
      () => [at(2)],
    ],
    [
      'a record removed from the middle: itself, and the one after the gap',
      (db) => db.prepare('delete from consents where id = ?').run(at(2)),
      () => [at(2), at(3)],
    ],
    [
      'the first record removed',
      (db) => db.prepare('delete from consents where id = ?').run(at(0)),
      () => [at(0), at(1)],
    ],
    [
      'a cut tail',
      (db) => db.prepare('delete from consents where id in (?, ?)').run(at(-1), at(-2)),
      () => [at(-1), at(-2)],
    ],
    ['everything gone', (db) => db.exec('delete from consents'), () => [...ids]],
    [
      'a record moved to another account',
      (db) => db.prepare("update consents set account = 'acct_other' where id = ?").run(at(-1)),
      () => [at(-1)],
    ],
    [
      'two records in each other’s places',
      (db) => {
        const move = db.prepare('update consents set position = ?, seq = ? where id = ?');
        move.run(99, 99, at(1));
        move.run(2, 2, at(2));
        move.run(3, 3, at(1));
      },
      () => [at(1), at(2), at(3)],
    ],
    [
      'a cut tail and a head that was written to fit',
      (db) => {
        db.prepare('delete from consents where id = ?').run(at(-1));
        const event = db
          .prepare<[string], { id: string; data: string }>(
            'select id, data from events where object = ?',
          )
          .get(at(-2));
        db.prepare("delete from events where object = ? and type = 'keepsake.consent.created'").run(
          at(-1),
        );
        const data = JSON.parse(event?.data ?? '{}');
        data.object.head.count -= 1;
        db.prepare('update events set data = ? where id = ?').run(JSON.stringify(data), event?.id);
      },
      () => [at(-2)],
    ],
  ];
  for (const [name, harm, broken] of rows) {
    it(name, async () => {
      const answer = await said(harm);
      assert.equal(answer.ok, false);
      assert.deepEqual(answer.broken.toSorted(), broken().toSorted());
    });
  }
});

describe('the command', () => {
  const verify = (path: string) =>
    run(process.execPath, [KEEPSAKE, 'verify'], {
      env: {
        ...process.env,
        DATABASE_URL: `file:${path}`,
        KEEPSAKE_SECRET_KEY: secrets.secretKey,
        KEEPSAKE_ENCRYPTION_KEYS: secrets.encryptionKeys,
        BANK_SECRET: secrets.bankSecret,
      },
    }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (reason: { code: number; stdout: string }) => ({ code: reason.code, stdout: reason.stdout }),
    );

  it('ends with 0 on a ledger that holds, with 1 and the name on one that does not', async () => {
    const good = await verify(original);
    assert.deepEqual([good.code, JSON.parse(good.stdout).ok], [0, true]);
    const { path } = await said((db) =>
      db
        .prepare("update consents set origin = 'https://elsewhere.example' where id = ?")
        .run(at(1)),
    );
    const bad = await verify(path);
    assert.deepEqual([bad.code, JSON.parse(bad.stdout).broken], [1, [at(1)]]);
  });
});

describe('the database itself refuses', () => {
  const rows: readonly [string, string][] = [
    ['to change a record', "update consents set origin = 'x'"],
    ['to remove a record', 'delete from consents'],
    ['to remove a person', 'delete from consent_persons'],
    ['to rewrite a person', "update consent_persons set email = 'eve@example.com'"],
    [
      'to rewrite a person in the name of erasure',
      "update consent_persons set email = 'e', erased_ms = 1",
    ],
  ];
  for (const [name, statement] of rows) {
    it(name, () => {
      const db = new Sqlite(original);
      try {
        assert.throws(() => db.exec(statement), /append-only|only erasure is allowed/);
      } finally {
        db.close();
      }
    });
  }
});
