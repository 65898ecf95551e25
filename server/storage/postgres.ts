/**
 * PostgreSQL for Kysely, and units of work on it. Any number of processes write at once, so a unit
 * runs `serializable`: PostgreSQL undoes one of two that could not have run one after the other, and
 * it runs again from the start. Nothing outside is ever called within a unit, so running again is
 * safe. It knows no table.
 */
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { openLane, type Result } from './compiled.ts';
import { assertNotNested, insideUnit, type Transact } from './transaction.ts';

/** Connections of one process. */
const CONNECTIONS = 16;
/** Times that a unit runs before its caller hears that it could not. */
const TRIES = 12;
/** Between two tries, at most, in milliseconds; it doubles, and chance spreads it. */
const PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 250;
/** A statement that takes longer has met a lock that will not go away, in milliseconds. */
const STATEMENT_MS = 30_000;

/** Serialization failure, deadlock, and a key that another unit has taken meanwhile. */
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01', '23505']);

const INT8 = 20;
const NUMERIC = 1700;
/** Whole numbers are numbers here: times in milliseconds and money in minor units are below 2^53. */
const NUMBERS: ReadonlySet<number> = new Set([INT8, NUMERIC]);

function isAgain(reason: unknown): boolean {
  return reason instanceof Error && AGAIN.has(String((reason as { code?: unknown }).code));
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The doors to one database: statements by themselves, and units of work. */
export interface PostgresDoors<DB> {
  readonly db: Kysely<DB>;
  readonly transact: Transact<DB>;
  close(): Promise<void>;
}

/** @param url `postgres://…`, as node-postgres reads it */
export function openPostgres<DB>(url: string): PostgresDoors<DB> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: 'keepsake',
    statement_timeout: STATEMENT_MS,
    // What a commit has promised outlives a power cut, whatever the server's own default is.
    options: '-c synchronous_commit=on -c default_transaction_isolation=serializable',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        NUMBERS.has(oid) ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // An idle connection that breaks is replaced at the next use.
  pool.on('error', () => {});
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  openLane(db, async (text, values) => {
    assertNotNested();
    const { rows, rowCount } = await again(() => pool.query({ text, values: [...values] }));
    return { rows, changed: rowCount ?? 0 } satisfies Result<unknown>;
  });
  const transact: Transact<DB> = async <T>(work: (tx: Kysely<DB>) => Promise<T>) => {
    assertNotNested();
    return again(() =>
      db
        .transaction()
        .setIsolationLevel('serializable')
        .execute((tx: Transaction<DB>) => insideUnit(() => work(tx))),
    );
  };
  return { db, transact, close: () => db.destroy() };
}

/** Runs `act` until it is not undone for somebody else's sake. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (reason) {
      if (!isAgain(reason) || tries >= TRIES) throw reason;
      const most = Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** tries);
      await sleep(Math.random() * most);
    }
  }
}
