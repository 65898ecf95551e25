/**
 * One visit of a buyer: what it is for, what it may show, keep and ask, and when it is over. It
 * knows nothing of cards beyond ids, and takes the state of its intent as a value.
 */
import type { Address, Shipping } from './address.ts';
import type { Ruling } from './intent.ts';
import type { AllowRedisplay } from './payment-method.ts';

export const SESSION_MODES = ['payment', 'setup', 'subscription'] as const;
export type SessionMode = (typeof SESSION_MODES)[number];
export type SessionStatus = 'open' | 'complete' | 'expired';
export type PaymentStatus = 'unpaid' | 'paid' | 'no_payment_required';

/** Names of the pinned API version first, then those of older documentation. */
export const UI_MODES = [
  'hosted_page',
  'embedded_page',
  'elements',
  'form',
  'hosted',
  'embedded',
  'custom',
] as const;
export type UiMode = (typeof UI_MODES)[number];

export interface Recurring {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly intervalCount: number;
}

export interface LineItem {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly quantity: number;
  readonly unitAmountMinor: number;
  readonly amountTotalMinor: number;
  readonly currency: string;
  readonly price: string | null;
  readonly product: string | null;
  readonly recurring: Recurring | null;
}

export interface SavedPaymentMethodOptions {
  /** Null where the session says nothing: the default filter. */
  readonly allowRedisplayFilters: readonly AllowRedisplay[] | null;
  readonly paymentMethodRemove: 'enabled' | 'disabled';
  readonly paymentMethodSave: 'enabled' | 'disabled';
  /** When the buyer said that others use this computer: since then none is shown. Absent or null before. */
  readonly hiddenMs?: number | null;
}

export interface CustomerDetails {
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: Address | null;
}

/** Parameters as the merchant sent them, in the wire's names. */
type Given = Readonly<Record<string, unknown>>;

export interface CheckoutSession {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  /** The test clock by which its customer lives; its times are that clock's. */
  readonly testClock: string | null;
  readonly expiresAtMs: number;
  readonly completedMs: number | null;
  readonly mode: SessionMode;
  readonly status: SessionStatus;
  readonly paymentStatus: PaymentStatus;
  /** As the merchant spelled it; decisions read {@link uiFamily}. */
  readonly uiMode: UiMode;
  /** Lower-case ISO code; null in setup mode without one. */
  readonly currency: string | null;
  readonly amountSubtotalMinor: number | null;
  readonly amountTotalMinor: number | null;
  readonly lineItems: readonly LineItem[];
  readonly customer: string | null;
  readonly customerEmail: string | null;
  readonly customerCreation: 'always' | 'if_required' | null;
  readonly savedPaymentMethodOptions: SavedPaymentMethodOptions;
  readonly billingAddressCollection: 'auto' | 'required';
  /** ISO alpha-2, upper case; null when nothing is shipped. */
  readonly shippingAddressCountries: readonly string[] | null;
  readonly consentCollection: Given | null;
  readonly paymentIntentData: Given;
  readonly setupIntentData: Given;
  readonly subscriptionData: Given;
  readonly returnUrl: string | null;
  readonly successUrl: string | null;
  readonly cancelUrl: string | null;
  readonly redirectOnCompletion: 'always' | 'if_required' | 'never';
  readonly allowedOrigins: readonly string[];
  readonly locale: string | null;
  readonly clientReferenceId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly paymentIntent: string | null;
  readonly setupIntent: string | null;
  readonly subscription: string | null;
  /** The first of its subscription. */
  readonly invoice: string | null;
  readonly customerDetails: CustomerDetails | null;
  readonly shippingDetails: Shipping | null;
  readonly submitType: string | null;
  readonly paymentMethodTypes: readonly string[];
  readonly paymentMethodCollection: 'always' | 'if_required';
  readonly customText: Given | null;
  /** Parameters that are kept and given back, and mean nothing here. */
  readonly extra: Given;
  /** The intent of a failed later charge that paying here closes. */
  readonly recoversIntent: string | null;
}

const FAMILIES = {
  hosted: 'hosted_page',
  embedded: 'embedded_page',
  custom: 'elements',
} as const;

/** The pinned version's name of a ui mode, whichever family it was spelled in. */
export function uiFamily(uiMode: UiMode): 'hosted_page' | 'embedded_page' | 'elements' | 'form' {
  return uiMode === 'hosted' || uiMode === 'embedded' || uiMode === 'custom'
    ? FAMILIES[uiMode]
    : uiMode;
}

/** Whether the session has a page of its own at `url`. */
export function isHosted(session: Pick<CheckoutSession, 'uiMode'>): boolean {
  return uiFamily(session.uiMode) === 'hosted_page';
}

/** The state as of now: an open session past its end is expired before anything writes so. */
export function statusAt(
  session: Pick<CheckoutSession, 'status' | 'expiresAtMs'>,
  nowMs: number,
): SessionStatus {
  return session.status === 'open' && nowMs >= session.expiresAtMs ? 'expired' : session.status;
}

