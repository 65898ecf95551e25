/** The consent ledger at rest: records are only ever added; the database itself refuses anything else. */
import { sql } from 'kysely';
import type { ConsentPerson, ConsentRecord } from '../model/consent.ts';
import { findAll, type Queryable, repository } from './repository.ts';
import { consentTable, personTable, type StoredConsent } from './tables/consents.ts';

const stored = repository(consentTable);

function bare({ seq: _, ...record }: StoredConsent): ConsentRecord {
  return record;
}

export const consents = {
  async find(db: Queryable, account: string, id: string): Promise<ConsentRecord | null> {
    const record = await stored.find(db, account, id);
    return record && bare(record);
  },
  async list(...args: Parameters<typeof stored.list>) {
    const { data, hasMore } = await stored.list(...args);
    return { data: data.map(bare), hasMore };
  },
};

/** Where the account's chain ends: position 0 and an empty hash before the first record. */
export async function ledgerEnd(
  db: Queryable,
  account: string,
): Promise<{ position: number; hash: string }> {
  const row = await db
    .selectFrom('consents')
    .select(['position', 'hash'])
    .where('account', '=', account)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { position: 0, hash: '' };
}

/** Adds a record and, where something personal is known, the row beside it. */
export async function appendConsent(
  tx: Queryable,
  record: ConsentRecord,
  person: ConsentPerson | null,
): Promise<void> {
  await stored.insert(tx, { ...record, seq: record.position });
  if (person)
    await tx.insertInto('consent_persons').values(personTable.encodeAll(person)).execute();
}

/** Every record about a card (by id, or as another card that became it), in the order of the chain. */
export async function consentsOfCard(
  db: Queryable,
  account: string,
  paymentMethod: string,
): Promise<readonly ConsentRecord[]> {
  const records = await findAll(
    consentTable,
    db,
    'ofCard',
    (any) =>
      any
        .selectFrom('consents')
        .selectAll()
        .where('account', '=', '')
        // One list, not an alternative: so the index serves.
        .where(
          sql<boolean>`payment_method in (select ${''} union all select id from payment_methods where joined_into = ${''})`,
        )
        // By no index, or the whole ledger would be read in its order.
        .orderBy(sql`+position`),
    [account, paymentMethod, paymentMethod],
  );
  return records.map(bare);
}

/** The grant or assertion that a mandate was made by, or null. */
export async function grantOfMandate(
  db: Queryable,
  account: string,
  mandate: string,
): Promise<ConsentRecord | null> {
  const row = await db
    .selectFrom('consents')
    .selectAll()
    .where('account', '=', account)
    .where('mandate', '=', mandate)
    .where('act', 'in', ['grant', 'assertion'])
    .orderBy('position')
    .executeTakeFirst();
  return row ? bare(consentTable.decode(row)) : null;
}

type Row = Parameters<typeof consentTable.decode>[0];

function isJson(cell: string): boolean {
  try {
    JSON.parse(cell);
    return true;
  } catch {
    return false;
  }
}

/** The same row with cells that hold no JSON any more emptied, so that it can be read and named. */
function readable(row: Row): Row {
  const spoiled = (['card', 'words', 'terms'] as const).filter(
    (column) => row[column] !== null && !isJson(row[column]),
  );
  return { ...row, ...Object.fromEntries(spoiled.map((column) => [column, null])) };
}

/** Whether a row is, cell for cell, what is written for the record that was read from it. */
function isRegular(row: Row, decoded: StoredConsent): boolean {
  const written = Object.entries(consentTable.encodeAll({ ...decoded, seq: decoded.position }));
  const cells = new Map(Object.entries(row));
  return written.every(([column, cell]) => cells.get(column) === cell);
}

export interface WholeLedger {
  readonly records: readonly ConsentRecord[];
  readonly persons: ReadonlyMap<string, ConsentPerson>;
  /** Ids of records whose row is not what would be written for them. */
  readonly irregular: ReadonlySet<string>;
}

/** Persons in one question. */
const HELPING = 500;

async function readLedger(db: Queryable, rows: readonly Row[]): Promise<WholeLedger> {
  const read = rows.map((row) => ({ row, record: consentTable.decode(readable(row)) }));
  const irregular = read
    .filter(({ row, record }) => !isRegular(row, record))
    .map(({ row }) => row.id);
  const persons = new Map<string, ConsentPerson>();
  for (let at = 0; at < rows.length; at += HELPING) {
    const ids = rows.slice(at, at + HELPING).map(({ id }) => id);
    for (const [id, person] of await personsBeside(db, ids)) persons.set(id, person);
  }
  return {
    records: read.map(({ record }) => bare(record)),
    persons,
    irregular: new Set(irregular),
  };
}

/** The whole chain of an account in its order, with the persons beside it. */
export async function wholeLedger(db: Queryable, account: string): Promise<WholeLedger> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('account', '=', account)
    .orderBy('position')
    .execute();
  return readLedger(db, rows);
}

/** The end of an account's chain, with the place that it follows. */
export async function ledgerTail(
  db: Queryable,
  account: string,
  most: number,
): Promise<WholeLedger & { readonly after: { readonly position: number; readonly hash: string } }> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('account', '=', account)
    .orderBy('position', 'desc')
    .limit(most + 1)
    .execute();
  const [first, ...rest] = rows.reverse();
  const whole = rows.length <= most;
  const ledger = await readLedger(db, first && whole ? rows : rest);
  const start = { position: 0, hash: '' };
  return { ...ledger, after: first && !whole ? first : start };
}

/** Records that events tell of and that are not in the ledger, oldest first. */
export async function vanishedRecords(db: Queryable, account: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('events')
    .select('object')
    .where('account', '=', account)
    .where('type', '=', 'keepsake.consent.created')
    .where(
      'object',
      'not in',
      db.selectFrom('consents').select('id').where('account', '=', account),
    )
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.object);
}

/** Who stood behind records, by the record's id. */
export async function personsBeside(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ConsentPerson>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('consent_persons')
    .selectAll()
    .where('consent', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.consent, personTable.decode(row)]));
}

/** Hashes of the records at these places of the chain, by place. */
export async function linksAt(
  db: Queryable,
  account: string,
  positions: readonly number[],
): Promise<ReadonlyMap<number, { readonly hash: string; readonly previousHash: string }>> {
  if (positions.length === 0) return new Map();
  const rows = await db
    .selectFrom('consents')
    .select(['position', 'hash', 'previous_hash'])
    .where('account', '=', account)
    .where('position', 'in', [...positions])
    .execute();
  return new Map(
    rows.map((row) => [row.position, { hash: row.hash, previousHash: row.previous_hash }]),
  );
}
