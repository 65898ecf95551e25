/** What whoever runs an installation does with its accounts, their keys and the keys under which values are closed. */
import type { Context } from '../context.ts';
import type { Account } from '../model/account.ts';
import type { ApiKey } from '../model/api-key.ts';
import { type AccountFields, createAccount, listAccounts } from './accounts.ts';
import {
  createApiKey,
  listApiKeys,
  type MadeKey,
  type NewKey,
  revokeApiKey,
  rotateApiKey,
} from './api-keys.ts';
import { type Rewrapping, rewrapAll } from './encryption-keys.ts';

/** All throw an Error of one line for what cannot be done. */
export interface Access {
  createAccount(fields: AccountFields): Promise<Account>;
  accounts(): Promise<readonly Account[]>;
  /** The key itself is in the answer, and nowhere else. */
  createKey(fields: NewKey): Promise<MadeKey>;
  /** @param account null for the keys of all */
  keys(account: string | null): Promise<readonly ApiKey[]>;
  revokeKey(id: string): Promise<ApiKey>;
  /** @param overlapMs how long the old key goes on */
  rotateKey(id: string, overlapMs: number): Promise<MadeKey>;
  /** The encryption keys that are listed, the active one first. */
  readonly encryptionKeys: readonly { readonly id: string; readonly whole: boolean }[];
  /** Brings what is closed under older encryption keys under the active one. */
  rewrap(): Promise<Rewrapping>;
  /** What is left of an encryption key once it closes nothing; see `keys.ts`. */
  evidenceKey(id: string): string;
}

export function accessOf(ctx: Context): Access {
  return {
    createAccount: (fields) => createAccount(ctx, fields),
    accounts: () => listAccounts(ctx),
    createKey: (fields) => createApiKey(ctx, fields),
    keys: (account) => listApiKeys(ctx, account),
    revokeKey: (id) => revokeApiKey(ctx, id),
    rotateKey: (id, overlapMs) => rotateApiKey(ctx, id, overlapMs),
    encryptionKeys: ctx.keys.listed,
    rewrap: () => rewrapAll(ctx),
    evidenceKey: (id) => ctx.keys.evidenceKey(id),
  };
}
