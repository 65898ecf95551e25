/** Links that work once, at rest. Of two presses at once, one finds the link unused. */
import type { ConfirmLink } from '../model/confirm-link.ts';
import type { Queryable } from './repository.ts';
import { confirmLinkTable } from './tables/dunning.ts';

export async function insertConfirmLink(tx: Queryable, link: ConfirmLink): Promise<void> {
  await tx.insertInto('confirm_links').values(confirmLinkTable.encodeAll(link)).execute();
}

export async function findConfirmLink(db: Queryable, id: string): Promise<ConfirmLink | null> {
  const row = await db
    .selectFrom('confirm_links')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? confirmLinkTable.decode(row) : null;
}

/** The newest link of an intent; null without one. */
export async function newestConfirmLink(
  db: Queryable,
  account: string,
  intent: string,
): Promise<ConfirmLink | null> {
  const row = await db
    .selectFrom('confirm_links')
    .selectAll()
    .where('account', '=', account)
    .where('intent', '=', intent)
    .orderBy('created_ms', 'desc')
    .executeTakeFirst();
  return row ? confirmLinkTable.decode(row) : null;
}

/** @returns false when it was used before */
export async function useConfirmLink(tx: Queryable, id: string, nowMs: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('confirm_links')
    .set({ used_ms: nowMs })
    .where('id', '=', id)
    .where('used_ms', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
