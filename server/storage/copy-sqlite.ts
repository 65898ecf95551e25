/**
 * A SQLite file as one end of a copy. As the source it is held so that nobody else has it open; as the
 * goal it grows beside its name, and gets it when everything is there.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { CopyRefused } from './copy.ts';
import {
  type From,
  type Into,
  inOrder,
  type Kind,
  PAGE_ROWS,
  type Row,
  type Shape,
  type Side,
  storeOver,
  sumsOf,
  sumsQuery,
  type Value,
} from './copy-side.ts';
import { migrate } from './migrate.ts';
import { MOVED } from './moved.ts';
import type { Schema } from './schema.ts';
import { openDoors, openSqlite } from './sqlite.ts';

const KINDS: Readonly<Record<string, Kind>> = {
  bigint: 'integer',
  integer: 'integer',
  text: 'text',
};

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

function shapeOf(db: Sqlite.Database, table: string): Shape {
  const info = db.prepare(`pragma table_info("${table}")`).all() as ColumnInfo[];
  const columns = inOrder(info).map(({ name, type }) => {
    const kind = KINDS[type.toLowerCase()];
    if (!kind) throw new Error(`${table}.${name} is ${type}, which a copy does not know`);
    return { name, kind };
  });
  const key = info
    .filter(({ pk }) => Number(pk) > 0)
    .sort((a, b) => Number(a.pk) - Number(b.pk))
    .map(({ name }) => name);
  if (key.length === 0) throw new Error(`${table} has no key`);
  return { table, columns, key };
}

const tablesOf = (db: Sqlite.Database) =>
  db
    .prepare(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'
         and name <> 'migrations' order by name`,
    )
    .pluck()
    .all() as string[];

/** A cell of a column of that kind. SQLite lets a column hold anything; PostgreSQL does not. */
function cell(value: unknown, kind: Kind, where: string): Value {
  if (value === null) return null;
  if (kind === 'integer' && typeof value === 'bigint') return value;
  if (kind === 'text' && typeof value === 'string') return value;
  throw new Error(`${where} holds ${typeof value} where ${kind} belongs`);
}

function side(db: Sqlite.Database, name: string): Side {
  return {
    name,
    async migrations() {
      const known = db.prepare(`select 1 from sqlite_master where name = 'migrations'`).get();
      const rows = known ? db.prepare('select name, checksum from migrations').all() : [];
      return new Map(
        (rows as { name: string; checksum: string }[]).map((row) => [row.name, row.checksum]),
      );
    },
    shapes: async () => tablesOf(db).map((table) => shapeOf(db, table)),
    async *rows(shape) {
      const { table, columns, key } = shape;
      const names = columns.map((column) => column.name);
      const at = key.map((each) => names.indexOf(each));
      const select = `select ${quoted(names)} from "${table}"`;
      const order = `order by ${quoted(key)} limit ${PAGE_ROWS}`;
      const marks = key.map(() => '?').join(', ');
      const first = db.prepare(`${select} ${order}`).raw().safeIntegers();
      const next = db
        .prepare(`${select} where (${quoted(key)}) > (${marks}) ${order}`)
        .raw()
        .safeIntegers();
      for (let page = first.all() as unknown[][]; page.length > 0; ) {
        yield page.map((row) =>
          row.map((value, index) => {
            const column = columns[index];
            return cell(value, column?.kind ?? 'text', `${table}.${column?.name}`);
          }),
        );
        const last = page.at(-1) ?? [];
        page = next.all(at.map((index) => last[index])) as unknown[][];
      }
    },
    async sums(shape) {
      const query = sumsQuery(shape);
      if (!query) return [];
      return sumsOf(
        shape,
        query.amounts,
        db.prepare(query.text).all() as Record<string, unknown>[],
      );
    },
  };
}

function isBusy(reason: unknown): boolean {
  return (
    reason instanceof Error && String((reason as { code?: unknown }).code).startsWith('SQLITE_BUSY')
  );
}

/** How long a source waits for whoever is about to close it, in milliseconds. */
const PATIENCE_MS = 500;

