/** Sample cards and sessions for the tables of this folder; each row names only what it is about. */
import type { CheckoutSession } from '../../server/model/checkout-session.ts';
import type { Mandate, MandateTerms, MandateUse } from '../../server/model/mandate.ts';
import type { PaymentMethod } from '../../server/model/payment-method.ts';

/** 15 January 2027, 12:00 UTC. */
export const NOW = Date.UTC(2027, 0, 15, 12);

export const US_ADDRESS = {
  line1: '1 Main Street',
  line2: null,
  city: 'Springfield',
  state: 'IL',
  postalCode: '62701',
  country: 'US',
};

export function card(id: string, seq: number, change: Partial<PaymentMethod> = {}): PaymentMethod {
  return {
    id,
    account: 'acct_1',
    seq,
    createdMs: NOW,
    type: 'card',
    customer: 'cus_1',
    card: {
      brand: 'visa',
      last4: '4242',
      expMonth: 12,
      expYear: 2030,
      funding: 'credit',
      country: 'US',
      fingerprint: 'fp_1',
      networks: ['visa'],
      preferredNetwork: null,
    },
    billingDetails: { email: 'ada@example.com', name: 'Ada', phone: null, address: US_ADDRESS },
    allowRedisplay: 'always',
    metadata: {},
    detachedMs: null,
    joinedInto: null,
    ...change,
  };
}

/** The same card with another expiry. */
export function expiring(method: PaymentMethod, expMonth: number, expYear: number): PaymentMethod {
  return { ...method, card: { ...method.card, expMonth, expYear } };
}

export function session(change: Partial<CheckoutSession> = {}): CheckoutSession {
  return {
    id: 'cs_test_1',
    account: 'acct_1',
    seq: 1,
    createdMs: NOW,
    testClock: null,
    expiresAtMs: NOW + 86_400_000,
    completedMs: null,
    mode: 'payment',
    status: 'open',
    paymentStatus: 'unpaid',
    uiMode: 'elements',
    currency: 'usd',
    amountSubtotalMinor: 1099,
    amountTotalMinor: 1099,
    lineItems: [],
    customer: 'cus_1',
    customerEmail: null,
    customerCreation: null,
    savedPaymentMethodOptions: {
      allowRedisplayFilters: null,
      paymentMethodRemove: 'disabled',
      paymentMethodSave: 'disabled',
    },
    billingAddressCollection: 'auto',
    shippingAddressCountries: null,
    consentCollection: null,
    paymentIntentData: {},
    setupIntentData: {},
    subscriptionData: {},
    returnUrl: null,
    successUrl: null,
    cancelUrl: null,
    redirectOnCompletion: 'always',
    allowedOrigins: [],
    locale: null,
    clientReferenceId: null,
    metadata: {},
    paymentIntent: null,
    setupIntent: null,
    subscription: null,
    invoice: null,
    customerDetails: null,
    shippingDetails: null,
    submitType: null,
    paymentMethodTypes: ['card'],
    paymentMethodCollection: 'always',
    customText: null,
    extra: {},
    recoversIntent: null,
    ...change,
  };
}

export function terms(change: Partial<MandateTerms> = {}): MandateTerms {
  return {
    category: 'unscheduled',
    currency: 'usd',
    maxAmountMinor: 5000,
    maxAmountPerPeriodMinor: null,
    maxCount: null,
    interval: null,
    intervalCount: null,
    validFromMs: NOW - 86_400_000,
    validUntilMs: null,
    ...change,
  };
}

export function mandate(change: Partial<Mandate> = {}): Mandate {
  return {
    id: 'mandate_1',
    account: 'acct_1',
    seq: 1,
    createdMs: NOW - 86_400_000,
    customer: 'cus_1',
    paymentMethod: 'pm_1',
    terms: terms(),
    anchorMs: NOW - 86_400_000,
    text: null,
    acceptance: { type: 'online', acceptedMs: NOW - 86_400_000 },
    consent: 'cons_1',
    checkoutSession: null,
    intent: null,
    subscription: null,
    singleUse: false,
    needsReauthentication: false,
    revokedMs: null,
    revokedBy: null,
    supersededBy: null,
    metadata: {},
    ...change,
  };
}

export function use(change: Partial<MandateUse> = {}): MandateUse {
  return {
    id: 'muse_1',
    mandate: 'mandate_1',
    attempt: 'att_1',
    amountMinor: 1000,
    state: 'consumed',
    createdMs: NOW - 1000,
    ...change,
  };
}
