/** Pulses at rest: when something that has to keep happening last did. It knows no deadline. */
import type { Queryable } from './repository.ts';

/** `worker`: a worker takes turns; `probe`: a commit was tried; `backup`: a backup was verified. */
export type Pulse = 'worker' | 'probe' | 'backup';

/** @param atMs epoch milliseconds */
export async function notePulse(tx: Queryable, name: Pulse, atMs: number): Promise<void> {
  await tx
    .insertInto('pulses')
    .values({ name, at_ms: atMs })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at_ms: atMs }))
    .execute();
}

/** @returns epoch milliseconds; null where there never was one */
export async function lastPulse(db: Queryable, name: Pulse): Promise<number | null> {
  const row = await db
    .selectFrom('pulses')
    .select('at_ms')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.at_ms ?? null;
}
