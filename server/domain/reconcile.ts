/**
 * Finds out what became of attempts whose outcome is open: asks the processor by our reference, notes
 * what it said, and closes an attempt on proof alone. It settles through the same door as everybody.
 */
import { type Context, processorNamed } from '../context.ts';
import { type Attempt, isOpen } from '../model/attempt.ts';
import { reconcile, type Told } from '../model/reconcile.ts';
import { attempts, claimDueAttempts, observe, questionsOf } from '../storage/attempts.ts';
import type { Queryable } from '../storage/repository.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';
import { settle } from './charge.ts';

/** Longer than one look-up may take, in milliseconds. */
const LEASE_MS = 30_000;

/** Records an answer: it settles the attempt, or is noted and the next question is planned. */
async function heed(ctx: Context, tx: Queryable, attempt: Attempt, told: Told): Promise<void> {
  const now = await attempts.find(tx, ctx.account, attempt.id);
  if (!now || !isOpen(now.status)) return;
  const { capabilities } = processorNamed(ctx, now.processor);
  const verdict = reconcile({
    nowMs: ctx.now(),
    attempt: now,
    lookupSettleMs: capabilities.lookupSettleMs,
    lookupByReference: capabilities.lookupByReference,
    told,
    ...(await questionsOf(tx, now.id)),
  });
  if (verdict.action === 'settle') {
    await settle(ctx, tx, now.id, verdict.outcome, 'lookup');
    return;
  }
  await observe(tx, {
    attempt: now.id,
    source: 'lookup',
    outcome: JSON.stringify(told),
    atMs: ctx.now(),
    seq: ctx.nextSeq(),
  });
  await attempts.update(tx, ctx.account, now.id, { resolveAfterMs: verdict.atMs });
}

/** Asks about one attempt now. No transaction may be open. */
export async function reconcileAttempt(ctx: Context, attempt: Attempt): Promise<void> {
  assertOutsideTransaction('a processor');
  const told = await processorNamed(ctx, attempt.processor).lookup(attempt.id);
  await ctx.store.transact((tx) => heed(ctx, tx, attempt, told));
}

/** Asks about every attempt that is due. @returns how many were asked about */
export async function reconcileDue(base: Context): Promise<number> {
  const due = await base.store.transact((tx) => claimDueAttempts(tx, base.now(), LEASE_MS));
  const mine = due.filter((attempt) => !base.underWay.has(attempt.id));
  await Promise.all(
    mine.map((attempt) => reconcileAttempt({ ...base, account: attempt.account }, attempt)),
  );
  return mine.length;
}
