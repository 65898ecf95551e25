/** Refunds on Stripe's terms: parameters in, objects out. */
import { z } from 'zod';
import { chargeIdOf } from '../model/id.ts';
import { AMOUNT_MAX_MINOR } from '../model/limits.ts';
import { common, created, integer, metadata, page } from './form.ts';
import { inSeconds } from './intents.ts';
import { reference } from './payment-methods.ts';

export const REFUND_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

export const createRefundInput = z
  .strictObject({
    ...common,
    amount: integer(1, AMOUNT_MAX_MINOR).optional(),
    charge: reference().optional(),
    metadata: metadata().optional(),
    payment_intent: reference().optional(),
    reason: z.enum(REFUND_REASONS).optional(),
  })
  .superRefine((input, context) => {
    if (input.charge !== undefined || input.payment_intent !== undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['payment_intent'],
      message: 'One of the following params should be provided: payment_intent, charge.',
    });
  });
export type CreateRefundInput = z.output<typeof createRefundInput>;

export const retrieveRefundInput = z.strictObject(common);
export const updateRefundInput = z.strictObject({ ...common, metadata: metadata().optional() });
export const listRefundsInput = z.strictObject({
  ...page,
  charge: reference().optional(),
  created: created().optional(),
  payment_intent: reference().optional(),
});

/** What a refund's object tells. */
export interface RefundFacts {
  readonly id: string;
  readonly createdMs: number;
  readonly amountMinor: number;
  readonly currency: string;
  /** The attempt that took the money. */
  readonly attempt: string;
  readonly intent: string;
  readonly customer: string | null;
  readonly paymentMethod: string | null;
  readonly reason: (typeof REFUND_REASONS)[number] | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** `pending` while the processor has not said. */
  readonly status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  /** In Stripe's vocabulary, where it failed. */
  readonly failureReason?: string | null;
}

export function encodeRefund(refund: RefundFacts): Record<string, unknown> {
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amountMinor,
    balance_transaction: null,
    charge: chargeIdOf(refund.attempt),
    created: inSeconds(refund.createdMs),
    currency: refund.currency,
    customer: refund.customer,
    customer_account: null,
    ...(refund.failureReason ? { failure_reason: refund.failureReason } : {}),
    metadata: refund.metadata,
    payment_intent: refund.intent,
    payment_method: refund.paymentMethod,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}
