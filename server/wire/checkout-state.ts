/** The tag's one answer, and the answers to a press, in the elements' own JSON. */
import type { Address, Shipping } from '../model/address.ts';
import type { Attempt } from '../model/attempt.ts';
import type { CheckoutPlan } from '../model/checkout-plan.ts';
import { redirectUrl } from '../model/checkout-return.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import type { Customer } from '../model/customer.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import type { Prefill } from '../model/prefill.ts';
import type { Problem } from '../model/problem.ts';
import type { ReadinessReason } from '../model/readiness.ts';
import type { CardEntry } from '../processors/processor.ts';
import { decodeAddress } from './address.ts';
import { shownFace } from './bank-accounts.ts';
import { encodeCardEntry } from './card-entry.ts';
import type {
  CheckoutState,
  ConfirmInput,
  ConfirmResult,
  ErrorBody,
  NextAction,
  Offer,
  PressState,
  ShownMethod,
  WireAddress,
  WireBillingDetails,
  WireShipping,
} from './elements.ts';

const seconds = (ms: number) => Math.floor(ms / 1000);

/** What the view is made of; the domain gathers it. */
export interface StateFacts {
  readonly session: CheckoutSession;
  readonly customer: Customer | null;
  readonly methods: readonly {
    readonly method: PaymentMethod;
    readonly isDefault: boolean;
    readonly expired: boolean;
    readonly reasons: readonly ReadinessReason[];
    readonly removable: boolean;
    readonly paysFor: readonly string[];
  }[];
  readonly prefill: Prefill | null;
  readonly offers: {
    readonly redisplay: Offer | null;
    readonly mandate: Offer | null;
    readonly debit: Offer | null;
  };
  readonly cardEntry: CardEntry | null;
  readonly bankEntry: CheckoutState['bank_entry'];
  /** Where the latest press stands; null before the first. */
  readonly press: PressState | null;
  readonly merchant: CheckoutState['merchant'];
  /** What begins here and comes round. */
  readonly plan: (CheckoutPlan & { readonly nextMs: number }) | null;
}

const address = ({ line1, line2, city, state, postalCode, country }: Address): WireAddress => ({
  line1,
  line2,
  city,
  state,
  postal_code: postalCode,
  country,
});

const billing = ({ email, name, phone, address: at }: BillingDetails): WireBillingDetails => ({
  email,
  name,
  phone,
  address: at && address(at),
});

const shipping = (to: Shipping | null): WireShipping | null =>
  to && { name: to.name, phone: to.phone, address: address(to.address) };

const offer = (made: Offer | null): Offer | null =>
  made && { id: made.id, text: made.text, sha256: made.sha256, locale: made.locale };

function encodeMethod(shown: StateFacts['methods'][number]): ShownMethod {
  const { id, card } = shown.method;
  return {
    id,
    ...shownFace(shown.method),
    last4: card.last4,
    funding: card.funding,
    is_default: shown.isDefault,
    expired: shown.expired,
    usable: shown.reasons.length === 0,
    reasons: shown.reasons.map(({ code, message, fix, untilMs }) => ({
      code,
      message,
      fix,
      ...(untilMs === null ? {} : { until: seconds(untilMs) }),
    })),
    removable: shown.removable,
    pays_for: [...shown.paysFor],
  };
}

function recurringOf(plan: NonNullable<StateFacts['plan']>): CheckoutState['session']['recurring'] {
  const { eachMinor, cadence, nextMs, trialEndMs } = plan;
  return {
    amount: eachMinor,
    interval: cadence.interval,
    interval_count: cadence.intervalCount,
    next_at: seconds(nextMs),
    trial_end: trialEndMs === null ? null : seconds(trialEndMs),
  };
}

