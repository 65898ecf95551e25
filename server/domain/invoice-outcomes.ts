/**
 * What an intent's outcome makes of the invoice that it pays and of the subscription behind that, in the
 * transaction that records it, whoever brought the news. When to try again is decided in `dunning.ts`.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import type { PaymentIntent } from '../model/intent.ts';
import { type Invoice, remainingMinor } from '../model/invoice.ts';
import type { ReadinessReason } from '../model/readiness.ts';
import type { Subscription } from '../model/subscription.ts';
import { isOver, statusAfterFailure, statusAfterPayment } from '../model/subscription-steps.ts';
import { invoiceOfIntent, invoices, invoicesOf } from '../storage/invoices.ts';
import { mandates } from '../storage/mandates.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { changeInvoice, changeSubscription, tellOfInvoice } from './billing-records.ts';
import { afterCardChange, afterFailure, buyerActed } from './dunning.ts';
import { confirmedByBuyer } from './mandates.ts';
import { tellReceipt } from './notice-telling.ts';
import { countDurably } from './telling.ts';

export async function subscriptionOf(
  ctx: Context,
  tx: Queryable,
  invoice: Pick<Invoice, 'subscription'>,
): Promise<Subscription | null> {
  return invoice.subscription === null
    ? null
    : subscriptions.find(tx, ctx.account, invoice.subscription);
}

/** The card that the buyer paid with, and what they allowed with it, are the subscription's from now on. */
async function chosenBy(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
  attempt: Attempt,
): Promise<Partial<Subscription>> {
  const { paymentMethod, mandate, initiator } = attempt;
  if (initiator === 'merchant')
    return subscription.mandate === null && mandate !== null ? { mandate } : {};
  const method =
    paymentMethod === null ? null : await paymentMethods.find(tx, ctx.account, paymentMethod);
  if (method?.customer !== subscription.customer || method.detachedMs !== null) return {};
  const given = mandate === null ? null : await mandates.find(tx, ctx.account, mandate);
  if (given?.terms.category === 'recurring' && !given.singleUse) {
    // Accepted in a checkout for what this one owes: it is for nothing else, and ends with it.
    if (given.checkoutSession !== null && given.subscription === null)
      await mandates.update(tx, ctx.account, given.id, { subscription: subscription.id });
    return { defaultPaymentMethod: method.id, mandate: given.id };
  }
  // Without a permission of its own the card is only remembered, where the merchant wished so.
  const settings = (subscription.extra.payment_settings ?? {}) as Record<string, unknown>;
  return settings.save_default_payment_method === 'on_subscription'
    ? { defaultPaymentMethod: method.id, mandate: null }
    : {};
}

async function followPaid(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice,
  attempt: Attempt | null,
): Promise<void> {
  const subscription = await subscriptionOf(ctx, tx, invoice);
  if (!subscription || isOver(subscription.status)) return;
  if (attempt) await confirmedByBuyer(ctx, tx, attempt, subscription.mandate);
  const open = await invoicesOf(tx, ctx.account, subscription.id, ['open']);
  const owing = open.some((each) => each.attempted && each.id !== invoice.id);
  const status = statusAfterPayment(subscription, owing, ctx.now());
  const chosen = attempt ? await chosenBy(ctx, tx, subscription, attempt) : {};
  if (status === subscription.status && Object.keys(chosen).length === 0) return;
  const after = await changeSubscription(ctx, tx, subscription, { ...chosen, status });
  // Whoever came back for one debt with a permission came back for the others as well.
  if (chosen.defaultPaymentMethod && chosen.mandate) await afterCardChange(ctx, tx, after);
}

/**
 * An invoice is paid, and its subscription goes on.
 * @param by the attempt that paid; null where the merchant says that it was paid elsewhere
 */
export async function settleInvoicePaid(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice,
  by: Attempt | null,
): Promise<Invoice> {
  if (invoice.status === 'paid') return invoice;
  if (invoice.attempted) countDurably(ctx, 'dunning', { result: 'recovered' });
  const paid = {
    status: 'paid',
    amountPaidMinor: invoice.totalMinor,
    attemptCount: invoice.attemptCount + (by ? 1 : 0),
    attempted: true,
    autoAdvance: false,
    paidAtMs: ctx.now(),
    paidOutOfBand: by === null,
    dueMs: null,
  } as const;
  const after = await changeInvoice(ctx, tx, invoice, paid, ['paid', 'payment_succeeded']);
  await followPaid(ctx, tx, after, by);
  await buyerActed(ctx, tx, after);
  await tellReceipt(ctx, tx, after);
  return after;
}

