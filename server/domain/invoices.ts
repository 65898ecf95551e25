/**
 * Invoices as merchants drive them: create, add lines, finalize, pay, void, give up on, delete. What is
 * collected goes through `invoice-charges.ts`.
 */
import type { Context } from '../context.ts';
import type { Invoice, InvoiceLine } from '../model/invoice.ts';
import { invalidRequest, notFound, type Problem } from '../model/problem.ts';
import { endOf, isOver, nextPeriod } from '../model/subscription-steps.ts';
import { customers } from '../storage/customers.ts';
import { invoiceOfIntent, invoices, removeInvoice } from '../storage/invoices.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { changeInvoice, tellOfInvoice } from './billing-records.ts';
import { customerParam } from './customers.ts';
import { buyerActed } from './dunning.ts';
import { cancelIn } from './follow-up-consequences.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { type Collecting, collectInvoice } from './invoice-charges.ts';
import {
  draftInvoice,
  finalizeIn,
  insertInvoice,
  linesFor,
  refuseTooMuch,
  totalOf,
} from './invoice-making.ts';
import { settleInvoicePaid } from './invoice-outcomes.ts';
import { type ListInput, pageOf } from './lists.ts';
import { declined, findPaymentIntent } from './payment-intents.ts';
import { attachedToCustomer, paymentMethodParam } from './payment-methods.ts';
import { notePoint, resumedId } from './recovery-points.ts';
import { isUnderWay, voidIn } from './subscription-ends.ts';
import { findSubscription } from './subscriptions.ts';

/** Lines of one invoice at most. */
const LINES = 250;

