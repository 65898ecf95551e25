/**
 * Finds out what became of attempts whose outcome is open: asks the processor by our reference, notes
 * what it said, makes a call again where that is safe and wanted, and closes an attempt on proof
 * alone. It settles through the same door as everybody. An authorization whose time is over is let go.
 */
import { type Context, processorNamed } from '../context.ts';
import { type Attempt, isOpen, isUnderWay } from '../model/attempt.ts';
import { isRepeatable } from '../model/follow-up.ts';
import { FOLLOW_UP_WINDOW_MS } from '../model/limits.ts';
import { reconcile, type Told, type Verdict, worthOfRepetition } from '../model/reconcile.ts';
import {
  attempts,
  claimDueAttempts,
  observe,
  questionable,
  questionsOf,
} from '../storage/attempts.ts';
import type { Queryable } from '../storage/repository.ts';
import { letLapse } from './cancellations.ts';
import { heedNews, refreshKin } from './charge.ts';
import { inTimeOf } from './clock.ts';
import { performFollowUp } from './follow-ups.ts';
import { lookUp } from './look-up.ts';
import { settle } from './settle.ts';

/** Longer than one look-up may take, in milliseconds. */
const LEASE_MS = 30_000;

/** Records an answer: it settles the attempt, or is noted and the next question is planned. */
async function heed(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  told: Told,
): Promise<Verdict['action'] | null> {
  const now = await attempts.find(tx, ctx.account, attempt.id);
  if (!now || !isOpen(now.status)) return null;
  const { capabilities } = processorNamed(ctx, now.processor);
  const asked = await questionsOf(tx, now.id);
  const verdict = reconcile({
    nowMs: ctx.wall(),
    attempt: now,
    lookupSettleMs: capabilities.lookupSettleMs,
    lookupByReference: capabilities.lookupByReference,
    told,
    repeatable: isRepeatable(
      { ...now, createdMs: now.notAfterMs - FOLLOW_UP_WINDOW_MS },
      capabilities,
      ctx.wall(),
      asked.absencesMs.length,
    ),
    ...asked,
  });
  if (verdict.action === 'settle') {
    await settle(ctx, tx, now.id, verdict.outcome, 'lookup');
    return verdict.action;
  }
  await observe(tx, {
    attempt: now.id,
    source: 'lookup',
    outcome: JSON.stringify(told),
    atMs: ctx.wall(),
    seq: ctx.nextSeq(),
  });
  // A call that is about to be made again gets its time before anybody asks once more.
  const calling = verdict.action === 'repeat' ? ctx.wall() + ctx.config.processorTimeoutMs : 0;
  const resolveAfterMs = Math.max(verdict.atMs, calling);
  await attempts.update(tx, ctx.account, now.id, { resolveAfterMs });
  return verdict.action;
}

/** Asks about one attempt now. No transaction may be open. */
export async function reconcileAttempt(ctx: Context, attempt: Attempt): Promise<void> {
  const told = await lookUp(ctx, attempt);
  const action = await ctx.store.transact((tx) => heed(ctx, tx, attempt, told));
  if (action !== 'repeat') return;
  const answer = await performFollowUp(ctx, attempt);
  // Refused for what the charge is: then it is not what we think, and asking for the same again is no use.
  if (answer.kind === 'not_executed') await refreshKin(ctx, attempt);
  const outcome = worthOfRepetition(answer);
  if (outcome.kind === 'unknown') return;
  await ctx.store.transact((tx) => settle(ctx, tx, attempt.id, outcome, 'response'));
}

/** Does with one due attempt what its state asks for. */
async function attend(ctx: Context, attempt: Attempt): Promise<void> {
  if (attempt.status === 'authorized') await letLapse(ctx, attempt);
  else await reconcileAttempt(ctx, attempt);
}

/** Asks about every attempt that is due. @returns how many were asked about */
export async function reconcileDue(base: Context): Promise<number> {
  const due = await base.store.transact((tx) => claimDueAttempts(tx, base.wall(), LEASE_MS));
  const mine = due.filter((attempt) => !base.underWay.has(attempt.id));
  const done = await Promise.allSettled(
    mine.map(async (attempt) =>
      attend(await inTimeOf({ ...base, account: attempt.account }, attempt.intent), attempt),
    ),
  );
  for (const each of done) {
    if (each.status === 'rejected')
      base.log.error({ reason: each.reason as unknown }, 'an attempt could not be asked about');
  }
  return mine.length;
}

/** What one reconciliation by hand came to. */
export interface Reconciliation {
  readonly asked: number;
  /** Attempts whose outcome is still open; those that wait for a buyer, or whose money is under way, not counted. */
  readonly open: readonly string[];
  /** When the next question makes sense, epoch ms; null when nothing is open. */
  readonly nextMs: number | null;
}

/**
 * Asks about every open attempt once, due or not.
 * @param sinceMs also about those planned since then that were closed without success: something may
 *   have happened that nobody told us
 */
export async function reconcileAll(
  base: Context,
  sinceMs: number | null = null,
): Promise<Reconciliation> {
  const found = await questionable(base.store.db, sinceMs);
  for (const attempt of found) {
    const ctx = await inTimeOf({ ...base, account: attempt.account }, attempt.intent);
    if (isOpen(attempt.status)) await reconcileAttempt(ctx, attempt);
    else await heedNews(ctx, attempt, 'lookup');
  }
  const left = (await questionable(base.store.db, null)).filter(
    (each) => each.status !== 'requires_action' && !isUnderWay(each),
  );
  const times = left.flatMap(({ resolveAfterMs }) => resolveAfterMs ?? []);
  return {
    asked: found.length,
    open: left.map(({ id }) => id),
    nextMs: times.length === 0 ? null : Math.min(...times),
  };
}
