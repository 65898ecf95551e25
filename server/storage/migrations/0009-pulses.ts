/** When something last happened that has to keep happening; and keys that are too old are found at once. */
import type { Migration } from './migration.ts';

export const pulses: Migration = {
  name: '0009-pulses',
  statements: [
    'create table pulses (name text primary key, at_ms bigint not null)',
    'create index idempotency_keys_created on idempotency_keys (created_ms)',
  ],
};
