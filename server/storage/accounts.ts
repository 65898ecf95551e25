/** Accounts at rest, and which of them an object belongs to. */
import { sql } from 'kysely';
import type { Account } from '../model/account.ts';
import { compiled } from './compiled.ts';
import type { Queryable } from './repository.ts';
import type { Schema } from './schema.ts';
import { accountTable } from './tables/api-keys.ts';

export async function insertAccount(tx: Queryable, account: Account): Promise<void> {
  await tx.insertInto('accounts').values(accountTable.encodeAll(account)).execute();
}

export async function findAccount(db: Queryable, id: string): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? accountTable.decode(row) : null;
}

/** Every account beside the default one, oldest first. */
export async function allAccounts(db: Queryable): Promise<readonly Account[]> {
  const rows = await db.selectFrom('accounts').selectAll().orderBy('created_ms').execute();
  return rows.map((row) => accountTable.decode(row));
}

/** Where the objects are that somebody may name without a key, by the prefix of their ids. */
const PLACES: Readonly<Record<string, string>> = {
  cs: 'checkout_sessions',
  cuss: 'customer_sessions',
  in: 'invoices',
  link: 'confirm_links',
  att: 'attempts',
  evt: 'events',
  we: 'webhook_endpoints',
};

/** The account of an object that was named without a key; null where there is none. */
export async function ownerOf(db: Queryable, id: string): Promise<string | null> {
  const prefix = id.slice(0, id.indexOf('_'));
  const table = Object.hasOwn(PLACES, prefix) ? PLACES[prefix] : undefined;
  if (table === undefined) return null;
  const { rows } = await compiled<Schema, { account: string }>(
    db,
    `${table}.owner`,
    (any) => ({
      compile: () => sql`select account from ${sql.table(table)} where id = ${''}`.compile(any),
    }),
    [id],
  );
  return rows[0]?.account ?? null;
}
