/**
 * The one place where an outcome is recorded, whoever told it: the direct answer, a processor's
 * webhook, the reconciler or an operator. What was told is always appended; the attempt moves by
 * compare-and-set, and everything that follows from it is written in the same transaction. A success
 * outweighs a failure: one that comes to light after the attempt was closed is marked late, and the
 * way back of its money is planned at once.
 */
import type { Context } from '../context.ts';
import {
  type Attempt,
  type AttemptStatus,
  isOpen,
  isUnderWay,
  type Outcome,
} from '../model/attempt.ts';
import { afterFailure, FALLBACK, failureOf, leadsOn } from '../model/fallback.ts';
import { isFollowUp, reversalOf } from '../model/follow-up.ts';
import { paymentIntentAfter, setupIntentAfter } from '../model/intent-outcome.ts';
import { CAPTURE_WINDOW_MS, DELAYED_ASK_MS, RECONCILE_FIRST_MS } from '../model/limits.ts';
import { settlementOf } from '../model/settlement.ts';
import { attempts, compareAndSet, type Observation, observe } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { credentials } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { heedAnswer } from './card-updates.ts';
import { inTimeOf } from './clock.ts';
import { followCharge, followSetup } from './consequences.ts';
import { emit } from './events.ts';
import { followFollowUp, followVoidedCharge } from './follow-up-consequences.ts';
import { beginReversal } from './follow-ups.ts';
import { settleMandate } from './mandates.ts';
import { countDurably, tellAttempt } from './telling.ts';

export type Source = Observation['source'];

/** What speaks against another try; until when (epoch ms), where that is known. */
export interface Bar {
  readonly reason: string;
  readonly untilMs: number | null;
}

/** Whoever made the call, and could make the next one at another processor. */
export interface Onward {
  /** Another processor can be asked. */
  readonly candidate: boolean;
  /** What speaks against another try now that this one is recorded as failed. */
  bar(): Promise<Bar | null>;
  /** Notes that nobody else could be asked. */
  noneLeft(): Promise<void>;
}

/** When an attempt in this state is to be looked at again, epoch ms. */
function dueMs(ctx: Context, attempt: Attempt, status: AttemptStatus): number | null {
  // The processor tells by itself when money that is under way has arrived; there is no hurry.
  if (isUnderWay({ ...attempt, status })) return ctx.wall() + DELAYED_ASK_MS;
  if (isOpen(status)) return ctx.wall() + RECONCILE_FIRST_MS;
  const held = attempt.operation === 'charge' && status === 'authorized' && !attempt.late;
  return held ? ctx.wall() + CAPTURE_WINDOW_MS : null;
}

/**
 * Records an outcome, and what follows from it, in the caller's transaction.
 * @param more `evidence`: why an operator says so; `onward`: who can go on after a failure
 * @returns the attempt as it stands now; unchanged when somebody was faster, or more is known already
 */
export async function settle(
  from: Context,
  tx: Queryable,
  attemptId: string,
  told: Outcome,
  source: Source,
  more: { readonly evidence?: string; readonly onward?: Onward | null } = {},
): Promise<Attempt> {
  const { evidence, onward = null } = more;
  const before = await attempts.find(tx, from.account, attemptId);
  if (!before) throw new Error(`attempt ${attemptId} was never planned`);
  const ctx = await inTimeOf(from, before.intent, tx);
  await observe(tx, {
    attempt: before.id,
    source,
    outcome: JSON.stringify(evidence === undefined ? told : { ...told, evidence }),
    atMs: ctx.wall(),
    seq: ctx.nextSeq(),
  });
  const settlement = settlementOf(before, told);
  if (settlement.action === 'keep') return before;
  const { change, outcome } = settlement;
  const late = before.late || settlement.action === 'late';
  const open = isOpen(change.status);
  const fields: Partial<Attempt> = {
    ...change,
    late,
    reference: change.reference ?? before.reference,
    networkTransactionId: change.networkTransactionId ?? before.networkTransactionId,
    resolvedMs: open ? null : ctx.now(),
    resolveAfterMs: dueMs(
      ctx,
      { ...before, late, reference: change.reference ?? before.reference },
      change.status,
    ),
  };
  const moved = await compareAndSet(tx, before.id, [before.status], fields);
  if (!moved) return (await attempts.find(tx, ctx.account, attemptId)) ?? before;
  const attempt: Attempt = { ...before, ...fields };
  if (attempt.status !== before.status || late) tellAttempt(ctx, attempt, source);
  const known = !open || outcome.kind === 'pending';
  if ((before.status === 'unknown' && known) || settlement.action === 'late')
    await emit(ctx, tx, { type: 'keepsake.attempt.resolved', object: ctx.encode.attempt(attempt) });
  if (isFollowUp(attempt.operation)) await followFollowUp(ctx, tx, attempt);
  else if (settlement.action === 'late') await followLateCharge(ctx, tx, attempt);
  else return followOutcome(ctx, tx, before, attempt, outcome, onward);
  return attempt;
}

