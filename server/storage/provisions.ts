/** Kept cards that are yet to be taken to another processor, with when to ask for that next. */
import { claimDue, type DueTable, recordDue, removeDue } from './due.ts';
import type { Queryable } from './repository.ts';
import type { ProvisionRow } from './schema.ts';

const DUE: DueTable = { name: 'provisions', due: 'next_attempt_ms' };

/** Rows that one worker takes at a time. */
const BATCH = 20;

export interface Provision {
  /** The id that the new credential will have. */
  readonly id: string;
  readonly account: string;
  readonly paymentMethod: string;
  /** The credential of a kept card that another one is to be made of. */
  readonly credential: string;
  /** The processor that is to have it. */
  readonly processor: string;
  readonly nextAttemptMs: number;
  /** How often it was claimed, and so tried. */
  readonly fence: number;
}

const decode = ({
  payment_method: paymentMethod,
  next_attempt_ms: nextAttemptMs,
  ...row
}: ProvisionRow): Provision => ({ ...row, paymentMethod, nextAttemptMs });

/** Plans one, unless the card is already on its way there. */
export async function planProvision(
  tx: Queryable,
  { paymentMethod, nextAttemptMs, ...fields }: Omit<Provision, 'fence'>,
): Promise<void> {
  await tx
    .insertInto('provisions')
    .values({ ...fields, payment_method: paymentMethod, next_attempt_ms: nextAttemptMs, fence: 0 })
    .onConflict((conflict) => conflict.columns(['payment_method', 'processor']).doNothing())
    .execute();
}

/** Takes what is due for `leaseMs`: until then no other worker sees it. */
export async function claimProvisions(
  tx: Queryable,
  nowMs: number,
  leaseMs: number,
): Promise<readonly Provision[]> {
  const rows = await claimDue<ProvisionRow>(tx, DUE, { nowMs, leaseMs, limit: BATCH });
  return rows.map(decode);
}

/** Ends one. @returns false when somebody has claimed it since */
export function endProvision(tx: Queryable, held: Provision): Promise<boolean> {
  return removeDue(tx, DUE, held);
}

export async function postponeProvision(
  tx: Queryable,
  held: Provision,
  nextAttemptMs: number,
): Promise<void> {
  await recordDue(tx, DUE, held, { next_attempt_ms: nextAttemptMs });
}
