/**
 * Accounts with keys of their own: of a key only its hash is kept. Beside them, which encryption keys
 * ever closed anything here, so that a start without one of them is refused and not found out later.
 */
import type { Migration } from './migration.ts';

export const apiKeys: Migration = {
  name: '0008-api-keys',
  statements: [
    `create table accounts (
      id text primary key,
      name text not null,
      terms_url text,
      support_url text,
      manage_url text,
      created_ms bigint not null
    )`,
    `create table api_keys (
      id text primary key,
      account text not null,
      seq bigint not null,
      created_ms bigint not null,
      name text not null,
      kind text not null,
      hash text not null unique,
      hint text not null,
      permissions text,
      last_used_ms bigint,
      expires_ms bigint,
      revoked_ms bigint,
      replaced_by text
    )`,
    'create index api_keys_account on api_keys (account, seq)',
    `create table encryption_keys (
      id text primary key,
      proof text not null,
      evidence text not null,
      since_ms bigint not null
    )`,
  ],
};
