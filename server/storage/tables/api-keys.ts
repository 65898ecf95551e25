/** An account and an API key as rows. */
import type { Account } from '../../model/account.ts';
import type { ApiKey } from '../../model/api-key.ts';
import { defineTable } from '../table.ts';

export const accountTable = defineTable<Account>()('accounts', {
  id: 'plain',
  name: 'plain',
  termsUrl: 'plain',
  supportUrl: 'plain',
  manageUrl: 'plain',
  createdMs: 'plain',
});

export const apiKeyTable = defineTable<ApiKey>()('api_keys', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  name: 'plain',
  kind: 'plain',
  hash: 'plain',
  hint: 'plain',
  permissions: 'json',
  lastUsedMs: 'plain',
  expiresMs: 'plain',
  revokedMs: 'plain',
  replacedBy: 'plain',
});
