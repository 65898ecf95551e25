/**
 * SQLite for Kysely: one connection with two doors. Through `db` one statement goes at a time, each
 * in its turn; `tx` belongs to whoever has a transaction open, which is left to `transaction.ts`.
 * Every statement is prepared once. It knows no table.
 */
import Sqlite from 'better-sqlite3';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { openLane, type Result } from './compiled.ts';
import { createGate, type Gate } from './gate.ts';
import { asTold } from './sqlite-errors.ts';
import { assertNotNested, type Doors } from './transaction.ts';

/** Prepared statements kept for one connection; more distinct texts than this are prepared anew. */
const STATEMENT_CACHE = 500;

/** Opens the file with the durability that money asks for: WAL and a sync at every commit. */
export function openSqlite(path: string): Sqlite.Database {
  const db = new Sqlite(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // What is erased or overwritten is zeroed in its page, not only unlinked from it.
  db.pragma('secure_delete = ON');
  db.pragma('busy_timeout = 5000');
  return db;
}

interface Prepared {
  readonly statement: Sqlite.Statement;
  readonly reads: boolean;
}

class Connection implements DatabaseConnection {
  readonly #db: Sqlite.Database;
  readonly #prepared = new Map<string, Prepared>();

  constructor(db: Sqlite.Database) {
    this.#db = db;
  }

  #prepare(text: string): Prepared {
    const known = this.#prepared.get(text);
    if (known) return known;
    const statement = this.#db.prepare(text);
    const made = { statement, reads: statement.reader };
    if (this.#prepared.size < STATEMENT_CACHE) this.#prepared.set(text, made);
    return made;
  }

  /** Runs a statement at once: everything that it needs is in this process. */
  run<Row>(text: string, values: readonly unknown[]): Result<Row> {
    try {
      const { statement, reads } = this.#prepare(text);
      if (reads) return { rows: statement.all(values) as Row[], changed: 0 };
      return { rows: [], changed: statement.run(values).changes };
    } catch (reason) {
      throw asTold(reason);
    }
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changed } = this.run<R>(sql, parameters);
    return { rows, numAffectedRows: BigInt(changed) };
  }

  // biome-ignore lint/correctness/useYield: streaming is not offered, and nothing here asks for it
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported');
  }
}

/** Hands the one connection out: through the gate, or to whoever is inside already. */
class SqliteDriver implements Driver {
  readonly #connection: Connection;
  readonly #gate: Gate | null;
  #leave: (() => void) | undefined;

  constructor(connection: Connection, gate: Gate | null) {
    this.#connection = connection;
    this.#gate = gate;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#gate) {
      assertNotNested();
      this.#leave = await this.#gate.enter();
    }
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const leave = this.#leave;
    this.#leave = undefined;
    leave?.();
  }

  async beginTransaction(): Promise<void> {
    throw new Error('transactions go through storage/transaction.ts');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async destroy(): Promise<void> {}
}

function dialect(connection: Connection, gate: Gate | null): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(connection, gate),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** The doors to one connection, with the short way for queries that are compiled already. */
export function openDoors<DB>(sqlite: Sqlite.Database): Doors<DB> {
  const connection = new Connection(sqlite);
  const gate = createGate();
  const db = new Kysely<DB>({ dialect: dialect(connection, gate) });
  const tx = new Kysely<DB>({ dialect: dialect(connection, null) });
  openLane(db, async (text, values) => {
    assertNotNested();
    if (gate.isFree()) return connection.run(text, values);
    const leave = await gate.enter();
    try {
      return connection.run(text, values);
    } finally {
      leave();
    }
  });
  openLane(tx, async (text, values) => connection.run(text, values));
  return { db, tx, gate, command: (text) => void connection.run(text, []) };
}