/** @throws Problem 404 */
export async function findInvoice(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<Invoice> {
  const invoice = await invoices.find(db, ctx.account, id);
  if (!invoice) throw notFound('invoice', id, true);
  return invoice;
}

export async function listInvoices(
  ctx: Context,
  input: ListInput,
  filter: Partial<Invoice>,
): Promise<Listed<Invoice>> {
  return invoices.list(ctx.store.db, ctx.account, pageOf(input), filter);
}

/** What a merchant may say of an invoice. */
export type InvoiceFields = Partial<
  Pick<
    Invoice,
    'actor' | 'autoAdvance' | 'defaultPaymentMethod' | 'description' | 'metadata' | 'reason'
  >
>;

const unexpected = (verb: string, invoice: Invoice, allowed: string): Problem =>
  invalidRequest(
    `You cannot ${verb} this invoice because its status is ${invoice.status}. Only ${allowed} invoices can be.`,
    'invoice_unexpected_state',
  );

/** A draft for what no subscription asks for. */
export async function createInvoice(
  ctx: Context,
  wish: { readonly customer: string; readonly currency: string | null },
  fields: InvoiceFields,
): Promise<Invoice> {
  const made = resumedId(ctx, 'in');
  if (made !== null) return findInvoice(ctx, made);
  return ctx.store.transact(async (tx) => {
    const customer = await customerParam(ctx, tx, wish.customer);
    const { autoAdvance = false, defaultPaymentMethod: named, ...more } = fields;
    const card = named
      ? await attachedToCustomer(ctx, tx, named, customer.id, 'default_payment_method')
      : null;
    const nowMs = ctx.now();
    const { invoice } = await insertInvoice(ctx, tx, {
      customer: customer.id,
      testClock: customer.testClock,
      subscription: null,
      period: { startMs: nowMs, endMs: nowMs },
      billingReason: 'manual',
      currency: wish.currency ?? 'usd',
      lines: [],
      more: { ...more, defaultPaymentMethod: card?.id ?? null },
    });
    await notePoint(ctx, tx, invoice.id);
    return autoAdvance ? changeInvoice(ctx, tx, invoice, { autoAdvance }) : invoice;
  });
}

export async function updateInvoice(
  ctx: Context,
  id: string,
  change: (before: Invoice) => InvoiceFields,
): Promise<Invoice> {
  return ctx.store.transact(async (tx) => {
    const before = await findInvoice(ctx, id, tx);
    const fields = change(before);
    const { defaultPaymentMethod: named, autoAdvance } = fields;
    const closed = before.status !== 'draft' && before.status !== 'open';
    if (closed && (named !== undefined || autoAdvance !== undefined))
      throw unexpected('update', before, 'draft and open');
    const card = named
      ? await attachedToCustomer(ctx, tx, named, before.customer, 'default_payment_method')
      : null;
    const stops = before.status === 'open' && autoAdvance === false ? { dueMs: null } : {};
    const starts =
      before.status === 'open' && autoAdvance && !before.autoAdvance ? { dueMs: ctx.now() } : {};
    const chosen = named === undefined ? {} : { defaultPaymentMethod: card?.id ?? null };
    return changeInvoice(ctx, tx, before, { ...fields, ...chosen, ...stops, ...starts }, [
      'updated',
    ]);
  });
}

/** Adds what is to be paid once to a draft. */
export async function addLines(
  ctx: Context,
  id: string,
  lines: readonly Pick<InvoiceLine, 'amountMinor' | 'description' | 'metadata' | 'quantity'>[],
  metadata: (before: Invoice) => Invoice['metadata'],
): Promise<Invoice> {
  return ctx.store.transact(async (tx) => {
    const before = await findInvoice(ctx, id, tx);
    if (before.status !== 'draft') throw unexpected('add lines to', before, 'draft');
    const added = lines.map((line) => ({
      ...line,
      id: ctx.newId('il'),
      unitAmountMinor: Math.round(line.amountMinor / line.quantity),
      periodStartMs: before.periodStartMs,
      periodEndMs: before.periodEndMs,
      price: null,
      product: null,
      subscriptionItem: null,
    }));
    const all = [...before.lines, ...added];
    if (all.length > LINES)
      throw invalidRequest(
        `An invoice may have at most ${LINES} lines.`,
        'parameter_invalid',
        'lines',
      );
    const totalMinor = totalOf(all);
    refuseTooMuch(totalMinor, 'lines');
    const change = { lines: all, totalMinor, metadata: metadata(before) };
    return changeInvoice(ctx, tx, before, change, ['updated']);
  });
}

/** @param autoAdvance whether it is collected without anybody asking; undefined leaves that as it is */
export async function finalizeInvoice(
  ctx: Context,
  id: string,
  autoAdvance: boolean | undefined,
): Promise<Invoice> {
  return ctx.store.transact(async (tx) => {
    const draft = await findInvoice(ctx, id, tx);
    if (draft.status !== 'draft') throw unexpected('finalize', draft, 'draft');
    return finalizeIn(ctx, tx, draft, (autoAdvance ?? draft.autoAdvance) ? ctx.now() : null);
  });
}

/** The merchant says that it was paid in another way: nothing is charged from now on. */
async function payElsewhere(ctx: Context, id: string): Promise<Invoice> {
  return ctx.store.transact(async (tx) => {
    const invoice = await findInvoice(ctx, id, tx);
    if (await isUnderWay(ctx, tx, invoice)) throw underWay('pay');
    const intent =
      invoice.intent === null ? null : await paymentIntents.find(tx, ctx.account, invoice.intent);
    if (intent) await cancelIn(ctx, tx, intent, 'automatic');
    return settleInvoicePaid(ctx, tx, invoice, null);
  });
}

const underWay = (verb: string): Problem =>
  invalidRequest(
    `You cannot ${verb} this invoice while the outcome of a payment attempt is open: it may have been paid.`,
    'invoice_payment_in_progress',
  );

/**
 * Tries to collect now.
 * @throws Problem 402 when the card is declined, 400 `payment_method_not_ready` before anything is tried
 */
export async function payInvoice(
  ctx: Context,
  id: string,
  wish: Collecting & { readonly elsewhere: boolean },
): Promise<Invoice> {
  const tried = await resumedAttempt(ctx);
  const { elsewhere, method, ...how } = wish;
  const before = await findInvoice(ctx, id);
  if (!tried) {
    if (before.status === 'draft') await finalizeInvoice(ctx, id, false);
    else if (before.status !== 'open' && before.status !== 'uncollectible')
      throw before.status === 'paid'
        ? invalidRequest('Invoice is already paid', 'invoice_already_paid')
        : unexpected('pay', before, 'open');
    if (elsewhere) return payElsewhere(ctx, id);
    if (await isUnderWay(ctx, ctx.store.db, before)) throw underWay('pay');
  }
  const card = method ? await paymentMethodParam(ctx, method) : null;
  const attempt =
    tried ??
    (await collectInvoice(ctx, id, { ...how, method: card?.id ?? null, strict: true })).attempt;
  if (attempt?.status === 'declined' || attempt?.status === 'not_executed')
    throw await declined(ctx, await findPaymentIntent(ctx, attempt.intent));
  const paid = tried && (await invoiceOfIntent(ctx.store.db, ctx.account, tried.intent));
  return findInvoice(ctx, paid ? paid.id : id);
}

/** @throws Problem 400 while money may be on its way */
export async function voidInvoice(ctx: Context, id: string): Promise<Invoice> {
  return ctx.store.transact(async (tx) => {
    const invoice = await findInvoice(ctx, id, tx);
    if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
      throw unexpected('void', invoice, 'open and uncollectible');
    if (await isUnderWay(ctx, tx, invoice)) throw underWay('void');
    return voidIn(ctx, tx, invoice);
  });
}

/** Nobody expects it to be paid any more; it still can be. */
export async function markUncollectible(ctx: Context, id: string): Promise<Invoice> {
  return ctx.store.transact(async (tx) => {
    const invoice = await findInvoice(ctx, id, tx);
    if (invoice.status !== 'open') throw unexpected('mark as uncollectible', invoice, 'open');
    const change = {
      status: 'uncollectible',
      uncollectibleAtMs: ctx.now(),
      autoAdvance: false,
      dueMs: null,
    } as const;
    const after = await changeInvoice(ctx, tx, invoice, change, ['marked_uncollectible']);
    await buyerActed(ctx, tx, after);
    return after;
  });
}

/** @throws Problem 400 for what is no draft of a merchant's own */
export async function deleteInvoice(ctx: Context, id: string): Promise<void> {
  await ctx.store.transact(async (tx) => {
    const invoice = await findInvoice(ctx, id, tx);
    if (invoice.status !== 'draft') throw unexpected('delete', invoice, 'draft');
    if (invoice.subscription !== null)
      throw invalidRequest(
        'You cannot delete an invoice of a subscription: its period would be billed again. Void it instead.',
        'invoice_not_editable',
      );
    await removeInvoice(tx, ctx.account, id);
    await tellOfInvoice(ctx, tx, 'deleted', invoice);
  });
}

/** The next invoice of a subscription as things stand, without anything written. @throws Problem 404 */
export async function previewInvoice(
  ctx: Context,
  subscription: string,
  customer: string | undefined,
): Promise<Invoice> {
  const its = await findSubscription(ctx, subscription);
  if (customer !== undefined && customer !== its.customer)
    throw notFound('subscription', subscription, 'subscription');
  const period = nextPeriod(its);
  const endMs = endOf(its);
  if (isOver(its.status) || (endMs !== null && endMs <= its.periodEndMs))
    throw invalidRequest(
      'No upcoming invoices for this subscription: it ends before the next period.',
      'invoice_upcoming_none',
    );
  const known = await customers.find(ctx.store.db, ctx.account, its.customer);
  const draft = draftInvoice(ctx, {
    customer: known?.id ?? its.customer,
    testClock: its.testClock,
    subscription: its,
    period,
    billingReason: 'subscription_cycle',
    currency: its.currency,
    lines: linesFor(ctx, its, period),
  });
  return { ...draft, id: draft.id.replace(/^in_/, 'upcoming_in_'), createdMs: its.periodEndMs };
}
