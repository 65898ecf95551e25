/**
 * How the installation stands, as few bounded questions as possible: each goes by an index and reads
 * no more when there are a million rows. What the answers mean is for others.
 */
import { type RawBuilder, sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import type { Queryable } from './repository.ts';

/** Counting ends here. */
const MANY = 10_000;
/** Outstanding deliveries of an endpoint that are looked at from either end of its queue. */
const EITHER_END = 200;

/** Kinds of due work: the time of the longest overdue one, by the wall's clock. Those of test clocks wait for their own. */
const DUE: Readonly<Record<string, (nowMs: number) => RawBuilder<unknown>>> = {
  attempts: (now) =>
    sql`select resolve_after_ms from attempts where resolve_after_ms <= ${now} order by resolve_after_ms limit 1`,
  inbox: (now) =>
    sql`select next_attempt_ms from inbox where next_attempt_ms <= ${now} order by next_attempt_ms limit 1`,
  deliveries: (now) =>
    sql`select min((select d.next_attempt_ms from deliveries as d
        where d.endpoint = e.id and d.next_attempt_ms <= ${now}
        order by d.next_attempt_ms limit 1)) from webhook_endpoints as e`,
  subscriptions: (now) =>
    sql`select due_ms from subscriptions where due_ms <= ${now} and test_clock is null order by due_ms limit 1`,
  invoices: (now) =>
    sql`select due_ms from invoices where due_ms <= ${now} and test_clock is null order by due_ms limit 1`,
  // Zero means at once, since some change; how long ago that was is not known.
  notices: (now) =>
    sql`select notices_due_ms from subscriptions where notices_due_ms > 0 and notices_due_ms <= ${now}
        and test_clock is null order by notices_due_ms limit 1`,
  sessions: (now) =>
    sql`select expires_at_ms from checkout_sessions where status = 'open' and expires_at_ms <= ${now}
        and test_clock is null order by expires_at_ms limit 1`,
  provisions: (now) =>
    sql`select next_attempt_ms from provisions where next_attempt_ms <= ${now} order by next_attempt_ms limit 1`,
  credentials: (now) =>
    sql`select next_attempt_ms from doomed_credentials where next_attempt_ms <= ${now} order by next_attempt_ms limit 1`,
};

export const QUEUES: readonly string[] = Object.keys(DUE);

/** When the longest overdue work of each kind was due, epoch ms; null where none is overdue. */
export async function oldestDue(
  db: Queryable,
  nowMs: number,
): Promise<Readonly<Record<string, number | null>>> {
  const one = ([name, ask]: [string, (nowMs: number) => RawBuilder<unknown>]) =>
    sql`(${ask(nowMs)}) as ${sql.ref(name)}`;
  const { rows } = await sql<Record<string, number | null>>`select ${sql.join(
    Object.entries(DUE).map(one),
  )}`.execute(db);
  return rows[0] ?? {};
}

/** Attempts whose outcome nobody knows, counted up to 10000, and when the oldest was planned, epoch ms. */
export async function unknownAttempts(
  db: Queryable,
): Promise<{ readonly count: number; readonly oldestMs: number | null }> {
  const { rows } = await sql<{ count: number; oldest: number | null }>`
    select count(*) as count, min(seq) as oldest from (
      select seq from attempts where status = 'unknown' order by seq limit ${sql.lit(MANY)}) as counted`.execute(
    db,
  );
  const { count = 0, oldest = null } = rows[0] ?? {};
  // Numbers grow with the machine's time in microseconds; the time on the row may be a test clock's.
  return { count: Number(count), oldestMs: oldest === null ? null : oldest / 1000 };
}

/** When the oldest message that nobody has dealt with came, epoch ms; null for none. */
export async function oldestMessage(db: Queryable): Promise<number | null> {
  const { rows } = await sql<{ oldest: number | null }>`
    select min(received_ms) as oldest from inbox where next_attempt_ms is not null`.execute(db);
  return rows[0]?.oldest ?? null;
}

/** Outstanding deliveries, counted up to 10000, and about when the oldest was made (epoch ms). */
export async function outstandingDeliveries(
  db: Queryable,
): Promise<{ readonly count: number; readonly oldestMs: number | null }> {
  // Waits grow with every try, so that the oldest stand at the far end of their queue, or are due.
  const end = (order: RawBuilder<unknown>) =>
    sql`select min(t.created_ms) from (select d.created_ms from deliveries as d
        where d.endpoint = e.id and d.next_attempt_ms is not null
        order by d.next_attempt_ms ${order} limit ${sql.lit(EITHER_END)}) as t`;
  const { rows } = await sql<{ count: number; first: number | null; last: number | null }>`
    select (select count(*) from (select 1 as one from deliveries
             where next_attempt_ms is not null limit ${sql.lit(MANY)}) as counted) as count,
           min((${end(sql`asc`)})) as first, min((${end(sql`desc`)})) as last
    from webhook_endpoints as e`.execute(db);
  const { count = 0, first = null, last = null } = rows[0] ?? {};
  const times = [first, last].filter((each) => each !== null);
  return { count: Number(count), oldestMs: times.length === 0 ? null : Math.min(...times) };
}

/** Open invoices that failed and are to be tried again, counted up to 10000. */
export async function collectingInvoices(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 as one from invoices
      where due_ms is not null and status = 'open' and attempted = 1 limit ${sql.lit(MANY)}) as counted`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Bytes of a PostgreSQL database; null for SQLite, whose files tell. */
export async function databaseBytes(db: Queryable): Promise<number | null> {
  if (!isPostgres(db)) return null;
  const { rows } = await sql<{ bytes: number }>`
    select pg_database_size(current_database()) as bytes`.execute(db);
  return Number(rows[0]?.bytes ?? 0);
}

/** When everything that has to keep happening last did, epoch ms, by its name. */
export async function pulsesNow(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('pulses').select(['name', 'at_ms']).execute();
  return new Map(rows.map((row) => [row.name, row.at_ms]));
}
