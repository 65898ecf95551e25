/**
 * `Idempotency-Key` as Stripe keeps it: the first execution's status and body are replayed, another
 * request under the same key is refused, and one in flight is a conflict. What was refused before
 * it began leaves no trace.
 *
 * A holder may die. What it makes is noted on the key in the transaction that makes it: first the
 * object, then the attempt. Whoever comes with the same key after the lease goes on from there: the
 * object is not made twice, and an attempt that was planned is answered from instead of planning
 * another. The answer itself is written right after the outcome and not in its transaction, because
 * it is composed (and expanded) of what stands after it; a holder that dies between the two has noted
 * its attempt, so that the answer can be composed again from the same rows.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { IDEMPOTENCY_KEY_CHARS, IDEMPOTENCY_LEASE_MS } from '../model/limits.ts';
import { idempotencyError, invalidRequest, Problem } from '../model/problem.ts';
import { attempts, attemptsOf } from '../storage/attempts.ts';
import { claimKey, completeKey, releaseKey, yieldKey } from '../storage/idempotency-keys.ts';
import { current, refresh } from './charge.ts';
import { lastOf } from './fallback.ts';
import { resumedId } from './recovery-points.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly replayed: boolean;
  /** Whether a repetition must find this answer again. */
  readonly keep: boolean;
}

const SEALED_FOR = 'idempotency_keys';

/** What was found under a key, as it is counted. */
const RESULTS = {
  claimed: 'new',
  done: 'replayed',
  in_flight: 'in_use',
  mismatch: 'mismatch',
} as const;

/** An answer that shows an endpoint's secret is kept sealed; every other one as it is. */
function seal(ctx: Context, body: string): string {
  return body.startsWith('{"id":"we_') ? ctx.keys.encrypt(SEALED_FOR, body) : body;
}

function unseal(ctx: Context, kept: string): string {
  return kept.startsWith('{') ? kept : ctx.keys.decrypt(SEALED_FOR, kept);
}

/** Another request has taken the key over; what this one did is found by it. */
const overtaken = (key: string) => idempotencyError('in_use', key);

/**
 * Runs `execute` at most once for a key, or goes on where a dead holder stopped.
 * @param signature what the key stands for: method, path and body
 * @param execute gets the context with the key in its hands
 */
export async function once(
  ctx: Context,
  key: string,
  signature: string,
  execute: (ctx: Context) => Promise<Answer>,
): Promise<Answer> {
  if (key.length > IDEMPOTENCY_KEY_CHARS) {
    throw invalidRequest(
      `An idempotency key may have at most ${IDEMPOTENCY_KEY_CHARS} characters.`,
    );
  }
  const hash = ctx.keys.sha256(signature);
  const now = ctx.wall();
  const { account } = ctx;
  const claim = await ctx.store.transact((tx) =>
    claimKey(tx, { account, key, hash, nowMs: now, leaseUntilMs: now + IDEMPOTENCY_LEASE_MS }),
  );
  const resumed = claim.state === 'claimed' && claim.point !== null;
  ctx.meter.count('idempotency', { result: resumed ? 'resumed' : RESULTS[claim.state] });
  if (claim.state === 'mismatch') throw idempotencyError('mismatch', key);
  if (claim.state === 'in_flight') throw idempotencyError('in_use', key);
  if (claim.state === 'done')
    return { status: claim.status, body: unseal(ctx, claim.body), replayed: true, keep: true };
  const { held, point } = claim;
  try {
    const answer = await execute({ ...ctx, claim: { held, point } });
    if (!answer.keep) await ctx.store.transact((tx) => releaseKey(tx, held));
    else {
      const kept = { status: answer.status, body: seal(ctx, answer.body) };
      if (!(await ctx.store.transact((tx) => completeKey(tx, held, kept)))) throw overtaken(key);
    }
    return answer;
  } catch (reason) {
    // A refusal means that nothing is left to resume; anything else may have happened midway.
    await ctx.store.transact(async (tx) => {
      if (reason instanceof Problem) await releaseKey(tx, held);
      else await yieldKey(tx, held);
    });
    throw reason;
  }
}

/** The last attempt of what a dead holder of the request's key had planned, as it stands now; null for none. */
export async function resumedAttempt(ctx: Context): Promise<Attempt | null> {
  const id = resumedId(ctx, 'att');
  const first = id === null ? null : await attempts.find(ctx.store.db, ctx.account, id);
  if (!first) return null;
  const last = lastOf(await attemptsOf(ctx.store.db, ctx.account, first.intent), first);
  return refresh(ctx, await current(ctx, last));
}
