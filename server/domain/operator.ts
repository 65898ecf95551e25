/**
 * What a person settles by hand, with evidence from elsewhere (a processor's own records, a bank
 * statement), where no processor will say any more. It goes through the same door, and a processor's
 * later word that money did move still outweighs it.
 */
import type { Context } from '../context.ts';
import type { Attempt, Outcome } from '../model/attempt.ts';
import { isOpen } from '../model/attempt.ts';
import { EVIDENCE_CHARS } from '../model/limits.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import { attempts } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { attemptAnywhere } from './accounts.ts';
import { settle } from './settle.ts';

export interface OperatorVerdict {
  /** For a capture, void or refund: whether it was carried out. */
  readonly as: 'charged' | 'not-charged';
  /** Where this is known from; kept with the attempt for good. */
  readonly evidence: string;
  /** The processor's own id of it, where the evidence has one. */
  readonly reference?: string | undefined;
}

/** What the operator says, as a processor would say it. */
async function outcomeOf(
  ctx: Context,
  attempt: Attempt,
  { as, reference }: OperatorVerdict,
): Promise<Outcome> {
  if (as === 'not-charged') return { kind: 'not_executed', reason: 'operator' };
  // Without the processor's id our own reference stands in; whoever needs the other asks by it.
  const known = reference ?? attempt.reference ?? attempt.id;
  if (attempt.operation === 'void') return { kind: 'voided', reference: known };
  const intent =
    attempt.operation === 'charge'
      ? await paymentIntents.find(ctx.store.db, ctx.account, attempt.intent)
      : null;
  return {
    kind: intent?.captureMethod === 'manual' ? 'authorized' : 'succeeded',
    reference: known,
    networkTransactionId: null,
    reusability: null,
  };
}

/** @throws Problem 404 */
export async function findAttempt(ctx: Context, id: string): Promise<Attempt> {
  const found = await attempts.find(ctx.store.db, ctx.account, id);
  if (!found) throw notFound('attempt', id, true);
  return found;
}

/**
 * Settles an attempt whose outcome is open. One that was closed without success may still be settled
 * as charged: its money is then given back.
 */
async function resolve(ctx: Context, attempt: Attempt, verdict: OperatorVerdict): Promise<Attempt> {
  const evidence = verdict.evidence.trim();
  if (evidence === '' || evidence.length > EVIDENCE_CHARS)
    throw invalidRequest(
      `evidence must have 1 to ${EVIDENCE_CHARS} characters`,
      'parameter_invalid',
      'evidence',
    );
  const { id } = attempt;
  const outcome = await outcomeOf(ctx, attempt, verdict);
  return ctx.store.transact(async (tx) => {
    const before = await attempts.find(tx, ctx.account, id);
    const after = await settle(ctx, tx, id, outcome, 'operator', { evidence });
    const settled = before?.status !== after.status;
    if (settled && !isOpen(after.status)) return after;
    throw invalidRequest(
      `attempt ${id} is ${after.status} already, and this does not change it`,
      'attempt_unexpected_state',
    );
  });
}

/**
 * Whoever runs the installation settles an attempt of any account.
 * @throws Problem 404 for an unknown attempt, 400 for one that is settled otherwise or no evidence
 */
export async function resolveAttempt(
  base: Context,
  id: string,
  verdict: OperatorVerdict,
): Promise<Attempt> {
  const its = await attemptAnywhere(base, id);
  if (!its) throw notFound('attempt', id, true);
  return resolve(its.ctx, its.found, verdict);
}

/** A merchant settles an attempt of their own. @throws Problem as {@link resolveAttempt} does */
export async function resolveOwnAttempt(
  ctx: Context,
  id: string,
  verdict: OperatorVerdict,
): Promise<Attempt> {
  return resolve(ctx, await findAttempt(ctx, id), verdict);
}
