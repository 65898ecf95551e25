/**
 * An invoice: what is due for one period or for one reason, and whether it was paid. It knows its
 * payment intent as an id, and nothing of cards.
 */

export const INVOICE_STATUSES = ['draft', 'open', 'paid', 'uncollectible', 'void'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

export type BillingReason =
  | 'subscription_create'
  | 'subscription_cycle'
  | 'subscription_update'
  | 'manual';

export interface InvoiceLine {
  /** `il_…` */
  readonly id: string;
  readonly description: string;
  readonly quantity: number;
  /** Minor units, of one. */
  readonly unitAmountMinor: number;
  readonly amountMinor: number;
  readonly periodStartMs: number;
  readonly periodEndMs: number;
  readonly price: string | null;
  readonly product: string | null;
  /** `si_…`; null for what comes once. */
  readonly subscriptionItem: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Invoice {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly customer: string;
  readonly testClock: string | null;
  readonly subscription: string | null;
  /** The subscription's metadata when this was made. */
  readonly subscriptionMetadata: Readonly<Record<string, string>> | null;
  /** What is paid for; both are the time of creation where it is no period. */
  readonly periodStartMs: number;
  readonly periodEndMs: number;
  readonly billingReason: BillingReason;
  readonly status: InvoiceStatus;
  readonly description: string | null;
  /** Lower-case ISO code. */
  readonly currency: string;
  readonly lines: readonly InvoiceLine[];
  /** Minor units. */
  readonly totalMinor: number;
  readonly amountPaidMinor: number;
  /** Tries to charge that came to an end, one that paid among them. */
  readonly attemptCount: number;
  readonly attempted: boolean;
  /** Whether it is collected without anybody asking for it. */
  readonly autoAdvance: boolean;
  /** When a worker has to look at it next; null when nobody tries. */
  readonly dueMs: number | null;
  readonly fence: number;
  /** Whom it waits for while nobody tries: at `dueMs` they are told again, or collecting ends. Absent otherwise. */
  readonly awaits?: 'buyer' | 'merchant' | 'outcome' | null;
  /** `pi_…` once something is to be paid. */
  readonly intent: string | null;
  /** The card for this invoice alone; null for the subscription's or the customer's. */
  readonly defaultPaymentMethod: string | null;
  /** Since it was finalized. */
  readonly number: string | null;
  readonly finalizedAtMs: number | null;
  readonly paidAtMs: number | null;
  readonly voidedAtMs: number | null;
  readonly uncollectibleAtMs: number | null;
  /** The merchant said that it was paid elsewhere. */
  readonly paidOutOfBand: boolean;
  /** Why it is charged and who asked, where somebody said so. */
  readonly reason: string | null;
  readonly actor: string | null;
  readonly checkoutSession: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What is still to be paid, in minor units. */
export function remainingMinor(invoice: Pick<Invoice, 'totalMinor' | 'amountPaidMinor'>): number {
  return invoice.totalMinor - invoice.amountPaidMinor;
}
