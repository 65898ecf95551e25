/** Subscriptions at rest, and which of them somebody has to look at. */
import type { Subscription } from '../model/subscription.ts';
import { clockedDue } from './clocked-due.ts';
import { type Narrow, type Queryable, repository } from './repository.ts';
import { subscriptionTable } from './tables/subscriptions.ts';

export const subscriptions = repository(subscriptionTable);

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

/** What is due of them, in whosever time. */
export const {
  claim: claimSubscriptions,
  record: recordSubscription,
  next: nextSubscriptionDue,
  any: areSubscriptionsDue,
} = clockedDue(subscriptionTable);
