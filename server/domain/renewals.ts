/**
 * What happens to subscriptions by itself: periods follow each other, each with its one invoice, trials
 * end, first payments that never came are given up; and invoices that are due are collected. The
 * invoice, the move to the next period and the events are one transaction: killed anywhere, it happens once.
 */
import type { Context } from '../context.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Span } from '../model/recurrence.ts';
import type { Subscription } from '../model/subscription.ts';
import { collectionOf, dueStep, nextPeriod } from '../model/subscription-steps.ts';
import { areInvoicesDue, claimInvoices, invoices } from '../storage/invoices.ts';
import type { Queryable } from '../storage/repository.ts';
import {
  areSubscriptionsDue,
  claimSubscriptions,
  subscriptions,
} from '../storage/subscriptions.ts';
import { changeInvoice, changeSubscription } from './billing-records.ts';
import { claimIn } from './clock.ts';
import { collectInvoice, effectiveMethod } from './invoice-charges.ts';
import { finalizeIn, insertInvoice, linesFor } from './invoice-making.ts';
import { endIn, expireIncompleteIn, isUnderWay, voidIn } from './subscription-ends.ts';

/** Longer than one step, or one call to a processor, may take. In milliseconds. */
const LEASE_MS = 120_000;
/** When to look again at a first payment whose outcome is open, in milliseconds. */
const LOOK_AGAIN_MS = 3_600_000;
/** Steps of one subscription in one turn: three years of days, for whoever slept so long. */
const STEPS = 1_200;

/** What a new period's invoice becomes. */
async function placeInvoice(
  ctx: Context,
  tx: Queryable,
  its: Subscription,
  draft: Invoice,
): Promise<void> {
  const collection = collectionOf(its);
  if (collection === 'draft') return;
  const dueMs = collection === 'collect' ? draft.periodStartMs : null;
  const open = await finalizeIn(ctx, tx, draft, dueMs);
  if (open.status !== 'open') return;
  if (collection === 'void') await voidIn(ctx, tx, open);
  if (collection === 'uncollectible')
    await changeInvoice(ctx, tx, open, { status: 'uncollectible', uncollectibleAtMs: ctx.now() }, [
      'marked_uncollectible',
    ]);
}

/** The next period begins, with its invoice. @param change what else is different from now on */
export async function beginPeriod(
  ctx: Context,
  tx: Queryable,
  its: Subscription,
  period: Span,
  change: Partial<Subscription> = {},
): Promise<Subscription> {
  const { invoice, isNew } = await insertInvoice(ctx, tx, {
    customer: its.customer,
    testClock: its.testClock,
    subscription: its,
    period,
    billingReason: 'subscription_cycle',
    currency: its.currency,
    lines: linesFor(ctx, its, period),
    more: { description: its.description },
  });
  const after = await changeSubscription(ctx, tx, its, {
    ...change,
    periodStartMs: period.startMs,
    periodEndMs: period.endMs,
    latestInvoice: invoice.id,
  });
  if (isNew) await placeInvoice(ctx, tx, after, invoice);
  return after;
}

async function endTrial(ctx: Context, tx: Queryable, its: Subscription): Promise<void> {
  const invoice = { customer: its.customer, defaultPaymentMethod: null };
  const method = await effectiveMethod(ctx, tx, invoice, its);
  if ((method === null || method.detachedMs !== null) && its.missingMethod === 'cancel') {
    await endIn(ctx, tx, its, { reason: 'payment_failed', atMs: its.periodEndMs });
    return;
  }
  if ((method === null || method.detachedMs !== null) && its.missingMethod === 'pause') {
    await changeSubscription(ctx, tx, its, { status: 'paused' }, ['updated', 'paused']);
    return;
  }
  await beginPeriod(ctx, tx, its, nextPeriod(its), { status: 'active' });
}

/** Gives up on a first payment, unless its outcome is still open. */
async function giveUp(ctx: Context, tx: Queryable, its: Subscription): Promise<void> {
  const invoice =
    its.latestInvoice === null ? null : await invoices.find(tx, ctx.account, its.latestInvoice);
  if (invoice && (await isUnderWay(ctx, tx, invoice))) {
    await subscriptions.update(tx, ctx.account, its.id, { dueMs: ctx.now() + LOOK_AGAIN_MS });
    return;
  }
  await expireIncompleteIn(ctx, tx, its);
}

/** Takes one step that is due. @returns whether there was one, and another may follow */
async function stepIn(
  ctx: Context,
  tx: Queryable,
  held: Pick<Subscription, 'id' | 'fence'>,
): Promise<boolean> {
  const its = await subscriptions.find(tx, ctx.account, held.id);
  if (!its || its.fence !== held.fence) return false;
  const step = dueStep(its, ctx.now());
  switch (step?.kind) {
    case undefined:
      // Whatever it was claimed for has been dealt with since.
      await changeSubscription(ctx, tx, its, {}, []);
      return false;
    case 'expire':
      await giveUp(ctx, tx, its);
      return false;
    case 'end':
      await endIn(ctx, tx, its, { reason: 'cancellation_requested', atMs: step.atMs });
      return false;
    case 'collect':
      await changeSubscription(ctx, tx, its, { pauseCollection: null });
      return true;
    case 'end_trial':
      await endTrial(ctx, tx, its);
      return true;
    case 'renew':
      await beginPeriod(ctx, tx, its, nextPeriod(its));
      return true;
  }
}

/**
 * One at a time: what goes wrong with one holds up no other, and is tried again when its lease ends. On a
 * test clock there is no lease, and whoever moves the clock has to know.
 */
async function carefully(ctx: Context, id: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (reason) {
    if (ctx.clock) throw reason;
    ctx.log.error({ id, reason }, 'what was due could not be done');
  }
}

/** Takes every step that is due for one subscription, one transaction each. */
async function stepThrough(base: Context, held: Subscription): Promise<void> {
  const ctx: Context = { ...base, account: held.account };
  for (let steps = 0; steps < STEPS; steps += 1)
    if (!(await ctx.store.transact((tx) => stepIn(ctx, tx, held)))) return;
}

/**
 * Takes what is due among subscriptions, in the time of `ctx`. A failure of one leaves it claimed until
 * its lease ends, and the others are not held up.
 * @returns how many were looked at
 */
export async function renewDue(ctx: Context): Promise<number> {
  const claim = claimIn(ctx, LEASE_MS);
  if (!(await areSubscriptionsDue(ctx.store.db, claim))) return 0;
  const due = await ctx.store.transact((tx) => claimSubscriptions(tx, claim));
  for (const held of due) await carefully(ctx, held.id, () => stepThrough(ctx, held));
  return due.length;
}

/** Collects the invoices that are due, the longest first. @returns how many were looked at */
export async function collectDue(ctx: Context): Promise<number> {
  const claim = claimIn(ctx, LEASE_MS);
  if (!(await areInvoicesDue(ctx.store.db, claim))) return 0;
  const due = await ctx.store.transact((tx) => claimInvoices(tx, claim));
  for (const held of due)
    await carefully(ctx, held.id, () =>
      collectInvoice({ ...ctx, account: held.account }, held.id, { scheduled: true }, held.fence),
    );
  return due.length;
}
