/**
 * The end of payment intents: one that holds nothing is canceled here alone; money that is held, or a
 * challenge that waits for the buyer, is let go at the processor first, by an attempt of its own.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { CANCELLATION } from '../model/follow-up.ts';
import { canCancel, type PaymentIntent } from '../model/intent.ts';
import { invalidRequest } from '../model/problem.ts';
import { attempts } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Queryable } from '../storage/repository.ts';
import { chargeToEnd, concluded } from './captures.ts';
import { carryOutFollowUp } from './charge.ts';
import { cancelIn } from './follow-up-consequences.ts';
import { beginFollowUp } from './follow-ups.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { findPaymentIntent } from './payment-intents.ts';
import { notePoint, resumedId } from './recovery-points.ts';

/** A session's intent is driven by its session, until there is money to let go. */
function refuseSessions(intent: PaymentIntent): void {
  if (intent.checkoutSession === null || intent.status === 'requires_capture') return;
  throw invalidRequest(
    `You cannot cancel this PaymentIntent because it belongs to Checkout Session ${intent.checkoutSession}.`,
    'payment_intent_unexpected_state',
  );
}

/** An invoice's intent ends with its invoice. */
function refuseInvoices(intent: PaymentIntent): void {
  if (intent.invoice === null || intent.status === 'requires_capture') return;
  throw invalidRequest(
    `You cannot cancel this PaymentIntent because it pays the Invoice ${intent.invoice}. Void that instead.`,
    'payment_intent_unexpected_state',
  );
}

/** Plans to let go of what an intent's charge holds. Meanwhile nothing else can be done with it. */
async function beginRelease(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  reason: PaymentIntent['cancellationReason'],
): Promise<Attempt> {
  const charge = await chargeToEnd(ctx, tx, intent);
  const release = await beginFollowUp(ctx, tx, {
    operation: 'void',
    charge,
    amountMinor: charge.amountMinor,
    initiator: 'merchant',
    decision: { action: CANCELLATION, reason: reason ?? '', untilMs: null },
  });
  await paymentIntents.update(tx, ctx.account, intent.id, {
    status: 'processing',
    nextAction: null,
  });
  return release;
}

/**
 * Cancels an intent. While the processor has not said that the money is free, it is `processing`.
 * @throws Problem 400 in a state that cannot be canceled, 409 while a capture or cancellation is
 *   under way or where the processor did not take this one
 */
export async function cancelPaymentIntent(
  ctx: Context,
  id: string,
  reason: PaymentIntent['cancellationReason'],
): Promise<PaymentIntent> {
  const resumed = await resumedAttempt(ctx);
  if (resumed) return concluded(ctx, resumed);
  const canceled = resumedId(ctx, 'pi');
  if (canceled !== null) return findPaymentIntent(ctx, canceled);
  const planned = await ctx.store.transact(async (tx) => {
    const before = await findPaymentIntent(ctx, id, tx);
    refuseSessions(before);
    refuseInvoices(before);
    const ruling = canCancel(before, 'PaymentIntent');
    if (!ruling.ok) throw invalidRequest(ruling.message, ruling.code);
    if (before.status !== 'requires_capture' && before.status !== 'requires_action') {
      await notePoint(ctx, tx, id);
      return { intent: await cancelIn(ctx, tx, before, reason), release: null };
    }
    const release = await beginRelease(ctx, tx, before, reason);
    await notePoint(ctx, tx, release.id);
    return { intent: before, release };
  });
  if (!planned.release) return planned.intent;
  return concluded(ctx, await carryOutFollowUp(ctx, planned.release));
}

/** Lets go of an authorization whose time is over, unless it has been captured or let go meanwhile. */
export async function letLapse(ctx: Context, charge: Attempt): Promise<void> {
  const release = await ctx.store.transact(async (tx) => {
    const intent = await findPaymentIntent(ctx, charge.intent, tx);
    if (intent.status === 'requires_capture') return beginRelease(ctx, tx, intent, 'expired');
    if (intent.status !== 'processing')
      await attempts.update(tx, ctx.account, charge.id, { resolveAfterMs: null });
    return null;
  });
  if (release) await carryOutFollowUp(ctx, release);
}
