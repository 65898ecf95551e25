/**
 * All that the API has on record about one customer: permissions, charges, attempts, refusals and
 * the state of the ledger. Where the SDK has no name for a resource, its raw request is used.
 */
import type Stripe from 'stripe';
import type { Terms } from './terms.ts';

/** One record of the consent ledger. Times are epoch seconds. */
export interface Consent {
  readonly id: string;
  readonly act: 'grant' | 'assertion' | 'withdrawal' | 'revocation' | 'carry_over';
  readonly scope: 'redisplay' | 'mandate';
  readonly actor: 'buyer' | 'merchant' | 'issuer' | 'system';
  readonly surface: 'embedded' | 'hosted' | 'wallet' | 'api';
  readonly accepted_at: number;
  readonly created: number;
  readonly allow_redisplay: Stripe.PaymentMethod.AllowRedisplay | null;
  readonly card: { readonly brand: string; readonly last4: string };
  readonly checkout_session: string | null;
  readonly mandate: string | null;
  readonly position: number;
  readonly hash: string;
  readonly refers_to: string | null;
  readonly words: {
    readonly text: string;
    readonly locale: string;
    readonly sha256: string;
  } | null;
  readonly person?: {
    readonly name: string | null;
    readonly email: string | null;
    readonly ip_address: string | null;
    readonly erased_at: number | null;
  } | null;
}

export interface Mandate {
  readonly id: string;
  readonly consent: string;
  readonly created: number;
  readonly payment_method: string;
  readonly status: 'active' | 'inactive' | 'pending';
  readonly status_reason: string | null;
  readonly needs_reauthentication: boolean;
  readonly terms: Terms;
}

export interface Attempt {
  readonly id: string;
  readonly operation: string;
  readonly processor: string;
  readonly initiator: 'customer' | 'merchant';
  readonly authorization: 'on_session' | 'mandate' | 'none';
  readonly mandate: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly decline: { readonly code: string; readonly network_code: string | null } | null;
  readonly created: number;
}

/** A charge or an acceptance that never got as far as a processor. */
export interface Refusal {
  readonly id: string;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly code: string;
  readonly created: number;
  readonly intent: string | null;
  readonly message: string;
  readonly payment_method: string | null;
  readonly reasons: readonly string[];
  readonly request: string | null;
}

/** What a walk along the whole ledger found. */
export interface Verification {
  readonly ok: boolean;
  readonly checked: number;
  readonly broken: readonly string[];
  readonly missing?: number;
}

export interface Charge {
  readonly payment: Stripe.PaymentIntent;
  /** First try first. */
  readonly attempts: readonly Attempt[];
}

export interface Evidence {
  readonly cards: readonly Stripe.PaymentMethod[];
  readonly consents: readonly Consent[];
  readonly mandates: readonly Mandate[];
  readonly charges: readonly Charge[];
  readonly refusals: readonly Refusal[];
  readonly ledger: Verification;
  /** Whether there is more on record than was read. */
  readonly cut: boolean;
}

interface Listed<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
}

const PAGE = 100;
const MAX_PAGES = 5;
const MAX_PAYMENTS = 50;

async function get<T>(stripe: Stripe, path: string): Promise<T> {
  return (await stripe.rawRequest('GET', path)) as T;
}

/** Newest first, page after page. @param path without a query of its own pages */
async function all<T extends { readonly id: string }>(
  stripe: Stripe,
  path: string,
): Promise<Listed<T>> {
  const data: T[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const last = data.at(-1);
    const after = last === undefined ? '' : `&starting_after=${last.id}`;
    const found: Listed<T> = await get(stripe, `${path}&limit=${PAGE}${after}`);
    data.push(...found.data);
    if (!found.has_more) return { data, has_more: false };
  }
  return { data, has_more: true };
}

/** What was accepted with this card, newest first. */
export async function consentsOfCard(stripe: Stripe, method: string): Promise<readonly Consent[]> {
  return (await all<Consent>(stripe, `/v1/consents?payment_method=${method}`)).data;
}

/** @param customer `cus_…`, deleted ones too: evidence outlives the customer */
export async function evidenceOf(
  stripe: Stripe,
  customer: string,
  deleted: boolean,
): Promise<Evidence> {
  const whose = `customer=${encodeURIComponent(customer)}`;
  const [cards, consents, mandates, refusals, payments, ledger] = await Promise.all([
    deleted ? [] : cardsOf(stripe, customer),
    all<Consent>(stripe, `/v1/consents?${whose}`),
    all<Mandate>(stripe, `/v1/mandates?${whose}`),
    all<Refusal>(stripe, `/v1/refusals?${whose}`),
    stripe.paymentIntents.list({ customer, limit: MAX_PAYMENTS, expand: ['data.payment_method'] }),
    get<Verification>(stripe, '/v1/consents/verify'),
  ]);
  const charges = await Promise.all(
    payments.data.map(async (payment) => ({
      payment,
      attempts: (await get<Listed<Attempt>>(stripe, `/v1/payment_intents/${payment.id}/attempts`))
        .data,
    })),
  );
  const lists = [consents, mandates, refusals, payments];
  return {
    cards,
    consents: consents.data,
    mandates: mandates.data,
    charges,
    refusals: refusals.data,
    ledger,
    cut: lists.some((list) => list.has_more),
  };
}

/** The cards that are kept for somebody, newest first. */
async function cardsOf(stripe: Stripe, customer: string): Promise<Stripe.PaymentMethod[]> {
  return (await stripe.customers.listPaymentMethods(customer, { limit: PAGE })).data;
}
