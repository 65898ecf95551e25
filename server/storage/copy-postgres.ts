/**
 * A PostgreSQL database as one end of a copy: one connection and one transaction, with every table
 * locked against everybody else for as long as it lasts.
 */
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { CopyRefused } from './copy.ts';
import {
  type From,
  type Into,
  inOrder,
  type Kind,
  PAGE_ROWS,
  type Shape,
  type Side,
  storeOver,
  sumsOf,
  sumsQuery,
  type Value,
} from './copy-side.ts';
import { migrate } from './migrate.ts';
import { MOVED } from './moved.ts';
import { NUMBER_TYPES } from './postgres.ts';
import type { Schema } from './schema.ts';

const KINDS: Readonly<Record<string, Kind>> = {
  bigint: 'integer',
  integer: 'integer',
  text: 'text',
  bytea: 'blob',
};
const ARRAYS: Readonly<Record<Kind, string>> = { integer: 'bigint', text: 'text', blob: 'bytea' };

/** How long a lock is waited for before somebody else is said to be there. */
const LOCK_TIMEOUT = '5s';

/** Whole numbers of any size, and texts as they are. */
const EXACT = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 || oid === pg.types.builtins.INT4
      ? BigInt
      : pg.types.getTypeParser(oid, format),
};

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** An address without its password and settings. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}

type Rows = Record<string, unknown>[];

interface Line {
  readonly client: pg.Client;
  /** Runs a text with values and gives its rows as the driver has them. */
  ask(text: string, values?: readonly unknown[]): Promise<Rows>;
}

async function connect(url: string): Promise<Line> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'keepsake copy',
    options: '-c synchronous_commit=on -c statement_timeout=0',
  });
  client.on('error', () => {});
  await client.connect();
  return {
    client,
    ask: async (text, values = []) => (await client.query(text, [...values])).rows as Rows,
  };
}

/** @throws CopyRefused while a server, a worker or a command has connections to this database */
async function refuseCompany({ ask }: Line, name: string): Promise<void> {
  const [row] = await ask(
    `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and application_name = 'keepsake'`,
  );
  if (Number(row?.n) > 0)
    throw new CopyRefused(
      `${name} is in use (${row?.n} connections): stop every keepsake process that has it open`,
    );
}

async function shapesOf({ ask }: Line): Promise<readonly Shape[]> {
  const columns = await ask(
    `select c.table_name, c.column_name as name, c.data_type from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
         and c.table_name <> 'migrations' order by c.table_name`,
  );
  const keys = await ask(
    `select c.relname as table_name, a.attname as name from pg_index i
       join pg_class c on c.oid = i.indrelid
       join pg_namespace s on s.oid = c.relnamespace and s.nspname = current_schema()
       cross join lateral unnest(i.indkey) with ordinality as k (number, position)
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
       where i.indisprimary order by c.relname, k.position`,
  );
  const tables = [...new Set(columns.map((row) => String(row.table_name)))];
  // Whatever the collation of the database is, both sides name tables in the same order.
  return tables.sort().map((table) => ({
    table,
    columns: inOrder(
      columns
        .filter((row) => row.table_name === table)
        .map((row) => {
          const kind = KINDS[String(row.data_type)];
          if (!kind)
            throw new Error(`${table}.${row.name} is ${row.data_type}, which a copy does not know`);
          return { name: String(row.name), kind };
        }),
    ),
    key: keys.filter((row) => row.table_name === table).map((row) => String(row.name)),
  }));
}

function side(line: Line, name: string): Side {
  const { client, ask } = line;
  return {
    name,
    async migrations() {
      const [known] = await ask(`select to_regclass('migrations') is not null as there`);
      const rows = known?.there ? await ask('select name, checksum from migrations') : [];
      return new Map(rows.map((row) => [String(row.name), String(row.checksum)]));
    },
    shapes: () => shapesOf(line),
    async *rows({ table, columns, key }) {
      const order = key.map((each) => {
        const text = columns.find((column) => column.name === each)?.kind === 'text';
        return text ? `"${each}" collate "C"` : `"${each}"`;
      });
      const names = columns.map((column) => column.name);
      await ask(
        `declare pages no scroll cursor for select ${quoted(names)} from "${table}" order by ${order}`,
      );
      for (;;) {
        const { rows } = await client.query({
          text: `fetch ${PAGE_ROWS} from pages`,
          rowMode: 'array',
          types: EXACT,
        });
        if (rows.length === 0) break;
        yield rows as Value[][];
      }
      await ask('close pages');
    },
    async sums(shape) {
      const query = sumsQuery(shape);
      return query ? sumsOf(shape, query.amounts, await ask(query.text)) : [];
    },
  };
}

