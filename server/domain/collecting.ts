/**
 * One call to collect what a known customer owes: an invoice with a reason and whoever asked, tried at
 * once with the card that is ready, and dunned like any other where that fails.
 */
import type { Context } from '../context.ts';
import type { Customer } from '../model/customer.ts';
import type { Invoice } from '../model/invoice.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { notFound } from '../model/problem.ts';
import { invoiceOfIntent, invoices } from '../storage/invoices.ts';
import { attachedMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { findCustomer } from './customers.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { collectInvoice } from './invoice-charges.ts';
import { finalizeIn, insertInvoice } from './invoice-making.ts';
import { attachedToCustomer } from './payment-methods.ts';
import { readinessOf } from './readiness.ts';
import { notePoint, resumedId } from './recovery-points.ts';

/** What is to be collected, and at whose word. */
export interface Collection {
  readonly customer: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly description: string | null;
  readonly reason: string;
  readonly actor: string;
  /** Null for the customer's own. */
  readonly paymentMethod: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The customer's default where it is ready, else the newest card that is; else whichever they have. */
async function chosenCard(
  ctx: Context,
  tx: Queryable,
  customer: Customer,
  { amountMinor, currency }: Pick<Collection, 'amountMinor' | 'currency'>,
): Promise<PaymentMethod | null> {
  const kept = await attachedMethods(tx, ctx.account, customer.id, [
    'always',
    'limited',
    'unspecified',
  ]);
  const isDefault = ({ id }: PaymentMethod) => id === customer.defaultPaymentMethod;
  const inOrder = [...kept.filter(isDefault), ...kept.filter((each) => !isDefault(each))];
  const charge = { amountMinor, currency, category: null };
  for (const method of inOrder) {
    const answer = await readinessOf(ctx, tx, method, { initiator: 'merchant', charge });
    if (answer.ready) return method;
  }
  return inOrder[0] ?? null;
}

/** The invoice, due at once: a worker takes it where this process ends before it has tried. */
async function owe(ctx: Context, tx: Queryable, wish: Collection): Promise<Invoice> {
  const customer = await findCustomer(ctx, wish.customer, tx);
  if (customer.deletedMs !== null) throw notFound('customer', wish.customer, true);
  const card = wish.paymentMethod
    ? await attachedToCustomer(ctx, tx, wish.paymentMethod, customer.id, 'payment_method')
    : await chosenCard(ctx, tx, customer, wish);
  const nowMs = ctx.now();
  const period = { startMs: nowMs, endMs: nowMs };
  const { amountMinor, currency, description, reason, actor, metadata } = wish;
  const { invoice } = await insertInvoice(ctx, tx, {
    customer: customer.id,
    testClock: customer.testClock,
    subscription: null,
    period,
    billingReason: 'manual',
    currency,
    lines: [
      {
        id: ctx.newId('il'),
        description: description ?? 'Balance due',
        quantity: 1,
        unitAmountMinor: amountMinor,
        amountMinor,
        periodStartMs: nowMs,
        periodEndMs: nowMs,
        price: null,
        product: null,
        subscriptionItem: null,
        metadata: {},
      },
    ],
    more: { description, reason, actor, metadata, defaultPaymentMethod: card?.id ?? null },
  });
  await notePoint(ctx, tx, invoice.id);
  return finalizeIn(ctx, tx, invoice, nowMs);
}

/**
 * Collects, once for an idempotency key.
 * @returns the invoice as it is after the try: paid, or open with what was decided about it
 * @throws Problem 404 for a customer, 400 for a card that is not theirs
 */
export async function collect(ctx: Context, wish: Collection): Promise<Invoice> {
  const tried = await resumedAttempt(ctx);
  if (tried) {
    const found = await invoiceOfIntent(ctx.store.db, ctx.account, tried.intent);
    if (found) return found;
  }
  const made = resumedId(ctx, 'in');
  const known = made === null ? null : await invoices.find(ctx.store.db, ctx.account, made);
  if (made !== null && !known) throw notFound('invoice', made, true);
  const invoice = known ?? (await ctx.store.transact((tx) => owe(ctx, tx, wish)));
  if (invoice.status !== 'open' || invoice.attempted) return invoice;
  return (await collectInvoice(ctx, invoice.id)).invoice;
}
