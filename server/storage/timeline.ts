/**
 * What is on record about one customer, table by table, newest first from any place on. What the rows
 * mean is read by each table's own description.
 */
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Delivery } from '../model/delivery.ts';
import { type Beyond, beyond, type Place, type TimelineKind } from '../model/timeline.ts';
import type { Queryable } from './repository.ts';
import type { RowOf } from './table.ts';
import { attemptTable } from './tables/attempts.ts';
import { checkoutSessionTable } from './tables/checkout-sessions.ts';
import { consentTable } from './tables/consents.ts';
import { deliveryTable } from './tables/deliveries.ts';
import { dunningTable, noticeTable } from './tables/dunning.ts';
import { eventTable } from './tables/events.ts';
import { refundTable } from './tables/refunds.ts';
import { refusalTable } from './tables/refusals.ts';

type Loose = SelectQueryBuilder<
  Record<string, Record<string, unknown>>,
  string,
  Record<string, unknown>
>;
type Owned = (query: Loose, account: string, customer: string) => Loose;

const byCustomer: Owned = (query, _account, customer) => query.where('customer', '=', customer);

/** An attempt knows its intent alone, and the intent knows whose it is. */
const byIntent: Owned = (query, account, customer) =>
  query.where(
    sql<boolean>`intent in (select id from payment_intents where account = ${account} and customer = ${customer}
      union all select id from setup_intents where account = ${account} and customer = ${customer})`,
  );

const byInvoice: Owned = (query, account, customer) =>
  query.where(
    sql<boolean>`invoice in (select id from invoices where account = ${account} and customer = ${customer})`,
  );

const scoped =
  (scope: string): Owned =>
  (query, account, customer) =>
    byCustomer(query, account, customer).where('scope', '=', scope);

const SOURCES = {
  session: { table: checkoutSessionTable, owned: byCustomer },
  consent: { table: consentTable, owned: scoped('redisplay') },
  mandate: { table: consentTable, owned: scoped('mandate') },
  refusal: { table: refusalTable, owned: byCustomer },
  attempt: { table: attemptTable, owned: byIntent },
  refund: { table: refundTable, owned: byCustomer },
  decision: { table: dunningTable, owned: byInvoice },
  notice: { table: noticeTable, owned: byCustomer },
  event: { table: eventTable, owned: byCustomer },
} as const satisfies Record<TimelineKind, { readonly table: object; readonly owned: Owned }>;

/** What stands in an entry, by its kind. */
export type Told = {
  readonly [K in TimelineKind]: {
    readonly kind: K;
    readonly what: ReturnType<(typeof SOURCES)[K]['table']['decode']>;
  };
}[TimelineKind];

export type TimelineEntry = Told & { readonly place: Place };

function from(query: Loose, past: Beyond): Loose {
  const earlier = query.where('created_ms', '<', past.beforeMs);
  if (!('seq' in past)) return earlier;
  const { beforeMs, seq, id } = past;
  return query.where((is) =>
    is.or([
      is('created_ms', '<', beforeMs),
      is.and([is('created_ms', '=', beforeMs), is('seq', '<', seq)]),
      is.and([is('created_ms', '=', beforeMs), is('seq', '=', seq), is('id', '<', id)]),
    ]),
  );
}

/**
 * Entries of one kind, newest first.
 * @param after the last entry of the page before, of whatever kind; null from the newest on
 */
export async function entriesOf(
  db: Queryable,
  account: string,
  customer: string,
  kind: TimelineKind,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<readonly TimelineEntry[]> {
  const { table, owned } = SOURCES[kind];
  const all = (db as unknown as { selectFrom(name: string): Loose })
    .selectFrom(table.name)
    .selectAll()
    .where('account', '=', account) as Loose;
  const whose = owned(all, account, customer);
  const rows = await (after === null ? whose : from(whose, beyond(kind, after)))
    .orderBy('created_ms', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const what = table.decode(row as never);
    const { createdMs, seq, id } = what;
    return { kind, what, place: { kind, createdMs, seq, id } } as TimelineEntry;
  });
}

/** What went out of these events, oldest first. */
export async function deliveriesOfEvents(
  db: Queryable,
  account: string,
  events: readonly string[],
): Promise<readonly Delivery[]> {
  if (events.length === 0) return [];
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('account', '=', account)
    .where('event', 'in', [...events])
    .orderBy('seq')
    .execute();
  return rows.map((row) =>
    deliveryTable.decode(row as RowOf<Delivery, typeof deliveryTable.columns>),
  );
}
