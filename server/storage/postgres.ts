/**
 * PostgreSQL for Kysely, and units of work on it. Any number of processes write at once, so a unit
 * runs `serializable`: PostgreSQL undoes one of two that could not have run one after the other, and
 * it runs again from the start. Nothing outside is ever called within a unit, so running again is
 * safe. A connection that breaks before the commit was asked for is another reason to run again, once;
 * after that nobody knows, and the caller hears so. It knows no table.
 */
import { randomBytes } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { Unavailable } from '../model/unavailable.ts';
import { openLane, type Result } from './compiled.ts';
import { asTold, isHopeless, isLost, isOvertaken } from './postgres-errors.ts';
import {
  type AfterCommit,
  assertNotNested,
  type CommitWatch,
  insideUnit,
  runAfter,
  type Transact,
} from './transaction.ts';
import { createWidth } from './width.ts';

/** Connections of one process, where nobody says otherwise. */
const CONNECTIONS = 16;
/** Times that a unit runs before its caller hears that it could not. */
const TRIES = 20;
/** Times that it runs because a connection broke. */
const LOSSES = 2;
/** Between two tries, at most, in milliseconds; it doubles, and chance spreads it. */
const PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 250;
/** A statement that takes longer has met a lock that will not go away, in milliseconds. */
const STATEMENT_MS = 30_000;
const LOCK_MS = 10_000;
/** A process that stops in the middle of a unit holds nobody up for longer, in milliseconds. */
const IDLE_IN_UNIT_MS = 30_000;
/** How long an answer is waited for where the server has fallen silent, in milliseconds. */
const SILENCE_MS = STATEMENT_MS + 5_000;
/** How long a connection is waited for, a new one or one that another unit gives back, in milliseconds. */
const WAIT_MS = 5_000;
/** Connections that no unit takes, so that a question finds one. */
const SPARE = 2;
/** A unit waits for its turn as long as so many would wait for a connection. */
const TURNS = 2;
/** Texts that are prepared by name on each connection; others are parsed anew. */
const PREPARED = 500;

/**
 * What every connection asks for. What a commit has promised outlives a power cut, whatever the
 * server's own default is.
 */
const SETTINGS = [
  'synchronous_commit=on',
  // A whole table that was read cannot be changed by anybody else meanwhile; a part of an index can.
  'enable_seqscan=off',
  `lock_timeout=${LOCK_MS}`,
  `idle_in_transaction_session_timeout=${IDLE_IN_UNIT_MS}`,
];
/** Settings under which a commit that was answered is on disk. */
const DURABLE = ['on', 'remote_apply'];

const INT8 = 20;
const NUMERIC = 1700;
/** Whole numbers are numbers here: times in milliseconds and money in minor units are below 2^53. */
const NUMBERS: ReadonlySet<number> = new Set([INT8, NUMERIC]);

/** How cells are read. */
export const NUMBER_TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    NUMBERS.has(oid) ? Number : pg.types.getTypeParser(oid, format),
};

const QUESTION = /^\s*select\b/i;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The doors to one database: statements by themselves, and units of work. */
export interface PostgresDoors<DB> {
  readonly db: Kysely<DB>;
  readonly transact: Transact<DB>;
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** Connections at most. */
  readonly connections?: number | undefined;
  /** How long one is waited for, in milliseconds. */
  readonly waitMs?: number | undefined;
  /** Spreads tries. */
  readonly random?: (bytes: number) => Uint8Array;
  /** Told of every commit. */
  readonly watch?: CommitWatch | undefined;
}

/**
 * Refuses a connection on which commits are not durable: a pooler between us and the server may have
 * dropped what we asked for.
 */
function verify(client: pg.PoolClient, done: (reason?: Error) => void): void {
  client.query('show synchronous_commit').then(
    ({ rows }) => {
      const [row] = rows as { synchronous_commit: string }[];
      const is = row?.synchronous_commit ?? 'unknown';
      done(
        DURABLE.includes(is)
          ? undefined
          : new Unavailable(`synchronous_commit is ${is} on a connection that asked for on`),
      );
    },
    (reason: Error) => done(reason),
  );
}

function openPool(url: string, { connections = CONNECTIONS, waitMs = WAIT_MS }: PostgresOptions) {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'keepsake',
    statement_timeout: STATEMENT_MS,
    query_timeout: SILENCE_MS,
    connectionTimeoutMillis: waitMs,
    keepAlive: true,
    options: SETTINGS.map((each) => `-c ${each}`).join(' '),
    types: NUMBER_TYPES,
    verify,
  } as pg.PoolConfig);
  // An idle connection that breaks is replaced at the next use; one that breaks between two statements
  // of a unit says so at the next. Either would end the process if nobody listened.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}

