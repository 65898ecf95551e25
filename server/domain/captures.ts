/**
 * Captures: money that is held is taken, all of it or a part; the processor frees the rest. Each is an
 * attempt of its own, planned before the processor is called.
 */
import type { Context } from '../context.ts';
import { type Attempt, isOpen } from '../model/attempt.ts';
import { intentErrorOf } from '../model/decline.ts';
import { canCapture, type PaymentIntent } from '../model/intent.ts';
import { cardError, conflict, invalidRequest } from '../model/problem.ts';
import { followUpsOf, standingAttempt } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Queryable } from '../storage/repository.ts';
import { carryOutFollowUp } from './charge.ts';
import { beginFollowUp } from './follow-ups.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { findPaymentIntent } from './payment-intents.ts';
import { notePoint } from './recovery-points.ts';
import { paymentIntentSnapshot } from './snapshots.ts';

/**
 * The charge of an intent, with nothing under way that would take or free its money.
 * @throws Problem 409 while something is
 */
export async function chargeToEnd(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
): Promise<Attempt> {
  const charge = await standingAttempt(tx, ctx.account, intent.id);
  if (!charge) throw new Error(`${intent.id} holds money and has no charge`);
  const others = await followUpsOf(tx, ctx.account, charge.id);
  const open = others.find(({ operation, status }) => operation !== 'refund' && isOpen(status));
  if (!open) return charge;
  throw conflict(
    'A capture or cancellation of this PaymentIntent is already under way.',
    'attempt_in_progress',
    { attempt: open.id },
  );
}

/**
 * The intent after a capture or a cancellation.
 * @throws Problem 402 when it was declined, 409 when the processor did not take it: nothing was
 *   changed, and it may be tried again
 */
export async function concluded(ctx: Context, attempt: Attempt): Promise<PaymentIntent> {
  const intent = await findPaymentIntent(ctx, attempt.intent);
  const wanted = attempt.operation === 'capture' ? 'succeeded' : 'canceled';
  if (intent.status === wanted || isOpen(attempt.status)) return intent;
  const extra = { payment_intent: await paymentIntentSnapshot(ctx, ctx.store.db, intent) };
  if (attempt.decline) {
    const { code, networkCode } = attempt.decline;
    const where = { paymentMethod: attempt.paymentMethod, attempt: attempt.id };
    throw cardError(intentErrorOf(code, networkCode, where), extra);
  }
  throw conflict(
    `The processor did not take this ${attempt.operation === 'capture' ? 'capture' : 'cancellation'}, and nothing was changed. Try again in a moment.`,
    'processor_unavailable',
    extra,
  );
}

/**
 * Takes money that an intent holds. While the processor has not said, the intent is `processing`.
 * @param amountMinor null for all of it; the rest is freed
 * @param fields what the request changes beside
 * @throws Problem 400 in another state or for too much, 409 while another capture or cancellation is
 *   under way or where the processor did not take this one, 402 when it was declined
 */
export async function capturePaymentIntent(
  ctx: Context,
  id: string,
  amountMinor: number | null,
  fields: (before: PaymentIntent) => Partial<PaymentIntent>,
): Promise<PaymentIntent> {
  const resumed = await resumedAttempt(ctx);
  if (resumed) return concluded(ctx, resumed);
  const planned = await ctx.store.transact(async (tx) => {
    const before = await findPaymentIntent(ctx, id, tx);
    const ruling = canCapture(before, amountMinor);
    if (!ruling.ok) {
      const param = ruling.code.startsWith('amount_') ? 'amount_to_capture' : undefined;
      throw invalidRequest(ruling.message, ruling.code, param);
    }
    const charge = await chargeToEnd(ctx, tx, before);
    const attempt = await beginFollowUp(ctx, tx, {
      operation: 'capture',
      charge,
      amountMinor: amountMinor ?? before.amountCapturableMinor,
      initiator: 'merchant',
    });
    const change = { ...fields(before), status: 'processing' } as const;
    await paymentIntents.update(tx, ctx.account, id, change);
    await notePoint(ctx, tx, attempt.id);
    return attempt;
  });
  return concluded(ctx, await carryOutFollowUp(ctx, planned));
}
