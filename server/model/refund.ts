/**
 * Refunds: money on its way back, and how much may go. What is pending counts as gone, because it
 * may be. It knows nothing of processors.
 */
import type { Attempt, AttemptStatus } from './attempt.ts';
import type { PaymentIntent, Ruling } from './intent.ts';

export type RefundReason = 'duplicate' | 'fraudulent' | 'requested_by_customer';
export type RefundStatus = 'pending' | 'succeeded' | 'failed' | 'canceled';

export interface Refund {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly intent: string;
  /** The attempt that took the money. */
  readonly attempt: string;
  /** The latest attempt to give it back. */
  readonly refundAttempt: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly paymentMethod: string | null;
  readonly reason: RefundReason | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** `pending` while the processor has not said. */
  readonly status: RefundStatus;
  /** In Stripe's vocabulary; null short of a failure. */
  readonly failureReason: string | null;
}

type Counted = Pick<Refund, 'amountMinor' | 'status'>;

const sum = (refunds: readonly Counted[], counts: (refund: Counted) => boolean) =>
  refunds.filter(counts).reduce((total, { amountMinor }) => total + amountMinor, 0);

/** Given back for certain, in minor units. */
export function refundedMinor(refunds: readonly Counted[]): number {
  return sum(refunds, ({ status }) => status === 'succeeded');
}

/** What a charge really took, in minor units; an authorization alone takes nothing. */
export function capturedMinor(
  charge: Pick<Attempt, 'id' | 'status' | 'amountMinor' | 'late'>,
  intent: Pick<PaymentIntent, 'latestAttempt' | 'amountReceivedMinor'>,
): number {
  if (charge.status !== 'succeeded' && charge.status !== 'authorized') return 0;
  const decides = intent.latestAttempt === charge.id && !charge.late;
  if (decides && intent.amountReceivedMinor > 0) return intent.amountReceivedMinor;
  return charge.status === 'succeeded' ? charge.amountMinor : 0;
}

/**
 * Whether so much may be given back now.
 * @param refunds all of the charge; pending ones count, failed and canceled ones do not
 * @param askedMinor null for all that is left
 */
export function canRefund(
  charge: string,
  captured: number,
  refunds: readonly Counted[],
  askedMinor: number | null,
): (Ruling & { readonly ok: false }) | { readonly ok: true; readonly amountMinor: number } {
  if (captured < 1) {
    return {
      ok: false,
      code: 'charge_not_refundable',
      message: `The charge ${charge} has taken no money, so there is nothing to refund. To let go of money that is only held, cancel the PaymentIntent.`,
    };
  }
  const left =
    captured - sum(refunds, ({ status }) => status === 'succeeded' || status === 'pending');
  if (left < 1) {
    return {
      ok: false,
      code: 'charge_already_refunded',
      message: `Charge ${charge} has already been refunded, or is being refunded.`,
    };
  }
  const amountMinor = askedMinor ?? left;
  if (amountMinor > left) {
    return {
      ok: false,
      code: 'amount_too_large',
      message: `Refund amount (${amountMinor}) is greater than unrefunded amount on charge (${left}).`,
    };
  }
  return { ok: true, amountMinor };
}

const FAILURES: Readonly<Record<string, string>> = {
  lost_card: 'lost_or_stolen_card',
  stolen_card: 'lost_or_stolen_card',
  expired_card: 'expired_or_canceled_card',
  expired_or_canceled_card: 'expired_or_canceled_card',
  insufficient_funds: 'insufficient_funds',
};

/** What a refund is once its attempt is in this state. */
export function refundAfter(
  attempt: Pick<Attempt, 'status' | 'decline'>,
): Pick<Refund, 'status' | 'failureReason'> {
  const done: Readonly<Partial<Record<AttemptStatus, RefundStatus>>> = {
    succeeded: 'succeeded',
    authorized: 'succeeded',
    voided: 'succeeded',
    declined: 'failed',
    not_executed: 'failed',
    skipped: 'failed',
  };
  const status = done[attempt.status] ?? 'pending';
  if (status !== 'failed') return { status, failureReason: null };
  const code = attempt.decline?.code;
  const failureReason = code === undefined ? 'unknown' : (FAILURES[code] ?? 'declined');
  return { status, failureReason };
}
