/** API keys at rest: hashes, hints and what each may do. The keys themselves are never here. */
import type { ApiKey } from '../model/api-key.ts';
import { compiled } from './compiled.ts';
import { type Queryable, repository } from './repository.ts';
import type { RowOf } from './table.ts';
import { apiKeyTable } from './tables/api-keys.ts';

export const apiKeys = repository(apiKeyTable);

type Row = RowOf<ApiKey, typeof apiKeyTable.columns>;

/** The key of that hash, in whichever account; revoked and expired ones too. */
export async function keyByHash(db: Queryable, hash: string): Promise<ApiKey | null> {
  const { rows } = await compiled<Record<string, Record<string, unknown>>, Row>(
    db as never,
    'api_keys.byHash',
    (any) => any.selectFrom('api_keys').selectAll().where('hash', '=', ''),
    [hash],
  );
  return rows[0] ? apiKeyTable.decode(rows[0]) : null;
}

/** The key of that id, in whichever account. */
export async function keyById(db: Queryable, id: string): Promise<ApiKey | null> {
  const row = await db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? apiKeyTable.decode(row) : null;
}

/** Every key of an account, or of all; newest first. */
export async function keysOf(db: Queryable, account: string | null): Promise<readonly ApiKey[]> {
  const all = db.selectFrom('api_keys').selectAll().orderBy('seq', 'desc');
  const rows = await (account === null ? all : all.where('account', '=', account)).execute();
  return rows.map((row) => apiKeyTable.decode(row));
}
