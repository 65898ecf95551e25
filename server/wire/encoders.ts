/**
 * All encoders in one value, tied to this installation's secrets and addresses, so that operations
 * reach them through their context and never import this room.
 */
import type { Attempt } from '../model/attempt.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import type { Customer } from '../model/customer.ts';
import type { Event } from '../model/event.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import type { PaymentMethod } from '../model/payment-method.ts';

/** An object as it goes over the wire. */
export type Wire = Record<string, unknown>;

export interface Encoders {
  customer(customer: Customer): Wire;
  paymentMethod(method: PaymentMethod): Wire;
  paymentIntent(intent: PaymentIntent, failedMethod: PaymentMethod | null, latest?: Attempt | null): Wire;
  setupIntent(intent: SetupIntent, failedMethod: PaymentMethod | null, latest?: Attempt | null): Wire;
  charge(facts: { readonly attempt: Attempt; readonly intent: PaymentIntent; readonly method: PaymentMethod | null; readonly refundedMinor?: number }): Wire;
  attempt(attempt: Attempt): Wire;
  checkoutSession(session: CheckoutSession, options?: { readonly lineItems?: boolean }): Wire;
  lineItems(session: CheckoutSession): Wire;
  event(event: Event): Wire;
}
export interface EncoderOptions {
  readonly apiVersion: string;
  secretOf(id: string): string;
  sessionUrl(session: CheckoutSession): string | null;
}
