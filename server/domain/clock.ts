/**
 * Whose time it is. Whoever serves a request or does a worker's duty finds out once, at its edge, which
 * test clock the customer in question lives by, and goes on with a context whose `now` is that clock's.
 * It moves no clock: that is `advancing.ts`.
 *
 * | in the customer's time, `ctx.now()` | in the machine's, `ctx.wall()` |
 * |---|---|
 * | stamps of what was made, paid, agreed, withdrawn, refunded, canceled | leases, fences, turns of workers |
 * | sessions' ends, the 30 minutes of prefill, wallets' secrets | idempotency keys, rate limits |
 * | periods, trials, renewals, retries and their budgets, notices | processors: deadlines, look-ups, breakers, capture windows, days of debits |
 * | validity and caps of mandates, cards' expiry | deliveries of webhooks and their signatures, processors' messages |
 * | events' `created` | clocks themselves; what processors told of a card's account, and when |
 */
import type { Context } from '../context.ts';
import type { TestClock } from '../model/test-clock.ts';
import type { Queryable } from '../storage/repository.ts';
import { clockOf, frozenTime } from '../storage/test-clocks.ts';

/** The same context in the machine's time, for certain: nobody needs to ask any more. */
export function inMachineTime(ctx: Context): Context {
  return { ...ctx, clock: null, now: () => ctx.wall() };
}

/** The same context at a clock's time, or at another one that its advance passes. */
export function atClock(
  ctx: Context,
  { id, frozenMs }: Pick<TestClock, 'id' | 'frozenMs'>,
): Context {
  return { ...ctx, clock: id, now: () => frozenMs };
}

/**
 * A context in the time of whoever these objects belong to. One that has its time already keeps it.
 * @param of ids of a customer or of anything of theirs; those that tell nothing are passed over
 */
export async function inTimeOf(
  ctx: Context,
  of: string | null | readonly (string | null)[],
  db: Queryable = ctx.store.db,
): Promise<Context> {
  if (ctx.clock !== undefined) return ctx;
  const ids = (typeof of === 'string' || of === null ? [of] : of).flatMap((id) => id ?? []);
  const clock = await clockOf(db, ctx.account, ids);
  return clock ? atClock(ctx, clock) : inMachineTime(ctx);
}

/** The same, where the clock's id stands on a row that was read anyway; null costs nothing. */
export async function inTimeOfClock(
  ctx: Context,
  id: string | null,
  db: Queryable = ctx.store.db,
): Promise<Context> {
  if (ctx.clock !== undefined) return ctx;
  const frozenMs = id === null ? null : await frozenTime(db, ctx.account, id);
  return id === null || frozenMs === null ? inMachineTime(ctx) : atClock(ctx, { id, frozenMs });
}

/**
 * How work that is due in a customer's time is claimed. On a clock the advance holds everything at
 * once, so that a claim needs no lease: what was begun and not recorded is due again where it was.
 * @param leaseMs for customers in the machine's time
 */
export function claimIn(
  ctx: Context,
  leaseMs: number,
): { readonly nowMs: number; readonly leaseMs: number; readonly clock: string | null } {
  const clock = ctx.clock ?? null;
  return { nowMs: ctx.now(), leaseMs: clock === null ? leaseMs : 0, clock };
}
