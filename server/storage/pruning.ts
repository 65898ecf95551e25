/**
 * Deleting what is too old, in bounded steps. How old that is, is decided elsewhere; what may never go
 * (evidence of consents, and what is still on its way) is known here.
 */
import type { Queryable } from './repository.ts';

/** Numbers of `seq` are microseconds of the machine's clock, whatever clock a customer lives by. */
const SEQ_PER_MS = 1000;

/** The ledger's own witnesses: they say which records there were. */
const EVIDENCE = 'keepsake.consent.created';

/** Up to where an account's events have been looked at already. */
const cursorOf = (account: string) => `pruned events ${account}`;

async function oldEvents(tx: Queryable, account: string, untilMs: number, limit: number) {
  const cursor = await tx
    .selectFrom('pulses')
    .select('at_ms')
    .where('name', '=', cursorOf(account))
    .executeTakeFirst();
  return tx
    .selectFrom('events')
    .select(['id', 'type', 'seq'])
    .where('account', '=', account)
    .where('seq', '>=', (cursor?.at_ms ?? 0) * SEQ_PER_MS)
    .where('seq', '<', untilMs * SEQ_PER_MS)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

async function onTheirWay(tx: Queryable, events: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('deliveries')
    .select('event')
    .where('event', 'in', [...events])
    .where('status', '=', 'pending')
    .execute();
  return new Set(rows.map(({ event }) => event));
}

/**
 * Deletes an account's oldest events, with their deliveries.
 * @param untilMs younger ones stay; epoch ms
 * @param limit how many are looked at
 * @returns how many were looked at
 */
export async function pruneEvents(
  tx: Queryable,
  account: string,
  untilMs: number,
  limit: number,
): Promise<number> {
  const found = await oldEvents(tx, account, untilMs, limit);
  const last = found.at(-1);
  if (!last) return 0;
  const pending = await onTheirWay(
    tx,
    found.map(({ id }) => id),
  );
  const done = found.filter(({ id }) => !pending.has(id));
  const gone = done.filter(({ type }) => type !== EVIDENCE).map(({ id }) => id);
  const told = done.map(({ id }) => id);
  if (told.length > 0) await tx.deleteFrom('deliveries').where('event', 'in', told).execute();
  if (gone.length > 0) await tx.deleteFrom('events').where('id', 'in', gone).execute();
  const at = Math.floor(last.seq / SEQ_PER_MS);
  await tx
    .insertInto('pulses')
    .values({ name: cursorOf(account), at_ms: at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at_ms: at }))
    .execute();
  return found.length;
}

/**
 * Deletes the oldest idempotency keys.
 * @param untilMs younger ones stay; epoch ms
 * @returns how many
 */
export async function pruneKeys(tx: Queryable, untilMs: number, limit: number): Promise<number> {
  const rows = await tx
    .selectFrom('idempotency_keys')
    .select(['account', 'key', 'fence'])
    .where('created_ms', '<', untilMs)
    .orderBy('created_ms')
    .limit(limit)
    .execute();
  for (const { account, key, fence } of rows)
    await tx
      .deleteFrom('idempotency_keys')
      .where('account', '=', account)
      .where('key', '=', key)
      .where('fence', '=', fence)
      .execute();
  return rows.length;
}
