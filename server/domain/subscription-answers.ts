/** A subscription as an answer to whoever asks for it: with whether its next charge could be made, and if not, why. */
import type { Context } from '../context.ts';
import type { Subscription } from '../model/subscription.ts';
import { isOver, periodTotalMinor } from '../model/subscription-steps.ts';
import { subscriptionSnapshot } from './billing-snapshots.ts';
import { effectiveMethod, mandateFor, NO_CARD } from './invoice-charges.ts';
import { readinessOf } from './readiness.ts';

/** The card of the next charge, with its readiness as of now; null for one that is over. */
async function readinessForNext(
  ctx: Context,
  its: Subscription,
): Promise<Record<string, unknown> | null> {
  if (isOver(its.status)) return null;
  const { db } = ctx.store;
  const invoice = { customer: its.customer, defaultPaymentMethod: null };
  const method = await effectiveMethod(ctx, db, invoice, its);
  if (!method) return ctx.encode.readiness({ ready: false, reasons: [NO_CARD] });
  // What was agreed for after a trial is asked about as of its end.
  const nextMs = Math.max(ctx.now(), its.periodEndMs);
  const then: Context = its.status === 'trialing' ? { ...ctx, now: () => nextMs } : ctx;
  const answer = await readinessOf(then, db, method, {
    initiator: 'merchant',
    subscription: its.id,
    charge: {
      amountMinor: periodTotalMinor(its),
      currency: its.currency,
      category: 'recurring',
      periodMs: its.periodEndMs,
    },
    named: await mandateFor(ctx, db, its, method),
  });
  return ctx.encode.readiness(answer);
}

export async function subscriptionAnswer(
  ctx: Context,
  its: Subscription,
): Promise<Record<string, unknown>> {
  const object = await subscriptionSnapshot(ctx, ctx.store.db, its);
  return { ...object, readiness: await readinessForNext(ctx, its) };
}