export function encodeCheckoutState(facts: StateFacts): CheckoutState {
  const { session, customer, prefill, cardEntry } = facts;
  const hidden = Boolean(session.savedPaymentMethodOptions.hiddenMs);
  return {
    session: {
      id: session.id,
      mode: session.mode,
      status: session.status,
      ui_mode: session.uiMode,
      currency: session.currency,
      amount_total: session.amountTotalMinor,
      expires_at: seconds(session.expiresAtMs),
      return_url: session.returnUrl,
      redirect_url: redirectUrl(session),
      locale: session.locale,
      submit_type: session.submitType,
      intent: session.paymentIntent ?? session.setupIntent,
      ...(facts.plan ? { recurring: recurringOf(facts.plan) } : {}),
      saved_methods_hidden: hidden,
    },
    merchant: facts.merchant,
    customer: customer
      ? { email: customer.email, name: customer.name }
      : session.customerEmail === null || hidden
        ? null
        : { email: session.customerEmail, name: null },
    line_items: session.lineItems.map(({ name, quantity, amountTotalMinor }) => ({
      name,
      quantity,
      amount_total: amountTotalMinor,
    })),
    collect: {
      email:
        session.recoversIntent === null &&
        (customer?.email ?? session.customerEmail) === null &&
        (!hidden || session.customer === null),
      billing: session.billingAddressCollection,
      shipping_countries: session.shippingAddressCountries && [...session.shippingAddressCountries],
    },
    payment_methods: facts.methods.map(encodeMethod),
    prefill: prefill && {
      payment_method: prefill.paymentMethod,
      reason: prefill.reason,
      expires_at: seconds(prefill.expiresAtMs),
      billing_details: billing(prefill.billingDetails),
      shipping: shipping(prefill.shipping),
    },
    offers: {
      redisplay: offer(facts.offers.redisplay),
      mandate: offer(facts.offers.mandate),
      debit: offer(facts.offers.debit),
    },
    card_entry: encodeCardEntry(cardEntry),
    bank_entry: facts.bankEntry,
    press: facts.press,
  };
}

function nextAction(attempt: Attempt): NextAction | null {
  const action = attempt.nextAction;
  return (
    action && {
      type: 'redirect_to_url',
      redirect_to_url: { url: action.url, return_url: action.returnUrl },
    }
  );
}

export function encodeFailure(failure: Problem): ErrorBody {
  const { type, code, declineCode, message, param } = failure;
  return {
    type,
    message,
    ...(code === undefined ? {} : { code }),
    ...(declineCode === undefined ? {} : { decline_code: declineCode }),
    ...(param === undefined ? {} : { param }),
  };
}

interface Standing {
  readonly status: 'complete' | 'processing' | 'requires_action' | 'failed';
  readonly attempt: Attempt;
  readonly failure: Problem | null;
}

/** Where a press stands, inside the tag's one answer. */
export function encodePress({ status, attempt, failure }: Standing): PressState | null {
  if (attempt.press === null) return null;
  return {
    press: attempt.press,
    status,
    next_action: status === 'requires_action' ? nextAction(attempt) : null,
    error: failure && encodeFailure(failure),
  };
}

/** The answer to a press that did not fail, or to `status`. @param standing null before the first press */
export function encodeConfirmResult(
  session: CheckoutSession,
  standing: Standing | null,
): ConfirmResult {
  const status = standing && standing.status !== 'failed' ? standing.status : session.status;
  return {
    status,
    session: {
      id: session.id,
      status: session.status,
      payment_status: session.paymentStatus,
      redirect_url: session.status === 'complete' ? redirectUrl(session) : null,
      intent: session.paymentIntent ?? session.setupIntent,
    },
    press: standing?.attempt.press ?? null,
    ...(standing?.status === 'requires_action'
      ? { next_action: nextAction(standing.attempt) }
      : {}),
    ...(standing?.failure ? { error: encodeFailure(standing.failure) } : {}),
  };
}

/** A press as the buyer's browser sent it, in the domain's names. Empty texts are nothing. */
export function decodeConfirm(input: ConfirmInput) {
  const filled = (value: string | null | undefined) =>
    value === undefined || value === null || value === '' ? null : value;
  const details = input.billing_details;
  const at = (given: NonNullable<ConfirmInput['shipping']>['address']): Address => {
    const decoded = decodeAddress(given);
    return {
      line1: filled(decoded.line1),
      line2: filled(decoded.line2),
      city: filled(decoded.city),
      state: filled(decoded.state),
      postalCode: filled(decoded.postalCode),
      country: filled(decoded.country),
    };
  };
  return {
    press: input.press,
    paymentMethod: input.payment_method ?? null,
    cardToken: input.card_token ?? null,
    cvcToken: input.cvc_token ?? null,
    redisplay: input.consents?.redisplay,
    mandate: input.consents?.mandate,
    debit: input.consents?.debit,
    billingDetails: {
      email: filled(details?.email),
      name: filled(details?.name),
      phone: filled(details?.phone),
      address: details?.address ? at(details.address) : null,
    },
    shipping: input.shipping
      ? {
          name: filled(input.shipping.name),
          phone: filled(input.shipping.phone),
          address: at(input.shipping.address),
        }
      : null,
    email: filled(input.email),
  };
}
