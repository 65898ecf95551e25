/**
 * A subscription: what is charged again and again, to which card, under which permission, and the
 * states it passes through. It knows no invoices beyond ids, and nothing of how a charge goes.
 */
import type { Cadence } from './period.ts';

export const SUBSCRIPTION_STATUSES = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'canceled',
] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export const CANCELLATION_FEEDBACK = [
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
] as const;

export interface CancellationDetails {
  readonly comment: string | null;
  readonly feedback: (typeof CANCELLATION_FEEDBACK)[number] | null;
  readonly reason:
    | 'canceled_by_retention_policy'
    | 'cancellation_requested'
    | 'payment_disputed'
    | 'payment_failed'
    | null;
}

export const PAUSE_BEHAVIORS = ['keep_as_draft', 'mark_uncollectible', 'void'] as const;
export type PauseBehavior = (typeof PAUSE_BEHAVIORS)[number];

/** What a trial's end does where there is nothing to charge. */
export const MISSING_METHOD = ['cancel', 'create_invoice', 'pause'] as const;
export type MissingMethod = (typeof MISSING_METHOD)[number];

/** What follows when a debt was not collected by all the tries that there are. */
export const FINAL_ACTIONS = ['cancel', 'unpaid', 'past_due'] as const;
export type FinalAction = (typeof FINAL_ACTIONS)[number];

export interface SubscriptionItem {
  /** `si_…` */
  readonly id: string;
  readonly createdMs: number;
  readonly price: string;
  readonly product: string;
  /** The product's name when it was chosen. */
  readonly name: string;
  readonly quantity: number;
  /** Minor units, of one. */
  readonly unitAmountMinor: number;
  readonly recurring: Cadence;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Subscription {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly customer: string;
  readonly testClock: string | null;
  readonly status: SubscriptionStatus;
  readonly description: string | null;
  /** Lower-case ISO code, of every item. */
  readonly currency: string;
  /** At least one; all with the same cadence. */
  readonly items: readonly SubscriptionItem[];
  readonly collectionMethod: 'charge_automatically';
  /** Null: the customer's own default is charged. */
  readonly defaultPaymentMethod: string | null;
  /** The permission under which it is charged; null where any that covers it will do. */
  readonly mandate: string | null;
  readonly backupPaymentMethod: string | null;
  /** From when its periods are counted. */
  readonly anchorMs: number;
  readonly periodStartMs: number;
  /** The first moment after the period that is paid for, or on trial. */
  readonly periodEndMs: number;
  readonly trialStartMs: number | null;
  readonly trialEndMs: number | null;
  readonly missingMethod: MissingMethod;
  /** Null: as the installation says. */
  readonly finalAction: FinalAction | null;
  readonly cancelAtPeriodEnd: boolean;
  readonly cancelAtMs: number | null;
  /** When somebody said that it is to end. */
  readonly canceledAtMs: number | null;
  readonly cancellationDetails: CancellationDetails;
  readonly endedAtMs: number | null;
  readonly pauseCollection: {
    readonly behavior: PauseBehavior;
    readonly resumesAtMs: number | null;
  } | null;
  readonly latestInvoice: string | null;
  /** Waits for a first card, where a trial or nothing is due yet. */
  readonly pendingSetupIntent: string | null;
  readonly checkoutSession: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Parameters that are kept and given back, and mean nothing here. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** When a worker has to look at it next; null when nothing is to come. */
  readonly dueMs: number | null;
  readonly fence: number;
}
