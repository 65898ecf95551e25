/**
 * What our own file must hold by itself once everything has settled: nothing open, nothing leased,
 * one event for each change, mandates within their caps. Each rule is a query for its violations.
 */
import type Sqlite from 'better-sqlite3';

/** Each finds what is still under way: id and why. */
const UNFINISHED: Readonly<Record<string, string>> = {
  'attempt open': `select id, status from attempts where status in ('started', 'unknown')`,
  'intent processing': `select id, status from payment_intents where status = 'processing'`,
  'refund pending': `select id, status from refunds where status = 'pending'`,
  'way back under way': `select id, status from attempts
     where resolve_after_ms is not null and status not in ('authorized', 'requires_action')`,
  'message not heeded': 'select id, event from inbox where next_attempt_ms is not null',
  'event not delivered': `select id, event from deliveries where status = 'pending'`,
  'card on its way': 'select id, processor from provisions',
  'fallback without a next try': `select id, intent from attempts a
    where json_extract(decision, '$.action') = 'fallback' and not exists (select 1 from attempts b
      where b.intent = a.intent and b.seq > a.seq and b.operation = a.operation
        and b.status <> 'skipped')`,
  'use reserved': `select id, attempt from mandate_uses where state = 'reserved'`,
};

/** Held by somebody who is dead, once every client has its answer. */
const LEASED: Readonly<Record<string, string>> = {
  'key without an answer': 'select key as id, point from idempotency_keys where status is null',
};

/** How many events of a type an object must have, for each object: id, wanted. */
const EVENTS: readonly (readonly [type: string, wanted: string])[] = [
  [
    'payment_intent.created',
    'select id, 1 as wanted from payment_intents where checkout_session is null',
  ],
  ['payment_intent.succeeded', `select id, status = 'succeeded' as wanted from payment_intents`],
  ['payment_intent.canceled', `select id, status = 'canceled' as wanted from payment_intents`],
  [
    'payment_intent.payment_failed',
    `select p.id, (select count(*) from attempts a where a.intent = p.id and a.operation = 'charge'
       and (a.status in ('declined', 'not_executed') or a.late = 1)
       and coalesce(json_extract(a.decision, '$.action'), '') <> 'fallback') as wanted
       from payment_intents p`,
  ],
  [
    'keepsake.attempt.failed',
    `select id, status in ('declined', 'not_executed') as wanted from attempts
       where operation in ('charge', 'setup') and late = 0`,
  ],
  ['keepsake.attempt.skipped', `select id, status = 'skipped' as wanted from attempts`],
  [
    'charge.succeeded',
    `select 'ch_' || substr(id, 5) as id, 1 as wanted from attempts
       where operation = 'charge' and late = 0 and status in ('succeeded', 'authorized')`,
  ],
  [
    'charge.failed',
    `select 'ch_' || substr(id, 5) as id, 1 as wanted from attempts
       where operation = 'charge' and late = 0 and status in ('declined', 'not_executed')`,
  ],
  [
    'charge.captured',
    `select 'ch_' || substr(id, 5) as id, (select count(*) from attempts f where f.charge = a.id
       and f.operation = 'capture' and f.status = 'succeeded' and f.late = 0) as wanted
       from attempts a where operation = 'charge' and late = 0`,
  ],
  [
    'charge.refunded',
    `select 'ch_' || substr(id, 5) as id, (select count(*) from refunds r where r.attempt = a.id
       and r.status = 'succeeded') + (status = 'voided') as wanted
       from attempts a where operation = 'charge' and late = 0`,
  ],
  ['refund.created', 'select id, 1 as wanted from refunds'],
  ['refund.failed', `select id, status = 'failed' as wanted from refunds`],
  ['refund.updated', 'select id, 1 as wanted from refunds'],
  ['checkout.session.completed', `select id, status = 'complete' as wanted from checkout_sessions`],
  ['keepsake.consent.created', 'select id, 1 as wanted from consents'],
];

/** Mandates of which more was used than they allow. */
const OVERUSED = `select m.id, count(*) as used from mandates m join mandate_uses u on u.mandate = m.id
  where u.state in ('reserved', 'consumed') group by m.id
  having json_extract(m.terms, '$.maxCount') < count(*)`;

const rows = (db: Sqlite.Database, query: string) =>
  db.prepare(query).all() as Record<string, unknown>[];

function matches(db: Sqlite.Database, queries: Readonly<Record<string, string>>): string[] {
  return Object.entries(queries).flatMap(([what, query]) =>
    rows(db, query).map((row) => `${what}: ${Object.values(row).join(' ')}`),
  );
}

/** What is still open, leased by a worker or on its way to a merchant. */
export function unfinished(db: Sqlite.Database): readonly string[] {
  return matches(db, UNFINISHED);
}

/** When the next thing is due, epoch milliseconds of the lane; null when nothing is. */
export function nextDueMs(db: Sqlite.Database): number | null {
  const [row] = rows(
    db,
    `select min(due) as due from (
       select min(resolve_after_ms) as due from attempts where status in ('started', 'unknown')
       union all select min(next_attempt_ms) from inbox
       union all select min(next_attempt_ms) from provisions
       union all select min(next_attempt_ms) from deliveries where status = 'pending')`,
  );
  return typeof row?.due === 'number' ? row.due : null;
}

/** What a dead holder left behind that nobody came for. */
export function leftBehind(db: Sqlite.Database): readonly string[] {
  return matches(db, LEASED);
}

/** Objects that have another number of events than they had changes. */
export function miscounted(db: Sqlite.Database): readonly string[] {
  return EVENTS.flatMap(([type, wanted]) =>
    rows(
      db,
      `with told as (select object, count(*) as told from events where type = '${type}' group by object)
       select w.id, w.wanted, coalesce(t.told, 0) as told from (${wanted}) w
       left join told t on t.object = w.id where coalesce(t.told, 0) <> w.wanted`,
    ).map((row) => `${row.id}: ${row.told} × ${type} instead of ${row.wanted}`),
  );
}

/** Mandates beyond their caps. */
export function overused(db: Sqlite.Database): readonly string[] {
  return rows(db, OVERUSED).map((row) => `${row.id}: used ${row.used} times`);
}

/** Events that no merchant has received, of those that were to be delivered. */
export function unheard(
  db: Sqlite.Database,
  received: ReadonlyMap<string, number>,
): readonly string[] {
  return rows(db, 'select event from deliveries')
    .map(({ event }) => String(event))
    .filter((event) => !received.has(event))
    .map((event) => `${event} never reached the merchant`);
}

/** What SQLite finds wrong with its own file. */
export function broken(db: Sqlite.Database): readonly string[] {
  return rows(db, 'pragma integrity_check')
    .map(({ integrity_check: word }) => String(word))
    .filter((word) => word !== 'ok');
}
