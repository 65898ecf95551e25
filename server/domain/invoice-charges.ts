/**
 * Collects what an invoice asks for: chooses the card and the permission, and goes through the one door
 * for later charges. A decline, a reason against it or an unknown outcome is written where it belongs and
 * is no error here.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { Invoice } from '../model/invoice.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { conflict, Problem } from '../model/problem.ts';
import type { ReadinessReason } from '../model/readiness.ts';
import type { Subscription } from '../model/subscription.ts';
import { isOver } from '../model/subscription-steps.ts';
import { attempts } from '../storage/attempts.ts';
import { customers } from '../storage/customers.ts';
import { invoices } from '../storage/invoices.ts';
import { mandates } from '../storage/mandates.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { backupFor } from './backups.ts';
import { changeInvoice } from './billing-records.ts';
import { carryOut, type Planned } from './charge.ts';
import { heedDue } from './dunning.ts';
import { intentFor } from './invoice-making.ts';
import { failInvoice, settleInvoicePaid, subscriptionOf } from './invoice-outcomes.ts';
import { NotReady, plan } from './payment-plans.ts';
import { notePoint } from './recovery-points.ts';

/** How one try is to go. */
export interface Collecting {
  /** The card for this try; null for the invoice's, the subscription's or the customer's. */
  readonly method?: string | null;
  readonly mandate?: string | null;
  /** A schedule asks, not a merchant. */
  readonly scheduled?: boolean;
  /** Refusals are thrown and change nothing: somebody waits for the answer. */
  readonly strict?: boolean;
}

const FREE = ['requires_payment_method', 'requires_confirmation'];
/** Mandates that took each other's place, one after the other. */
const SUCCESSORS = 20;

/** The mandate that stands in the place of this one today. */
async function currentMandate(ctx: Context, tx: Queryable, id: string): Promise<string> {
  let now = id;
  for (let step = 0; step < SUCCESSORS; step += 1) {
    const next = (await mandates.find(tx, ctx.account, now))?.supersededBy ?? null;
    if (next === null) break;
    now = next;
  }
  return now;
}

/** The permission that is meant for this card; null for any that covers it. */
export async function mandateFor(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription | null,
  method: PaymentMethod,
): Promise<string | null> {
  if (!subscription?.mandate) return null;
  const id = await currentMandate(ctx, tx, subscription.mandate);
  const mandate = await mandates.find(tx, ctx.account, id);
  return mandate?.paymentMethod === method.id ? id : null;
}

/** A card as it is now: one that was joined with another is that other. */
async function cardNow(
  ctx: Context,
  tx: Queryable,
  id: string | null,
): Promise<PaymentMethod | null> {
  if (id === null) return null;
  const method = await paymentMethods.find(tx, ctx.account, id);
  return method?.joinedInto ? cardNow(ctx, tx, method.joinedInto) : method;
}

/** The card that an invoice is charged to; null where there is none. */
export async function effectiveMethod(
  ctx: Context,
  tx: Queryable,
  invoice: Pick<Invoice, 'customer' | 'defaultPaymentMethod'>,
  subscription: Pick<Subscription, 'defaultPaymentMethod'> | null,
): Promise<PaymentMethod | null> {
  const chosen = invoice.defaultPaymentMethod ?? subscription?.defaultPaymentMethod ?? null;
  if (chosen !== null) return cardNow(ctx, tx, chosen);
  const customer = await customers.find(tx, ctx.account, invoice.customer);
  return cardNow(ctx, tx, customer?.defaultPaymentMethod ?? null);
}

export const NO_CARD: ReadinessReason = {
  code: 'payment_method_detached',
  message: 'There is no payment method to charge.',
  fix: 'buyer',
  untilMs: null,
};

/** Why a plan was refused, as reasons. @throws what is no refusal */
function reasonsOf(refused: unknown): readonly ReadinessReason[] {
  if (refused instanceof NotReady) return refused.reasons;
  if (!(refused instanceof Problem)) throw refused;
  const { message } = refused;
  return [{ code: 'no_compatible_processor', message, fix: 'merchant', untilMs: null }];
}

interface Refused {
  readonly reasons: readonly ReadinessReason[];
  readonly problem: unknown;
}

/** Plans a charge to this card, or says why not. Nothing is written where it is refused. */
async function tryCard(
  ctx: Context,
  tx: Queryable,
  facts: { readonly invoice: Invoice; readonly intent: PaymentIntent },
  method: PaymentMethod,
  how: {
    readonly mandate: string | null;
    readonly recurring: boolean;
    readonly scheduled: boolean;
  },
): Promise<Planned | Refused> {
  const types = [...new Set([...facts.intent.paymentMethodTypes, method.type])];
  const intent = { ...facts.intent, paymentMethod: method.id, paymentMethodTypes: types };
  try {
    const planned = await plan(ctx, tx, intent, method, {
      offSession: true,
      usage: how.recurring ? 'recurring' : null,
      errorOnRequiresAction: false,
      mandate: how.mandate,
      cvcToken: null,
      scheduled: how.scheduled,
    });
    await paymentIntents.update(tx, ctx.account, intent.id, { paymentMethodTypes: types });
    return planned;
  } catch (refused) {
    return { reasons: reasonsOf(refused), problem: refused };
  }
}

