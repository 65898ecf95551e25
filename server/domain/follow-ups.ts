/**
 * Begin and perform of what follows a charge: capture, void, refund. Each is an attempt of its own,
 * with its own id as idempotency key and reference, planned durably before the processor is called.
 * Everything that the call needs stands in the rows, so that whoever finds an attempt that nobody
 * carried out can carry it out. What an answer means is recorded elsewhere.
 */
import { type Context, processorNamed } from '../context.ts';
import type { Attempt, Decision, Outcome } from '../model/attempt.ts';
import { type FollowUpOperation, REVERSAL } from '../model/follow-up.ts';
import type { PaymentIntent } from '../model/intent.ts';
import { FOLLOW_UP_WINDOW_MS, RECONCILE_FIRST_MS } from '../model/limits.ts';
import type { Refund } from '../model/refund.ts';
import { attempts, attemptsOf } from '../storage/attempts.ts';
import { refunds } from '../storage/refunds.ts';
import type { Queryable } from '../storage/repository.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';
import { emit } from './events.ts';
import { lookUp } from './look-up.ts';

/** What `beginFollowUp` is told. Everything was checked before, in the same transaction. */
export interface FollowUp {
  readonly operation: FollowUpOperation;
  /** The attempt that holds or took the money. */
  readonly charge: Attempt;
  readonly amountMinor: number;
  readonly initiator: Attempt['initiator'];
  readonly decision?: Decision | null;
  /** When a worker is to carry it out, the machine's epoch ms; by default only after whoever planned it has not. */
  readonly dueMs?: number;
}

/** Plans one capture, void or refund: writes its attempt. */
export async function beginFollowUp(ctx: Context, tx: Queryable, plan: FollowUp): Promise<Attempt> {
  const { charge } = plan;
  const wall = ctx.wall();
  const attempt: Attempt = {
    id: ctx.newId('att'),
    account: charge.account,
    seq: ctx.nextSeq(),
    intent: charge.intent,
    operation: plan.operation,
    charge: charge.id,
    sequence: (await attemptsOf(tx, charge.account, charge.intent)).length + 1,
    processor: charge.processor,
    paymentMethod: charge.paymentMethod,
    credential: null,
    initiator: plan.initiator,
    authorization: 'none',
    mandate: null,
    amountMinor: plan.amountMinor,
    currency: charge.currency,
    status: 'started',
    decline: null,
    decision: plan.decision ?? null,
    refuseAction: false,
    late: false,
    reference: null,
    networkTransactionId: null,
    nextAction: null,
    press: null,
    createdMs: ctx.now(),
    notAfterMs: (plan.dueMs ?? wall) + FOLLOW_UP_WINDOW_MS,
    resolveAfterMs: plan.dueMs ?? wall + ctx.config.processorTimeoutMs + RECONCILE_FIRST_MS,
    resolvedMs: null,
  };
  await attempts.insert(tx, attempt);
  return attempt;
}

/** What a merchant says of a refund. */
export interface RefundWish {
  readonly amountMinor: number;
  readonly reason: Refund['reason'];
  readonly metadata: Refund['metadata'];
}

/** Plans a refund: its attempt, and the refund that merchants see. */
export async function beginRefund(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  charge: Attempt,
  wish: RefundWish,
  more: Pick<FollowUp, 'decision' | 'dueMs'> = {},
): Promise<{ readonly attempt: Attempt; readonly refund: Refund }> {
  const attempt = await beginFollowUp(ctx, tx, {
    operation: 'refund',
    charge,
    amountMinor: wish.amountMinor,
    initiator: 'merchant',
    ...more,
  });
  const refund: Refund = {
    ...wish,
    id: ctx.newId('re'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    intent: intent.id,
    attempt: charge.id,
    refundAttempt: attempt.id,
    currency: charge.currency ?? intent.currency,
    customer: intent.customer,
    paymentMethod: charge.paymentMethod,
    status: 'pending',
    failureReason: null,
  };
  await refunds.insert(tx, refund);
  await emit(ctx, tx, { type: 'refund.created', object: ctx.encode.refund(refund) });
  return { attempt, refund };
}

const LATE: Decision = { action: REVERSAL, reason: 'late_success', untilMs: null };

/** What has to go back, and how. */
export interface Reversal {
  readonly charge: Attempt;
  readonly operation: 'void' | 'refund';
  readonly amountMinor: number;
  /** The refund under which an earlier try went; null for a first one, and for voids. */
  readonly refund: Refund | null;
}

/**
 * Plans the way back of money that came to light too late. A worker carries it out; where the
 * processor did not take a try, the next one is planned when that is known.
 */
export async function beginReversal(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  { charge, operation, amountMinor, refund }: Reversal,
): Promise<void> {
  const more = { decision: LATE, dueMs: ctx.wall() };
  if (operation === 'refund' && refund === null) {
    await beginRefund(ctx, tx, intent, charge, { amountMinor, reason: null, metadata: {} }, more);
    return;
  }
  const initiator = 'merchant' as const;
  const attempt = await beginFollowUp(ctx, tx, {
    operation,
    charge,
    amountMinor,
    initiator,
    ...more,
  });
  if (refund) await refunds.update(tx, ctx.account, refund.id, { refundAttempt: attempt.id });
}

/** The processor's own id of a charge. One that an operator settled is asked for by our reference. */
async function referenceOf(ctx: Context, charge: Attempt): Promise<string | null> {
  if (charge.reference !== null && charge.reference !== charge.id) return charge.reference;
  const told = await lookUp(ctx, charge);
  return 'reference' in told ? told.reference : null;
}

/** Calls the processor. Repeating it with the same attempt repeats the same call under the same key. */
export async function performFollowUp(ctx: Context, attempt: Attempt): Promise<Outcome> {
  assertOutsideTransaction('a processor');
  const charge = await attempts.find(ctx.store.db, attempt.account, attempt.charge ?? '');
  if (!charge) throw new Error(`attempt ${attempt.id} follows no charge`);
  const reference = await referenceOf(ctx, charge);
  if (reference === null) return { kind: 'not_executed', reason: 'charge_without_reference' };
  const processor = processorNamed(ctx, attempt.processor);
  const call = { attempt: attempt.id, notAfterMs: attempt.notAfterMs, charge: reference };
  const { amountMinor } = attempt;
  const currency = attempt.currency ?? charge.currency ?? '';
  switch (attempt.operation) {
    case 'capture':
      return processor.capture({ ...call, amountMinor, currency });
    case 'void':
      return processor.void(call);
    case 'refund':
      return processor.refund({ ...call, amountMinor, currency });
    case 'charge':
    case 'setup':
      throw new Error(`attempt ${attempt.id} follows nothing`);
  }
}
