/**
 * What is prefilled: the one card that is already chosen when the checkout opens, with the
 * addresses that go with it. Only the chosen card's details cross to the page, and only for a while.
 */
import type { Shipping } from './address.ts';
import { type BillingCollection, suffices } from './billing-details.ts';
import type { SessionMode } from './checkout-session.ts';
import { PREFILL_WINDOW_MS } from './limits.ts';
import type { BillingDetails } from './payment-method.ts';
import type { Shown } from './redisplay.ts';

export interface PrefillFacts {
  readonly mode: SessionMode;
  readonly createdMs: number;
  readonly nowMs: number;
  /** The cards that are shown, newest first. */
  readonly shown: readonly Shown[];
  /** The customer's default payment method, where there is one. */
  readonly defaultPaymentMethod: string | null;
  readonly billingCollection: BillingCollection;
  /** Countries that the session ships to; null when nothing is shipped. */
  readonly shippingCountries: readonly string[] | null;
  /** Where the customer last had things sent. */
  readonly shipping: Shipping | null;
}

export interface Prefill {
  readonly paymentMethod: string;
  readonly reason: 'newest' | 'default';
  readonly expiresAtMs: number;
  readonly billingDetails: BillingDetails;
  readonly shipping: Shipping | null;
}

function shippingOf(facts: PrefillFacts): Shipping | null {
  const country = facts.shipping?.address.country?.toUpperCase();
  if (country === undefined || facts.shippingCountries === null) return null;
  return facts.shippingCountries.includes(country) ? facts.shipping : null;
}

/**
 * The card to choose: in `payment` mode the newest that is fit, in `subscription` mode the
 * customer's default if it is fit and else the newest, in `setup` mode none. Fit is a shown card
 * that has not expired and whose billing details suffice.
 */
export function prefill(facts: PrefillFacts): Prefill | null {
  const expiresAtMs = facts.createdMs + PREFILL_WINDOW_MS;
  if (facts.mode === 'setup' || facts.nowMs >= expiresAtMs) return null;
  const fit = facts.shown
    .filter(({ method, expired }) => {
      return !expired && suffices(method.billingDetails, facts.billingCollection);
    })
    .map(({ method }) => method);
  const preferred =
    facts.mode === 'subscription'
      ? fit.find((method) => method.id === facts.defaultPaymentMethod)
      : undefined;
  const chosen = preferred ?? fit[0];
  if (!chosen) return null;
  return {
    paymentMethod: chosen.id,
    reason: preferred ? 'default' : 'newest',
    expiresAtMs,
    billingDetails: chosen.billingDetails,
    shipping: shippingOf(facts),
  };
}