/** The backup card, where the buyer named one and its time has come. */
async function backupOf(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription | null,
  method: PaymentMethod,
): Promise<PaymentMethod | null> {
  const named = subscription?.backupPaymentMethod ?? (await backupFor(ctx, tx, method));
  const backup = await cardNow(ctx, tx, named);
  return backup && backup.id !== method.id ? backup : null;
}

async function planIn(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice,
  wish: Collecting,
): Promise<Planned | null> {
  const subscription = await subscriptionOf(ctx, tx, invoice);
  const intent = await intentFor(ctx, tx, invoice);
  if (intent.status === 'succeeded') {
    const paidBy =
      intent.latestAttempt && (await attempts.find(tx, ctx.account, intent.latestAttempt));
    await settleInvoicePaid(ctx, tx, invoice, paidBy || null);
    return null;
  }
  // Whoever records its outcome goes on from there.
  if (!FREE.includes(intent.status)) {
    if (wish.strict) throw busy();
    await changeInvoice(ctx, tx, invoice, { dueMs: null });
    return null;
  }
  const method = wish.method
    ? await cardNow(ctx, tx, wish.method)
    : await effectiveMethod(ctx, tx, invoice, subscription);
  const facts = { invoice, intent };
  const how = { recurring: subscription !== null, scheduled: wish.scheduled ?? false };
  let refused: Refused = { reasons: [NO_CARD], problem: null };
  if (method && method.customer === null && method.detachedMs === null) refused = foreign();
  else if (method) {
    const mandate = wish.mandate ?? (await mandateFor(ctx, tx, subscription, method));
    const first = await tryCard(ctx, tx, facts, method, { ...how, mandate });
    if ('plan' in first) return first;
    refused = first;
    const backup = wish.method ? null : await backupOf(ctx, tx, subscription, method);
    const second = backup && (await tryCard(ctx, tx, facts, backup, { ...how, mandate: null }));
    if (second && 'plan' in second) return second;
  }
  if (wish.strict) throw refused.problem ?? noCard();
  await failInvoice(ctx, tx, invoice, { intent, attempt: null, reasons: refused.reasons });
  return null;
}

const busy = (): Problem =>
  conflict(
    'A payment of this invoice is already under way; a second one could charge twice.',
    'attempt_in_progress',
  );

function noCard(): Problem {
  return new Problem({
    status: 400,
    type: 'invalid_request_error',
    code: 'resource_missing',
    message:
      'This customer has no default payment method. Set one on the invoice, the subscription or the customer, or pass payment_method.',
    param: 'payment_method',
  });
}

function foreign(): Refused {
  const problem = new Problem({
    status: 400,
    type: 'invalid_request_error',
    code: 'payment_method_not_attached',
    message: 'The payment method is not attached to this customer.',
    param: 'payment_method',
  });
  const { message } = problem;
  const reason = {
    code: 'payment_method_detached',
    message,
    fix: 'merchant',
    untilMs: null,
  } as const;
  return { reasons: [reason], problem };
}

/** What a schedule does about an invoice that is due, where that is no try to collect it. */
async function dealtWith(ctx: Context, tx: Queryable, invoice: Invoice): Promise<boolean> {
  const subscription = await subscriptionOf(ctx, tx, invoice);
  if (subscription && isOver(subscription.status)) {
    await changeInvoice(ctx, tx, invoice, { dueMs: null, autoAdvance: false });
    return true;
  }
  return (await heedDue(ctx, tx, invoice, subscription)) === 'done';
}

/**
 * Tries once to collect an open invoice.
 * @param held the fence of a worker's claim; somebody else's turn where it has grown since
 * @returns the invoice as it is then, and the attempt where one was made
 * @throws Problem with `strict`, where nothing was tried
 */
export async function collectInvoice(
  ctx: Context,
  id: string,
  wish: Collecting = {},
  held: number | null = null,
): Promise<{ readonly invoice: Invoice; readonly attempt: Attempt | null }> {
  const planned = await ctx.store.transact(async (tx) => {
    const invoice = await invoices.find(tx, ctx.account, id);
    if (!invoice || (held !== null && invoice.fence !== held)) return null;
    const wanted =
      invoice.status === 'open' || (held === null && invoice.status === 'uncollectible');
    if (!wanted) return null;
    if (held !== null && (await dealtWith(ctx, tx, invoice))) return null;
    const its = await planIn(ctx, tx, invoice, wish);
    if (!its) return null;
    await changeInvoice(ctx, tx, invoice, { dueMs: null, awaits: null });
    await notePoint(ctx, tx, its.attempt.id);
    return its;
  });
  const attempt = planned && (await carryOut(ctx, planned));
  const invoice = await invoices.find(ctx.store.db, ctx.account, id);
  if (!invoice) throw new Error(`invoice ${id} is gone`);
  return { invoice, attempt };
}
