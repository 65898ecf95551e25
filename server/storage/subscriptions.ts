/** Subscriptions at rest, and which of them somebody has to look at. */
import type { Subscription } from '../model/subscription.ts';
import { anyDue, claimDue, type DueTable, recordDue } from './due.ts';
import { type Narrow, type Queryable, repository } from './repository.ts';
import { subscriptionTable } from './tables/subscriptions.ts';

export const subscriptions = repository(subscriptionTable);

const DUE: DueTable = { name: 'subscriptions', due: 'due_ms' };

/** Rows that one worker takes at a time. */
const BATCH = 20;

/** Subscriptions that are over for good. */
const ENDED = ['canceled', 'incomplete_expired'] as const;

/** Those that are not over. */
export const living: Narrow = (query) => query.where('status', 'not in', [...ENDED]);

/** Those that are over. */
export const ended: Narrow = (query) => query.where('status', 'in', [...ENDED]);

/** All of a customer's that are not over, the newest first. */
export async function livingSubscriptionsOf(
  db: Queryable,
  account: string,
  customer: string,
): Promise<readonly Subscription[]> {
  const rows = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('account', '=', account)
    .where('customer', '=', customer)
    .where('status', 'not in', [...ENDED])
    .orderBy('seq', 'desc')
    .execute();
  return rows.map(subscriptionTable.decode);
}

/**
 * Takes what is due for `leaseMs`, the longest first.
 * @param clock the test clock whose customers are meant; null for those who live in the world's time
 */
export async function claimSubscriptions(
  tx: Queryable,
  claim: { readonly nowMs: number; readonly leaseMs: number; readonly clock: string | null },
): Promise<readonly Subscription[]> {
  const { nowMs, leaseMs, clock } = claim;
  const rows = await claimDue<Parameters<typeof subscriptionTable.decode>[0]>(
    tx,
    DUE,
    { nowMs, leaseMs, limit: BATCH },
    (query) =>
      clock === null
        ? query.where('test_clock', 'is', null)
        : query.where('test_clock', '=', clock),
  );
  return rows.map(subscriptionTable.decode);
}

/** Records what came of a claim. @returns false when somebody has claimed it since, and nothing was changed */
export function recordSubscription(
  tx: Queryable,
  held: Pick<Subscription, 'id' | 'fence'>,
  fields: Partial<Subscription>,
): Promise<boolean> {
  return recordDue(tx, DUE, held, subscriptionTable.encode(fields));
}

/** When the next of a test clock's subscriptions is due, at `fromMs` or later; null when none is. */
export async function nextSubscriptionDue(
  db: Queryable,
  clock: string,
  fromMs: number,
): Promise<number | null> {
  const row = await db
    .selectFrom('subscriptions')
    .select(({ fn }) => fn.min('due_ms').as('due_ms'))
    .where('test_clock', '=', clock)
    .where('due_ms', '>=', fromMs)
    .executeTakeFirst();
  return row?.due_ms ?? null;
}

/** Whether a claim would find any; most turns of a worker find none, and need no transaction to know. */
export function areSubscriptionsDue(
  db: Queryable,
  claim: { readonly nowMs: number; readonly clock: string | null },
): Promise<boolean> {
  return anyDue(db, DUE, claim.nowMs, claim.clock);
}
