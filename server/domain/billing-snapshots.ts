/** Subscriptions and invoices as they go over the wire, with what their encoding needs from the store. */
import type { Context } from '../context.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Subscription } from '../model/subscription.ts';
import { customers } from '../storage/customers.ts';
import { prices } from '../storage/prices.ts';
import type { Queryable } from '../storage/repository.ts';

type Wire = Record<string, unknown>;

export async function subscriptionSnapshot(
  ctx: Context,
  db: Queryable,
  subscription: Subscription,
): Promise<Wire> {
  const ids = [...new Set(subscription.items.map(({ price }) => price))];
  const found = await Promise.all(ids.map((id) => prices.find(db, ctx.account, id)));
  const customer = await customers.find(db, ctx.account, subscription.customer);
  return ctx.encode.subscription(subscription, {
    prices: found.filter((each) => each !== null),
    effectiveMethod: subscription.defaultPaymentMethod ?? customer?.defaultPaymentMethod ?? null,
  });
}

export async function invoiceSnapshot(
  ctx: Context,
  db: Queryable,
  invoice: Invoice,
): Promise<Wire> {
  const customer = await customers.find(db, ctx.account, invoice.customer);
  return ctx.encode.invoice(invoice, { customer });
}
