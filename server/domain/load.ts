/** One object by its noun and id, encoded: what `expand[]` puts in the place of an id. */
import type { Context } from '../context.ts';
import { invoiceSnapshot, subscriptionSnapshot } from './billing-snapshots.ts';
import { retrieveCharge } from './charges.ts';
import { findCheckoutSession } from './checkout-sessions.ts';
import { findCustomer } from './customers.ts';
import { findInvoice } from './invoices.ts';
import { findPaymentIntent } from './payment-intents.ts';
import { findPaymentMethod } from './payment-methods.ts';
import { findPrice } from './prices.ts';
import { findProduct } from './products.ts';
import { findSetupIntent } from './setup-intents.ts';
import { paymentIntentSnapshot, setupIntentSnapshot } from './snapshots.ts';
import { findSubscription } from './subscriptions.ts';
import { findTestClock } from './test-clocks.ts';

type Wire = Record<string, unknown>;

const LOADERS = {
  customer: async (ctx: Context, id: string): Promise<Wire> =>
    ctx.encode.customer(await findCustomer(ctx, id)),
  test_clock: async (ctx: Context, id: string): Promise<Wire> =>
    ctx.encode.testClock(await findTestClock(ctx, id)),
  payment_method: async (ctx: Context, id: string): Promise<Wire> =>
    ctx.encode.paymentMethod(await findPaymentMethod(ctx, id)),
  payment_intent: async (ctx: Context, id: string): Promise<Wire> =>
    paymentIntentSnapshot(ctx, ctx.store.db, await findPaymentIntent(ctx, id)),
  setup_intent: async (ctx: Context, id: string): Promise<Wire> =>
    setupIntentSnapshot(ctx, ctx.store.db, await findSetupIntent(ctx, id)),
  charge: (ctx: Context, id: string): Promise<Wire> => retrieveCharge(ctx, id),
  product: async (ctx: Context, id: string): Promise<Wire> =>
    ctx.encode.product(await findProduct(ctx, id)),
  price: async (ctx: Context, id: string): Promise<Wire> =>
    ctx.encode.price(await findPrice(ctx, id)),
  subscription: async (ctx: Context, id: string): Promise<Wire> =>
    subscriptionSnapshot(ctx, ctx.store.db, await findSubscription(ctx, id)),
  invoice: async (ctx: Context, id: string): Promise<Wire> =>
    invoiceSnapshot(ctx, ctx.store.db, await findInvoice(ctx, id)),
  line_items: async (ctx: Context, id: string): Promise<Wire> =>
    ctx.encode.lineItems(await findCheckoutSession(ctx, id)),
} as const;

/** Kinds of object that an id can be expanded to; `line_items` goes by the session's id. */
export type Expandable = keyof typeof LOADERS;

export async function load(ctx: Context, noun: Expandable, id: string): Promise<Wire> {
  return LOADERS[noun](ctx, id);
}
