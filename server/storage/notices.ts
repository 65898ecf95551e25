/** Notices at rest: only ever added, one a cause; and whose are to be looked at next. */
import { sql } from 'kysely';
import type { NoticeRecord } from '../model/notices.ts';
import { type Queryable, repository } from './repository.ts';
import { noticeTable } from './tables/dunning.ts';

export const notices = repository(noticeTable);

/** Subscriptions in one helping. */
const HELPING = 50;

/** Causes that were told of a subscription about what is still to come, as `kind cause`. */
export async function toldOf(
  db: Queryable,
  account: string,
  subscription: string,
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('notices')
    .select(['kind', 'cause'])
    .where('account', '=', account)
    .where('subscription', '=', subscription)
    .where('about_ms', '>', nowMs)
    .execute();
  return new Set(rows.map(({ kind, cause }) => `${kind} ${cause}`));
}

/** Writes a notice down. @returns false when its cause was told before, and nothing was written */
export async function tellOnce(tx: Queryable, notice: NoticeRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('notices')
    .values(noticeTable.encodeAll(notice))
    .onConflict((conflict) => conflict.columns(['account', 'kind', 'cause']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1;
}

/**
 * Subscriptions whose notices are to be looked at now.
 * @param clock the test clock whose customers are meant; null for those in the machine's time
 */
export async function noticesToLookAt(
  db: Queryable,
  nowMs: number,
  clock: string | null,
): Promise<readonly { readonly id: string; readonly account: string }[]> {
  return db
    .selectFrom('subscriptions')
    .select(['id', 'account'])
    .where('notices_due_ms', '<=', nowMs)
    .where((is) => (clock === null ? is('test_clock', 'is', null) : is('test_clock', '=', clock)))
    .orderBy('notices_due_ms')
    .limit(HELPING)
    .execute();
}

/** Notes when a subscription's notices are to be looked at again; null for no time by itself. */
export async function lookAgain(tx: Queryable, id: string, atMs: number | null): Promise<void> {
  await tx
    .updateTable('subscriptions')
    .set({ notices_due_ms: atMs })
    .where('id', '=', id)
    .execute();
}

/** When the next notice of a test clock's customers is to be looked at, at `fromMs` or later; null when none is. */
export async function nextNoticeDue(
  db: Queryable,
  clock: string,
  fromMs: number,
): Promise<number | null> {
  const row = await db
    .selectFrom('subscriptions')
    .select(sql<number | null>`min(notices_due_ms)`.as('due'))
    .where('test_clock', '=', clock)
    .where('notices_due_ms', '>=', fromMs)
    .executeTakeFirst();
  return row?.due ?? null;
}
