/** Checkout sessions at rest. */

import { sql } from 'kysely';
import type { CheckoutSession } from '../model/checkout-session.ts';
import { jsonHolds, type Narrow, type Queryable, repository } from './repository.ts';
import { checkoutSessionTable } from './tables/checkout-sessions.ts';

export const checkoutSessions = repository(checkoutSessionTable);

/**
 * Sessions as of now: one past its end is expired before anything wrote so.
 * @param wish `email` as the buyer or the merchant gave it
 */
export function sessionsWhere(wish: {
  readonly email: string | undefined;
  readonly status: CheckoutSession['status'] | undefined;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}): Narrow {
  const { email, status, nowMs } = wish;
  return (query) => {
    const byEmail =
      email === undefined
        ? query
        : query.where(({ eb, or }) =>
            or([
              jsonHolds('customer_details', 'email', email),
              eb('customer_details', 'is', null).and('customer_email', '=', email),
            ]),
          );
    if (status === undefined || status === 'complete')
      return status ? byEmail.where('status', '=', status) : byEmail;
    if (status === 'open')
      return byEmail
        .where('status', '=', 'open')
        .where(({ eb, or }) =>
          or([eb('test_clock', 'is not', null), eb('expires_at_ms', '>', nowMs)]),
        );
    return byEmail.where(({ eb, or }) =>
      or([
        eb('status', '=', 'expired'),
        eb('status', '=', 'open').and('test_clock', 'is', null).and('expires_at_ms', '<=', nowMs),
      ]),
    );
  };
}

/** Sessions that one worker ends in one turn. */
const BATCH = 50;

/**
 * Open sessions of any account whose end has passed, the longest first.
 * @param clock the test clock whose customers are meant; null for those in the machine's time
 */
export async function expiredSessions(
  db: Queryable,
  nowMs: number,
  clock: string | null,
): Promise<readonly CheckoutSession[]> {
  const open = db
    .selectFrom('checkout_sessions')
    .selectAll()
    // Spelled out, so that the index of open ones serves.
    .where(sql<boolean>`status = 'open'`)
    .where('expires_at_ms', '<=', nowMs);
  const theirs =
    clock === null ? open.where('test_clock', 'is', null) : open.where('test_clock', '=', clock);
  const rows = await theirs.orderBy('expires_at_ms').limit(BATCH).execute();
  return rows.map(checkoutSessionTable.decode);
}

/** When the next of a test clock's open sessions ends, at `fromMs` or later; null for none. */
export async function nextSessionEnd(
  db: Queryable,
  clock: string,
  fromMs: number,
): Promise<number | null> {
  const row = await db
    .selectFrom('checkout_sessions')
    .select(({ fn }) => fn.min('expires_at_ms').as('end_ms'))
    .where('test_clock', '=', clock)
    .where(sql<boolean>`status = 'open'`)
    .where('expires_at_ms', '>=', fromMs)
    .executeTakeFirst();
  return row?.end_ms ?? null;
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

/** The complete sessions whose money an intent still owes, the latest first. */
export async function unpaidSessionsOf(
  db: Queryable,
  account: string,
  paymentIntent: string,
): Promise<readonly CheckoutSession[]> {
  const rows = await db
    .selectFrom('checkout_sessions')
    .selectAll()
    .where('account', '=', account)
    .where('payment_intent', '=', paymentIntent)
    .where('status', '=', 'complete')
    .where('payment_status', '=', 'unpaid')
    .orderBy('seq', 'desc')
    .execute();
  return rows.map(checkoutSessionTable.decode);
}
