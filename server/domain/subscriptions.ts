/**
 * Subscriptions as merchants drive them: create, update, cancel, resume, list. Money moves by their
 * invoices, and in `charge.ts` alone.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { addPeriods } from '../model/period.ts';
import { invalidRequest, notFound, Problem } from '../model/problem.ts';
import { periodAfter } from '../model/recurrence.ts';
import type { CancellationDetails, Subscription } from '../model/subscription.ts';
import { isOver } from '../model/subscription-steps.ts';
import { invoiceOfIntent, invoiceOfPeriod, invoices } from '../storage/invoices.ts';
import { mandates } from '../storage/mandates.ts';
import { jsonHolds, type Listed, type Narrow, type Queryable } from '../storage/repository.ts';
import { ended, living, subscriptions } from '../storage/subscriptions.ts';
import { changeSubscription } from './billing-records.ts';
import { customerParam } from './customers.ts';
import { afterCardChange } from './dunning.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { collectInvoice, effectiveMethod } from './invoice-charges.ts';
import { type ListInput, pageOf } from './lists.ts';
import { declined, findPaymentIntent } from './payment-intents.ts';
import { attachedToCustomer } from './payment-methods.ts';
import { notePoint, resumedId } from './recovery-points.ts';
import { beginPeriod } from './renewals.ts';
import { draftSubscription, openSubscription, type SubscriptionWish } from './subscribing.ts';
import { endIn, expireIncompleteIn } from './subscription-ends.ts';
import {
  changeItems,
  type ItemChange,
  itemWishes,
  type NamedItem,
  oneTimeLines,
} from './subscription-items.ts';

/** How long the request that makes a subscription has for its first charge; then a worker does it. */
const FIRST_CHARGE_MS = 60_000;

export type PaymentBehavior = 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete';

/** What a request for a new subscription says. */
export interface NewSubscription
  extends Omit<SubscriptionWish, 'customer' | 'items' | 'checkoutSession'> {
  readonly customer: string;
  readonly items: readonly NamedItem[];
  readonly oneTime: readonly NamedItem[];
  readonly currency: string | null;
  readonly behavior: PaymentBehavior;
}

