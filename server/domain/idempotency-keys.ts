/**
 * `Idempotency-Key` as Stripe keeps it: the first execution's status and body are replayed, another
 * request under the same key is refused, and one in flight is a conflict. What was refused before
 * it began leaves no trace.
 */
import type { Context } from '../context.ts';
import { IDEMPOTENCY_KEY_CHARS, IDEMPOTENCY_LEASE_MS } from '../model/limits.ts';
import { idempotencyError, invalidRequest } from '../model/problem.ts';
import { claimKey, completeKey, releaseKey } from '../storage/idempotency-keys.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly replayed: boolean;
  /** Whether a repetition must find this answer again. */
  readonly keep: boolean;
}

/**
 * Runs `execute` at most once for a key.
 * @param signature what the key stands for: method, path and body
 */
export async function once(
  ctx: Context,
  key: string,
  signature: string,
  execute: () => Promise<Answer>,
): Promise<Answer> {
  if (key.length > IDEMPOTENCY_KEY_CHARS) {
    throw invalidRequest(
      `An idempotency key may have at most ${IDEMPOTENCY_KEY_CHARS} characters.`,
    );
  }
  const hash = ctx.keys.sha256(signature);
  const now = ctx.now();
  const claim = await ctx.store.transact((tx) =>
    claimKey(tx, {
      account: ctx.account,
      key,
      hash,
      nowMs: now,
      leaseUntilMs: now + IDEMPOTENCY_LEASE_MS,
    }),
  );
  if (claim.state === 'mismatch') throw idempotencyError('mismatch', key);
  if (claim.state === 'in_flight') throw idempotencyError('in_use', key);
  if (claim.state === 'done')
    return { status: claim.status, body: claim.body, replayed: true, keep: true };
  try {
    const answer = await execute();
    if (answer.keep)
      await ctx.store.transact((tx) =>
        completeKey(tx, { account: ctx.account, key, status: answer.status, body: answer.body }),
      );
    else await ctx.store.transact((tx) => releaseKey(tx, ctx.account, key));
    return answer;
  } catch (reason) {
    await ctx.store.transact((tx) => releaseKey(tx, ctx.account, key));
    throw reason;
  }
}
