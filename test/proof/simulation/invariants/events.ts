/** Events: one for each change, in its transaction; every one arrives, and says the same each time. */
import type { Books } from './books.ts';
import { type ChangeRule, must, type Rule } from './rule.ts';

const countOf = (books: Books, object: string, type: string) =>
  books.count('select count(*) as n from events where object = ? and type = ?', object, type);

const changesOf = (books: Books, kind: string, id: string, now: string) =>
  books.count(
    'select count(*) as n from watched where kind = ? and id = ? and now = ?',
    kind,
    id,
    now,
  );

/** An intent's end is told once, in the transaction that brings it. */
export const endsAreTold: ChangeRule = (books, { kind, id, now }) => {
  if (kind !== 'intent' || (now !== 'succeeded' && now !== 'canceled')) return;
  const type = `payment_intent.${now}`;
  const told = countOf(books, id, type);
  const happened = changesOf(books, 'intent', id, now);
  must(told === happened, 'ends-are-told', () => `${id}: ${happened} × ${now}, ${told} events`);
};

/** That an outcome is unknown is told, and that it is known again. */
export const unknownIsTold: ChangeRule = (books, { kind, id, was, now }) => {
  if (kind !== 'attempt') return;
  if (now === 'unknown') {
    const told = countOf(books, id, 'keepsake.attempt.unknown');
    must(
      told === changesOf(books, kind, id, now),
      'unknown-is-told',
      () => `${id}: ${told} events`,
    );
  }
  const known =
    now === 'succeeded' || now === 'authorized' || now === 'declined' || now === 'not_executed';
  if (was === 'unknown' && known)
    must(
      countOf(books, id, 'keepsake.attempt.resolved') > 0,
      'unknown-is-told',
      () => `${id} was resolved in silence`,
    );
};

/** A failure is told once for every charge that was the last of its intention, and for no other. */
export const failuresAreTold: ChangeRule = (books, { kind, id, now }) => {
  if (kind !== 'attempt' || (now !== 'declined' && now !== 'not_executed')) return;
  const attempt = books.attempt(id);
  if (attempt?.operation !== 'charge') return;
  const failed = books.count(
    `select count(*) as n from watched w join attempts a on a.id = w.id
      where w.kind = 'attempt' and a.intent = ? and a.operation = 'charge'
        and w.now in ('declined', 'not_executed')
        and coalesce(json_extract(a.decision, '$.action'), '') <> 'fallback'`,
    attempt.intent,
  );
  const told = countOf(books, attempt.intent, 'payment_intent.payment_failed');
  must(
    told === failed,
    'failures-are-told',
    () => `${attempt.intent}: ${failed} failed, ${told} told`,
  );
};

/** A refund is told when it is made, and when it fails; what failed succeeds only as a late one. */
export const refundsAreTold: Rule = (books) => {
  for (const { id, status, late } of books.rows<{ id: string; status: string; late: number }>(
    'select r.id, r.status, a.late from refunds r join attempts a on a.id = r.refund_attempt',
  )) {
    must(countOf(books, id, 'refund.created') === 1, 'refunds-are-told', () => id);
    const failed = countOf(books, id, 'refund.failed');
    const expected = status === 'failed' || (status === 'succeeded' && late === 1) ? 1 : 0;
    must(
      failed === expected,
      'refunds-are-told',
      () => `${id} is ${status} and was told failed ${failed} times`,
    );
  }
};

/** An event that was written has a delivery for each endpoint that wants it. */
export const everyEventGoesOut: Rule = (books) => {
  const [endpoint] = books.rows<{ id: string; enabled_events: string; created_ms: number }>(
    'select id, enabled_events, created_ms from webhook_endpoints',
  );
  if (!endpoint) return;
  const wanted = JSON.parse(endpoint.enabled_events) as string[];
  const missing = books
    .rows<{ id: string; type: string }>(
      `select e.id, e.type from events e
        where not exists (select 1 from deliveries d where d.event = e.id)`,
    )
    .find(({ type }) => wanted.includes('*') || wanted.includes(type));
  must(!missing, 'every-event-goes-out', () => `${missing?.id} ${missing?.type}`);
};

/** What arrived was written, and nothing was made up on the way. */
export const nothingMadeUp: Rule = (books) => {
  for (const { id, type } of books.journal.fresh.splice(0)) {
    const row = books.row<{ type: string }>('select type from events where id = ?', id);
    must(row?.type === type, 'nothing-made-up', () => `${id} ${type} arrived, and is on no record`);
  }
};

/** At rest every delivery has arrived, or is plainly marked as given up. */
export const allArrived: Rule = (books) => {
  for (const { event, status } of books.rows<{ event: string; status: string }>(
    'select event, status from deliveries',
  )) {
    must(status !== 'pending', 'all-arrived', () => `${event} is still on its way`);
    must(
      status !== 'delivered' || books.journal.received.has(event),
      'all-arrived',
      () => `${event} is marked delivered, and never arrived`,
    );
  }
};

/** A delivery ends once: who held it before and lost it changes nothing any more. */
export const deliveryEndsOnce: ChangeRule = (_books, { kind, id, was, now }) => {
  must(
    kind !== 'delivery' || was === 'pending',
    'delivery-ends-once',
    () => `${id}: ${was} → ${now}`,
  );
};

/** A processor's message is one row, however often it came. */
export const newsOnce: Rule = (books) => {
  const double = books.row<{ event: string; n: number }>(
    'select event, count(*) as n from inbox group by processor, event having n > 1',
  );
  must(!double, 'news-once', () => `${double?.event} is stored ${double?.n} times`);
};
