/** The card that a payment is about: the one that was tried, or that would have been, had it been ready. */
import type { Context } from '../context.ts';
import type { PaymentIntent } from '../model/intent.ts';
import { customers } from '../storage/customers.ts';
import { invoices } from '../storage/invoices.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';

/** @returns its id; null where none is known */
export async function cardBehind(
  ctx: Context,
  db: Queryable,
  intent: PaymentIntent,
): Promise<string | null> {
  const tried = intent.paymentMethod ?? intent.lastPaymentError?.paymentMethod ?? null;
  if (tried !== null || intent.invoice === null) return tried;
  const invoice = await invoices.find(db, ctx.account, intent.invoice);
  const subscription = invoice?.subscription
    ? await subscriptions.find(db, ctx.account, invoice.subscription)
    : null;
  const chosen = invoice?.defaultPaymentMethod ?? subscription?.defaultPaymentMethod ?? null;
  if (chosen !== null || intent.customer === null) return chosen;
  return (await customers.find(db, ctx.account, intent.customer))?.defaultPaymentMethod ?? null;
}
