/**
 * Where a session's latest intention stands. A press is one intention of the buyer: its attempts are
 * its whole memory, so that asking again, or after a reload, gives the same answer.
 */
import type { Context } from '../context.ts';
import { type Attempt, isUnderWay } from '../model/attempt.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import { forBuyer, intentErrorOf } from '../model/decline.ts';
import { cardError, type Problem } from '../model/problem.ts';
import { attemptsOf } from '../storage/attempts.ts';
import { current, refresh } from './charge.ts';
import { findCheckoutSession } from './checkout-sessions.ts';

/** Where a press stands. */
export interface PressOutcome {
  readonly status: 'complete' | 'processing' | 'requires_action' | 'failed';
  readonly session: CheckoutSession;
  readonly attempt: Attempt;
  /** What the buyer hears of a failure; null short of one. */
  readonly failure: Problem | null;
}

/** The intent that a session achieves. */
export function intentOf(session: CheckoutSession): string {
  const id = session.paymentIntent ?? session.setupIntent;
  if (id === null) throw new Error(`session ${session.id} has no intent`);
  return id;
}

/** The latest attempt of a session, or of one press in it; null before the first. */
export async function latestAttempt(
  ctx: Context,
  session: CheckoutSession,
  press: string | null = null,
): Promise<Attempt | null> {
  const all = await attemptsOf(ctx.store.db, ctx.account, intentOf(session));
  const own = all.filter(({ charge, status }) => charge === null && status !== 'skipped');
  return own.findLast((attempt) => press === null || attempt.press === press) ?? null;
}

/** What the buyer hears of a failed attempt; reasons that are none of a card holder's business stay here. */
export function failureOf(attempt: Attempt): Problem {
  if (attempt.decline === null) {
    return cardError({
      code: 'processing_error',
      message:
        'The payment could not be processed, and nothing was charged. Try again in a moment.',
    });
  }
  const { code, networkCode } = attempt.decline;
  const where = { paymentMethod: attempt.paymentMethod, attempt: attempt.id };
  return cardError(forBuyer(intentErrorOf(code, networkCode, where)));
}

const FAILED = ['declined', 'not_executed', 'voided', 'skipped'];

/** Whether an attempt came to nothing. */
export function hasFailed(attempt: Attempt): boolean {
  return FAILED.includes(attempt.status);
}

/** Says where an attempt of a session stands, waiting for one that is under way here. */
export async function answer(
  ctx: Context,
  sessionId: string,
  attempt: Attempt,
): Promise<PressOutcome> {
  const now = await current(ctx, attempt);
  const session = await findCheckoutSession(ctx, sessionId);
  const facts = { session, attempt: now };
  if (hasFailed(now)) return { ...facts, status: 'failed', failure: failureOf(now) };
  // Money that takes days is the buyer's no longer, once it is under way.
  if (now.status === 'succeeded' || now.status === 'authorized' || isUnderWay(now))
    return { ...facts, status: 'complete', failure: null };
  return {
    ...facts,
    status: now.status === 'requires_action' ? 'requires_action' : 'processing',
    failure: null,
  };
}

/** The session's latest attempt, as the processor tells it now. */
export async function refreshLatest(
  ctx: Context,
  session: CheckoutSession,
): Promise<Attempt | null> {
  const attempt = await latestAttempt(ctx, session);
  if (!attempt) return null;
  return refresh(ctx, await current(ctx, attempt));
}
