/**
 * Finds customers by what a person has of them: the beginning of an address or a name, or the last digits
 * of a card. Every question is bounded and served by an index, in both databases.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Attempt } from '../model/attempt.ts';
import type { Customer } from '../model/customer.ts';
import { isPostgres } from './dialect.ts';
import type { Queryable } from './repository.ts';
import { attemptTable } from './tables/attempts.ts';
import { customerTable } from './tables/customers.ts';

/** After every text that begins with `start`, in the order that both databases compare by. */
const END = '\u{10FFFF}';

/** By what a beginning is looked for. */
export type Start = 'email' | 'name' | 'surname';

/** The text that is compared, exactly as the index has it: by its bytes, in either database. */
function compared(db: Queryable, by: Start): RawBuilder<string> {
  if (isPostgres(db)) {
    if (by === 'surname') return sql`lower(substr(name, strpos(name, ' ') + 1)) collate "C"`;
    return sql`lower(${sql.ref(by)}) collate "C"`;
  }
  return by === 'surname'
    ? sql`lower(substr(name, instr(name, ' ') + 1))`
    : sql`lower(${sql.ref(by)})`;
}

/** Living customers whose field begins so, whatever the case of its letters (on SQLite, of ASCII ones). */
export async function customersByStart(
  db: Queryable,
  account: string,
  by: Start,
  start: string,
  limit: number,
): Promise<readonly Customer[]> {
  const text = compared(db, by);
  const rows = await db
    .selectFrom('customers')
    .selectAll()
    .where('account', '=', account)
    .where(sql<boolean>`${text} >= lower(${start}) and ${text} < lower(${start}) || ${END}`)
    .where('deleted_ms', 'is', null)
    .orderBy(text)
    .limit(limit)
    .execute();
  return rows.map((row) => customerTable.decode(row));
}

/** Customers with a card of these last digits, attached or once attached; the newest card first. */
export async function customersByLast4(
  db: Queryable,
  account: string,
  last4: string,
  limit: number,
): Promise<readonly Customer[]> {
  const cards = await db
    .selectFrom('payment_methods')
    .select('customer')
    .where('account', '=', account)
    .where('last4', '=', last4)
    .where('customer', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(limit * 5)
    .execute();
  const ids = [...new Set(cards.map((row) => row.customer ?? ''))].slice(0, limit);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('customers')
    .selectAll()
    .where('account', '=', account)
    .where('id', 'in', ids)
    .execute();
  return ids.flatMap((id) => rows.filter((row) => row.id === id).map(customerTable.decode));
}

/** Attempts that a processor knows by this id of its own. */
export async function attemptsByReference(
  db: Queryable,
  account: string,
  reference: string,
  limit: number,
): Promise<readonly Attempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .selectAll()
    .where('account', '=', account)
    .where('reference', '=', reference)
    .limit(limit)
    .execute();
  return rows.map((row) => attemptTable.decode(row));
}
