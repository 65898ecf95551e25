/**
 * Which encryption keys closed what is stored: a list of those that ever were active, and every column
 * that holds a sealed value, to be read and written again in bounded helpings.
 */
import { sql } from 'kysely';
import type { Queryable } from './repository.ts';
import type { EncryptionKeyRow } from './schema.ts';

export type EncryptionKeyRecord = EncryptionKeyRow;

export async function knownKeys(db: Queryable): Promise<readonly EncryptionKeyRecord[]> {
  return db.selectFrom('encryption_keys').selectAll().orderBy('since_ms').execute();
}

/** Notes a key; one that is known already stays as it is. */
export async function noteKey(db: Queryable, key: EncryptionKeyRecord): Promise<void> {
  await db
    .insertInto('encryption_keys')
    .values(key)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** A column with sealed values. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** What names a row, the columns of its primary key. */
  readonly key: readonly string[];
  /** Where a row's value is sealed for. */
  placeOf(row: Readonly<Record<string, string>>): string;
}

/** Every column that may hold one. A sealed value begins with its version, a point, and the key's name. */
export const SEALED: readonly SealedColumn[] = [
  {
    table: 'credentials',
    column: 'secret',
    key: ['id'],
    placeOf: ({ id }) => `credentials:${id}`,
  },
  {
    table: 'doomed_credentials',
    column: 'secret',
    key: ['id'],
    placeOf: ({ id }) => `credentials:${id}`,
  },
  {
    table: 'webhook_endpoints',
    column: 'secret',
    key: ['id'],
    placeOf: ({ id }) => `webhook_endpoints:${id}`,
  },
  { table: 'inbox', column: 'credential', key: ['id'], placeOf: ({ id }) => `inbox:${id}` },
  {
    table: 'idempotency_keys',
    column: 'body',
    key: ['account', 'key'],
    placeOf: () => 'idempotency_keys',
  },
];

export interface SealedRow {
  readonly key: Readonly<Record<string, string>>;
  readonly sealed: string;
}

/** Where a value begins that is sealed under one of these keys. */
function beginsUnder(column: string, ids: readonly string[]) {
  const value = sql.ref(column);
  const starts = ids.flatMap((id) => [`v1.${id}.`, `v2.${id}.`]);
  return sql.join(
    starts.map((start) => sql`substr(${value}, 1, ${start.length}) = ${start}`),
    sql` or `,
  );
}

/**
 * Sealed values of a column after a row, by its key, in the key's order; those under `activeId` are
 * left out.
 * @param after null for the first ones
 */
export async function sealedRows(
  db: Queryable,
  { table, column, key }: SealedColumn,
  activeId: string,
  after: Readonly<Record<string, string>> | null,
  limit: number,
): Promise<readonly SealedRow[]> {
  const value = sql.ref(column);
  const names = sql.join(key.map((each) => sql.ref(each)));
  const beyond =
    after === null
      ? sql``
      : sql`and (${names}) > (${sql.join(key.map((each) => sql`${after[each] ?? ''}`))})`;
  const { rows } = await sql<Record<string, string>>`
    select ${names}, ${value} as sealed from ${sql.table(table)}
    where (${value} like 'v1.%' or ${value} like 'v2.%')
      and not (${beginsUnder(column, [activeId])}) ${beyond}
    order by ${names} limit ${limit}`.execute(db);
  return rows.map(({ sealed = '', ...rest }) => ({ key: rest, sealed }));
}

/** Whether any value is sealed under one of these keys. */
export async function closesAnything(db: Queryable, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  for (const { table, column } of SEALED) {
    const { rows } = await sql`
      select 1 as found from ${sql.table(table)} where ${beginsUnder(column, ids)} limit 1`.execute(
      db,
    );
    if (rows.length > 0) return true;
  }
  return false;
}

/** Puts a value in place of the one that was read, unless somebody changed it meanwhile. */
export async function replaceSealed(
  tx: Queryable,
  { table, column, key }: SealedColumn,
  row: SealedRow,
  sealed: string,
): Promise<boolean> {
  const its = sql.join(
    key.map((each) => sql`${sql.ref(each)} = ${row.key[each] ?? ''}`),
    sql` and `,
  );
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${sealed}
    where ${its} and ${sql.ref(column)} = ${row.sealed}`.execute(tx);
  return Number(numAffectedRows ?? 0) === 1;
}
