/**
 * Invoices come into being: lines, number, the intent that pays, the events. One for a subscription and
 * period, whoever asks for it and how often: who comes second gets the first one's.
 */
import type { Context } from '../context.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { BillingReason, Invoice, InvoiceLine } from '../model/invoice.ts';
import { AMOUNT_MAX_MINOR } from '../model/limits.ts';
import { invalidRequest } from '../model/problem.ts';
import type { Span } from '../model/recurrence.ts';
import type { Subscription } from '../model/subscription.ts';
import { countNumbered, invoiceOfPeriod, invoices } from '../storage/invoices.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Queryable } from '../storage/repository.ts';
import { changeInvoice, tellOfInvoice } from './billing-records.ts';
import { emit } from './events.ts';
import { blankPaymentIntent } from './intents.ts';
import { paymentIntentSnapshot } from './snapshots.ts';

/** What an invoice is made of; everything else begins empty. */
export interface InvoiceWish {
  readonly customer: string;
  readonly testClock: string | null;
  readonly subscription: Pick<Subscription, 'id' | 'metadata'> | null;
  readonly period: Span;
  readonly billingReason: BillingReason;
  readonly currency: string;
  readonly lines: readonly InvoiceLine[];
  readonly more?: Partial<
    Pick<
      Invoice,
      | 'actor'
      | 'checkoutSession'
      | 'defaultPaymentMethod'
      | 'description'
      | 'intent'
      | 'metadata'
      | 'reason'
    >
  >;
}

const EMPTY = {
  description: null,
  amountPaidMinor: 0,
  attemptCount: 0,
  attempted: false,
  autoAdvance: false,
  dueMs: null,
  fence: 0,
  intent: null,
  defaultPaymentMethod: null,
  number: null,
  finalizedAtMs: null,
  paidAtMs: null,
  voidedAtMs: null,
  uncollectibleAtMs: null,
  paidOutOfBand: false,
  reason: null,
  actor: null,
  checkoutSession: null,
  metadata: {},
} as const;

export function totalOf(lines: readonly Pick<InvoiceLine, 'amountMinor'>[]): number {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** @throws Problem 400 for more than any charge may be */
export function refuseTooMuch(totalMinor: number, param: string): void {
  if (totalMinor <= AMOUNT_MAX_MINOR) return;
  throw invalidRequest(`The total must be at most ${AMOUNT_MAX_MINOR}.`, 'amount_too_large', param);
}

/** A draft, without anything written. */
export function draftInvoice(ctx: Context, wish: InvoiceWish): Invoice {
  const { subscription, period, more = {} } = wish;
  return {
    ...EMPTY,
    ...more,
    id: ctx.newId('in'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    customer: wish.customer,
    testClock: wish.testClock,
    subscription: subscription?.id ?? null,
    subscriptionMetadata: subscription?.metadata ?? null,
    periodStartMs: period.startMs,
    periodEndMs: period.endMs,
    billingReason: wish.billingReason,
    status: 'draft',
    currency: wish.currency,
    lines: wish.lines,
    totalMinor: totalOf(wish.lines),
  };
}

/** Writes a draft, unless the subscription has an invoice for this period: then that one is given back. */
export async function insertInvoice(
  ctx: Context,
  tx: Queryable,
  wish: InvoiceWish,
): Promise<{ readonly invoice: Invoice; readonly isNew: boolean }> {
  const { subscription, period } = wish;
  const known =
    subscription && (await invoiceOfPeriod(tx, ctx.account, subscription.id, period.startMs));
  if (known) return { invoice: known, isNew: false };
  const invoice = draftInvoice(ctx, wish);
  await invoices.insert(tx, invoice);
  await tellOfInvoice(ctx, tx, 'created', invoice);
  return { invoice, isNew: true };
}

/** The intent that pays an invoice: made once, and written on it. */
async function intentOf(ctx: Context, tx: Queryable, invoice: Invoice): Promise<PaymentIntent> {
  if (invoice.intent !== null) {
    const known = await paymentIntents.find(tx, ctx.account, invoice.intent);
    if (!known) throw new Error(`invoice ${invoice.id} has lost its intent`);
    if (known.invoice === invoice.id) return known;
    await paymentIntents.update(tx, ctx.account, known.id, { invoice: invoice.id });
    return { ...known, invoice: invoice.id };
  }
  const intent: PaymentIntent = {
    ...blankPaymentIntent(ctx),
    customer: invoice.customer,
    amountMinor: invoice.totalMinor,
    currency: invoice.currency,
    description: invoice.description ?? invoice.lines[0]?.description ?? null,
    setupFutureUsage: invoice.subscription === null ? null : 'off_session',
    invoice: invoice.id,
    reason: invoice.reason,
    actor: invoice.actor,
  };
  await paymentIntents.insert(tx, intent);
  const object = await paymentIntentSnapshot(ctx, tx, intent);
  await emit(ctx, tx, { type: 'payment_intent.created', object });
  return intent;
}

/** Such as `A1B2C3D4-0007`: by customer, without a gap. */
async function numberOf(ctx: Context, tx: Queryable, invoice: Invoice): Promise<string> {
  const before = await countNumbered(tx, ctx.account, invoice.customer);
  const prefix = invoice.customer.replace(/^cus_/, '').slice(0, 8).toUpperCase();
  return `${prefix}-${String(before + 1).padStart(4, '0')}`;
}

/**
 * A draft becomes open: it has a number and an intent from now on, and is paid at once where nothing
 * is due.
 * @param dueMs when it is collected without anybody asking; null for never
 */
export async function finalizeIn(
  ctx: Context,
  tx: Queryable,
  draft: Invoice,
  dueMs: number | null,
): Promise<Invoice> {
  const nowMs = ctx.now();
  const number = await numberOf(ctx, tx, draft);
  const finalized = { number, finalizedAtMs: nowMs, autoAdvance: dueMs !== null };
  if (draft.totalMinor === 0) {
    const paid = { ...finalized, status: 'paid', paidAtMs: nowMs, attempted: true } as const;
    const free = { ...paid, autoAdvance: false, dueMs: null };
    return changeInvoice(ctx, tx, draft, free, ['finalized', 'paid', 'payment_succeeded']);
  }
  const intent = await intentOf(ctx, tx, draft);
  const open = { ...finalized, status: 'open', intent: intent.id, dueMs } as const;
  return changeInvoice(ctx, tx, draft, open, ['finalized']);
}

/** The intent of an open invoice. */
export async function intentFor(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice,
): Promise<PaymentIntent> {
  const intent = await intentOf(ctx, tx, invoice);
  if (invoice.intent === null)
    await invoices.update(tx, ctx.account, invoice.id, { intent: intent.id });
  return intent;
}

/** What is charged for one period, item by item. @param free nothing is due: a trial, or a first short period */
export function linesFor(
  ctx: Context,
  its: Pick<Subscription, 'items'>,
  period: Span,
  free: 'trial' | 'until_anchor' | null = null,
): readonly InvoiceLine[] {
  return its.items.map((item) => ({
    id: ctx.newId('il'),
    description:
      free === 'trial' ? `Trial period for ${item.name}` : `${item.quantity} × ${item.name}`,
    quantity: item.quantity,
    unitAmountMinor: free === null ? item.unitAmountMinor : 0,
    amountMinor: free === null ? item.unitAmountMinor * item.quantity : 0,
    periodStartMs: period.startMs,
    periodEndMs: period.endMs,
    price: item.price,
    product: item.product,
    subscriptionItem: item.id,
    metadata: {},
  }));
}
