/**
 * What follows from a capture, a void or a refund, in the transaction that records its outcome: the
 * charge and the intent change, refunds end, events tell of it. Everything is read from the store, so
 * that it comes out the same whoever brought the news.
 */
import type { Context } from '../context.ts';
import { type Attempt, isOpen } from '../model/attempt.ts';
import { CANCELLATION, isReversal, restingBy } from '../model/follow-up.ts';
import { CANCELLATION_REASONS, type PaymentIntent } from '../model/intent.ts';
import { paymentIntentAfterCapture } from '../model/intent-outcome.ts';
import { refundAfter } from '../model/refund.ts';
import { attempts, compareAndSet, followUpsOf } from '../storage/attempts.ts';
import { checkoutSessions } from '../storage/checkout-sessions.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { refundBy, refunds } from '../storage/refunds.ts';
import type { Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';
import { beginReversal } from './follow-ups.ts';
import { settleMandate } from './mandates.ts';
import { endRecovery } from './recovery.ts';
import { chargeSnapshot, paymentIntentSnapshot } from './snapshots.ts';

interface Followed {
  readonly attempt: Attempt;
  readonly charge: Attempt;
  readonly intent: PaymentIntent;
}

type PaymentEvent =
  | 'payment_intent.succeeded'
  | 'payment_intent.canceled'
  | 'payment_intent.amount_capturable_updated';

async function tell(
  ctx: Context,
  tx: Queryable,
  type: PaymentEvent,
  intent: PaymentIntent,
): Promise<void> {
  await emit(ctx, tx, { type, object: await paymentIntentSnapshot(ctx, tx, intent) });
}

async function tellOfCharge(
  ctx: Context,
  tx: Queryable,
  type: 'charge.captured' | 'charge.refunded' | 'charge.expired',
  charge: Attempt,
  intent: PaymentIntent,
): Promise<void> {
  await emit(ctx, tx, { type, object: await chargeSnapshot(ctx, tx, charge, intent) });
}

/** Writes the end of an intent that holds nothing any more, with its event; once. */
export async function cancelIn(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  reason: PaymentIntent['cancellationReason'],
): Promise<PaymentIntent> {
  if (intent.status === 'canceled') return intent;
  const change = {
    status: 'canceled',
    canceledMs: ctx.now(),
    cancellationReason: reason,
    amountCapturableMinor: 0,
    amountReceivedMinor: 0,
    nextAction: null,
  } as const;
  await paymentIntents.update(tx, ctx.account, intent.id, change);
  const after: PaymentIntent = { ...intent, ...change };
  await tell(ctx, tx, 'payment_intent.canceled', after);
  await endRecovery(ctx, tx, intent.id);
  return after;
}

/** Why a charge was let go, as whoever asked for it said; `automatic` where nobody here did. */
async function reasonFor(
  ctx: Context,
  tx: Queryable,
  charge: Attempt,
): Promise<PaymentIntent['cancellationReason']> {
  const asked = (await followUpsOf(tx, ctx.account, charge.id)).findLast(
    ({ decision }) => decision?.action === CANCELLATION,
  );
  if (!asked) return 'automatic';
  const reasons: readonly string[] = [...CANCELLATION_REASONS, 'expired'];
  const reason = asked.decision?.reason ?? '';
  return reasons.includes(reason) ? (reason as PaymentIntent['cancellationReason']) : null;
}

/** A charge was let go: nothing of it is held, and the use of a mandate that it made is free again. */
export async function followVoidedCharge(
  ctx: Context,
  tx: Queryable,
  charge: Attempt,
  held: boolean,
  intent: PaymentIntent,
): Promise<void> {
  await settleMandate(ctx, tx, charge);
  const after = charge.late
    ? intent
    : await cancelIn(ctx, tx, intent, await reasonFor(ctx, tx, charge));
  const type = after.cancellationReason === 'expired' ? 'charge.expired' : 'charge.refunded';
  if (held) await tellOfCharge(ctx, tx, type, charge, after);
}

/** Money that a capture took is received; the rest of what was held is free. */
async function followCaptured(
  ctx: Context,
  tx: Queryable,
  { attempt, charge, intent }: Followed,
): Promise<void> {
  const { amountMinor } = attempt;
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    const operation = 'refund' as const;
    await beginReversal(ctx, tx, intent, { charge, operation, amountMinor, refund: null });
    return;
  }
  const change = paymentIntentAfterCapture(amountMinor);
  await paymentIntents.update(tx, ctx.account, intent.id, change);
  await attempts.update(tx, ctx.account, charge.id, { resolveAfterMs: null });
  const after: PaymentIntent = { ...intent, ...change };
  await tellOfCharge(ctx, tx, 'charge.captured', charge, after);
  await tell(ctx, tx, 'payment_intent.succeeded', after);
  if (intent.checkoutSession === null) return;
  const session = await checkoutSessions.find(tx, ctx.account, intent.checkoutSession);
  if (session?.paymentStatus === 'unpaid')
    await checkoutSessions.update(tx, ctx.account, session.id, { paymentStatus: 'paid' });
}

