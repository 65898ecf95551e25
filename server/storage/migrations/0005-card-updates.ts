/**
 * Which number was tried, so that tries are counted by the card and not by who kept it; and what
 * processors told of a card's account since it was kept.
 */
import type { Migration } from './migration.ts';

export const cardUpdates: Migration = {
  name: '0005-card-updates',
  statements: [
    'alter table attempts add column fingerprint text',
    `update attempts set fingerprint =
       (select fingerprint from payment_methods where payment_methods.id = attempts.payment_method)
     where operation in ('charge', 'setup')`,
    `create index attempts_declined on attempts (account, fingerprint, created_ms)
       where status = 'declined'`,
    'alter table payment_methods add column closed_ms bigint',
    // Finds the credential that a message is about; filled in when one is first looked for.
    'alter table credentials add column lookup text',
    'create index credentials_lookup on credentials (processor, lookup)',
    'alter table inbox add column credential text',
    `create table card_updates (
      id text primary key,
      account text not null,
      seq bigint not null,
      payment_method text not null,
      processor text not null,
      kind text not null,
      source text not null,
      told_by text not null,
      before text not null,
      after text not null,
      as_of_ms bigint not null,
      created_ms bigint not null
    )`,
    'create index card_updates_payment_method on card_updates (account, payment_method, seq)',
    `create trigger card_updates_no_update before update on card_updates
       begin select raise(abort, 'card updates are append-only'); end`,
    `create trigger card_updates_no_delete before delete on card_updates
       begin select raise(abort, 'card updates are append-only'); end`,
  ],
};
