/** Any one changed byte, in any column of any record of the ledger, is found through the real storage. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { startWorld, type World } from '../../support/world.ts';
import { form } from '../shop.ts';
import {
  agree,
  attach,
  authorize,
  consentsOn,
  newCustomer,
  payTyped,
  revoke,
} from './agreements.ts';

type Cell = string | number | null;

let folder: string;
let world: World;
let db: Sqlite.Database;
/** Every cell of every record, and of every person beside one. */
let cells: { table: string; key: string; id: string; column: string; value: Cell }[];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-bytes-'));
  const path = join(folder, 'keepsake.db');
  world = await startWorld({ databaseUrl: `file:${path}` });
  const customer = await newCustomer(world);
  const { mandate } = await agree(world, customer, { save: true });
  await payTyped(world, customer, { save: true, authorize: true });
  const card = await attach(world, customer, 'pm_card_amex');
  await authorize(world, card, {
    category: 'recurring',
    currency: 'usd',
    interval: 'month',
    max_amount: 2500,
    max_amount_per_period: 2500,
    max_count: 12,
    text: 'Signed at the counter: “yes”.',
  });
  await revoke(world, mandate);
  const [grant] = await consentsOn(world, `customer=${customer}`);
  await form(world, `/v1/consents/${grant?.id}/withdraw`, '');
  db = new Sqlite(path);
  db.pragma('synchronous = OFF');
  for (const { name } of db
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'trigger'")
    .all())
    db.exec(`drop trigger ${name}`);
  const tables = [
    ['consents', 'id'],
    ['consent_persons', 'consent'],
  ] as const;
  cells = tables.flatMap(([table, key]) =>
    db
      .prepare<[], Record<string, Cell>>(`select * from ${table}`)
      .all()
      .flatMap((row) =>
        Object.entries(row).map(([column, value]) => ({
          table,
          key,
          id: String(row[key]),
          column,
          value,
        })),
      ),
  );
});
after(async () => {
  db.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

/** The value with one byte another; a number with one digit another, and nothing with something. */
function altered(value: Cell, at: number, byte: number): Cell {
  if (value === null) return String.fromCharCode(97 + (byte % 26));
  if (typeof value === 'number') {
    const digits = String(value).split('');
    const place = at % digits.length;
    digits[place] = String((Number(digits[place]) + 1 + (byte % 9)) % 10);
    return Number(digits.join(''));
  }
  const bytes = Buffer.from(value);
  if (bytes.length === 0) return 'x';
  const place = at % bytes.length;
  bytes[place] = ((bytes[place] ?? 0) + 1 + (byte % 94)) % 128;
  return bytes.toString('latin1') === Buffer.from(value).toString('latin1')
    ? `${value}x`
    : bytes.toString();
}

it('any one changed byte is found', async () => {
  assert.deepEqual((await world.keepsake.verify()).ok, true);
  const columns = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(cells.length - 1),
      fc.nat(10_000),
      fc.nat(255),
      async (index, at, byte) => {
        const cell = cells[index];
        assert.ok(cell);
        const { table, key, id, column, value } = cell;
        const changed = altered(value, at, byte);
        if (changed === value) return;
        columns.add(`${table}.${column}`);
        const set = db.prepare(`update ${table} set ${column} = ? where ${key} = ?`);
        try {
          set.run(changed, id);
        } catch (reason) {
          // Two records in one place: the database itself refuses.
          assert.match(String(reason), /UNIQUE constraint/);
          return;
        }
        try {
          const found = await world.keepsake.verify();
          assert.equal(found.ok, false, `${table}.${column} of ${id}`);
          assert.ok(found.broken.length + found.missing > 0);
        } finally {
          // A changed key is found by its new name.
          set.run(value, column === key ? changed : id);
        }
      },
    ),
    { numRuns: 2500 },
  );
  assert.equal((await world.keepsake.verify()).ok, true, 'all was put back');
  assert.equal(columns.size, 24 + 7, 'every column of both tables was tried');
});
