/**
 * Letting go of what nobody may ask after any more: idempotency keys after a day, events and their
 * deliveries after thirty, as Stripe does. A little at a time, so that no payment waits for it. What
 * proves a consent stays for good.
 */
import type { Context } from '../context.ts';
import {
  EVENTS_KEPT_MS,
  IDEMPOTENCY_MS,
  IDEMPOTENCY_SLACK_MS,
  PRUNED_AT_ONCE,
} from '../model/limits.ts';
import { pruneEvents, pruneKeys } from '../storage/pruning.ts';
import { listAccounts } from './accounts.ts';

/** @returns whether there may be more to do */
export async function pruneSome(ctx: Context): Promise<boolean> {
  const now = ctx.wall();
  const keys = await ctx.store.transact((tx) =>
    pruneKeys(tx, now - IDEMPOTENCY_MS - IDEMPOTENCY_SLACK_MS, PRUNED_AT_ONCE),
  );
  const untilMs = now - EVENTS_KEPT_MS;
  const events: number[] = [];
  for (const { id } of await listAccounts(ctx))
    events.push(await ctx.store.transact((tx) => pruneEvents(tx, id, untilMs, PRUNED_AT_ONCE)));
  return [keys, ...events].some((count) => count >= PRUNED_AT_ONCE);
}
