/** Checkout sessions at rest. */
import type { CheckoutSession } from '../model/checkout-session.ts';
import { type Queryable, repository } from './repository.ts';
import { checkoutSessionTable } from './tables/checkout-sessions.ts';

export const checkoutSessions = repository(checkoutSessionTable);

/** Sessions that one worker ends in one turn. */
const BATCH = 50;

/** Open sessions of any account whose end has passed, the longest first. */
export async function expiredSessions(
  db: Queryable,
  nowMs: number,
): Promise<readonly CheckoutSession[]> {
  const rows = await db
    .selectFrom('checkout_sessions')
    .selectAll()
    .where('status', '=', 'open')
    .where('expires_at_ms', '<=', nowMs)
    .orderBy('expires_at_ms')
    .limit(BATCH)
    .execute();
  return rows.map(checkoutSessionTable.decode);
}

/** The open sessions that pay for an intent. */
export async function openSessionsOf(
  db: Queryable,
  account: string,
  paymentIntent: string,
): Promise<readonly CheckoutSession[]> {
  const rows = await db
    .selectFrom('checkout_sessions')
    .selectAll()
    .where('account', '=', account)
    .where('payment_intent', '=', paymentIntent)
    .where('status', '=', 'open')
    .orderBy('seq', 'desc')
    .execute();
  return rows.map(checkoutSessionTable.decode);
}
