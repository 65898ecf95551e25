/**
 * What a person settles by hand, with evidence from elsewhere (a processor's own records, a bank
 * statement), where no processor will say any more. It goes through the same door, and a processor's
 * later word that money did move still outweighs it.
 */
import type { Context } from '../context.ts';
import type { Attempt, Outcome } from '../model/attempt.ts';
import { isOpen } from '../model/attempt.ts';
import { attempts } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { settle } from './settle.ts';

export interface OperatorVerdict {
  /** For a capture, void or refund: whether it was carried out. */
  readonly as: 'charged' | 'not-charged';
  /** Where this is known from; kept with the attempt for good. */
  readonly evidence: string;
  /** The processor's own id of it, where the evidence has one. */
  readonly reference?: string | undefined;
}

const EVIDENCE_CHARS = 2_000;

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

/**
 * Settles an attempt whose outcome is open. One that was closed without success may still be settled
 * as charged: its money is then given back.
 * @throws Error for an unknown attempt, one that is settled otherwise, or no evidence
 */
export async function resolveAttempt(
  ctx: Context,
  id: string,
  verdict: OperatorVerdict,
): Promise<Attempt> {
  const evidence = verdict.evidence.trim();
  if (evidence === '' || evidence.length > EVIDENCE_CHARS)
    throw new Error(`evidence must have 1 to ${EVIDENCE_CHARS} characters`);
  const attempt = await attempts.find(ctx.store.db, ctx.account, id);
  if (!attempt) throw new Error(`no such attempt: ${id.slice(0, 100)}`);
  const outcome = await outcomeOf(ctx, attempt, verdict);
  return ctx.store.transact(async (tx) => {
    const before = await attempts.find(tx, ctx.account, id);
    const after = await settle(ctx, tx, id, outcome, 'operator', { evidence });
    const settled = before?.status !== after.status;
    if (settled && !isOpen(after.status)) return after;
    throw new Error(`attempt ${id} is ${after.status} already, and this does not change it`);
  });
}