/** A capture or a cancellation came to nothing: the intent is again what its charge makes of it. */
async function putBack(
  ctx: Context,
  tx: Queryable,
  { attempt, charge, intent }: Followed,
): Promise<void> {
  const resting = restingBy(charge, intent);
  if (resting === null) {
    // Whoever wanted to let go has nothing to let go of; what was wanted can be done here alone.
    if (attempt.operation === 'void')
      await cancelIn(ctx, tx, intent, await reasonFor(ctx, tx, charge));
    return;
  }
  if (intent.status === 'canceled') return;
  await paymentIntents.update(tx, ctx.account, intent.id, resting);
}

async function followCapture(ctx: Context, tx: Queryable, facts: Followed): Promise<void> {
  if (facts.attempt.status === 'succeeded') await followCaptured(ctx, tx, facts);
  else await putBack(ctx, tx, facts);
}

const VOIDABLE = ['requires_action', 'authorized', 'succeeded', 'unknown'] as const;

async function followVoid(ctx: Context, tx: Queryable, facts: Followed): Promise<void> {
  const { attempt, charge, intent } = facts;
  if (attempt.status === 'voided') {
    const change = { status: 'voided', resolveAfterMs: null, nextAction: null } as const;
    const resolvedMs = charge.resolvedMs ?? ctx.now();
    const moved = await compareAndSet(tx, charge.id, VOIDABLE, { ...change, resolvedMs });
    if (!moved) return;
    const held = charge.status === 'authorized' || charge.status === 'succeeded';
    await followVoidedCharge(ctx, tx, { ...charge, ...change, resolvedMs }, held, intent);
    return;
  }
  if (!isReversal(attempt)) return putBack(ctx, tx, facts);
  const { amountMinor } = attempt;
  const operation = 'void' as const;
  // What has lapsed meanwhile needs no letting go.
  const standing = VOIDABLE.some((status) => status === charge.status);
  if (attempt.status === 'not_executed' && standing)
    await beginReversal(ctx, tx, intent, { charge, operation, amountMinor, refund: null });
}

async function followRefund(
  ctx: Context,
  tx: Queryable,
  { attempt, charge, intent }: Followed,
): Promise<void> {
  const refund = await refundBy(tx, attempt.id);
  if (!refund) throw new Error(`attempt ${attempt.id} carries out no refund`);
  if (isReversal(attempt) && attempt.status === 'not_executed') {
    const { amountMinor } = attempt;
    await beginReversal(ctx, tx, intent, { charge, operation: 'refund', amountMinor, refund });
    return;
  }
  const change = refundAfter(attempt);
  if (change.status === refund.status) return;
  await refunds.update(tx, ctx.account, refund.id, change);
  const object = ctx.encode.refund({ ...refund, ...change });
  await emit(ctx, tx, { type: 'refund.updated', object });
  if (change.status === 'failed') await emit(ctx, tx, { type: 'refund.failed', object });
  if (change.status === 'succeeded') await tellOfCharge(ctx, tx, 'charge.refunded', charge, intent);
}

/** After the outcome of a capture, void or refund was written to its attempt. */
export async function followFollowUp(ctx: Context, tx: Queryable, attempt: Attempt): Promise<void> {
  if (attempt.status === 'unknown')
    await emit(ctx, tx, { type: 'keepsake.attempt.unknown', object: ctx.encode.attempt(attempt) });
  if (isOpen(attempt.status)) return;
  const charge = await attempts.find(tx, ctx.account, attempt.charge ?? '');
  const intent = await paymentIntents.find(tx, ctx.account, attempt.intent);
  if (!charge || !intent) throw new Error(`attempt ${attempt.id} follows no charge`);
  const facts = { attempt, charge, intent };
  if (attempt.operation === 'capture') await followCapture(ctx, tx, facts);
  else if (attempt.operation === 'void') await followVoid(ctx, tx, facts);
  else await followRefund(ctx, tx, facts);
}
