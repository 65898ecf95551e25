/**
 * Asks the processor of an attempt what became of it, with everything that can help it to find it.
 * What the answer means is not decided here.
 */
import { type Context, processorNamed } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import type { Told } from '../model/reconcile.ts';
import { attempts } from '../storage/attempts.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';

/** Resolves with the processor's word; a processor that cannot be reached says `unknown`. */
export async function lookUp(ctx: Context, attempt: Attempt): Promise<Told> {
  assertOutsideTransaction('a processor');
  const { charge: of, operation, createdMs } = attempt;
  const charge = of === null ? null : await attempts.find(ctx.store.db, attempt.account, of);
  const hint = { operation, createdMs, charge: charge?.reference ?? null };
  return processorNamed(ctx, attempt.processor).lookup(attempt.id, hint);
}
