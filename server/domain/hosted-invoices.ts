/**
 * The page of an invoice, as whoever has its link sees it: what is due or was paid, and the way to pay.
 * It shows no person: whoever holds a link may not be the buyer.
 */
import type { Context } from '../context.ts';
import type { Invoice } from '../model/invoice.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import { isOver } from '../model/subscription-steps.ts';
import { invoices } from '../storage/invoices.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { recoveryFor } from './recovery.ts';

export interface HostedInvoice {
  readonly invoice: Invoice;
  /** The card that paid; null where none did. */
  readonly method: PaymentMethod | null;
  /** Somebody is paying just now, or money is under way. */
  readonly busy: boolean;
  readonly payable: boolean;
}

/** @throws Problem 404 */
export async function viewInvoice(ctx: Context, id: string): Promise<HostedInvoice> {
  const { db } = ctx.store;
  const invoice = await invoices.find(db, ctx.account, id);
  if (!invoice || invoice.status === 'draft') throw notFound('invoice', id, true);
  const intent =
    invoice.intent === null ? null : await paymentIntents.find(db, ctx.account, invoice.intent);
  const subscription =
    invoice.subscription === null
      ? null
      : await subscriptions.find(db, ctx.account, invoice.subscription);
  const paidBy = invoice.status === 'paid' ? (intent?.paymentMethod ?? null) : null;
  const method = paidBy === null ? null : await paymentMethods.find(db, ctx.account, paidBy);
  const busy = intent?.status === 'processing' || intent?.status === 'requires_action';
  // What is over is not paid for afterwards.
  const wanted =
    invoice.status === 'open' ||
    (invoice.status === 'uncollectible' && !(subscription && isOver(subscription.status)));
  const free =
    intent?.status === 'requires_payment_method' || intent?.status === 'requires_confirmation';
  return { invoice, method, busy, payable: wanted && free && !busy };
}

/** A fresh checkout for what is due; opening it spends nothing. @throws Problem 404, 400 where nothing is due */
export async function payInvoicePage(ctx: Context, id: string): Promise<string> {
  const { invoice, payable } = await viewInvoice(ctx, id);
  const intent =
    invoice.intent === null
      ? null
      : await paymentIntents.find(ctx.store.db, ctx.account, invoice.intent);
  if (!payable || !intent)
    throw invalidRequest('Nothing is to be paid here any more.', 'invoice_not_payable');
  return (await recoveryFor(ctx, intent)).url;
}