/** @throws Problem 404 */
export async function findSubscription(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<Subscription> {
  const subscription = await subscriptions.find(db, ctx.account, id);
  if (!subscription) throw notFound('subscription', id, true);
  return subscription;
}

const ofPrice =
  (price: string): Narrow =>
  (query) =>
    query.where(jsonHolds('items', 'price', price));

/** Without a status, those that are canceled are left out. */
export async function listSubscriptions(
  ctx: Context,
  input: ListInput,
  filter: Partial<Subscription>,
  more: { readonly status: string | undefined; readonly price: string | undefined },
): Promise<Listed<Subscription>> {
  const { status, price } = more;
  const exact = status === undefined || status === 'all' || status === 'ended' ? null : status;
  const wanted = exact === null ? filter : { ...filter, status: exact as Subscription['status'] };
  return subscriptions.list(ctx.store.db, ctx.account, pageOf(input), wanted, (query) => {
    const priced = price === undefined ? query : ofPrice(price)(query);
    if (status === 'ended') return ended(priced);
    return status === undefined ? living(priced) : priced;
  });
}

function refusePast(atMs: number | null | undefined, nowMs: number, param: string): void {
  if (atMs === null || atMs === undefined || atMs > nowMs) return;
  throw invalidRequest(`\`${param}\` must be in the future.`, 'parameter_invalid', param);
}

/** @throws Problem 400 for times that make no sense together */
function refuseTimes(ctx: Context, wish: NewSubscription, draft: Subscription): void {
  const nowMs = ctx.now();
  refusePast(wish.cancelAtMs, nowMs, 'cancel_at');
  refusePast(wish.trialEndMs, nowMs, 'trial_end');
  const { anchorMs = null } = wish;
  if (anchorMs === null) return;
  refusePast(anchorMs, nowMs, 'billing_cycle_anchor');
  const [item] = draft.items;
  const latest = item ? addPeriods(nowMs, item.recurring, 1) : nowMs;
  const message =
    wish.trialEndMs != null
      ? '`billing_cycle_anchor` cannot be set together with a trial: periods are counted from its end.'
      : anchorMs > latest
        ? '`billing_cycle_anchor` cannot be later than the next natural billing date.'
        : null;
  if (message !== null) throw invalidRequest(message, 'parameter_invalid', 'billing_cycle_anchor');
}

/** A mandate for this card. @throws Problem 400 */
async function refuseForeignMandate(
  ctx: Context,
  tx: Queryable,
  id: string | null | undefined,
  method: string | null,
): Promise<void> {
  if (!id) return;
  const mandate = await mandates.find(tx, ctx.account, id);
  if (!mandate) throw notFound('mandate', id, 'mandate');
  if (mandate.revokedMs !== null)
    throw invalidRequest('This mandate was revoked.', 'mandate_revoked', 'mandate');
  if (mandate.paymentMethod !== method)
    throw invalidRequest(
      'This mandate is for another payment method than the one that would be charged.',
      'parameter_invalid',
      'mandate',
    );
}

async function openIn(ctx: Context, tx: Queryable, wish: NewSubscription): Promise<Subscription> {
  const customer = await customerParam(ctx, tx, wish.customer);
  const { items, oneTime, currency, behavior, ...fields } = wish;
  const named = fields.defaultPaymentMethod;
  const card = named
    ? await attachedToCustomer(ctx, tx, named, customer.id, 'default_payment_method')
    : null;
  const draft = draftSubscription(ctx, {
    ...fields,
    customer,
    items: await itemWishes(ctx, tx, items),
    defaultPaymentMethod: card?.id ?? null,
  });
  refuseTimes(ctx, wish, draft);
  if (currency !== null && currency !== draft.currency)
    throw invalidRequest(
      `The prices are in ${draft.currency}, not in ${currency}.`,
      'parameter_invalid',
      'currency',
    );
  const method = await effectiveMethod(
    ctx,
    tx,
    { customer: customer.id, defaultPaymentMethod: null },
    draft,
  );
  await refuseForeignMandate(ctx, tx, draft.mandate, method?.id ?? null);
  const once = await itemWishes(ctx, tx, oneTime, 'add_invoice_items');
  const collects = behavior !== 'default_incomplete';
  const { subscription, invoice } = await openSubscription(ctx, tx, draft, {
    oneTime: oneTimeLines(ctx, once, draft),
    dueMs: collects ? ctx.now() + FIRST_CHARGE_MS : null,
  });
  if (collects && invoice.status === 'open' && !method)
    throw invalidRequest(
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method, or create the subscription with payment_behavior=default_incomplete.',
      'resource_missing',
    );
  await notePoint(ctx, tx, subscription.id);
  return subscription;
}

/** The subscription never was, as far as money goes. */
async function undo(ctx: Context, id: string): Promise<void> {
  await ctx.store.transact(async (tx) => {
    const its = await findSubscription(ctx, id, tx);
    if (its.status === 'incomplete') await expireIncompleteIn(ctx, tx, its);
  });
}

/** What the first charge came to. @throws Problem 402 where the merchant wants no incomplete one */
async function afterFirst(
  ctx: Context,
  id: string,
  attempt: Attempt | null,
  behavior: PaymentBehavior,
): Promise<Subscription> {
  const failed = attempt?.status === 'declined' || attempt?.status === 'not_executed';
  if (!attempt || !failed || behavior !== 'error_if_incomplete') return findSubscription(ctx, id);
  await undo(ctx, id);
  throw await declined(ctx, await findPaymentIntent(ctx, attempt.intent));
}

/**
 * Makes a subscription and charges what is due at once.
 * @throws Problem 400; 402 with `error_if_incomplete` when the first payment fails
 */
export async function createSubscription(
  ctx: Context,
  wish: NewSubscription,
): Promise<Subscription> {
  const { behavior } = wish;
  const tried = await resumedAttempt(ctx);
  if (tried) {
    const paid = await invoiceOfIntent(ctx.store.db, ctx.account, tried.intent);
    return afterFirst(ctx, paid?.subscription ?? '', tried, behavior);
  }
  const made = resumedId(ctx, 'sub');
  const subscription =
    made === null
      ? await ctx.store.transact((tx) => openIn(ctx, tx, wish))
      : await findSubscription(ctx, made);
  const { id, latestInvoice } = subscription;
  const invoice = latestInvoice && (await invoices.find(ctx.store.db, ctx.account, latestInvoice));
  if (behavior === 'default_incomplete' || !invoice || invoice.status !== 'open')
    return findSubscription(ctx, id);
  const strict = behavior === 'error_if_incomplete';
  try {
    const { attempt } = await collectInvoice(ctx, invoice.id, { strict });
    return await afterFirst(ctx, id, attempt, behavior);
  } catch (reason) {
    if (strict && reason instanceof Problem) await undo(ctx, id);
    throw reason;
  }
}

/** What an update says; what is left out stays. */
export interface SubscriptionChange {
  readonly fields: (before: Subscription) => Partial<Subscription>;
  readonly items: readonly ItemChange[];
  readonly trialEndMs: number | 'now' | undefined;
  /** Names of the parameters that the request brought. */
  readonly params: readonly string[];
}

/** What may still be said of one that is over. */
const DESCRIPTIVE = ['metadata', 'cancellation_details', 'expand', 'description'];

function refuseOver(its: Subscription, params: readonly string[]): void {
  const param = params.find((each) => !DESCRIPTIVE.includes(each));
  if (!isOver(its.status) || param === undefined) return;
  throw invalidRequest(
    'A canceled subscription can only update its cancellation_details and metadata.',
    'invalid_canceled_subscription_fields',
    param,
  );
}

/** What the first payment is for stays as it is until that is made. */
function refuseUnpaid({ status }: Subscription, param: 'items' | 'trial_end'): void {
  if (status !== 'incomplete') return;
  throw invalidRequest(
    `The first payment of this subscription is still due; ${param} can change once it is made.`,
    'subscription_unexpected_state',
    param,
  );
}

/** A trial that goes on until then. */
function withTrial(ctx: Context, before: Subscription, trialEndMs: number): Partial<Subscription> {
  refusePast(trialEndMs, ctx.now(), 'trial_end');
  refuseUnpaid(before, 'trial_end');
  if (before.status !== 'trialing' && trialEndMs < before.periodEndMs)
    throw invalidRequest(
      'The present period is paid for, and nothing is prorated: trial_end cannot be before its end.',
      'parameter_invalid',
      'trial_end',
    );
  return {
    status: before.status === 'active' ? 'trialing' : before.status,
    trialStartMs: before.trialStartMs ?? ctx.now(),
    trialEndMs,
    periodEndMs: trialEndMs,
    anchorMs: trialEndMs,
  };
}

/** Writes the card and the permission of an update. @throws Problem 400 */
async function withCard(
  ctx: Context,
  tx: Queryable,
  before: Subscription,
  wanted: Partial<Subscription>,
): Promise<Partial<Subscription>> {
  const { defaultPaymentMethod: named, mandate } = wanted;
  if (named === undefined && mandate === undefined) return wanted;
  const card = named
    ? await attachedToCustomer(ctx, tx, named, before.customer, 'default_payment_method')
    : null;
  const chosen = named === undefined ? before.defaultPaymentMethod : (card?.id ?? null);
  const its = { defaultPaymentMethod: chosen };
  const method = await effectiveMethod(ctx, tx, { ...before, defaultPaymentMethod: null }, its);
  await refuseForeignMandate(ctx, tx, mandate, method?.id ?? null);
  // What was allowed for one card says nothing of another.
  const moved = chosen !== before.defaultPaymentMethod;
  return {
    ...wanted,
    defaultPaymentMethod: chosen,
    mandate: mandate === undefined ? (moved ? null : before.mandate) : mandate,
  };
}

/** The trial ends now: the first period begins, and is charged. */
async function endTrialNow(ctx: Context, tx: Queryable, its: Subscription): Promise<Subscription> {
  const [item] = its.items;
  if (its.status !== 'trialing' || !item)
    return its.trialEndMs === null
      ? its
      : Promise.reject(
          invalidRequest('This subscription is not on trial.', 'parameter_invalid', 'trial_end'),
        );
  const nowMs = ctx.now();
  // A trial that ends in the moment in which it began leaves its place to the period that is charged.
  const first = await invoiceOfPeriod(tx, ctx.account, its.id, nowMs);
  if (first && first.periodEndMs === its.periodEndMs)
    await invoices.update(tx, ctx.account, first.id, { periodStartMs: nowMs - 1 });
  return beginPeriod(ctx, tx, its, periodAfter(nowMs, item.recurring, nowMs), {
    status: 'active',
    anchorMs: nowMs,
    trialEndMs: nowMs,
  });
}

export async function updateSubscription(
  ctx: Context,
  id: string,
  { fields, items, trialEndMs, params }: SubscriptionChange,
): Promise<Subscription> {
  const after = await ctx.store.transact(async (tx) => {
    const before = await findSubscription(ctx, id, tx);
    refuseOver(before, params);
    const wanted = fields(before);
    if (items.length > 0) refuseUnpaid(before, 'items');
    refusePast(wanted.cancelAtMs, ctx.now(), 'cancel_at');
    refusePast(wanted.pauseCollection?.resumesAtMs, ctx.now(), 'pause_collection[resumes_at]');
    const change: Partial<Subscription> = {
      ...(await withCard(ctx, tx, before, wanted)),
      ...(items.length === 0 ? {} : await changeItems(ctx, tx, before, items)),
      ...(typeof trialEndMs === 'number' ? withTrial(ctx, before, trialEndMs) : {}),
    };
    const changed = await changeSubscription(ctx, tx, before, change);
    const moved = changed.defaultPaymentMethod !== before.defaultPaymentMethod;
    const allowed = changed.mandate !== null && changed.mandate !== before.mandate;
    if (moved || allowed) await afterCardChange(ctx, tx, changed);
    return trialEndMs === 'now' ? endTrialNow(ctx, tx, changed) : changed;
  });
  if (trialEndMs !== 'now' || after.latestInvoice === null) return after;
  await collectInvoice(ctx, after.latestInvoice);
  return findSubscription(ctx, id);
}

/** Ends one now. @throws Problem 404, also for one that is over */
export async function cancelSubscription(
  ctx: Context,
  id: string,
  details: Partial<Pick<CancellationDetails, 'comment' | 'feedback'>>,
): Promise<Subscription> {
  return ctx.store.transact(async (tx) => {
    const before = await findSubscription(ctx, id, tx);
    if (isOver(before.status)) throw notFound('subscription', id, true);
    return endIn(ctx, tx, before, { reason: 'cancellation_requested', ...details });
  });
}

/** A paused one goes on, with a period that begins now. @throws Problem 400 in any other state */
export async function resumeSubscription(ctx: Context, id: string): Promise<Subscription> {
  const resumed = await ctx.store.transact(async (tx) => {
    const before = await findSubscription(ctx, id, tx);
    const [item] = before.items;
    if (before.status !== 'paused' || !item)
      throw invalidRequest(
        `Only a subscription with a status of paused can be resumed. This one is ${before.status}; to collect again after pause_collection, unset that.`,
        'subscription_unexpected_state',
      );
    const nowMs = ctx.now();
    const period = periodAfter(nowMs, item.recurring, nowMs);
    const after = await beginPeriod(ctx, tx, before, period, {
      status: 'active',
      anchorMs: nowMs,
    });
    return changeSubscription(ctx, tx, after, {}, ['resumed']);
  });
  if (resumed.latestInvoice !== null) await collectInvoice(ctx, resumed.latestInvoice);
  return findSubscription(ctx, id);
}
