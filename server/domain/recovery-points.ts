/**
 * How far a request has come, noted on its idempotency key in the transaction that brought it there,
 * so that a repetition can go on where a dead holder stopped. It knows no request and no answer.
 */
import type { Context } from '../context.ts';
import { idempotencyError } from '../model/problem.ts';
import { pointKey } from '../storage/idempotency-keys.ts';
import type { Queryable } from '../storage/repository.ts';

/**
 * Notes on the request's key what was made, in the transaction that makes it.
 * @throws Problem 409 when another request has taken the key meanwhile: then nothing is made
 */
export async function notePoint(ctx: Context, tx: Queryable, id: string): Promise<void> {
  if (!ctx.claim) return;
  const { held } = ctx.claim;
  if (!(await pointKey(tx, held, id))) throw idempotencyError('in_use', held.key);
}

/** The object of that kind which a dead holder of the request's key had made; null for none. */
export function resumedId(ctx: Context, prefix: string): string | null {
  const point = ctx.claim?.point ?? null;
  return point?.startsWith(`${prefix}_`) ? point : null;
}
