/** Deliveries at rest: the log of what went to whom, and the queue of what has yet to go. */
import type { Delivery } from '../model/delivery.ts';
import { type Claim, claimDue, type DueTable, recordDue } from './due.ts';
import { type Queryable, repository } from './repository.ts';
import type { RowOf } from './table.ts';
import { deliveryTable } from './tables/deliveries.ts';

export const deliveries = repository(deliveryTable);

const DUE: DueTable = { name: deliveryTable.name, due: 'next_attempt_ms' };

/** Endpoints, of all accounts, for which something is due. */
export async function endpointsWithDue(db: Queryable, nowMs: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('webhook_endpoints')
    .select('id')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('deliveries')
          .select('deliveries.id')
          .whereRef('deliveries.endpoint', '=', 'webhook_endpoints.id')
          .where('deliveries.next_attempt_ms', '<=', nowMs),
      ),
    )
    .execute();
  return rows.map((row) => row.id);
}

/** Takes what is due for one endpoint, the longest waiting first. */
export async function claimDeliveries(
  tx: Queryable,
  endpoint: string,
  claim: Claim,
): Promise<readonly Delivery[]> {
  const rows = await claimDue<RowOf<Delivery, typeof deliveryTable.columns>>(
    tx,
    DUE,
    claim,
    (query) => query.where('endpoint', '=', endpoint),
  );
  return rows.map((row) => deliveryTable.decode(row));
}

/** Records a try under the fence of its claim. @returns false when somebody else has claimed it since */
export async function recordTry(
  tx: Queryable,
  delivery: Delivery,
  change: Pick<Delivery, 'status' | 'tries' | 'nextAttemptMs' | 'endedMs'>,
): Promise<boolean> {
  return recordDue(tx, DUE, delivery, deliveryTable.encode(change));
}

/** Ends what has yet to go to an endpoint; what is under way there is recorded no more. */
export async function cancelDeliveries(
  tx: Queryable,
  endpoint: string,
  nowMs: number,
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set((set) => ({
      status: 'canceled' as const,
      next_attempt_ms: null,
      ended_ms: nowMs,
      fence: set('fence', '+', 1),
    }))
    .where('endpoint', '=', endpoint)
    .where('status', '=', 'pending')
    .execute();
}

/** How many deliveries of each event are outstanding; an event without any is not in the map. */
export async function outstanding(
  db: Queryable,
  events: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (events.length === 0) return new Map();
  const rows = await db
    .selectFrom('deliveries')
    .select((select) => ['event', select.fn.countAll<number>().as('count')])
    .where('event', 'in', [...events])
    .where('status', '=', 'pending')
    .groupBy('event')
    .execute();
  return new Map(rows.map((row) => [row.event, Number(row.count)]));
}

/** Makes a delivery that is still outstanding due now. @returns its id; null when there is none */
export async function hasten(
  tx: Queryable,
  event: string,
  endpoint: string,
  nowMs: number,
): Promise<string | null> {
  const found = await tx
    .selectFrom('deliveries')
    .select(['id', 'tries', 'fence', 'next_attempt_ms'])
    .where('event', '=', event)
    .where('endpoint', '=', endpoint)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  if (!found) return null;
  await tx
    .updateTable('deliveries')
    .set({ next_attempt_ms: nowMs })
    .where('id', '=', found.id)
    .execute();
  return found.id;
}
