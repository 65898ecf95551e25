/** A card and a credential as a row. */
import type { Credential } from '../../model/credential.ts';
import type { CardFacts, PaymentMethod } from '../../model/payment-method.ts';
import { defineTable } from '../table.ts';

/** A card's facts lie flat, so that they can be asked for. */
export type FlatPaymentMethod = Omit<PaymentMethod, 'card'> & CardFacts;

export const paymentMethodTable = defineTable<FlatPaymentMethod>()('payment_methods', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  type: 'plain',
  customer: 'plain',
  billingDetails: 'json',
  allowRedisplay: 'plain',
  metadata: 'json',
  detachedMs: 'plain',
  closedMs: 'plain',
  joinedInto: 'plain',
  bank: 'json',
  brand: 'plain',
  last4: 'plain',
  expMonth: 'plain',
  expYear: 'plain',
  funding: 'plain',
  country: 'plain',
  fingerprint: 'plain',
  networks: 'json',
  preferredNetwork: 'plain',
});

export const credentialTable = defineTable<Credential>()('credentials', {
  id: 'plain',
  account: 'plain',
  paymentMethod: 'plain',
  processor: 'plain',
  kind: 'plain',
  reusability: 'plain',
  secret: 'plain',
  networkTransactionId: 'plain',
  createdMs: 'plain',
});
