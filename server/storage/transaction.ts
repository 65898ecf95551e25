/**
 * Units of work that arrive together share one durable commit, each in its own savepoint: on a
 * real disk the sync is the price of a commit, and callers need not notice that it was shared.
 * While a unit runs, an async-local mark makes any call to the outside world refuse to start.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, sql } from 'kysely';

/** Units that one commit may carry. */
const UNITS_PER_COMMIT = 64;

const inside = new AsyncLocalStorage<true>();

/** Throws when a processor, a webhook or anything else outside is called with a transaction open. */
export function assertOutsideTransaction(what: string): void {
  if (inside.getStore()) throw new Error(`${what} must not be called inside a transaction`);
}

/** Throws when a unit asks for a second connection instead of its own `tx`; it would wait for itself. */
export function assertNotNested(): void {
  if (inside.getStore()) throw new Error('inside a transaction, use its own handle');
}

export type Transact<DB> = <T>(work: (tx: Kysely<DB>) => Promise<T>) => Promise<T>;

interface Unit<DB> {
  readonly work: (tx: Kysely<DB>) => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (reason: unknown) => void;
}

interface Ran<DB> {
  readonly unit: Unit<DB>;
  tell: () => void;
}

/**
 * @returns a function that runs `work` in a transaction and resolves once it is durable; what
 *   `work` throws undoes this unit alone
 */
export function createTransact<DB>(db: Kysely<DB>): Transact<DB> {
  const waiting: Unit<DB>[] = [];
  let running = false;

  /** Runs waiting units until there are none or the commit is full, noting what to tell each caller. */
  async function runUnits(tx: Kysely<DB>, ran: Ran<DB>[]): Promise<void> {
    while (ran.length < UNITS_PER_COMMIT) {
      const unit = waiting.shift();
      if (!unit) return;
      const entry: Ran<DB> = { unit, tell: () => {} };
      ran.push(entry);
      await sql`savepoint unit`.execute(tx);
      try {
        const value = await inside.run(true, () => unit.work(tx));
        entry.tell = () => unit.done(value);
      } catch (reason) {
        await sql`rollback to savepoint unit`.execute(tx);
        entry.tell = () => unit.failed(reason);
      }
      await sql`release savepoint unit`.execute(tx);
    }
  }

  async function commitTogether(): Promise<void> {
    const ran: Ran<DB>[] = [];
    try {
      await db.connection().execute(async (tx) => {
        await sql`begin immediate`.execute(tx);
        try {
          await runUnits(tx, ran);
          await sql`commit`.execute(tx);
        } catch (reason) {
          await sql`rollback`.execute(tx).catch(() => {});
          throw reason;
        }
      });
    } catch (reason) {
      const failed = ran.length > 0 ? ran.map(({ unit }) => unit) : waiting.splice(0);
      for (const unit of failed) unit.failed(reason);
      return;
    }
    for (const { tell } of ran) tell();
  }

  /** Lets everything that is ready to be read reach its own unit first, so that it joins this commit. */
  const others = () => new Promise((resolve) => setImmediate(resolve));

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      await others();
      await commitTogether();
    }
    running = false;
  }

  return async <T>(work: (tx: Kysely<DB>) => Promise<T>) => {
    assertNotNested();
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, done: (value) => resolve(value as T), failed: reject });
      if (!running) void inside.exit(drain);
    });
  };
}
