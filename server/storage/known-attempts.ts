/** What is on record under references that a processor tells us. It judges nothing. */
import type { Queryable } from './repository.ts';

/** References asked about in one statement. */
const AT_ONCE = 500;

export interface KnownAttempt {
  readonly id: string;
  /** Given back of it by refunds that succeeded, minor units. */
  readonly backMinor: number;
  /** Whether a refund of it may still come to something. */
  readonly isMoving: boolean;
}

const ENDED = new Set(['succeeded', 'declined', 'not_executed', 'skipped', 'voided']);

async function someKnown(db: Queryable, ids: readonly string[]): Promise<KnownAttempt[]> {
  const found = await db
    .selectFrom('attempts')
    .select(['id', 'status'])
    .where('id', 'in', ids)
    .execute();
  const refunds = await db
    .selectFrom('attempts')
    .select(['charge', 'status', 'amount_minor'])
    .where('charge', 'in', ids)
    .where('operation', '=', 'refund')
    .execute();
  return found.map(({ id, status }) => {
    const own = refunds.filter(({ charge }) => charge === id);
    const done = own.filter((each) => each.status === 'succeeded');
    return {
      id,
      backMinor: done.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
      isMoving: !ENDED.has(status) || own.some((each) => !ENDED.has(each.status)),
    };
  });
}

/** Those of these references that are on record, in whichever account, by their id. */
export async function knownAttempts(
  db: Queryable,
  references: readonly string[],
): Promise<ReadonlyMap<string, KnownAttempt>> {
  const known = new Map<string, KnownAttempt>();
  for (let start = 0; start < references.length; start += AT_ONCE)
    for (const each of await someKnown(db, references.slice(start, start + AT_ONCE)))
      known.set(each.id, each);
  return known;
}
