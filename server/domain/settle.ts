/**
 * The one place where an outcome is recorded, whoever told it: the direct answer, a processor's
 * webhook, the reconciler or an operator. What was told is always appended; the attempt moves by
 * compare-and-set, and everything that follows from it is written in the same transaction. A success
 * outweighs a failure: one that comes to light after the attempt was closed is marked late, and the
 * way back of its money is planned at once.
 */
import type { Context } from '../context.ts';
import { type Attempt, type AttemptStatus, isOpen, type Outcome } from '../model/attempt.ts';
import { isFollowUp, reversalOf } from '../model/follow-up.ts';
import { paymentIntentAfter, setupIntentAfter } from '../model/intent-outcome.ts';
import { CAPTURE_WINDOW_MS, RECONCILE_FIRST_MS } from '../model/limits.ts';
import { settlementOf } from '../model/settlement.ts';
import { attempts, compareAndSet, type Observation, observe } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { credentials } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { followCharge, followSetup } from './consequences.ts';
import { emit } from './events.ts';
import { followFollowUp, followVoidedCharge } from './follow-up-consequences.ts';
import { beginReversal } from './follow-ups.ts';

export type Source = Observation['source'];

/** When an attempt in this state is to be looked at again, epoch ms. */
function dueMs(ctx: Context, attempt: Attempt, status: AttemptStatus): number | null {
  if (isOpen(status)) return ctx.now() + RECONCILE_FIRST_MS;
  const held = attempt.operation === 'charge' && status === 'authorized' && !attempt.late;
  return held ? ctx.now() + CAPTURE_WINDOW_MS : null;
}

/**
 * Records an outcome, and what follows from it, in the caller's transaction.
 * @param evidence why an operator says so
 * @returns the attempt as it stands now; unchanged when somebody was faster, or more is known already
 */
export async function settle(
  ctx: Context,
  tx: Queryable,
  attemptId: string,
  told: Outcome,
  source: Source,
  evidence?: string,
): Promise<Attempt> {
  const before = await attempts.find(tx, ctx.account, attemptId);
  if (!before) throw new Error(`attempt ${attemptId} was never planned`);
  await observe(tx, {
    attempt: before.id,
    source,
    outcome: JSON.stringify(evidence === undefined ? told : { ...told, evidence }),
    atMs: ctx.now(),
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
    resolveAfterMs: dueMs(ctx, { ...before, late }, change.status),
  };
  const moved = await compareAndSet(tx, before.id, [before.status], fields);
  if (!moved) return (await attempts.find(tx, ctx.account, attemptId)) ?? before;
  const attempt: Attempt = { ...before, ...fields };
  if ((before.status === 'unknown' && !open) || settlement.action === 'late')
    await emit(ctx, tx, { type: 'keepsake.attempt.resolved', object: ctx.encode.attempt(attempt) });
  if (isFollowUp(attempt.operation)) await followFollowUp(ctx, tx, attempt);
  else if (settlement.action === 'late') await followLateCharge(ctx, tx, attempt);
  else await followOutcome(ctx, tx, before, attempt, outcome);
  return attempt;
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
  await credentials.update(tx, ctx.account, attempt.credential, {
    reusability,
    ...(networkTransactionId === null ? {} : { networkTransactionId }),
  });
}

/** Writes what an outcome makes of the attempt's intent, and what follows. A kept card has no intent. */
async function followOutcome(
  ctx: Context,
  tx: Queryable,
  before: Attempt,
  attempt: Attempt,
  outcome: Outcome,
): Promise<void> {
  await upgrade(ctx, tx, attempt, outcome);
  const { id, paymentMethod, refuseAction } = attempt;
  const facts = { attempt: id, paymentMethod, refuseAction, fallback: false };
  if (attempt.operation === 'charge') {
    const intent = await paymentIntents.find(tx, ctx.account, attempt.intent);
    if (!intent) throw new Error(`attempt ${attempt.id} has no intent`);
    if (attempt.status === 'voided') {
      const held = before.status === 'authorized' || before.status === 'succeeded';
      return followVoidedCharge(ctx, tx, attempt, held, intent);
    }
    const change = paymentIntentAfter(intent, outcome, facts);
    await paymentIntents.update(tx, ctx.account, intent.id, change);
    await followCharge(ctx, tx, { attempt, intent: { ...intent, ...change } });
    return;
  }
  const intent = await setupIntents.find(tx, ctx.account, attempt.intent);
  if (!intent) {
    if (attempt.status === 'unknown')
      await emit(ctx, tx, {
        type: 'keepsake.attempt.unknown',
        object: ctx.encode.attempt(attempt),
      });
    return;
  }
  const change = setupIntentAfter(outcome, facts);
  await setupIntents.update(tx, ctx.account, intent.id, change);
  await followSetup(ctx, tx, { attempt, intent: { ...intent, ...change } });
}
