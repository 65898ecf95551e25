/** Objects as they go over the wire, together with whatever else their encoding needs from the store. */
import type { Context } from '../context.ts';
import { type Attempt, isOpen } from '../model/attempt.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { refundedMinor } from '../model/refund.ts';
import { attempts, followUpsOf } from '../storage/attempts.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import { refundsOf } from '../storage/refunds.ts';
import type { Queryable } from '../storage/repository.ts';

type Wire = Record<string, unknown>;

async function method(
  ctx: Context,
  db: Queryable,
  id: string | null | undefined,
): Promise<PaymentMethod | null> {
  return id ? paymentMethods.find(db, ctx.account, id) : null;
}

async function latest(ctx: Context, db: Queryable, id: string | null): Promise<Attempt | null> {
  return id ? attempts.find(db, ctx.account, id) : null;
}

/** The attempt that decides where an intent in `processing` stands: a capture or a void, where one is open. */
async function deciding(
  ctx: Context,
  db: Queryable,
  intent: PaymentIntent,
): Promise<Attempt | null> {
  const charge = await latest(ctx, db, intent.latestAttempt);
  if (!charge || intent.status !== 'processing' || isOpen(charge.status)) return charge;
  const later = await followUpsOf(db, ctx.account, charge.id);
  return later.findLast(({ status }) => isOpen(status)) ?? charge;
}

/** A payment intent; its last error holds the whole card that failed. */
export async function paymentIntentSnapshot(
  ctx: Context,
  db: Queryable,
  intent: PaymentIntent,
): Promise<Wire> {
  const failed = await method(ctx, db, intent.lastPaymentError?.paymentMethod);
  return ctx.encode.paymentIntent(intent, failed, await deciding(ctx, db, intent));
}

export async function setupIntentSnapshot(
  ctx: Context,
  db: Queryable,
  intent: SetupIntent,
): Promise<Wire> {
  const failed = await method(ctx, db, intent.lastSetupError?.paymentMethod);
  return ctx.encode.setupIntent(intent, failed, await latest(ctx, db, intent.latestAttempt));
}

/** An attempt as the charge that merchants' tools know. */
export async function chargeSnapshot(
  ctx: Context,
  db: Queryable,
  attempt: Attempt,
  intent: PaymentIntent,
): Promise<Wire> {
  return ctx.encode.charge({
    attempt,
    intent,
    method: await method(ctx, db, attempt.paymentMethod),
    refundedMinor: refundedMinor(await refundsOf(db, attempt.id)),
  });
}
