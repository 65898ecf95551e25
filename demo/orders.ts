/**
 * Turns a basket into the parameters of a checkout session, and keeps one session for one order:
 * a reload shows the same session again, so that a payment under way is never started twice.
 */
import type Stripe from 'stripe';
import type { BuyerKey } from './buyers.ts';
import { type Cart, countOf, writeCart } from './cart.ts';
import { CURRENCY, POSTAGE_MINOR } from './catalogue.ts';

type Params = Stripe.Checkout.SessionCreateParams;
type Session = Stripe.Checkout.Session;

/** Where the shop sends things. */
const POSTED_TO = [
  'US',
  'CA',
  'GB',
  'IE',
  'DE',
  'FR',
  'ES',
  'IT',
  'NL',
  'SE',
  'PL',
  'PT',
  'JP',
] as const;

/** Younger sessions are shown again on a reload; older ones no longer choose a card. Seconds. */
const FRESH_FOR_S = 25 * 60;

export interface Visit {
  readonly buyer: BuyerKey;
  /** `cus_…`, or null for a guest. */
  readonly customer: string | null;
  readonly shopUrl: string;
  /** Set where the shop lives on another origin than the API. */
  readonly allowedOrigin: string | null;
}

/** A session for the embedded tag. */
export function embeddedOrder(visit: Visit, cart: Cart): Params {
  return {
    ...order(visit, cart, 'embedded'),
    ui_mode: 'elements',
    return_url: `${visit.shopUrl}/thanks?session_id={CHECKOUT_SESSION_ID}`,
  };
}

/** The same order, to be paid on the API's own page. */
export function hostedOrder(visit: Visit, cart: Cart): Params {
  return {
    ...order(visit, cart, 'hosted'),
    ui_mode: 'hosted_page',
    success_url: `${visit.shopUrl}/thanks?session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: `${visit.shopUrl}/checkout`,
  };
}

/** A session that keeps a card and moves no money. */
export function cardToKeep(visit: Visit & { readonly customer: string }): Params {
  return {
    mode: 'setup',
    ui_mode: 'elements',
    currency: CURRENCY,
    ...common(visit, `${visit.buyer}/card`),
    return_url: `${visit.shopUrl}/thanks?session_id={CHECKOUT_SESSION_ID}`,
  };
}

function order(visit: Visit, cart: Cart, how: string): Params {
  const items = cart.lines.map((line) =>
    lineItem(line.product.name, line.product.priceMinor, line.quantity),
  );
  const count = countOf(cart);
  return {
    mode: 'payment',
    line_items:
      cart.delivery === 'post' ? [...items, lineItem('Post and packing', POSTAGE_MINOR, 1)] : items,
    payment_intent_data: {
      description: `Keepsake Goods, ${count} ${count === 1 ? 'item' : 'items'}`,
    },
    ...(cart.delivery === 'post' && {
      shipping_address_collection: { allowed_countries: [...POSTED_TO] },
    }),
    ...common(visit, `${visit.buyer}/${how}/${writeCart(cart)}`),
  };
}

function lineItem(name: string, unitMinor: number, quantity: number) {
  return {
    quantity,
    price_data: { currency: CURRENCY, unit_amount: unitMinor, product_data: { name } },
  };
}

function common(visit: Visit, reference: string): Params {
  return {
    metadata: { order: reference, buyer: visit.buyer },
    ...(visit.customer !== null && {
      customer: visit.customer,
      saved_payment_method_options: {
        payment_method_save: 'enabled',
        payment_method_remove: 'enabled',
      },
    }),
    // Not one of the SDK's parameters: the API takes it beside them.
    ...(visit.allowedOrigin !== null && { allowed_origins: [visit.allowedOrigin] }),
  };
}

/**
 * The session for this order: the one that the browser already has where it still fits, else a
 * new one. An old session is closed first; where the API refuses that because money is on its way,
 * the old session is what the buyer must see.
 * @param keptId the session id from the buyer's cookie
 */
export async function sessionFor(
  stripe: Stripe,
  params: Params,
  keptId: string | undefined,
): Promise<Session> {
  const kept = keptId === undefined ? null : await retrieve(stripe, keptId);
  if (kept !== null) {
    const same = kept.metadata?.order === orderOf(params);
    if (kept.status === 'complete' && same) return kept;
    if (kept.status === 'open') {
      if (same && Date.now() / 1000 - kept.created < FRESH_FOR_S) return kept;
      if (!(await expire(stripe, kept.id))) return kept;
    }
  }
  return stripe.checkout.sessions.create(params);
}

/** A session by id, or null where there is none. */
export async function retrieve(stripe: Stripe, id: string): Promise<Session | null> {
  if (!/^cs_[A-Za-z0-9_]{1,200}$/.test(id)) return null;
  try {
    return await stripe.checkout.sessions.retrieve(id, {
      expand: ['line_items', 'payment_intent.payment_method', 'setup_intent.payment_method'],
    });
  } catch (error) {
    if (error instanceof stripe.errors.StripeInvalidRequestError && error.statusCode === 404) {
      return null;
    }
    throw error;
  }
}

async function expire(stripe: Stripe, id: string): Promise<boolean> {
  try {
    await stripe.checkout.sessions.expire(id);
    return true;
  } catch (error) {
    if (error instanceof stripe.errors.StripeInvalidRequestError) return false;
    throw error;
  }
}

function orderOf(params: Params): string | undefined {
  const { metadata } = params;
  return typeof metadata === 'object' ? String(metadata.order) : undefined;
}
