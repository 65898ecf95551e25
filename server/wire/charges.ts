/**
 * Charges: attempts as merchants' tools know them. A charge is never written; it is how an attempt
 * to charge is read.
 */
import { z } from 'zod';
import type { Attempt, AttemptStatus } from '../model/attempt.ts';
import { networkOf } from '../model/card-network.ts';
import { intentErrorOf } from '../model/decline.ts';
import { chargeIdOf } from '../model/id.ts';
import type { PaymentIntent } from '../model/intent.ts';
import { isDebit } from '../model/method-type.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { capturedMinor } from '../model/refund.ts';
import { encodeBillingDetails } from './address.ts';
import { encodeAccountDetails } from './bank-accounts.ts';
import { common, created, page, text } from './form.ts';
import { encodeParcel, inSeconds } from './intents.ts';
import { reference } from './payment-methods.ts';

export const retrieveChargeInput = z.strictObject(common);
export const listChargesInput = z.strictObject({
  ...page,
  created: created().optional(),
  customer: reference().optional(),
  payment_intent: reference().optional(),
  transfer_group: text(500).optional(),
});

export interface ChargeFacts {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  /** The card that was tried; null once it is forgotten. */
  readonly method: PaymentMethod | null;
  /** Given back so far, in minor units. */
  readonly refundedMinor?: number;
}

const STATUSES: Readonly<Record<AttemptStatus, 'pending' | 'succeeded' | 'failed'>> = {
  started: 'pending',
  requires_action: 'pending',
  unknown: 'pending',
  authorized: 'succeeded',
  succeeded: 'succeeded',
  voided: 'succeeded',
  declined: 'failed',
  not_executed: 'failed',
  skipped: 'failed',
};

interface Failure {
  readonly code: string;
  readonly declineCode: string | null;
  readonly networkCode: string | null;
  readonly message: string;
}

function failureOf(attempt: Attempt): Failure | null {
  const { decline } = attempt;
  if (decline) {
    const where = { paymentMethod: attempt.paymentMethod, attempt: attempt.id };
    const { code, declineCode, message } = intentErrorOf(decline.code, decline.networkCode, where);
    return { code, declineCode, message, networkCode: decline.networkCode };
  }
  if (STATUSES[attempt.status] !== 'failed') return null;
  return {
    code: 'processing_error',
    declineCode: null,
    networkCode: null,
    message: 'The payment could not be processed, and nothing was charged.',
  };
}

function encodeOutcome(attempt: Attempt, failure: Failure | null): Record<string, unknown> | null {
  if (STATUSES[attempt.status] === 'pending') return null;
  const sent = attempt.decline !== null;
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: failure?.networkCode ?? null,
    network_status: !failure
      ? 'approved_by_network'
      : sent
        ? 'declined_by_network'
        : 'not_sent_to_network',
    reason: failure?.declineCode ?? null,
    seller_message: failure ? failure.message : 'Payment complete.',
    type: !failure ? 'authorized' : sent ? 'issuer_declined' : 'invalid',
  };
}

function encodeDetails({ attempt, method }: ChargeFacts): Record<string, unknown> | null {
  if (!method) return null;
  const { card, type } = method;
  if (isDebit(type)) return { [type]: encodeAccountDetails(method, attempt.mandate), type };
  return {
    card: {
      amount_authorized: STATUSES[attempt.status] === 'succeeded' ? attempt.amountMinor : null,
      authorization_code: null,
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: card.fingerprint,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: attempt.mandate,
      network: networkOf(card),
      network_token: null,
      network_transaction_id: attempt.networkTransactionId,
      regulated_status: null,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: 'card',
  };
}

const NO_DETAILS = { email: null, name: null, phone: null, address: null };

export function encodeCharge(facts: ChargeFacts): Record<string, unknown> {
  const { attempt, intent, method, refundedMinor = 0 } = facts;
  const status = STATUSES[attempt.status];
  const failure = failureOf(attempt);
  const captured = capturedMinor(attempt, intent);
  // What was held and let go counts as given back: all of a voided charge, the rest of a capture.
  const released =
    attempt.status === 'voided' ? attempt.amountMinor : captured && attempt.amountMinor - captured;
  return {
    id: chargeIdOf(attempt.id),
    object: 'charge',
    amount: attempt.amountMinor,
    amount_captured: captured,
    amount_refunded: refundedMinor + released,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: encodeBillingDetails(method?.billingDetails ?? NO_DETAILS),
    calculated_statement_descriptor: intent.statementDescriptor,
    captured: captured > 0,
    created: inSeconds(attempt.createdMs),
    currency: attempt.currency ?? intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: encodeOutcome(attempt, failure),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: attempt.paymentMethod,
    payment_method_details: encodeDetails(facts),
    receipt_email: intent.receiptEmail,
    receipt_number: null,
    receipt_url: null,
    refunded: attempt.status === 'voided' || (captured > 0 && refundedMinor >= captured),
    review: null,
    shipping: encodeParcel(intent.shipping, intent.extra.parcel),
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statementDescriptor,
    statement_descriptor_suffix: intent.statementDescriptorSuffix,
    status,
    transfer_data: null,
    transfer_group: intent.extra.transfer_group ?? null,
    processor: attempt.processor,
  };
}
