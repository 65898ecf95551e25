/**
 * Refunds as merchants drive them: money that was taken goes back, all of it or a part, and never
 * more than was taken. Each is an attempt of its own; while the processor has not said, it is pending
 * and counts as gone.
 */
import type { Context } from '../context.ts';
import { type Attempt, isOpen } from '../model/attempt.ts';
import { attemptIdOf, chargeIdOf } from '../model/id.ts';
import type { PaymentIntent } from '../model/intent.ts';
import { conflict, invalidRequest, notFound } from '../model/problem.ts';
import { canRefund, capturedMinor, type Refund } from '../model/refund.ts';
import { attempts, followUpsOf, standingAttempt } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { refundBy, refunds, refundsOf } from '../storage/refunds.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { carryOutFollowUp } from './charge.ts';
import { emit } from './events.ts';
import { beginRefund } from './follow-ups.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { type ListInput, pageOf } from './lists.ts';
import { notePoint } from './recovery-points.ts';

export interface RefundRequest {
  /** `pi_…`; at least one of this and `charge`. */
  readonly paymentIntent: string | null;
  /** `ch_…`. */
  readonly charge: string | null;
  /** Minor units; null for all that is left. */
  readonly amountMinor: number | null;
  readonly reason: Refund['reason'];
  readonly metadata: Refund['metadata'];
}

/** @throws Problem 404 */
export async function findRefund(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<Refund> {
  const refund = await refunds.find(db, ctx.account, id);
  if (!refund) throw notFound('refund', id, true);
  return refund;
}

export async function listRefunds(
  ctx: Context,
  input: ListInput,
  filter: { readonly charge: string | undefined; readonly intent: string | undefined },
): Promise<Listed<Refund>> {
  return refunds.list(ctx.store.db, ctx.account, pageOf(input), {
    ...(filter.charge === undefined ? {} : { attempt: attemptIdOf(filter.charge) ?? '' }),
    ...(filter.intent === undefined ? {} : { intent: filter.intent }),
  });
}

export async function updateRefund(
  ctx: Context,
  id: string,
  change: (before: Refund) => Pick<Refund, 'metadata'>,
): Promise<Refund> {
  return ctx.store.transact(async (tx) => {
    const before = await findRefund(ctx, id, tx);
    const { metadata } = change(before);
    await refunds.update(tx, ctx.account, id, { metadata });
    const after: Refund = { ...before, metadata };
    await emit(ctx, tx, {
      type: 'refund.updated',
      object: ctx.encode.refund(after),
      before: ctx.encode.refund(before),
    });
    return after;
  });
}

/** The charge that a request means, and its intent. @throws Problem 400 */
async function meant(
  ctx: Context,
  tx: Queryable,
  { paymentIntent, charge }: RefundRequest,
): Promise<{ readonly taken: Attempt; readonly intent: PaymentIntent }> {
  const named =
    charge === null ? null : await attempts.find(tx, ctx.account, attemptIdOf(charge) ?? '');
  if (charge !== null && named?.operation !== 'charge') throw notFound('charge', charge, 'charge');
  const intent = await paymentIntents.find(tx, ctx.account, paymentIntent ?? named?.intent ?? '');
  if (!intent) throw notFound('payment_intent', paymentIntent ?? '', 'payment_intent');
  if (named && named.intent !== intent.id)
    throw invalidRequest(
      `The charge ${charge} does not belong to PaymentIntent ${intent.id}.`,
      'parameter_invalid',
      'charge',
    );
  const taken = named ?? (await standingAttempt(tx, ctx.account, intent.id));
  if (taken) return { taken, intent };
  throw invalidRequest(
    `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
    'charge_not_refundable',
    'payment_intent',
  );
}

/**
 * Gives money back. Refused by the card's bank it is `failed`, and counts no more; while the
 * processor has not said, it is `pending`.
 * @throws Problem 400 for more than is left, or where nothing was taken; 409 while the charge is
 *   being let go of
 */
export async function createRefund(ctx: Context, request: RefundRequest): Promise<Refund> {
  const resumed = await resumedAttempt(ctx);
  const planned =
    resumed ??
    (await ctx.store.transact(async (tx) => {
      const { taken, intent } = await meant(ctx, tx, request);
      const others = await followUpsOf(tx, ctx.account, taken.id);
      if (others.some(({ operation, status }) => operation === 'void' && isOpen(status)))
        throw conflict('This charge is being let go of already.', 'attempt_in_progress');
      const ruling = canRefund(
        chargeIdOf(taken.id),
        capturedMinor(taken, intent),
        await refundsOf(tx, taken.id),
        request.amountMinor,
      );
      if (!ruling.ok) {
        const param = ruling.code === 'amount_too_large' ? 'amount' : undefined;
        throw invalidRequest(ruling.message, ruling.code, param);
      }
      const { amountMinor } = ruling;
      const wish = { amountMinor, reason: request.reason, metadata: request.metadata };
      const { attempt } = await beginRefund(ctx, tx, intent, taken, wish);
      await notePoint(ctx, tx, attempt.id);
      return attempt;
    }));
  if (!resumed) await carryOutFollowUp(ctx, planned);
  const refund = await refundBy(ctx.store.db, planned.id);
  if (!refund) throw new Error(`attempt ${planned.id} carries out no refund`);
  return refund;
}
