/**
 * Finds out what subscribers are to be told, asked of `model/notices.ts` anew whenever something changed
 * that it depends on. How it is told is `notice-telling.ts`.
 */
import type { Context } from '../context.ts';
import type { Invoice } from '../model/invoice.ts';
import {
  dueNotices,
  type NoticeFacts,
  type PlannedNotice,
  recurringMinor,
} from '../model/notices.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import type { Subscription } from '../model/subscription.ts';
import { nextPeriod } from '../model/subscription-steps.ts';
import { customers } from '../storage/customers.ts';
import { lastPaidInvoice } from '../storage/invoices.ts';
import { lookAgain, noticesToLookAt, toldOf } from '../storage/notices.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { invoiceSnapshot, subscriptionSnapshot } from './billing-snapshots.ts';
import { emit } from './events.ts';
import { draftInvoice, linesFor } from './invoice-making.ts';
import { tell } from './notice-telling.ts';
import { readinessOf } from './readiness.ts';

/** The card that the next charge goes to. */
async function methodOf(
  ctx: Context,
  tx: Queryable,
  its: Subscription,
): Promise<PaymentMethod | null> {
  const customer = its.defaultPaymentMethod
    ? null
    : await customers.find(tx, ctx.account, its.customer);
  const id = its.defaultPaymentMethod ?? customer?.defaultPaymentMethod ?? null;
  const method = id === null ? null : await paymentMethods.find(tx, ctx.account, id);
  return method?.detachedMs === null ? method : null;
}

/** What came round in the last invoice that took money. */
async function lastPaid(
  ctx: Context,
  tx: Queryable,
  its: Subscription,
): Promise<NoticeFacts['lastPaid']> {
  const last = await lastPaidInvoice(tx, ctx.account, its.id);
  if (!last || last.paidAtMs === null) return null;
  const lines = last.lines.filter(({ subscriptionItem }) => subscriptionItem !== null);
  const amount = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { recurringMinor: amount, paidAtMs: last.paidAtMs };
}

/** Whether the buyer's authorization covers the next charge, as far as it can be known now. */
async function isAuthorized(
  ctx: Context,
  tx: Queryable,
  its: Subscription,
  method: PaymentMethod | null,
  atMs: number,
): Promise<boolean> {
  if (method === null) return false;
  const charge = {
    amountMinor: recurringMinor(its.items),
    currency: its.currency,
    category: 'recurring',
  } as const;
  const then: Context = { ...ctx, now: () => atMs };
  const initiator = 'merchant';
  const answer = await readinessOf(then, tx, method, { initiator, subscription: its.id, charge });
  return answer.ready;
}

/** The next period's invoice, as it would be if it came now. */
function upcoming(ctx: Context, its: Subscription): Invoice {
  const { customer, testClock, currency } = its;
  const period = nextPeriod(its);
  const lines = linesFor(ctx, its, period);
  const what = { customer, testClock, currency, period, lines, subscription: its };
  const draft = draftInvoice(ctx, { ...what, billingReason: 'subscription_cycle' });
  return { ...draft, id: draft.id.replace(/^in_/, 'upcoming_in_') };
}

/** The events that merchants know from elsewhere, beside ours. */
async function tellAsElsewhere(
  ctx: Context,
  tx: Queryable,
  planned: PlannedNotice,
  its: Subscription,
): Promise<void> {
  if (planned.kind === 'trial_will_end') {
    const object = await subscriptionSnapshot(ctx, tx, its);
    await emit(ctx, tx, { type: 'customer.subscription.trial_will_end', object });
  }
  if (planned.kind === 'upcoming') {
    const object = await invoiceSnapshot(ctx, tx, upcoming(ctx, its));
    await emit(ctx, tx, { type: 'invoice.upcoming', object });
  }
}

async function lookAt(ctx: Context, tx: Queryable, id: string): Promise<void> {
  const its = await subscriptions.find(tx, ctx.account, id);
  if (!its) return;
  const method = await methodOf(ctx, tx, its);
  const last = await lastPaid(ctx, tx, its);
  const facts: NoticeFacts = {
    nowMs: ctx.now(),
    subscription: its,
    method: method && {
      id: method.id,
      network: method.type === 'card' ? method.card.brand : method.type,
      expMonth: method.card.expMonth,
      expYear: method.card.expYear,
      expires: method.type === 'card',
    },
    lastPaid: last,
    days: ctx.config.noticeDays,
  };
  const { now, againMs } = dueNotices(facts, await toldOf(tx, ctx.account, its.id, ctx.now()));
  for (const planned of now) {
    const told = await tell(ctx, tx, planned, {
      customer: its.customer,
      subscription: its,
      invoice: null,
      method,
      amountMinor: recurringMinor(its.items),
      previousMinor: last?.recurringMinor ?? null,
      currency: its.currency,
      description: its.items.map(({ name }) => name).join(', '),
      authorized: await isAuthorized(ctx, tx, its, method, planned.aboutMs),
    });
    if (told) await tellAsElsewhere(ctx, tx, planned, its);
  }
  await lookAgain(tx, its.id, againMs);
}

/** Tells every notice that is due in the time of `ctx`. @returns how many subscriptions were looked at */
export async function tellDue(base: Context): Promise<number> {
  const due = await noticesToLookAt(base.store.db, base.now(), base.clock ?? null);
  for (const { id, account } of due) {
    const ctx: Context = { ...base, account };
    await ctx.store.transact((tx) => lookAt(ctx, tx, id));
  }
  return due.length;
}
