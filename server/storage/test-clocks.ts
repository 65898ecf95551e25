/** Test clocks at rest: which of them somebody has to look at, and which of them an object lives by. */
import { type RawBuilder, sql } from 'kysely';
import { attemptIdOf } from '../model/id.ts';
import type { TestClock } from '../model/test-clock.ts';
import { compiled } from './compiled.ts';
import { claimDue, type DueTable, recordDue } from './due.ts';
import { type Queryable, repository } from './repository.ts';
import type { Schema } from './schema.ts';
import { testClockTable } from './tables/test-clocks.ts';

export const testClocks = repository(testClockTable);

const DUE: DueTable = { name: 'test_clocks', due: 'due_ms' };

/** Clocks that one worker takes at a time. */
const BATCH = 5;

/** Takes clocks that are due, by the machine's time. */
export async function claimTestClocks(
  tx: Queryable,
  claim: { readonly nowMs: number; readonly leaseMs: number; readonly id?: string },
): Promise<readonly TestClock[]> {
  const { nowMs, leaseMs, id } = claim;
  const rows = await claimDue<Parameters<typeof testClockTable.decode>[0]>(
    tx,
    DUE,
    { nowMs, leaseMs, limit: BATCH },
    (query) => (id === undefined ? query : query.where('id', '=', id)),
  );
  return rows.map(testClockTable.decode);
}

/** Records how far a claimed clock has come. @returns false when somebody has claimed it since, or it is gone */
export function recordTestClock(
  tx: Queryable,
  held: Pick<TestClock, 'id' | 'fence'>,
  fields: Partial<TestClock>,
): Promise<boolean> {
  return recordDue(tx, DUE, held, testClockTable.encode(fields));
}

export async function removeTestClock(tx: Queryable, account: string, id: string): Promise<void> {
  await tx.deleteFrom('test_clocks').where('account', '=', account).where('id', '=', id).execute();
}

/** What a clock shows, by its id; null for one that is gone. */
export async function frozenTime(
  db: Queryable,
  account: string,
  id: string,
): Promise<number | null> {
  const { rows } = await compiled<Schema, { frozen_ms: number }>(
    db,
    'test_clocks.frozen',
    (any) =>
      any
        .selectFrom('test_clocks')
        .select('frozen_ms')
        .where('account', '=', '')
        .where('id', '=', ''),
    [account, id],
  );
  return rows[0]?.frozen_ms ?? null;
}

/** How the customer of an object is found by its id; the kinds that have one, by prefix. */
const OWNERS: Readonly<Record<string, () => RawBuilder<unknown>>> = {
  cus: () => sql`select ${''}`,
  pi: () => sql`select customer from payment_intents where id = ${''}`,
  seti: () => sql`select customer from setup_intents where id = ${''}`,
  pm: () => sql`select customer from payment_methods where id = ${''}`,
  cs: () => sql`select customer from checkout_sessions where id = ${''}`,
  cuss: () => sql`select customer from customer_sessions where id = ${''}`,
  sub: () => sql`select customer from subscriptions where id = ${''}`,
  in: () => sql`select customer from invoices where id = ${''}`,
  mandate: () => sql`select customer from mandates where id = ${''}`,
  cons: () => sql`select customer from consents where id = ${''}`,
  re: () => sql`select customer from refunds where id = ${''}`,
  att: () =>
    sql`select customer from payment_intents where id = (select intent from attempts where id = ${''})`,
};

/** Ids by which a clock may be found, at most; a request that names more is told by the first of them. */
const IDS = 4;

/**
 * The clock that any of these objects' customers lives by, in one question by primary keys.
 * @returns null where all live in the machine's time
 */
export async function clockOf(
  db: Queryable,
  account: string,
  ids: readonly string[],
): Promise<Pick<TestClock, 'id' | 'frozenMs'> | null> {
  const known = ids
    .map((id) => attemptIdOf(id) ?? id)
    .map((id) => ({ id, kind: id.slice(0, id.indexOf('_')) }))
    .filter(({ kind }) => Object.hasOwn(OWNERS, kind))
    .slice(0, IDS);
  if (known.length === 0) return null;
  const { rows } = await compiled<Schema, { id: string; frozen_ms: number }>(
    db,
    `test_clocks.of ${known.map(({ kind }) => kind)}`,
    (any) => ({
      compile: () => {
        const owners = known.map(({ kind }) => sql`(${OWNERS[kind]?.()})`);
        return sql`select id, frozen_ms from test_clocks where account = ${''} and id in
          (select test_clock from customers where id in (${sql.join(owners)})) limit 1`.compile(
          any,
        );
      },
    }),
    [account, ...known.map(({ id }) => id)],
  );
  const [row] = rows;
  return row ? { id: row.id, frozenMs: row.frozen_ms } : null;
}

/** The living customers of a clock, of any number. */
export async function customersOn(
  db: Queryable,
  account: string,
  clock: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('customers')
    .select('id')
    .where('account', '=', account)
    .where('test_clock', '=', clock)
    .where('deleted_ms', 'is', null)
    .orderBy('seq')
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether a payment of a clock's customers has an outcome that nobody knows yet. */
export async function hasOpenOutcome(
  db: Queryable,
  account: string,
  clock: string,
): Promise<boolean> {
  const { rows } = await compiled<Schema, { found: number }>(
    db,
    'test_clocks.openOutcome',
    (any) => ({
      // Only what has yet to be asked about can be open; the index of those is short.
      compile: () =>
        sql`select 1 as found from attempts a
          join payment_intents p on p.id = a.intent
          join customers c on c.id = p.customer
          where a.account = ${''} and c.test_clock = ${''} and a.resolve_after_ms is not null
            and (a.status = 'unknown' or (a.status = 'started' and a.reference is null))
          limit 1`.compile(any),
    }),
    [account, clock],
  );
  return rows.length > 0;
}

/** An existing customer moves to a clock, with the open checkouts and the billing that are theirs. */
export async function moveToClock(
  tx: Queryable,
  account: string,
  customer: string,
  clock: string,
): Promise<void> {
  await tx
    .updateTable('customers')
    .set({ test_clock: clock })
    .where('account', '=', account)
    .where('id', '=', customer)
    .execute();
  for (const table of ['checkout_sessions', 'subscriptions', 'invoices'] as const) {
    await tx
      .updateTable(table)
      .set({ test_clock: clock })
      .where('account', '=', account)
      .where('customer', '=', customer)
      .execute();
  }
}