/** @param attemptOpen whether an attempt of its intent is started, unknown or with the buyer */
export function canExpire(session: Pick<CheckoutSession, 'status'>, attemptOpen: boolean): Ruling {
  if (session.status !== 'open') {
    return {
      ok: false,
      code: 'checkout_session_unexpected_state',
      message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    };
  }
  if (attemptOpen) {
    return {
      ok: false,
      code: 'checkout_session_unexpected_state',
      message:
        'This Checkout Session cannot be expired while the outcome of a payment attempt is open.',
    };
  }
  return { ok: true };
}

export type SessionProgress = Pick<CheckoutSession, 'status' | 'paymentStatus'>;

/**
 * What the state of its intent makes of an open session.
 * @param delayed the money takes days: `processing` is then the buyer's part done, and not doubt
 */
export function sessionAfter(
  session: Pick<CheckoutSession, 'mode' | 'amountTotalMinor' | 'status' | 'paymentStatus'>,
  intentStatus: string,
  delayed: boolean,
): SessionProgress {
  const free = session.mode === 'setup' || session.amountTotalMinor === 0;
  if (intentStatus === 'succeeded') {
    return { status: 'complete', paymentStatus: free ? 'no_payment_required' : 'paid' };
  }
  if (intentStatus === 'requires_capture' || (intentStatus === 'processing' && delayed)) {
    return { status: 'complete', paymentStatus: free ? 'no_payment_required' : 'unpaid' };
  }
  return { status: session.status, paymentStatus: session.paymentStatus };
}

/** `unpaid` at first, unless nothing is due. */
export function firstPaymentStatus(
  mode: SessionMode,
  amountTotalMinor: number | null,
): PaymentStatus {
  return mode === 'setup' || amountTotalMinor === 0 ? 'no_payment_required' : 'unpaid';
}

function field(record: Given | null | undefined, name: string): unknown {
  return record?.[name];
}

/** What the merchant wants the card for after this payment. */
export function futureUsageOf(
  session: Pick<CheckoutSession, 'paymentIntentData' | 'extra'>,
): 'on_session' | 'off_session' | null {
  const options = field(session.extra, 'payment_method_options') as Given | null | undefined;
  const card = field(options, 'card') as Given | null | undefined;
  const wanted = [
    field(session.paymentIntentData, 'setup_future_usage'),
    field(card, 'setup_future_usage'),
  ];
  if (wanted.includes('off_session')) return 'off_session';
  return wanted.includes('on_session') ? 'on_session' : null;
}

/** Whether a mandate is offered, and whether the session can complete without it. */
export function mandateNeed(
  session: Pick<CheckoutSession, 'mode' | 'paymentIntentData' | 'extra'>,
): 'required' | 'offered' | 'none' {
  if (session.mode !== 'payment') return 'required';
  return futureUsageOf(session) === 'off_session' ? 'offered' : 'none';
}

export function needsMandate(
  session: Pick<CheckoutSession, 'mode' | 'paymentIntentData' | 'extra'>,
): boolean {
  return mandateNeed(session) !== 'none';
}

/** Whether the box "Save this card …" is offered, for a card that is typed here. */
export function savesByBox(session: Pick<CheckoutSession, 'savedPaymentMethodOptions'>): boolean {
  return session.savedPaymentMethodOptions.paymentMethodSave === 'enabled';
}

export interface Keeping {
  /** What the credential has to be good for afterwards; null keeps nothing. */
  readonly keep: 'off_session' | 'on_session' | null;
  readonly allowRedisplay: AllowRedisplay;
}

const RANK: readonly AllowRedisplay[] = ['unspecified', 'limited', 'always'];

/**
 * What is kept of a card after this session, by what the buyer accepted. A card that may already
 * be shown is never lowered by a box that was not offered or not ticked.
 */
export function keepingOf(facts: {
  readonly boxTicked: boolean;
  readonly mandateAccepted: boolean;
  /** The same card as it stands on record; null when it is new. */
  readonly current: AllowRedisplay | null;
}): Keeping {
  const granted = facts.boxTicked ? 'always' : facts.mandateAccepted ? 'limited' : 'unspecified';
  const current = facts.current ?? 'unspecified';
  const allowRedisplay = RANK.indexOf(granted) > RANK.indexOf(current) ? granted : current;
  const keep = facts.mandateAccepted ? 'off_session' : facts.boxTicked ? 'on_session' : null;
  return { keep, allowRedisplay };
}

/**
 * Whether the buyer may remove a card in this checkout.
 * @param card whether the session shows it, and how much depends on it
 */
export function isRemovable(
  session: Pick<CheckoutSession, 'savedPaymentMethodOptions'>,
  card: { readonly shown: boolean; readonly dependents: number },
): boolean {
  const { paymentMethodRemove } = session.savedPaymentMethodOptions;
  return paymentMethodRemove === 'enabled' && card.shown && card.dependents === 0;
}
