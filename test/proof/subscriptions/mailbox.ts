/**
 * What the server told the merchant, one line an event: written down by the database itself in the
 * transaction that tells it, so that nothing is told twice or forgotten behind our back. The events'
 * bodies are not kept, because three years of them fill a disk; those with a link are.
 */
export const WATCH: readonly string[] = [
  `create table heard (
    n integer primary key, type text not null, object text not null, customer text, at_ms bigint not null, data text
  )`,
  `create trigger hear before insert on events begin
     insert into heard (type, object, customer, at_ms, data) values (
       new.type, new.object, new.customer, new.created_ms,
       case when new.type = 'keepsake.recovery_required' then new.data end);
     select raise(ignore);
   end`,
  `create view due as
     select 'subscription' as what, id, due_ms as at_ms from subscriptions where due_ms is not null
     union all select 'notices', id, notices_due_ms from subscriptions where notices_due_ms is not null
     union all select 'invoice', id, due_ms from invoices where due_ms is not null
     union all select 'attempt', id, resolve_after_ms from attempts
       where resolve_after_ms is not null and status in ('started', 'unknown')`,
];
