/** Our books against a processor's: the comparison as a table, and a bank that differs on purpose. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import {
  compareBooks,
  type Entry,
  type OwnEntry,
  violationOf,
} from '../../../server/model/books.ts';
import { openStore } from '../../../server/storage/database.ts';
import { afterCommit } from '../../../server/storage/transaction.ts';
import { openTill, type Till } from '../money/books.ts';
import { refusal } from '../shop.ts';

const entry = (reference: string, takenMinor: number, backMinor = 0, currency = 'usd'): Entry => ({
  reference,
  currency,
  takenMinor,
  backMinor,
});
const own = (its: Entry, open = false): OwnEntry => ({ ...its, open });

const CASES: readonly {
  readonly name: string;
  readonly theirs: readonly Entry[];
  readonly ours: readonly OwnEntry[];
  readonly found: readonly string[];
}[] = [
  { name: 'nothing', theirs: [], ours: [], found: [] },
  { name: 'alike', theirs: [entry('a', 10, 3)], ours: [own(entry('a', 10, 3))], found: [] },
  { name: 'unknown here', theirs: [entry('a', 10)], ours: [], found: ['a missing_here 10'] },
  { name: 'unknown here, of nothing', theirs: [entry('a', 0)], ours: [], found: [] },
  { name: 'unknown there', theirs: [], ours: [own(entry('a', 10))], found: ['a missing_there 10'] },
  { name: 'only held', theirs: [], ours: [own(entry('a', 0))], found: [] },
  {
    name: 'another sum',
    theirs: [entry('a', 10)],
    ours: [own(entry('a', 12))],
    found: ['a differs 2'],
  },
  {
    name: 'given back there',
    theirs: [entry('a', 10, 4)],
    ours: [own(entry('a', 10))],
    found: ['a differs 4'],
  },
  {
    name: 'given back here',
    theirs: [entry('a', 10)],
    ours: [own(entry('a', 10, 10))],
    found: ['a differs 10'],
  },
  {
    name: 'there and back there',
    theirs: [entry('a', 10, 10)],
    ours: [own(entry('a', 0))],
    found: ['a differs 10'],
  },
  {
    name: 'another currency',
    theirs: [entry('a', 10, 0, 'eur')],
    ours: [own(entry('a', 10))],
    found: ['a differs 20'],
  },
  {
    name: 'under way',
    theirs: [entry('a', 10)],
    ours: [own(entry('a', 0), true), own(entry('b', 5), true)],
    found: [],
  },
  {
    name: 'two of each',
    theirs: [entry('a', 1), entry('b', 2)],
    ours: [own(entry('b', 3)), own(entry('c', 4))],
    found: ['a missing_here 1', 'b differs 1', 'c missing_there 4'],
  },
];

test('what differs is named, with by how much', () => {
  for (const { name, theirs, ours, found } of CASES) {
    const known = new Map(ours.map((each) => [each.reference, each]));
    const told = compareBooks(theirs, known).map(
      (each) => `${each.reference} ${each.kind} ${each.minor}`,
    );
    assert.deepEqual(told, found, name);
  }
  assert.equal(violationOf(entry('a', 10, 10)), null);
  assert.equal(violationOf(entry('a', 10, 11)), 'given_back_beyond_taken');
});

test('what follows a unit is done once it is durable, and not where it was undone', async () => {
  const store = await openStore(':memory:', { now: Date.now, random: (n) => new Uint8Array(n) });
  const done: string[] = [];
  const unit = (name: string, fails: boolean) =>
    store.transact(async () => {
      afterCommit(() => done.push(name));
      if (fails) throw new Error(name);
      return done.length;
    });
  const [first, second, third] = await Promise.allSettled([
    unit('a', false),
    unit('b', true),
    unit('c', false),
  ]);
  assert.deepEqual(
    [first?.status, second?.status, third?.status],
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.equal(first?.status === 'fulfilled' && first.value, 0, 'not before the commit');
  assert.deepEqual(done, ['a', 'c']);
  afterCommit(() => done.push('d'));
  assert.deepEqual(done, ['a', 'c', 'd']);
  await store.close();
});

const folder = mkdtempSync(join(tmpdir(), 'keepsake-books-'));
const bankPath = join(folder, 'bank.db');
let till: Till;

before(async () => {
  till = await openTill({
    bankDatabaseUrl: `file:${bankPath}`,
    databaseUrl: `file:${join(folder, 'keepsake.db')}`,
  });
});
after(async () => {
  await till.close();
  rmSync(folder, { recursive: true });
});

/** Lets the worker look at everything that has happened until now. */
async function audited(turns = 2) {
  for (let turn = 0; turn < turns; turn += 1) {
    till.pass(21 * 60_000);
    await till.keepsake.worker.turn();
  }
  const response = await fetch(`${till.api.url}/metrics`, {
    headers: { authorization: `Bearer ${till.api.key}` },
  });
  const figures = new Map(
    (await response.text())
      .split('\n')
      .filter((line) => /^keepsake_(ledger|invariant)/.test(line))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
  const mismatch = (kind: string) =>
    figures.get(`keepsake_ledger_mismatches{processor="sandbox",kind="${kind}"}`);
  return {
    units:
      figures.get('keepsake_ledger_mismatch_minor_units{processor="sandbox",currency="usd"}') ?? 0,
    kinds: ['missing_here', 'missing_there', 'differs'].map(mismatch),
    checkedS: figures.get('keepsake_ledger_checked_timestamp_seconds{processor="sandbox"}') ?? 0,
    violation: (rule: string) => figures.get(`keepsake_invariant_violations{rule="${rule}"}`),
  };
}

/** Changes the bank's books behind everybody's back. */
function forge(text: string, ...values: (string | number)[]): void {
  const bank = new Sqlite(bankPath);
  assert.equal(bank.prepare(text).run(...values).changes, 1);
  bank.close();
}

const att = (charge: unknown) => String(charge).replace(/^ch_/, 'att_');

test('books that agree are told so, whatever was paid, held, declined and given back', async () => {
  await till.pay();
  const held = await till.pay({ capture_method: 'manual' });
  const taken = await till.pay({ capture_method: 'manual' });
  await till.stripe.paymentIntents.capture(taken.id, { amount_to_capture: 500 });
  const { latest_charge: charge } = await till.pay();
  await till.stripe.refunds.create({ charge: String(charge), amount: 99 });
  await refusal(till.pay({ payment_method: 'pm_card_chargeDeclined' }));
  await till.stripe.paymentIntents.cancel(held.id);
  // At the start the last day is looked at, some of it a turn.
  const { units, kinds, checkedS, violation } = await audited(14);
  assert.deepEqual({ units, kinds }, { units: 0, kinds: [0, 0, 0] });
  assert.ok(checkedS > 0);
  for (const rule of ['given_back_beyond_taken', 'charged_twice', 'consent_chain'])
    assert.equal(violation(rule), 0, rule);
});

test('each way of differing is found, stays until it is mended, and is then gone', async () => {
  const charges = [await till.pay(), await till.pay(), await till.pay()].map(
    ({ latest_charge: id }) => att(id),
  );
  const [changed = '', lost = '', renamed = ''] = charges;
  forge('update operations set captured = 1000 where reference = ?', changed);
  forge('update operations set reference = ? where reference = ?', 'att_elsewhere', renamed);
  forge('update operations set reference = ? where reference = ?', 'lost', lost);
  forge("update operations set captured = 0 where reference = 'lost'");
  const first = await audited();
  // One of another sum, one that only they know, two that only we know.
  assert.deepEqual(first.kinds, [1, 2, 1]);
  assert.equal(first.units, 99 + 3 * 1099);
  assert.deepEqual((await audited()).kinds, [1, 2, 1], 'it stays');
  forge('update operations set captured = 1099 where reference = ?', changed);
  forge('update operations set reference = ? where reference = ?', renamed, 'att_elsewhere');
  forge("update operations set reference = ?, captured = 1099 where reference = 'lost'", lost);
  const last = await audited();
  assert.deepEqual({ units: last.units, kinds: last.kinds }, { units: 0, kinds: [0, 0, 0] });
});

test('a consent that was changed is counted', async () => {
  const { id: customer } = await till.stripe.customers.create({});
  const { id } = await till.stripe.paymentMethods.attach('pm_card_visa', { customer });
  await till.stripe.paymentMethods.update(id, { allow_redisplay: 'always' });
  const file = new Sqlite(join(folder, 'keepsake.db'));
  const triggers = file
    .prepare("select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'consents'")
    .all() as readonly { name: string; sql: string }[];
  for (const { name } of triggers) file.exec(`drop trigger ${name}`);
  const { changes } = file.prepare("update consents set actor = 'buyer'").run();
  file.close();
  assert.ok(changes > 0);
  assert.equal((await audited()).violation('consent_chain'), changes);
});
