/** Refunds at rest. */
import type { Refund } from '../model/refund.ts';
import { findAll, type Queryable, repository } from './repository.ts';
import { refundTable } from './tables/refunds.ts';

export const refunds = repository(refundTable);

/** Every refund of a charge, by the attempt that took the money. */
export async function refundsOf(db: Queryable, attempt: string): Promise<readonly Refund[]> {
  return findAll(
    refundTable,
    db,
    'ofAttempt',
    (any) => any.selectFrom('refunds').selectAll().where('attempt', '=', ''),
    [attempt],
  );
}

/** The refund that an attempt carries out. */
export async function refundBy(db: Queryable, refundAttempt: string): Promise<Refund | null> {
  const row = await db
    .selectFrom('refunds')
    .selectAll()
    .where('refund_attempt', '=', refundAttempt)
    .executeTakeFirst();
  return row ? refundTable.decode(row) : null;
}
