/** The server's books as the oracle reads them: rows of its database, by a connection of its own. */
import type Sqlite from 'better-sqlite3';

export interface SubscriptionRow {
  readonly id: string;
  readonly customer: string;
  readonly created_ms: number;
  readonly status: string;
  readonly anchor_ms: number;
  readonly trial_end_ms: number | null;
  readonly ended_at_ms: number | null;
  readonly cancellation_details: string;
  readonly period_start_ms: number;
  readonly period_end_ms: number;
  readonly due_ms: number | null;
  readonly final_action: string | null;
}

export interface InvoiceRow {
  readonly id: string;
  readonly customer: string;
  readonly subscription: string;
  readonly created_ms: number;
  readonly period_start_ms: number;
  readonly period_end_ms: number;
  readonly billing_reason: string;
  readonly status: string;
  readonly total_minor: number;
  readonly amount_paid_minor: number;
  readonly attempted: number;
  readonly due_ms: number | null;
  readonly awaits: string | null;
  readonly intent: string | null;
  readonly number: string | null;
  readonly paid_at_ms: number | null;
}

export interface AttemptRow {
  readonly id: string;
  readonly intent: string;
  readonly status: string;
  readonly initiator: string;
  readonly operation: string;
  readonly mandate: string | null;
  readonly amount_minor: number;
  readonly created_ms: number;
}

export interface HeardRow {
  readonly n: number;
  readonly type: string;
  readonly object: string;
  readonly customer: string | null;
  readonly at_ms: number;
  readonly data: string | null;
}

export interface Ledger {
  rows<T>(sql: string, ...values: readonly unknown[]): readonly T[];
  /** When somebody has to look at something next, epoch ms; infinite where nothing is to come. */
  nextDueMs(): number;
  /** The same for payments whose outcome is open. */
  nextOpenMs(): number;
}

/** Rows by what they have in common, in their order. */
export function groupBy<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

const DUE = `select min(
  ifnull((select min(due_ms) from subscriptions where due_ms is not null), 9e15),
  ifnull((select min(notices_due_ms) from subscriptions where notices_due_ms is not null), 9e15),
  ifnull((select min(due_ms) from invoices where due_ms is not null), 9e15)) as at_ms`;

const OPEN = `select min(resolve_after_ms) as at_ms from attempts
  where resolve_after_ms is not null and status in ('started', 'unknown')`;

export function createLedger(books: Sqlite.Database): Ledger {
  const due = books.prepare(DUE);
  const open = books.prepare(OPEN);
  const at = (row: unknown) =>
    (row as { readonly at_ms: number | null }).at_ms ?? Number.POSITIVE_INFINITY;
  return {
    rows: <T>(sql: string, ...values: readonly unknown[]) =>
      books.prepare(sql).all(...values) as T[],
    nextDueMs: () => at(due.get()),
    nextOpenMs: () => at(open.get()),
  };
}
