/**
 * Idempotency keys at rest: who holds one, for what, how far the holder came, and what came of it.
 * Kept for 24 hours. Every claim raises the fence, and whoever was overtaken writes nothing more.
 */
import { IDEMPOTENCY_MS } from '../model/limits.ts';
import type { Queryable } from './repository.ts';

/** A key in the hands of one holder. */
export interface HeldKey {
  readonly account: string;
  readonly key: string;
  readonly fence: number;
}

export type Claim =
  | {
      readonly state: 'claimed';
      readonly held: HeldKey;
      /** What an earlier holder, who never answered, had made: an id; null where it had made nothing. */
      readonly point: string | null;
    }
  | { readonly state: 'mismatch' }
  | { readonly state: 'in_flight' }
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
  const known = found && found.created_ms > nowMs - IDEMPOTENCY_MS ? found : null;
  if (known) {
    if (known.hash !== hash) return { state: 'mismatch' };
    if (known.status !== null && known.body !== null)
      return { state: 'done', status: known.status, body: known.body };
    if (known.lease_until_ms > nowMs) return { state: 'in_flight' };
  }
  const fence = (found?.fence ?? 0) + 1;
  const point = known?.point ?? null;
  const row = {
    account,
    key,
    hash,
    lease_until_ms: leaseUntilMs,
    fence,
    point,
    created_ms: known?.created_ms ?? nowMs,
    status: null,
    body: null,
  };
  await tx
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) => conflict.columns(['account', 'key']).doUpdateSet(row))
    .execute();
  return { state: 'claimed', held: { account, key, fence }, point };
}

type Change = Partial<{ status: number; body: string; point: string; lease_until_ms: number }>;

async function change(tx: Queryable, { account, key, fence }: HeldKey, to: Change) {
  const { numUpdatedRows } = await tx
    .updateTable('idempotency_keys')
    .set(to)
    .where('account', '=', account)
    .where('key', '=', key)
    .where('fence', '=', fence)
    .where('status', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Stores the answer. @returns false when another has taken the key meanwhile */
export function completeKey(
  tx: Queryable,
  held: HeldKey,
  { status, body }: { readonly status: number; readonly body: string },
): Promise<boolean> {
  return change(tx, held, { status, body });
}

/** Notes how far the holder has come. @returns false when another has taken the key meanwhile */
export function pointKey(tx: Queryable, held: HeldKey, point: string): Promise<boolean> {
  return change(tx, held, { point });
}

/** Ends the lease and keeps what was noted: the next request with this key resumes. */
export function yieldKey(tx: Queryable, held: HeldKey): Promise<boolean> {
  return change(tx, held, { lease_until_ms: 0 });
}

/** Forgets the key: nothing was done under it. */
export async function releaseKey(tx: Queryable, { account, key, fence }: HeldKey): Promise<void> {
  await tx
    .deleteFrom('idempotency_keys')
    .where('account', '=', account)
    .where('key', '=', key)
    .where('fence', '=', fence)
    .where('status', 'is', null)
    .execute();
}
