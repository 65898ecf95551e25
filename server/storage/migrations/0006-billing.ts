/**
 * What is sold, subscriptions to it, and invoices; and clocks on which a test customer's time goes by.
 * Two workers, or one that comes back, make one invoice for a subscription and period: the index says so.
 */
import type { Migration } from './migration.ts';

const TABLES = [
  `create table products (
    id text primary key,
    account text not null,
    seq bigint not null,
    created_ms bigint not null,
    updated_ms bigint not null,
    name text not null,
    description text,
    active bigint not null,
    default_price text,
    metadata text not null,
    extra text not null
  )`,
  `create table prices (
    id text primary key,
    account text not null,
    seq bigint not null,
    created_ms bigint not null,
    product text not null,
    active bigint not null,
    currency text not null,
    unit_amount_minor bigint not null,
    recurring text,
    nickname text,
    lookup_key text,
    metadata text not null,
    extra text not null
  )`,
  `create table subscriptions (
    id text primary key,
    account text not null,
    seq bigint not null,
    created_ms bigint not null,
    customer text not null,
    test_clock text,
    status text not null,
    description text,
    currency text not null,
    items text not null,
    collection_method text not null,
    default_payment_method text,
    mandate text,
    backup_payment_method text,
    anchor_ms bigint not null,
    period_start_ms bigint not null,
    period_end_ms bigint not null,
    trial_start_ms bigint,
    trial_end_ms bigint,
    missing_method text not null,
    final_action text,
    cancel_at_period_end bigint not null,
    cancel_at_ms bigint,
    canceled_at_ms bigint,
    cancellation_details text not null,
    ended_at_ms bigint,
    pause_collection text,
    latest_invoice text,
    pending_setup_intent text,
    checkout_session text,
    metadata text not null,
    extra text not null,
    due_ms bigint,
    fence bigint not null
  )`,
  `create table invoices (
    id text primary key,
    account text not null,
    seq bigint not null,
    created_ms bigint not null,
    customer text not null,
    test_clock text,
    subscription text,
    subscription_metadata text,
    period_start_ms bigint not null,
    period_end_ms bigint not null,
    billing_reason text not null,
    status text not null,
    description text,
    currency text not null,
    lines text not null,
    total_minor bigint not null,
    amount_paid_minor bigint not null,
    attempt_count bigint not null,
    attempted bigint not null,
    auto_advance bigint not null,
    due_ms bigint,
    fence bigint not null,
    intent text,
    default_payment_method text,
    number text,
    finalized_at_ms bigint,
    paid_at_ms bigint,
    voided_at_ms bigint,
    uncollectible_at_ms bigint,
    paid_out_of_band bigint not null,
    reason text,
    actor text,
    checkout_session text,
    metadata text not null
  )`,
  `create table test_clocks (
    id text primary key,
    account text not null,
    seq bigint not null,
    created_ms bigint not null,
    name text,
    frozen_ms bigint not null,
    target_ms bigint,
    waiting_since_ms bigint,
    status text not null,
    deletes_after_ms bigint not null,
    due_ms bigint,
    fence bigint not null
  )`,
] as const;

const INDEXES = [
  'create index products_listed on products (account, seq)',
  'create index prices_listed on prices (account, seq)',
  'create index prices_product on prices (account, product)',
  'create unique index prices_lookup_key on prices (account, lookup_key) where lookup_key is not null',
  'create index subscriptions_listed on subscriptions (account, seq)',
  'create index subscriptions_customer on subscriptions (account, customer, seq)',
  'create index subscriptions_due on subscriptions (due_ms) where due_ms is not null',
  'create index subscriptions_clock on subscriptions (test_clock, due_ms) where test_clock is not null',
  'create index subscriptions_mandate on subscriptions (mandate) where mandate is not null',
  'create index invoices_listed on invoices (account, seq)',
  'create index invoices_customer on invoices (account, customer, seq)',
  `create unique index invoices_one_a_period on invoices (account, subscription, period_start_ms)
    where subscription is not null`,
  'create unique index invoices_intent on invoices (intent) where intent is not null',
  'create index invoices_due on invoices (due_ms) where due_ms is not null',
  'create index invoices_clock on invoices (test_clock, due_ms) where test_clock is not null',
  'create index test_clocks_listed on test_clocks (account, seq)',
  'create index customers_clock on customers (test_clock) where test_clock is not null',
  `create index checkout_sessions_clock on checkout_sessions (test_clock, expires_at_ms)
    where test_clock is not null and status = 'open'`,
] as const;

/** A customer's revision grows with what their cards pay for: see the first migration. */
const REVISIONS = [
  `create trigger subscriptions_added after insert on subscriptions
     begin update customers set revision = revision + 1 where id = new.customer; end`,
  `create trigger subscriptions_revised after update on subscriptions
     begin update customers set revision = revision + 1 where id = new.customer; end`,
] as const;

export const billing: Migration = {
  name: '0006-billing',
  statements: [
    ...TABLES,
    'alter table checkout_sessions add column test_clock text',
    'alter table checkout_sessions add column invoice text',
    ...INDEXES,
    ...REVISIONS,
  ],
};
