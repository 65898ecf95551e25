/**
 * The four verbs that every stored noun has: find, insert, update, list by cursor. A noun's own
 * file adds the questions that only it is asked.
 */
import { type Compilable, type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { invalidRequest } from '../model/problem.ts';
import { compiled } from './compiled.ts';
import type { Schema } from './schema.ts';
import type { Table } from './table.ts';

/** A database or a transaction of it. */
export type Queryable = Kysely<Schema>;

/** Rows as text and numbers, for the code that serves every table alike. */
type Rows = Record<string, Record<string, unknown>>;
type Loose = Kysely<Rows>;

/** A further condition on a list. */
export type Narrow = (
  query: SelectQueryBuilder<Rows, string, Record<string, unknown>>,
) => SelectQueryBuilder<Rows, string, Record<string, unknown>>;

/** Whether a column of JSON text holds this key with this text; `key` must be unique in it. */
export function jsonHolds(column: string, key: string, value: string) {
  const member = `${JSON.stringify(key)}:${JSON.stringify(value)}`;
  const pattern = `%${member.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape ${'\\'}`;
}

/** One page of a list, newest first. Cursors are ids. */
export interface Page {
  /** 1–100. */
  readonly limit: number;
  readonly startingAfter?: string | undefined;
  readonly endingBefore?: string | undefined;
  /** Bounds on the time of creation, epoch milliseconds; `from` is inclusive, `until` is not. */
  readonly createdFromMs?: number | undefined;
  readonly createdUntilMs?: number | undefined;
}

export interface Listed<Entity> {
  readonly data: readonly Entity[];
  readonly hasMore: boolean;
}

interface Stored {
  readonly id: string;
  readonly account: string;
}

export interface Repository<Entity extends Stored> {
  /** The object of that id in that account, or null. */
  find(db: Queryable, account: string, id: string): Promise<Entity | null>;
  insert(db: Queryable, entity: Entity): Promise<void>;
  /** Changes the given fields and leaves the others. */
  update(db: Queryable, account: string, id: string, fields: Partial<Entity>): Promise<void>;
  /** Newest first; `filter` holds fields that must be equal (null: is null). @throws Problem for a cursor that names nothing */
  list(
    db: Queryable,
    account: string,
    page: Page,
    filter?: Partial<Entity>,
    narrow?: Narrow,
  ): Promise<Listed<Entity>>;
}

/**
 * The entities that a question finds which is always built alike.
 * @param question names it within its table; what its text depends on is part of the name
 * @param build makes it with any values in the places of `values`, in their order
 */
export async function findAll<Entity, Row>(
  table: Table<Entity, Row>,
  db: Queryable,
  question: string,
  build: (db: Queryable) => Compilable,
  values: readonly unknown[],
): Promise<readonly Entity[]> {
  const { rows } = await compiled<Schema, Row>(db, `${table.name}.${question}`, build, values);
  return rows.map((row) => table.decode(row));
}

/** @param table must have the columns id, account, seq and created_ms */
export function repository<Entity extends Stored, Row>(
  table: Table<Entity, Row>,
): Repository<Entity> {
  const loose = (db: Queryable) => db as unknown as Loose;
  const rows = (db: Queryable, account: string) =>
    loose(db).selectFrom(table.name).selectAll().where('account', '=', account);

  async function seqOf(
    db: Queryable,
    account: string,
    param: 'starting_after' | 'ending_before',
    id: string,
  ): Promise<number> {
    const row = await loose(db)
      .selectFrom(table.name)
      .select('seq')
      .where('account', '=', account)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw invalidRequest(`No such object: '${id}'`, 'resource_missing', param);
    return Number(row.seq);
  }

  return {
    async find(db, account, id) {
      // PostgreSQL refuses the question; nothing is called so.
      if (id.includes('\u0000')) return null;
      const build = (any: Loose) =>
        any.selectFrom(table.name).selectAll().where('account', '=', '').where('id', '=', '');
      const { rows: found } = await compiled<Rows, Row>(loose(db), `${table.name}.find`, build, [
        account,
        id,
      ]);
      return found[0] ? table.decode(found[0]) : null;
    },
    async insert(db, entity) {
      const cells = table.encode(entity) as Record<string, unknown>;
      const columns = Object.keys(cells);
      const build = (any: Loose) =>
        any
          .insertInto(table.name)
          .values(Object.fromEntries(columns.map((column) => [column, ''])));
      await compiled(loose(db), `${table.name}.insert ${columns}`, build, Object.values(cells));
    },
    async update(db, account, id, fields) {
      const cells = table.encode(fields) as Record<string, unknown>;
      const columns = Object.keys(cells);
      if (columns.length === 0) return;
      const build = (any: Loose) =>
        any
          .updateTable(table.name)
          .set(Object.fromEntries(columns.map((column) => [column, ''])))
          .where('account', '=', '')
          .where('id', '=', '');
      await compiled(loose(db), `${table.name}.update ${columns}`, build, [
        ...Object.values(cells),
        account,
        id,
      ]);
    },
    async list(db, account, page, filter = {}, narrow = (query) => query) {
      let query = narrow(rows(db, account));
      for (const [column, value] of Object.entries(
        table.encode(filter) as Record<string, unknown>,
      )) {
        query = value === null ? query.where(column, 'is', null) : query.where(column, '=', value);
      }
      if (page.createdFromMs !== undefined)
        query = query.where('created_ms', '>=', page.createdFromMs);
      if (page.createdUntilMs !== undefined)
        query = query.where('created_ms', '<', page.createdUntilMs);
      const backwards = page.endingBefore !== undefined;
      const cursor = page.endingBefore ?? page.startingAfter;
      if (cursor !== undefined) {
        const param = backwards ? 'ending_before' : 'starting_after';
        const seq = await seqOf(db, account, param, cursor);
        const beyond = backwards ? '>' : '<';
        // Two processes may give the same number in one millisecond; no row may fall between two pages.
        query = query.where((is) =>
          is.or([is('seq', beyond, seq), is.and([is('seq', '=', seq), is('id', beyond, cursor)])]),
        );
      }
      const found = await query
        .orderBy('seq', backwards ? 'asc' : 'desc')
        .orderBy('id', backwards ? 'asc' : 'desc')
        .limit(page.limit + 1)
        .execute();
      const data = found.slice(0, page.limit).map((row) => table.decode(row as Row));
      if (backwards) data.reverse();
      return { data, hasMore: found.length > page.limit };
    },
  };
}
