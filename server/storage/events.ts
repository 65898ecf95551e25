/** Events at rest: append-only, newest first. */
import { sql } from 'kysely';
import type { Event } from '../model/event.ts';
import { type Narrow, type Queryable, repository } from './repository.ts';
import { eventTable } from './tables/events.ts';

export const events = repository(eventTable);

/** Events of any of these types; `charge.*` stands for a whole group. */
export function eventsOf(types: readonly string[]): Narrow {
  const pattern = (type: string) => type.replaceAll('%', '').replaceAll('*', '%');
  return (query) =>
    query.where(({ eb, or }) =>
      or(
        types.map((type) =>
          type.includes('*') ? eb('type', 'like', pattern(type)) : eb('type', '=', type),
        ),
      ),
    );
}

/** Events that every endpoint they were meant for has received, or those that one has not. */
export function whereDelivered(everywhere: boolean): Narrow {
  const missing = sql<boolean>`exists (
    select 1 from deliveries as due where due.event = events.id and not exists (
      select 1 from deliveries as done
      where done.event = due.event and done.endpoint = due.endpoint and done.status = 'delivered'))`;
  return (query) => query.where(everywhere ? sql<boolean>`not ${missing}` : missing);
}

export interface EventRange {
  /** Epoch milliseconds; `from` is inclusive, `until` is not. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Null for all. */
  readonly types: readonly string[] | null;
  /** Only what that endpoint has never received; null for all. */
  readonly undeliveredTo: string | null;
  readonly limit: number;
}

/** What happened in a time, oldest first: enough to send it again. */
export async function eventsWithin(
  db: Queryable,
  account: string,
  { fromMs, untilMs, types, undeliveredTo, limit }: EventRange,
): Promise<readonly { readonly id: string; readonly type: string }[]> {
  let query = db
    .selectFrom('events')
    .select(['events.id', 'events.type'])
    .where('account', '=', account)
    .where('created_ms', '>=', fromMs)
    .where('created_ms', '<', untilMs);
  if (types !== null) query = query.where('events.type', 'in', [...types]);
  if (undeliveredTo !== null)
    query = query.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.event', '=', 'events.id')
            .where('deliveries.endpoint', '=', undeliveredTo)
            .where('deliveries.status', '=', 'delivered'),
        ),
      ),
    );
  return query.orderBy('seq').limit(limit).execute();
}

/** What was told about these objects, oldest first; as many as an account of them can hold. */
export async function eventsAbout(
  db: Queryable,
  account: string,
  objects: readonly string[],
  limit: number,
): Promise<readonly Event[]> {
  if (objects.length === 0) return [];
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('account', '=', account)
    .where('object', 'in', [...objects])
    // By no index, or every event of the account would be read in its order.
    .orderBy(sql`+seq`)
    .limit(limit)
    .execute();
  return rows.map((row) => eventTable.decode(row));
}
