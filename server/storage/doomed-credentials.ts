/** Credentials that their processor has yet to forget, with when to ask next. */
import { claimDue, type DueTable, recordDue, removeDue } from './due.ts';
import type { Queryable } from './repository.ts';
import type { DoomedCredentialRow } from './schema.ts';

const DUE: DueTable = { name: 'doomed_credentials', due: 'next_attempt_ms' };

/** Rows that one worker takes at a time. */
const BATCH = 20;

export interface DoomedCredential {
  readonly id: string;
  readonly account: string;
  readonly processor: string;
  /** Sealed, as it was in its credential. */
  readonly secret: string;
  readonly nextAttemptMs: number;
  /** How often it was claimed, and so tried. */
  readonly fence: number;
}

export async function doom(
  tx: Queryable,
  { id, account, processor, secret, nextAttemptMs }: Omit<DoomedCredential, 'fence'>,
): Promise<void> {
  await tx
    .insertInto('doomed_credentials')
    .values({ id, account, processor, secret, fence: 0, next_attempt_ms: nextAttemptMs })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ next_attempt_ms: nextAttemptMs }))
    .execute();
}

/** Takes what is due for `leaseMs`: until then no other worker sees it. */
export async function claimDoomed(
  tx: Queryable,
  nowMs: number,
  leaseMs: number,
): Promise<readonly DoomedCredential[]> {
  const rows = await claimDue<DoomedCredentialRow>(tx, DUE, { nowMs, leaseMs, limit: BATCH });
  return rows.map(({ next_attempt_ms: nextAttemptMs, ...row }) => ({ ...row, nextAttemptMs }));
}

export async function forgotten(tx: Queryable, held: DoomedCredential): Promise<void> {
  await removeDue(tx, DUE, held);
}

export async function postponed(
  tx: Queryable,
  held: DoomedCredential,
  nextAttemptMs: number,
): Promise<void> {
  await recordDue(tx, DUE, held, { next_attempt_ms: nextAttemptMs });
}
