/** Customer sessions: half an hour of a buyer with their own wallet. */
import type { Context } from '../context.ts';
import type { CustomerSession } from '../model/customer-session.ts';
import { CUSTOMER_SESSION_MS } from '../model/limits.ts';
import { unauthorized } from '../model/problem.ts';
import { customerSessions } from '../storage/customer-sessions.ts';
import { customerParam } from './customers.ts';

export async function createCustomerSession(
  ctx: Context,
  given: Pick<CustomerSession, 'customer' | 'allowedOrigins' | 'components'>,
): Promise<CustomerSession> {
  const now = ctx.now();
  const session: CustomerSession = {
    ...given,
    id: ctx.newId('cuss'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: now,
    expiresAtMs: now + CUSTOMER_SESSION_MS,
  };
  return ctx.store.transact(async (tx) => {
    await customerParam(ctx, tx, given.customer);
    await customerSessions.insert(tx, session);
    return session;
  });
}

/** A session that still runs. @throws Problem 401 for any other */
export async function liveCustomerSession(ctx: Context, id: string): Promise<CustomerSession> {
  const session = await customerSessions.find(ctx.store.db, ctx.account, id);
  if (!session)
    throw unauthorized('This client secret is not valid here.', 'client_secret_invalid');
  if (session.expiresAtMs <= ctx.now())
    throw unauthorized(
      'This wallet session has expired. Open the page again.',
      'customer_session_expired',
    );
  return session;
}
