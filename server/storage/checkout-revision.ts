/** The revisions that a checkout's answer rests on, in one question by primary keys. */
import { sql } from 'kysely';
import { compiled } from './compiled.ts';
import type { Queryable } from './repository.ts';
import type { Schema } from './schema.ts';

/**
 * Changes whenever the session's row, its customer's, or one of the customer's cards or credentials
 * does. @returns null where more than these decides: a session that is not open, in which something
 *   was tried, or that recovers another payment
 */
export async function checkoutRevision(
  db: Queryable,
  account: string,
  session: string,
): Promise<string | null> {
  const { rows } = await compiled<Schema, { session: number; customer: number | null }>(
    db,
    'checkout_sessions.revision',
    (any) => ({
      compile: () =>
        sql`select s.revision as session, c.revision as customer
          from checkout_sessions s left join customers c on c.id = s.customer
          where s.account = ${''} and s.id = ${''} and s.status = 'open'
            and s.recovers_intent is null
            and not exists (select 1 from attempts
              where intent = coalesce(s.payment_intent, s.setup_intent))`.compile(any),
    }),
    [account, session],
  );
  const [row] = rows;
  return row ? `${row.session}.${row.customer ?? ''}` : null;
}
