/**
 * A buyer comes back from a challenge with something that their processor must be handed to learn the
 * outcome. It joins at `settle` like everybody; where the processor needs nothing, nothing is done.
 */
import type { Context } from '../context.ts';
import type { Attempt, Outcome } from '../model/attempt.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Queryable } from '../storage/repository.ts';
import { attemptAnywhere } from './accounts.ts';
import { captureOf } from './card-options.ts';
import { settle } from './settle.ts';

/** An outcome from somebody who does not know whether a charge was to be held or taken. */
export async function asAsked(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  outcome: Outcome,
): Promise<Outcome> {
  if (attempt.operation !== 'charge' || outcome.kind !== 'succeeded') return outcome;
  const intent = await paymentIntents.find(tx, ctx.account, attempt.intent);
  const held = intent !== null && captureOf(intent) === 'manual';
  return held ? { ...outcome, kind: 'authorized' } : outcome;
}

/**
 * Hands on what the buyer brought, and says where they go on. No transaction may be open.
 * @param answer the query or form that they came with
 * @returns null where the attempt waits for nobody: its page knows where to go
 */
export async function comeBack(
  base: Context,
  processorName: string,
  id: string,
  answer: URLSearchParams,
): Promise<string | null> {
  const its = await attemptAnywhere(base, id);
  const ctx = its?.ctx ?? base;
  const attempt = its?.found ?? null;
  const processor = ctx.processors.find(({ name }) => name === processorName);
  if (!attempt || !processor || attempt.processor !== processorName) return null;
  const { operation, status, nextAction } = attempt;
  const takes = operation === 'charge' || operation === 'setup';
  if (status === 'requires_action' && takes && processor.finish) {
    const outcome = await processor.finish(attempt.id, operation, answer);
    if (outcome.kind !== 'unknown')
      await ctx.store.transact(async (tx) =>
        settle(ctx, tx, attempt.id, await asAsked(ctx, tx, attempt, outcome), 'response'),
      );
  }
  return nextAction?.returnUrl ?? null;
}