async function lockAll({ ask }: Line, mode: string, name: string): Promise<void> {
  const rows = await ask(
    `select table_name as name from information_schema.tables
       where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  );
  if (rows.length === 0) throw new CopyRefused(`${name} holds no installation`);
  await ask(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
  await ask(`lock table ${quoted(rows.map((row) => String(row.name)))} in ${mode} mode`).catch(
    (reason: Error) => {
      throw new CopyRefused(`${name} is in use: ${reason.message}`);
    },
  );
}

/**
 * @param alone whether nobody else may work there meanwhile; short of it, it is read as of one moment
 *   and nothing is ever noted in it
 * @throws CopyRefused when somebody works there
 */
export async function openPostgresFrom(url: string, alone: boolean): Promise<From> {
  const line = await connect(url);
  const name = nameOf(url);
  try {
    if (alone) await refuseCompany(line, name);
    await line.ask('begin isolation level repeatable read');
    if (alone) await lockAll(line, 'share', name);
  } catch (reason) {
    await line.client.end();
    throw reason;
  }
  return {
    ...side(line, name),
    async close(moved) {
      try {
        if (moved)
          await line.ask('insert into migrations (name, checksum, ran_ms) values ($1, $2, $3)', [
            MOVED,
            moved.to,
            moved.atMs,
          ]);
        await line.ask(moved ? 'commit' : 'rollback');
      } finally {
        await line.client.end();
      }
    },
  };
}

/** The one connection as the builder wants it: a pool that never has another. */
function builderOver({ client }: Line): Kysely<Schema> {
  const types = NUMBER_TYPES;
  const only = {
    query: (text: string, values: readonly unknown[]) =>
      client.query({ text, values: [...values], types }),
    release() {},
  };
  return new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: { connect: async () => only as unknown as PostgresPoolClient, end: async () => {} },
    }),
  });
}

interface Trigger {
  readonly name: string;
  readonly enabled: string;
}

async function triggersOf({ ask }: Line): Promise<readonly Trigger[]> {
  const rows = await ask(
    `select t.tgname as name, t.tgenabled as enabled from pg_trigger t
       join pg_class c on c.oid = t.tgrelid
       join pg_namespace s on s.oid = c.relnamespace and s.nspname = current_schema()
       where not t.tgisinternal order by 1`,
  );
  return rows.map((row) => ({ name: String(row.name), enabled: String(row.enabled) }));
}

/** Whether a change of what was agreed is refused; true where there is nothing yet that could be changed. */
async function refuses({ ask }: Line): Promise<boolean> {
  const [row] = await ask('select id from consents limit 1');
  if (!row) return true;
  await ask('savepoint attempted');
  const done = await ask('update consents set act = act where id = $1', [row.id]).then(
    () => true,
    () => false,
  );
  await ask('rollback to savepoint attempted');
  return !done;
}

/** Makes the schema with a connection of its own, as a server does at its start. */
async function makeSchema(url: string, now: () => number): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'keepsake copy' });
  pool.on('error', () => {});
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  await migrate(db, now).finally(() => db.destroy());
}

/** @throws CopyRefused when anything is there already, or somebody works there */
export async function openPostgresInto(url: string, now: () => number): Promise<Into> {
  const name = nameOf(url);
  const line = await connect(url);
  const { ask } = line;
  let shapes: readonly Shape[] = [];
  let triggers: readonly Trigger[] = [];
  try {
    await refuseCompany(line, name);
    await makeSchema(url, now);
    await ask('begin');
    await lockAll(line, 'access exclusive', name);
    shapes = await shapesOf(line);
    for (const { table } of shapes) {
      const [row] = await ask(`select exists (select 1 from "${table}") as some`);
      if (row?.some)
        throw new CopyRefused(`${name} is not empty: ${table} has rows; name a new database`);
    }
    triggers = await triggersOf(line);
    // What a trigger would count has been counted; it comes along as it is.
    for (const { table } of shapes) await ask(`alter table "${table}" disable trigger user`);
  } catch (reason) {
    await line.client.end();
    throw reason;
  }
  const db = builderOver(line);
  return {
    ...side(line, name),
    takes: (text) => !text.includes('\u0000'),
    async insert({ table, columns }, rows) {
      const lists = columns.map(({ kind }, at) => `$${at + 1}::${ARRAYS[kind]}[]`);
      const names = quoted(columns.map((column) => column.name));
      await ask(
        `insert into "${table}" (${names}) select * from unnest(${lists})`,
        columns.map((_, at) => rows.map((row) => row[at] ?? null)),
      ).catch((reason: Error) => {
        throw new Error(`${table}: ${reason.message}`);
      });
    },
    async guard() {
      for (const { table } of shapes) await ask(`alter table "${table}" enable trigger user`);
      const there = new Map((await triggersOf(line)).map((each) => [each.name, each.enabled]));
      const odd = triggers.filter(({ name: each, enabled }) => there.get(each) !== enabled);
      const lax = (await refuses(line)) ? [] : ['consents_no_update'];
      return [...odd.map((each) => each.name), ...lax];
    },
    async aside(look) {
      await ask('savepoint aside');
      try {
        return await look(storeOver(db));
      } finally {
        await ask('rollback to savepoint aside');
      }
    },
    async commit() {
      // What was loaded at once is unknown to the planner, which would read whole tables.
      await ask('analyze');
      try {
        await ask('commit');
      } catch (reason) {
        throw new Error(
          `the connection broke while the copy was being committed (${String(reason)}): run it again; if ${name} is not empty then, the copy is complete`,
        );
      } finally {
        await line.client.end();
      }
    },
    async abandon() {
      await line.client.end();
    },
  };
}
