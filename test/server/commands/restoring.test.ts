/**
 * The drill: a backup taken under load, everything lost after it, and books that equal the bank's again.
 * Then backups and databases that must not be trusted or touched.
 */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { backup } from '../../../server/commands/backup.ts';
import { restore } from '../../../server/commands/restore.ts';
import { inspect } from '../../../server/storage/backup.ts';
import { type Installation, openInstallation } from './installation.ts';

const AMOUNT = 1099;

describe('backup and restore', () => {
  let place: Installation;
  let file: string;
  before(async () => {
    place = await openInstallation();
    file = join(place.folder, 'kept.db');
  });
  after(() => place.close());

  /** What our own books say we hold, by the attempt's id. */
  function ours(): ReadonlySet<string> {
    const db = new Sqlite(place.path, { readonly: true });
    const rows = db
      .prepare("select id from attempts where operation = 'charge' and status = 'succeeded'")
      .pluck()
      .all() as string[];
    db.close();
    return new Set(rows);
  }

  /** What the bank says we hold. */
  const theirs = async () =>
    (await place.charges())
      .filter(({ status, amount, refunded }) => status === 'succeeded' && refunded < amount)
      .map(({ reference }) => reference);

  it('brings back what was, and finds out what has happened since', {
    timeout: 60_000,
  }, async () => {
    const server = await place.start(['serve']);
    let paid = 0;
    let going = true;
    const buyer = async () => {
      while (going) {
        const done = await place.stripe.paymentIntents
          .create({
            ...{ amount: AMOUNT, currency: 'usd', confirm: true },
            ...{ payment_method: 'pm_card_visa', payment_method_types: ['card'] },
          })
          .catch(() => null);
        if (done?.status === 'succeeded') paid += 1;
      }
    };
    const paidMore = async (count: number) => {
      const enough = paid + count;
      while (paid < enough) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const buyers = [buyer(), buyer(), buyer()];
    const { id: customer } = await place.stripe.customers.create({ name: 'Ada' });
    const { id } = await place.stripe.paymentMethods.attach('pm_card_visa', { customer });
    await place.stripe.paymentMethods.update(id, { allow_redisplay: 'always' });
    await paidMore(10);
    const taken = await place.run(['backup', file]);
    assert.deepEqual([taken.code, taken.err], [0, '']);
    const kept = JSON.parse(taken.out);
    assert.ok(kept.counts.attempts >= 10, taken.out);
    assert.equal(kept.ledger.checked, kept.counts.consents);
    assert.ok(kept.counts.consents > 0);
    assert.equal(kept.bytes, readFileSync(file).length);
    await paidMore(10);
    server.child.kill('SIGKILL');
    await server.ended;
    going = false;
    await Promise.all(buyers);
    // What lies beside a lost file is of no use, and would be played into the next one.
    rmSync(place.path);
    assert.ok(existsSync(`${place.path}-wal`));

    const restored = await place.run(['restore', file]);
    assert.deepEqual([restored.code, restored.err], [0, '']);
    const { next, set_aside: aside, ledger } = JSON.parse(restored.out);
    assert.deepEqual(ledger, kept.ledger);
    assert.ok(existsSync(`${aside}-wal`) && !existsSync(aside));
    const words = String(next).split(' ').slice(1);
    assert.equal(words[0], 'reconcile');

    const found = await place.run(words);
    const { open, unknown_here: unknown, differing } = JSON.parse(found.out);
    assert.deepEqual([found.code, open, differing], [1, [], []]);
    const named = (unknown as { reference: string; amount: number }[]).map((each) => {
      assert.equal(each.amount, AMOUNT);
      return each.reference;
    });
    assert.ok(named.length >= 10);
    assert.deepEqual([...ours(), ...named].sort(), [...(await theirs())].sort());

    const alone = await place.run(words, { BANK_INTERNAL_URL: 'http://127.0.0.1:9' });
    assert.deepEqual([alone.code, JSON.parse(alone.out).unlisted], [3, ['sandbox']], alone.err);

    const [one = ''] = named;
    const back = await place.run([...words, '--give-back', one]);
    assert.deepEqual([back.code, JSON.parse(back.out).given_back], [1, [one]]);
    const stray = await place.run([...words, '--give-back', one]);
    assert.equal(stray.code, 2, 'it is given back already');
    const all = await place.run([...words, '--give-back', 'all']);
    assert.deepEqual([all.code, JSON.parse(all.out).unknown_here], [0, []]);
    assert.deepEqual([...ours()].sort(), [...(await theirs())].sort());
    const verified = await place.run(['verify']);
    assert.equal(verified.code, 0);
    assert.equal(JSON.parse(verified.out).object, 'verification');

    const again = await place.start(['serve']);
    await place.stripe.customers.create({ name: 'After' });
    again.child.kill('SIGTERM');
    assert.equal((await again.ended).code, 0);
  });

  it('touches no database that is in use or in the way', async () => {
    const worker = await place.start(['worker']);
    const held = await place.run(['restore', file, '--force']);
    assert.deepEqual([held.code, held.out], [1, '']);
    assert.match(held.err, /open in another process/);
    worker.child.kill('SIGTERM');
    await worker.ended;
    const inTheWay = await place.run(['restore', file]);
    assert.equal(inTheWay.code, 1);
    assert.match(inTheWay.err, /--force sets it aside/);

    const before = readFileSync(place.path);
    const forced = await place.run(['restore', file, '--force']);
    assert.equal(forced.code, 0, forced.err);
    assert.deepEqual(readFileSync(JSON.parse(forced.out).set_aside), before);
  });

  it('trusts no backup that is damaged, altered, foreign, or closed under another key', async () => {
    const before = readFileSync(place.path);
    const altered = (name: string, sql: string) => {
      const path = join(place.folder, name);
      copyFileSync(file, path);
      const db = new Sqlite(path);
      db.exec(sql);
      db.close();
      return path;
    };
    const db = new Sqlite(file, { readonly: true });
    const guards = db
      .prepare("select name from sqlite_master where type = 'trigger' and tbl_name = 'consents'")
      .pluck()
      .all() as string[];
    db.close();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096 * 8, 4096 * 12);
    const damaged = join(place.folder, 'damaged.db');
    writeFileSync(damaged, bytes);
    const text = join(place.folder, 'text.db');
    writeFileSync(text, 'not a database, but long enough to look like a file'.repeat(100));
    const key = `b:${Buffer.alloc(32, 1).toString('base64')}`;
    const rows: readonly (readonly [string, RegExp, Readonly<Record<string, string>>?])[] = [
      [damaged, /damaged|malformed/],
      [
        altered(
          'ledger.db',
          `${guards.map((name) => `drop trigger ${name};`).join(' ')} update consents set scope = 'x'`,
        ),
        /its consent ledger was altered: cons_/,
      ],
      [
        altered(
          'sealed.db',
          "insert into credentials (id, account, payment_method, processor, kind, reusability, secret, created_ms) values ('cred_1', 'acct', 'pm_1', 'sandbox', 'x', 'single_use', 'v1.gone.AAAA.BBBB', 0)",
        ),
        /KEEPSAKE_ENCRYPTION_KEYS/,
        { KEEPSAKE_ENCRYPTION_KEYS: key },
      ],
    ];
    const newer = altered('newer.db', "insert into migrations values ('9999-future', 'x', 0)");
    await assert.rejects(inspect(join(place.folder, 'none.db')), /is not there/);
    await assert.rejects(inspect(text), /not a database/);
    await assert.rejects(inspect(newer), /newer version: it has migration 9999-future/);
    await Promise.all(
      rows.map(async ([path, why, more]) => {
        const refused = await place.run(['restore', path], {
          DATABASE_URL: `file:${path}.restored`,
          ...more,
        });
        assert.notEqual(refused.code, 0, path);
        assert.match(refused.err, why, path);
        assert.equal(existsSync(`${path}.restored`), false);
      }),
    );
    assert.deepEqual(readFileSync(place.path), before);
    const left = readdirSync(place.folder).filter((name) =>
      /partial|restoring|examined/.test(name),
    );
    assert.deepEqual(left, []);
  });

  it('sends those with PostgreSQL to its own tools', async () => {
    const { env } = process;
    process.env = {
      ...env,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      KEEPSAKE_SECRET_KEY: 'sk_test_keepsake',
      KEEPSAKE_ENCRYPTION_KEYS: `a:${Buffer.alloc(32).toString('base64')}`,
      BANK_SECRET: 'x'.repeat(16),
    };
    try {
      await assert.rejects(
        backup.run(['kept.dump']),
        /pg_dump --format=custom --file=.*kept\.dump "\$DATABASE_URL"/,
      );
      await assert.rejects(restore.run(['kept.dump']), /pg_restore --clean .*kept\.dump/);
    } finally {
      process.env = env;
    }
  });
});
