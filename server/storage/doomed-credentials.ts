/** Credentials that their processor has yet to forget, with when to ask next. */
import type { Queryable } from './repository.ts';

/** Rows that one worker takes at a time. */
const BATCH = 20;

export interface DoomedCredential {
  readonly id: string;
  readonly account: string;
  readonly processor: string;
  /** Sealed, as it was in its credential. */
  readonly secret: string;
  readonly tries: number;
  readonly nextAttemptMs: number;
}

export async function doom(
  tx: Queryable,
  { id, account, processor, secret, tries, nextAttemptMs }: DoomedCredential,
): Promise<void> {
  await tx
    .insertInto('doomed_credentials')
    .values({ id, account, processor, secret, tries, next_attempt_ms: nextAttemptMs })
    .execute();
}

/** Takes what is due for `leaseMs`: until then no other worker sees it. */
export async function claimDoomed(
  tx: Queryable,
  nowMs: number,
  leaseMs: number,
): Promise<readonly DoomedCredential[]> {
  const rows = await tx
    .selectFrom('doomed_credentials')
    .selectAll()
    .where('next_attempt_ms', '<=', nowMs)
    .orderBy('next_attempt_ms')
    .limit(BATCH)
    .execute();
  for (const row of rows) {
    await tx
      .updateTable('doomed_credentials')
      .set({ next_attempt_ms: nowMs + leaseMs, tries: row.tries + 1 })
      .where('id', '=', row.id)
      .execute();
  }
  return rows.map(({ next_attempt_ms: nextAttemptMs, ...row }) => ({ ...row, nextAttemptMs }));
}

export async function forgotten(tx: Queryable, id: string): Promise<void> {
  await tx.deleteFrom('doomed_credentials').where('id', '=', id).execute();
}

export async function postponed(tx: Queryable, id: string, nextAttemptMs: number): Promise<void> {
  await tx
    .updateTable('doomed_credentials')
    .set({ next_attempt_ms: nextAttemptMs })
    .where('id', '=', id)
    .execute();
}
