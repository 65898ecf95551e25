/** Cards that are yet to be taken to another processor; what the networks gave for a first charge stays as it was. */
import type { Migration } from './migration.ts';

export const portability: Migration = {
  name: '0003-portability',
  statements: [
    `create table provisions (
      id text primary key,
      account text not null,
      payment_method text not null,
      credential text not null,
      processor text not null,
      next_attempt_ms bigint not null,
      fence bigint not null
    )`,
    'create unique index provisions_once on provisions (payment_method, processor)',
    'create index provisions_due on provisions (next_attempt_ms)',
    `create trigger credentials_write_once before update on credentials
       when new.processor <> old.processor or new.kind <> old.kind
         or (old.network_transaction_id is not null
           and (new.network_transaction_id is null
             or new.network_transaction_id <> old.network_transaction_id))
       begin select raise(abort, 'what a processor gave for a card is written once'); end`,
  ],
};
