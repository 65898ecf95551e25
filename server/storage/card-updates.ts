/**
 * What processors told of cards' accounts, at rest: appended, never changed. Beside it, how the
 * credential is found that a message is about: by a keyed hash of the processor's own id for it.
 */
import type { CardUpdate } from '../model/card-update.ts';
import type { Credential } from '../model/credential.ts';
import { type Queryable, repository } from './repository.ts';
import { cardUpdateTable } from './tables/card-updates.ts';
import { credentialTable } from './tables/payment-methods.ts';

export const cardUpdates = repository(cardUpdateTable);

/** What was said of a card, oldest first. */
export async function updatesOf(
  db: Queryable,
  account: string,
  paymentMethod: string,
): Promise<readonly CardUpdate[]> {
  const rows = await db
    .selectFrom('card_updates')
    .selectAll()
    .where('account', '=', account)
    .where('payment_method', '=', paymentMethod)
    .orderBy('seq')
    .execute();
  return rows.map(cardUpdateTable.decode);
}

/** Credentials in one helping that have no hash yet. */
const HELPING = 500;

/**
 * Credentials of a processor, of any account, that cannot be found by hash yet.
 * @param keyId of the key in use; hashes by others were made by a key that was retired
 */
export async function withoutLookup(
  db: Queryable,
  processor: string,
  keyId: string,
): Promise<readonly Credential[]> {
  const rows = await db
    .selectFrom('credentials')
    .selectAll()
    .where('processor', '=', processor)
    .where(({ eb, or }) =>
      or([
        eb('lookup', 'is', null),
        eb('lookup', '<', `${keyId}.`),
        // The character after the point: everything that begins with the key's name lies before it.
        eb('lookup', '>=', `${keyId}/`),
      ]),
    )
    .limit(HELPING)
    .execute();
  return rows.map(credentialTable.decode);
}

export async function giveLookup(tx: Queryable, id: string, lookup: string): Promise<void> {
  await tx.updateTable('credentials').set({ lookup }).where('id', '=', id).execute();
}

/** The credentials of a processor that a hash stands for; merchants' accounts may share one. */
export async function credentialsByLookup(
  db: Queryable,
  processor: string,
  lookup: string,
): Promise<readonly Credential[]> {
  const rows = await db
    .selectFrom('credentials')
    .selectAll()
    .where('processor', '=', processor)
    .where('lookup', '=', lookup)
    .execute();
  return rows.map(credentialTable.decode);
}
