/** Idempotency keys at rest: who holds one, for what, and what came of it. Kept for 24 hours. */
import { IDEMPOTENCY_MS } from '../model/limits.ts';
import type { Queryable } from './repository.ts';

export type Claim =
  | { readonly state: 'claimed' | 'mismatch' | 'in_flight' }
  | { readonly state: 'done'; readonly status: number; readonly body: string };

/** Takes a key for one execution, or says why not. A holder past its lease is replaced. */
export async function claimKey(
  tx: Queryable,
  claim: {
    readonly account: string;
    readonly key: string;
    readonly hash: string;
    readonly nowMs: number;
    readonly leaseUntilMs: number;
  },
): Promise<Claim> {
  const { account, key, hash, nowMs, leaseUntilMs } = claim;
  const found = await tx
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('account', '=', account)
    .where('key', '=', key)
    .executeTakeFirst();
  if (found && found.created_ms > nowMs - IDEMPOTENCY_MS) {
    if (found.hash !== hash) return { state: 'mismatch' };
    if (found.status !== null && found.body !== null)
      return { state: 'done', status: found.status, body: found.body };
    if (found.lease_until_ms > nowMs) return { state: 'in_flight' };
  }
  const row = {
    account,
    key,
    hash,
    lease_until_ms: leaseUntilMs,
    created_ms: nowMs,
    status: null,
    body: null,
  };
  await tx
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) => conflict.columns(['account', 'key']).doUpdateSet(row))
    .execute();
  return { state: 'claimed' };
}

export async function completeKey(
  tx: Queryable,
  done: {
    readonly account: string;
    readonly key: string;
    readonly status: number;
    readonly body: string;
  },
): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ status: done.status, body: done.body })
    .where('account', '=', done.account)
    .where('key', '=', done.key)
    .execute();
}

export async function releaseKey(tx: Queryable, account: string, key: string): Promise<void> {
  await tx
    .deleteFrom('idempotency_keys')
    .where('account', '=', account)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}
