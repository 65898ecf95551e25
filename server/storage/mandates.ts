/** Mandates and their uses at rest. What a mandate still covers is read from its uses. */
import type { Mandate, MandateUse } from '../model/mandate.ts';
import { type Queryable, repository } from './repository.ts';
import { mandateTable, mandateUseTable } from './tables/mandates.ts';

export const mandates = repository(mandateTable);

/** Every mandate of a card, newest first. */
export async function mandatesOf(
  db: Queryable,
  account: string,
  paymentMethod: string,
): Promise<readonly Mandate[]> {
  const rows = await db
    .selectFrom('mandates')
    .selectAll()
    .where('account', '=', account)
    .where('payment_method', '=', paymentMethod)
    .orderBy('seq', 'desc')
    .execute();
  return rows.map(mandateTable.decode);
}

/** Every mandate of several cards, newest first. */
export async function mandatesOfCards(
  db: Queryable,
  account: string,
  cards: readonly string[],
): Promise<readonly Mandate[]> {
  if (cards.length === 0) return [];
  const rows = await db
    .selectFrom('mandates')
    .selectAll()
    .where('account', '=', account)
    .where('payment_method', 'in', [...cards])
    .orderBy('seq', 'desc')
    .execute();
  return rows.map(mandateTable.decode);
}

/** Every use of the given mandates. */
export async function usesOf(
  db: Queryable,
  ids: readonly string[],
): Promise<readonly MandateUse[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('mandate_uses')
    .selectAll()
    .where('mandate', 'in', [...ids])
    .execute();
  return rows.map(mandateUseTable.decode);
}

/** Sets a use aside for an attempt; one attempt has one use at most. */
export async function reserveUse(tx: Queryable, use: MandateUse): Promise<void> {
  await tx.insertInto('mandate_uses').values(mandateUseTable.encodeAll(use)).execute();
}

/** What became of the use that an attempt reserved. */
export async function settleUse(
  tx: Queryable,
  attempt: string,
  state: MandateUse['state'],
): Promise<void> {
  await tx.updateTable('mandate_uses').set({ state }).where('attempt', '=', attempt).execute();
}

/** Gives mandates of a card to the card that it turned out to be. */
export async function moveMandates(
  tx: Queryable,
  account: string,
  from: string,
  to: string,
): Promise<void> {
  await tx
    .updateTable('mandates')
    .set({ payment_method: to })
    .where('account', '=', account)
    .where('payment_method', '=', from)
    .execute();
}
