/** Invoices at rest, and which of them somebody has to look at. */
import type { Invoice } from '../model/invoice.ts';
import { anyDue, claimDue, type DueTable, recordDue } from './due.ts';
import { type Queryable, repository } from './repository.ts';
import { invoiceTable } from './tables/invoices.ts';

export const invoices = repository(invoiceTable);

const DUE: DueTable = { name: 'invoices', due: 'due_ms' };

/** Rows that one worker takes at a time. */
const BATCH = 20;

/** The invoice of a subscription for the period that begins then; null when there is none. */
export async function invoiceOfPeriod(
  db: Queryable,
  account: string,
  subscription: string,
  periodStartMs: number,
): Promise<Invoice | null> {
  const row = await db
    .selectFrom('invoices')
    .selectAll()
    .where('account', '=', account)
    .where('subscription', '=', subscription)
    .where('period_start_ms', '=', periodStartMs)
    .executeTakeFirst();
  return row ? invoiceTable.decode(row) : null;
}

/** The invoice that an intent pays; null when it pays none. */
export async function invoiceOfIntent(
  db: Queryable,
  account: string,
  intent: string,
): Promise<Invoice | null> {
  const row = await db
    .selectFrom('invoices')
    .selectAll()
    .where('account', '=', account)
    .where('intent', '=', intent)
    .executeTakeFirst();
  return row ? invoiceTable.decode(row) : null;
}

/** A subscription's invoices in these states, the oldest first. */
export async function invoicesOf(
  db: Queryable,
  account: string,
  subscription: string,
  statuses: readonly Invoice['status'][],
): Promise<readonly Invoice[]> {
  const rows = await db
    .selectFrom('invoices')
    .selectAll()
    .where('account', '=', account)
    .where('subscription', '=', subscription)
    .where('status', 'in', [...statuses])
    .orderBy('period_start_ms')
    .execute();
  return rows.map(invoiceTable.decode);
}

/** The last of a subscription's invoices that took money, by its period; null before the first. */
export async function lastPaidInvoice(
  db: Queryable,
  account: string,
  subscription: string,
): Promise<Invoice | null> {
  const row = await db
    .selectFrom('invoices')
    .selectAll()
    .where('account', '=', account)
    .where('subscription', '=', subscription)
    .where('status', '=', 'paid')
    .where('amount_paid_minor', '>', 0)
    .orderBy('period_start_ms', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? invoiceTable.decode(row) : null;
}

/** How many invoices of a customer have a number. */
export async function countNumbered(
  db: Queryable,
  account: string,
  customer: string,
): Promise<number> {
  const row = await db
    .selectFrom('invoices')
    .select(({ fn }) => fn.count('number').as('many'))
    .where('account', '=', account)
    .where('customer', '=', customer)
    .executeTakeFirst();
  return Number(row?.many ?? 0);
}

export async function removeInvoice(tx: Queryable, account: string, id: string): Promise<void> {
  await tx.deleteFrom('invoices').where('account', '=', account).where('id', '=', id).execute();
}

/**
 * Takes what is due for `leaseMs`, the longest first.
 * @param clock the test clock whose customers are meant; null for those who live in the world's time
 */
export async function claimInvoices(
  tx: Queryable,
  claim: { readonly nowMs: number; readonly leaseMs: number; readonly clock: string | null },
): Promise<readonly Invoice[]> {
  const { nowMs, leaseMs, clock } = claim;
  const rows = await claimDue<Parameters<typeof invoiceTable.decode>[0]>(
    tx,
    DUE,
    { nowMs, leaseMs, limit: BATCH },
    (query) =>
      clock === null
        ? query.where('test_clock', 'is', null)
        : query.where('test_clock', '=', clock),
  );
  return rows.map(invoiceTable.decode);
}

/** Records what came of a claim. @returns false when somebody has claimed it since, and nothing was changed */
export function recordInvoice(
  tx: Queryable,
  held: Pick<Invoice, 'id' | 'fence'>,
  fields: Partial<Invoice>,
): Promise<boolean> {
  return recordDue(tx, DUE, held, invoiceTable.encode(fields));
}

/** When the next of a test clock's invoices is due, at `fromMs` or later; null when none is. */
export async function nextInvoiceDue(
  db: Queryable,
  clock: string,
  fromMs: number,
): Promise<number | null> {
  const row = await db
    .selectFrom('invoices')
    .select(({ fn }) => fn.min('due_ms').as('due_ms'))
    .where('test_clock', '=', clock)
    .where('due_ms', '>=', fromMs)
    .executeTakeFirst();
  return row?.due_ms ?? null;
}

/** Whether a claim would find any; most turns of a worker find none, and need no transaction to know. */
export function areInvoicesDue(
  db: Queryable,
  claim: { readonly nowMs: number; readonly clock: string | null },
): Promise<boolean> {
  return anyDue(db, DUE, claim.nowMs, claim.clock);
}
