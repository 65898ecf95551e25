/**
 * What was decided about debts that could not be collected, notices that were told, links that work
 * once, and who asked for a charge and why. Decisions and notices are only ever added: a notice that
 * has its row is never told again.
 */
import type { Migration } from './migration.ts';

const only = (table: string) => [
  `create trigger ${table}_no_update before update on ${table}
     begin select raise(abort, '${table} are append-only'); end`,
  `create trigger ${table}_no_delete before delete on ${table}
     begin select raise(abort, '${table} are append-only'); end`,
];

/** What a notice may depend on; any change of it is looked at anew. */
const NOTICED = [
  'status',
  'items',
  'period_end_ms',
  'trial_end_ms',
  'default_payment_method',
  'cancel_at_period_end',
  'cancel_at_ms',
  'pause_collection',
  'latest_invoice',
];

export const dunning: Migration = {
  name: '0007-dunning',
  statements: [
    `create table dunning_decisions (
      id text primary key,
      account text not null,
      seq bigint not null,
      created_ms bigint not null,
      invoice text not null,
      subscription text,
      intent text,
      attempt text,
      payment_method text,
      action text not null,
      reason text not null,
      rule text not null,
      until_ms bigint,
      final text,
      tries bigint not null
    )`,
    'create index dunning_decisions_invoice on dunning_decisions (account, invoice, seq)',
    ...only('dunning_decisions'),
    `create table notices (
      id text primary key,
      account text not null,
      seq bigint not null,
      created_ms bigint not null,
      customer text not null,
      subscription text,
      invoice text,
      kind text not null,
      cause text not null,
      due_by_ms bigint not null,
      about_ms bigint not null
    )`,
    'create unique index notices_once on notices (account, kind, cause)',
    'create index notices_listed on notices (account, seq)',
    'create index notices_subscription on notices (account, subscription, about_ms)',
    'create index notices_cause on notices (account, cause)',
    // Every payment looks for the links that its end closes.
    `create index checkout_sessions_intent on checkout_sessions (account, payment_intent, seq)
       where payment_intent is not null`,
    ...only('notices'),
    `create table confirm_links (
      id text primary key,
      account text not null,
      intent text not null,
      session text not null,
      created_ms bigint not null,
      expires_ms bigint not null,
      used_ms bigint
    )`,
    'create index confirm_links_intent on confirm_links (account, intent)',
    // When its notices have to be looked at next: at once after any change that they depend on.
    'alter table subscriptions add column notices_due_ms bigint default 0',
    `create index subscriptions_notices on subscriptions (notices_due_ms)
       where notices_due_ms is not null`,
    `create trigger subscriptions_noticed after update of ${NOTICED.join(', ')} on subscriptions
       begin update subscriptions set notices_due_ms = 0 where id = new.id; end`,
    // Whom an invoice waits for, where it is not a time.
    'alter table invoices add column awaits text',
    ...['payment_intents', 'attempts'].flatMap((table) => [
      `alter table ${table} add column reason text`,
      `alter table ${table} add column actor text`,
    ]),
  ],
};