/** What could not be collected: the tries are counted, the subscription is behind, and what follows is decided. */
export async function failInvoice(
  ctx: Context,
  tx: Queryable,
  before: Invoice,
  failure: {
    readonly intent: PaymentIntent | null;
    /** Null where nothing was tried. */
    readonly attempt: Attempt | null;
    /** Why nothing was tried. */
    readonly reasons: readonly ReadinessReason[];
  },
): Promise<void> {
  const { intent, attempt } = failure;
  if (!before.attempted) countDurably(ctx, 'dunning', { result: 'entered' });
  const tried = attempt
    ? { attemptCount: before.attemptCount + 1, attempted: true }
    : { attempted: true };
  const invoice = await changeInvoice(ctx, tx, before, { ...tried, dueMs: null });
  let subscription = await subscriptionOf(ctx, tx, invoice);
  if (subscription) {
    const status = statusAfterFailure(subscription.status);
    if (status !== subscription.status)
      subscription = await changeSubscription(ctx, tx, subscription, { status });
  }
  // Where the merchant wants no incomplete one, what failed is undone at once, and nobody is asked to pay.
  const undone =
    subscription?.status === 'incomplete' &&
    subscription.extra.payment_behavior === 'error_if_incomplete';
  const dunned = subscription === null || !(undone || isOver(subscription.status));
  if (dunned && invoice.status === 'open')
    await afterFailure(ctx, tx, { invoice, subscription, ...failure });
  // A first payment that failed is the buyer's to repeat: nobody tries it behind their back.
  if (subscription?.status === 'incomplete') await changeInvoice(ctx, tx, invoice, { dueMs: null });
  const now = (await invoices.find(tx, ctx.account, invoice.id)) ?? invoice;
  await tellOfInvoice(ctx, tx, 'payment_failed', now);
  if (intent?.lastPaymentError?.code === 'authentication_required')
    await tellOfInvoice(ctx, tx, 'payment_action_required', now);
}

/** While it is open what became of a charge, nobody tries again; a renewal that is in doubt is not paid. */
async function followDoubt(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice,
  intent: PaymentIntent,
  attempt: Attempt | null,
): Promise<void> {
  if (invoice.dueMs !== null) await changeInvoice(ctx, tx, invoice, { dueMs: null });
  if (attempt?.status !== 'unknown') return;
  const subscription = await subscriptionOf(ctx, tx, invoice);
  const status = subscription && statusAfterFailure(subscription.status);
  if (subscription && status && status !== subscription.status)
    await changeSubscription(ctx, tx, subscription, { status });
  const now = { ...invoice, dueMs: null };
  await afterFailure(ctx, tx, { invoice: now, subscription, intent, attempt, reasons: [] });
}

/** After an outcome was written to an intent and its attempt. Most intents pay no invoice. */
export async function followInvoice(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  attempt: Attempt | null,
): Promise<void> {
  if (intent.invoice === null) return;
  const invoice = await invoiceOfIntent(tx, ctx.account, intent.id);
  if (!invoice || (invoice.status !== 'open' && invoice.status !== 'uncollectible')) return;
  switch (intent.status) {
    case 'succeeded':
      if (remainingMinor(invoice) > 0) await settleInvoicePaid(ctx, tx, invoice, attempt);
      return;
    case 'requires_payment_method':
      return failInvoice(ctx, tx, invoice, { intent, attempt, reasons: [] });
    case 'requires_action':
      await followDoubt(ctx, tx, invoice, intent, attempt);
      return tellOfInvoice(ctx, tx, 'payment_action_required', invoice);
    case 'processing':
    case 'requires_capture':
    case 'requires_confirmation':
      return followDoubt(ctx, tx, invoice, intent, attempt);
    case 'canceled':
      return;
  }
}
