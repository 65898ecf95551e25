/** Invoices at rest, and which of them somebody has to look at. */
import type { Invoice } from '../model/invoice.ts';
import { clockedDue } from './clocked-due.ts';
import { type Queryable, repository } from './repository.ts';
import { invoiceTable } from './tables/invoices.ts';

export const invoices = repository(invoiceTable);

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

/** What is due of them, in whosever time. */
export const {
  claim: claimInvoices,
  record: recordInvoice,
  next: nextInvoiceDue,
  any: areInvoicesDue,
} = clockedDue(invoiceTable);
