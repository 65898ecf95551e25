/**
 * All that the API tells about one payment for whoever must explain it: each try and what was decided,
 * what was refused before it was sent, and whether its card could be charged now. The merchant's key
 * stays on this side.
 */
import type Stripe from 'stripe';
import type { Attempt, Refusal } from './evidence.ts';
import type { Reason } from './later-charge.ts';

/** A try in full. Times are epoch seconds. */
export interface Try extends Attempt {
  readonly sequence: number;
  readonly decline: {
    readonly code: string;
    readonly network_code: string | null;
    readonly kind: string;
  } | null;
  readonly decision: {
    readonly action: string;
    readonly reason: string;
    readonly until: number | null;
  } | null;
  readonly late: boolean;
  readonly resolved_at: number | null;
}

export interface Standing {
  readonly ready: boolean;
  readonly reasons: readonly Reason[];
}

/** What became of a card since it was kept. */
export interface CardUpdate {
  readonly id: string;
  readonly kind: 'expiry' | 'number' | 'closed' | 'reopened';
  /** Null for a change by hand. */
  readonly processor: string | null;
  readonly before: {
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
  };
  readonly after: { readonly last4: string; readonly exp_month: number; readonly exp_year: number };
  readonly created: number;
}

export interface PaymentHistory {
  readonly payment: Stripe.PaymentIntent;
  /** First try first, skipped ones included. */
  readonly tries: readonly Try[];
  /** Refused before anything was sent, oldest first. */
  readonly refusals: readonly Refusal[];
  /** The card that it was, or would be, paid with; null where there is none. */
  readonly card: Stripe.PaymentMethod | null;
  /** Whether that card could be charged now for as much, with nobody there; null without a card. */
  readonly standing: Standing | null;
  /** Newest first. */
  readonly updates: readonly CardUpdate[];
}

interface Listed<T> {
  readonly data: readonly T[];
}

const get = async <T>(stripe: Stripe, path: string): Promise<T> =>
  (await stripe.rawRequest('GET', path)) as T;

function customerOf({ customer }: Stripe.PaymentIntent): string | null {
  return typeof customer === 'string' ? customer : (customer?.id ?? null);
}

async function refusalsOf(stripe: Stripe, payment: Stripe.PaymentIntent): Promise<Refusal[]> {
  const customer = customerOf(payment);
  if (customer === null) return [];
  const path = `/v1/refusals?customer=${customer}&limit=100`;
  const { data } = await get<Listed<Refusal>>(stripe, path);
  return data.filter(({ intent }) => intent === payment.id).toReversed();
}

/** The card that it stands with, else the one that failed last. */
function cardOf(payment: Stripe.PaymentIntent): Stripe.PaymentMethod | null {
  const method = payment.payment_method ?? payment.last_payment_error?.payment_method ?? null;
  return typeof method === 'object' ? method : null;
}

/** @throws StripeError, 404 for a payment that is not there */
export async function historyOf(stripe: Stripe, id: string): Promise<PaymentHistory> {
  const payment = await stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] });
  const card = cardOf(payment);
  const { amount, currency } = payment;
  const about = card && `/v1/payment_methods/${card.id}`;
  const [tries, refusals, standing, updates] = await Promise.all([
    get<Listed<Try>>(stripe, `/v1/payment_intents/${id}/attempts`),
    refusalsOf(stripe, payment),
    about === null
      ? null
      : get<Standing>(stripe, `${about}/readiness?amount=${amount}&currency=${currency}`),
    about === null ? { data: [] } : get<Listed<CardUpdate>>(stripe, `${about}/updates`),
  ]);
  return { payment, tries: tries.data, refusals, card, standing, updates: updates.data };
}