/** Names for texts, so that a connection parses each once. */
function createNames(): (text: string) => { readonly name?: string } {
  const names = new Map<string, { readonly name: string }>();
  return (text) => {
    const known = names.get(text);
    if (known) return known;
    if (names.size >= PREPARED) return {};
    const made = { name: `k${names.size}` };
    names.set(text, made);
    return made;
  };
}

/** @param url `postgres://…`, as node-postgres reads it */
export function openPostgres<DB>(url: string, options: PostgresOptions): PostgresDoors<DB> {
  const pool = openPool(url, options);
  const nameOf = createNames();
  const query = (text: string, values: readonly unknown[]) => ({
    text,
    values: [...values],
    ...nameOf(text),
  });
  const handles = new WeakMap<pg.PoolClient, Kysely<DB>>();

  /** The builder over one connection, which whoever has taken it gives back. */
  function handleOf(client: pg.PoolClient): Kysely<DB> {
    const known = handles.get(client);
    if (known) return known;
    const only = {
      query: (text: string, values: readonly unknown[]) => client.query(query(text, values)),
      release() {},
    } as unknown as PostgresPoolClient;
    const handle = new Kysely<DB>({
      dialect: new PostgresDialect({ pool: { connect: async () => only, end: async () => {} } }),
    });
    openLane(handle, async (text, values) => {
      const { rows, rowCount } = await client.query(query(text, values));
      return { rows, changed: rowCount ?? 0 } satisfies Result<unknown>;
    });
    handles.set(client, handle);
    return handle;
  }

  const { random = randomBytes } = options;
  /** From 0 up to 1. */
  const chance = () => random(4).reduce((sum, byte) => (sum + byte) / 256, 0);

  /** Runs `act` until it is not undone for somebody else's sake. */
  async function again<T>(act: (committing: () => void) => Promise<T>): Promise<T> {
    let losses = 0;
    for (let tries = 1; ; tries += 1) {
      let asked = false;
      try {
        return await act(() => {
          asked = true;
        });
      } catch (reason) {
        const lost = isLost(reason);
        losses += lost ? 1 : 0;
        const may = lost
          ? !asked && losses < LOSSES && !isHopeless(reason)
          : isOvertaken(reason) && tries < TRIES;
        if (!may) throw asTold(reason);
        if (!lost) options.watch?.again();
        await sleep(chance() * Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** tries));
      }
    }
  }

  // Some connections are left for questions.
  const width = createWidth(Math.max(1, (options.connections ?? CONNECTIONS) - SPARE));

  /** A unit in its turn, as often as it takes. */
  async function inTurn<T>(work: (tx: Kysely<DB>) => Promise<T>): Promise<T> {
    let before = false;
    return again(async (committing) => {
      if (!(await width.enter(before, TURNS * (options.waitMs ?? WAIT_MS))))
        throw new Unavailable('too much happens at once');
      before = true;
      let undone = false;
      try {
        return await runUnit(work, committing);
      } catch (reason) {
        undone = isOvertaken(reason);
        throw reason;
      } finally {
        width.leave(undone);
      }
    });
  }

  /** One run of a unit on a connection of its own. */
  async function runUnit<T>(work: (tx: Kysely<DB>) => Promise<T>, committing: () => void) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin isolation level serializable');
      const after: AfterCommit = [];
      const value = await insideUnit(() => work(handleOf(client)), after);
      committing();
      const askedMs = performance.now();
      await client.query('commit');
      options.watch?.committed(1, performance.now() - askedMs);
      runAfter(after);
      return value;
    } catch (reason) {
      if (isLost(reason)) broken = reason as Error;
      else
        await client.query('rollback').catch((failure: Error) => {
          broken = failure;
        });
      throw reason;
    } finally {
      client.release(broken);
    }
  }

  const tell = (reason: unknown): never => {
    throw asTold(reason);
  };
  /** The pool as the builder uses it for single statements, with the same words for who is away. */
  const plain = {
    async connect() {
      const client = await pool.connect().catch(tell);
      return {
        query: (text: string, values: readonly unknown[]) =>
          client.query(query(text, values)).catch(tell),
        release: () => client.release(),
      } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: plain }) });
  openLane(db, async (text, values) => {
    assertNotNested();
    const { rows, rowCount } = await again((committing) => {
      // A change that commits by itself may have been made when its answer is lost; a question may not.
      if (!QUESTION.test(text)) committing();
      return pool.query(query(text, values));
    });
    return { rows, changed: rowCount ?? 0 } satisfies Result<unknown>;
  });
  const transact: Transact<DB> = async <T>(work: (tx: Kysely<DB>) => Promise<T>) => {
    assertNotNested();
    return inTurn(work);
  };
  return { db, transact, close: () => db.destroy() };
}
