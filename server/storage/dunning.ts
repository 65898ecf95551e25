/** Decisions about debts at rest: only ever added, and read in the order in which they were made. */
import type { DunningRecord } from '../model/dunning-decision.ts';
import { type Queryable, repository } from './repository.ts';
import { dunningTable } from './tables/dunning.ts';

export const dunningDecisions = repository(dunningTable);

/** Everything that was decided about an invoice, the oldest first. */
export async function decisionsOf(
  db: Queryable,
  account: string,
  invoice: string,
): Promise<readonly DunningRecord[]> {
  const rows = await db
    .selectFrom('dunning_decisions')
    .selectAll()
    .where('account', '=', account)
    .where('invoice', '=', invoice)
    .orderBy('seq')
    .execute();
  return rows.map(dunningTable.decode);
}