/** Decides what follows a failure, and writes it on the attempt. */
async function decide(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  outcome: Outcome,
  onward: Onward | null,
): Promise<Attempt> {
  const failure = failureOf(attempt, outcome);
  if (!failure) return attempt;
  const facts = { nowMs: ctx.now(), failure };
  const wanted = onward !== null && leadsOn(failure) !== null;
  const bar = wanted && onward.candidate ? await onward.bar() : null;
  if (wanted && !onward.candidate) await onward.noneLeft();
  const decision = afterFailure({ ...facts, onward: onward && { ...onward, bar } });
  await attempts.update(tx, ctx.account, attempt.id, { decision });
  if (decision.action === 'retry_later') countDurably(ctx, 'retries', { of: 'attempt' });
  const decided = { ...attempt, decision };
  await emit(ctx, tx, { type: 'keepsake.attempt.failed', object: ctx.encode.attempt(decided) });
  return decided;
}

/** What a charge took after it was given up goes back; a late setup took nothing. */
async function followLateCharge(ctx: Context, tx: Queryable, attempt: Attempt): Promise<void> {
  if (attempt.operation !== 'charge') return;
  const intent = await paymentIntents.find(tx, ctx.account, attempt.intent);
  if (!intent) throw new Error(`attempt ${attempt.id} has no intent`);
  const { amountMinor } = attempt;
  const operation = reversalOf(attempt);
  await beginReversal(ctx, tx, intent, { charge: attempt, operation, amountMinor, refund: null });
}

/** The card as the processor now holds it. */
async function upgrade(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  outcome: Outcome,
): Promise<void> {
  if (attempt.credential === null || !('reusability' in outcome) || !outcome.reusability) return;
  const { reusability, networkTransactionId } = outcome;
  const known = await credentials.find(tx, ctx.account, attempt.credential);
  // The networks ask for the first one, and it is written once.
  const first = known?.networkTransactionId === null && networkTransactionId !== null;
  await credentials.update(tx, ctx.account, attempt.credential, {
    reusability,
    ...(first ? { networkTransactionId } : {}),
  });
}

/**
 * Writes what an outcome makes of the attempt's intent, and what follows. A kept card has no intent.
 * @returns the attempt with what was decided
 */
async function followOutcome(
  ctx: Context,
  tx: Queryable,
  before: Attempt,
  settled: Attempt,
  outcome: Outcome,
  onward: Onward | null,
): Promise<Attempt> {
  await upgrade(ctx, tx, settled, outcome);
  await heedAnswer(ctx, tx, settled, outcome);
  if (settled.operation === 'charge' && settled.status === 'voided') {
    const held = before.status === 'authorized' || before.status === 'succeeded';
    const intent = await paymentIntents.find(tx, ctx.account, settled.intent);
    if (!intent) throw new Error(`attempt ${settled.id} has no intent`);
    await followVoidedCharge(ctx, tx, settled, held, intent);
    return settled;
  }
  const mandate = await settleMandate(ctx, tx, settled);
  const attempt = await decide(ctx, tx, settled, outcome, onward);
  const fallback = attempt.decision?.action === FALLBACK;
  const { id, paymentMethod, refuseAction } = attempt;
  const facts = { attempt: id, paymentMethod, refuseAction, fallback };
  if (attempt.operation === 'charge') {
    const intent = await paymentIntents.find(tx, ctx.account, attempt.intent);
    if (!intent) throw new Error(`attempt ${attempt.id} has no intent`);
    const change = paymentIntentAfter(intent, outcome, facts);
    await paymentIntents.update(tx, ctx.account, intent.id, change);
    const delayed = isUnderWay(before) || isUnderWay(attempt);
    const now = { ...intent, ...change };
    await followCharge(ctx, tx, { attempt, intent: now, delayed, fallback });
    return attempt;
  }
  const intent = await setupIntents.find(tx, ctx.account, attempt.intent);
  if (!intent) {
    if (attempt.status === 'unknown')
      await emit(ctx, tx, {
        type: 'keepsake.attempt.unknown',
        object: ctx.encode.attempt(attempt),
      });
    return attempt;
  }
  const change = setupIntentAfter(outcome, facts);
  await setupIntents.update(tx, ctx.account, intent.id, change);
  await followSetup(ctx, tx, { attempt, intent: { ...intent, ...change }, mandate });
  return attempt;
}
