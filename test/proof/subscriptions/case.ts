/** One subscriber as the books have them, and what a rule says that does not hold of it. */
import { Violation } from '../simulation/journal.ts';
import type { Subscriber } from './acts.ts';
import type { Told } from './expected.ts';
import type { InvoiceRow, SubscriptionRow } from './ledger.ts';

export interface Case {
  readonly subscriber: Subscriber;
  readonly row: SubscriptionRow;
  /** By period. */
  readonly invoices: readonly InvoiceRow[];
  readonly told: Told;
  /** When the merchant heard that it was over; null while it is not. */
  readonly goneMs: number | null;
}

export function must(holds: boolean, rule: string, message: () => string): void {
  if (!holds) throw new Violation(rule, message());
}