/**
 * @param alone whether nobody else may have the file open; short of it, it is read as of one moment and
 *   nothing is ever noted in it
 * @throws CopyRefused when it is not there, or somebody has it open
 */
export function openSqliteFrom(path: string, alone: boolean): From {
  if (!existsSync(path)) throw new CopyRefused(`there is no file ${path}`);
  const db = new Sqlite(path, { readonly: !alone, timeout: PATIENCE_MS });
  try {
    if (alone) {
      // Held alone, a file of this mode refuses whoever has it open already, if only to read.
      db.pragma('locking_mode = exclusive');
      db.pragma('synchronous = full');
      db.exec('begin immediate');
    } else {
      db.exec('begin');
      db.prepare('select count(*) from sqlite_master').get();
    }
  } catch (reason) {
    db.close();
    if (isBusy(reason))
      throw new CopyRefused(`${path} is in use: stop every keepsake process that has it open`);
    throw reason;
  }
  return {
    ...side(db, `file:${path}`),
    async close(moved) {
      try {
        if (moved)
          db.prepare('insert into migrations (name, checksum, ran_ms) values (?, ?, ?)').run(
            MOVED,
            moved.to,
            moved.atMs,
          );
        db.exec(moved ? 'commit' : 'rollback');
      } finally {
        db.close();
      }
    },
  };
}

interface Trigger {
  readonly name: string;
  readonly sql: string;
}

const triggersOf = (db: Sqlite.Database) =>
  db
    .prepare(`select name, sql from sqlite_master where type = 'trigger' order by name`)
    .all() as Trigger[];

/** Whether a change of what was agreed is refused; true where there is nothing yet that could be changed. */
function refuses(db: Sqlite.Database): boolean {
  const id = db.prepare('select id from consents limit 1').pluck().get();
  if (id === undefined) return true;
  try {
    db.prepare('update consents set act = act where id = ?').run(id);
    return false;
  } catch {
    return true;
  }
}

/** @throws CopyRefused when a file of that name is there */
export async function openSqliteInto(path: string, now: () => number): Promise<Into> {
  if (existsSync(path))
    throw new CopyRefused(`${path} is there already: name a file that does not exist`);
  const growing = `${path}.incoming`;
  const discard = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${growing}${end}`, { force: true });
  };
  discard();
  const db = openSqlite(growing);
  const doors = openDoors<Schema>(db);
  const close = () => {
    db.close();
    discard();
  };
  let triggers: readonly Trigger[] = [];
  try {
    await migrate(doors.db, now);
    triggers = triggersOf(db);
    db.exec('begin immediate');
    // What a trigger would count has been counted; it comes along as it is.
    for (const { name } of triggers) db.exec(`drop trigger "${name}"`);
  } catch (reason) {
    close();
    throw reason;
  }
  return {
    ...side(db, `file:${path}`),
    takes: () => true,
    async insert({ table, columns }, rows) {
      const names = columns.map((column) => column.name);
      const statement = db.prepare(
        `insert into "${table}" (${quoted(names)}) values (${names.map(() => '?').join(', ')})`,
      );
      for (const row of rows as readonly Row[]) statement.run(row);
    },
    async guard() {
      for (const { sql } of triggers) db.exec(sql);
      const there = new Map(triggersOf(db).map(({ name, sql }) => [name, sql]));
      const odd = triggers.filter(({ name, sql }) => there.get(name) !== sql);
      return [...odd.map(({ name }) => name), ...(refuses(db) ? [] : ['consents_no_update'])];
    },
    async aside(look) {
      db.exec('savepoint aside');
      try {
        return await look(storeOver(doors.tx));
      } finally {
        db.exec('rollback to aside');
      }
    },
    async commit() {
      db.exec('commit');
      db.pragma('wal_checkpoint(truncate)');
      db.close();
      if (existsSync(path))
        throw new Error(`${path} has appeared meanwhile; the copy is ${growing}`);
      renameSync(growing, path);
      const folder = openSync(dirname(resolve(path)), 'r');
      fsyncSync(folder);
      closeSync(folder);
    },
    async abandon() {
      close();
    },
  };
}
