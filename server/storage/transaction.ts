/**
 * Units of work that arrive together share one durable commit, each in its own savepoint: on a
 * real disk the sync is the price of a commit, and callers need not notice that it was shared.
 * While a unit runs, any call to the outside world refuses to start.
 *
 * A commit takes one turn of the event loop: it begins when nothing else is running, and its units
 * wait for nothing but statements, which are done at once. So nobody's code can run in between, and
 * one plain mark tells whether a unit is running. (An async-local mark would say the same and make
 * every promise of the process slower.) A unit that outlives its turn has waited for something
 * else, and is undone.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import type { Gate } from './gate.ts';

/** Units that one commit may carry. */
const UNITS_PER_COMMIT = 64;

let inside = false;

/** Marks what runs in a unit that takes many turns, on a database behind a network. */
const units = new AsyncLocalStorage<true>();
/** Whether any unit was ever marked so: asking costs every call, and a file has none. */
let marked = false;

const isInside = () => inside || (marked && units.getStore() === true);

/** Runs `work` under the mark that lasts as long as it does. */
export function insideUnit<T>(work: () => Promise<T>): Promise<T> {
  marked = true;
  return units.run(true, work);
}

/** Throws when a processor, a webhook or anything else outside is called with a transaction open. */
export function assertOutsideTransaction(what: string): void {
  if (isInside()) throw new Error(`${what} must not be called inside a transaction`);
}

/** Throws when a unit asks for a second connection instead of its own `tx`; it would wait for itself. */
export function assertNotNested(): void {
  if (isInside()) throw new Error('inside a transaction, use its own handle');
}

/** The ways to one connection. */
export interface Doors<DB> {
  /** For single statements, each through the gate. */
  readonly db: Kysely<DB>;
  /** For whoever is inside the gate. */
  readonly tx: Kysely<DB>;
  readonly gate: Gate;
  /** Runs a text without values, such as `commit`. */
  command(text: string): void;
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

/** Runs `work` under the mark. @throws what it throws, or that it took more than this turn */
async function inOneTurn(work: () => Promise<unknown>): Promise<unknown> {
  let over = false;
  const turn = setImmediate(() => {
    over = true;
    inside = false;
  });
  inside = true;
  try {
    const value = await work();
    if (over) throw new Error('a unit of work may wait for nothing but its own handle');
    return value;
  } finally {
    inside = false;
    clearImmediate(turn);
  }
}

/** Resolves in a turn of its own, after everything that is ready to be read was handed on. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * @param turn resolves when the next commit may begin, in a turn of its own
 * @returns a function that runs `work` in a transaction and resolves once it is durable; what
 *   `work` throws undoes this unit alone
 */
export function createTransact<DB>(
  { tx, gate, command }: Doors<DB>,
  turn: () => Promise<void> = nextTurn,
): Transact<DB> {
  const waiting: Unit<DB>[] = [];
  let running = false;

  /** Runs waiting units until there are none or the commit is full, noting what to tell each caller. */
  async function runUnits(ran: Ran<DB>[]): Promise<void> {
    while (ran.length < UNITS_PER_COMMIT) {
      const unit = waiting.shift();
      if (!unit) return;
      const entry: Ran<DB> = { unit, tell: () => {} };
      ran.push(entry);
      command('savepoint unit');
      try {
        const value = await inOneTurn(() => unit.work(tx));
        entry.tell = () => unit.done(value);
      } catch (reason) {
        command('rollback to savepoint unit');
        entry.tell = () => unit.failed(reason);
      }
      command('release savepoint unit');
    }
  }

  function undo(): void {
    try {
      command('rollback');
    } catch {
      // The database has rolled back by itself; the reason that led here says more.
    }
  }

  async function commitTogether(): Promise<void> {
    const ran: Ran<DB>[] = [];
    const leave = await gate.enter();
    try {
      command('begin immediate');
      try {
        await runUnits(ran);
        command('commit');
      } catch (reason) {
        undo();
        throw reason;
      }
    } catch (reason) {
      const failed = ran.length > 0 ? ran.map(({ unit }) => unit) : waiting.splice(0);
      for (const unit of failed) unit.failed(reason);
      return;
    } finally {
      leave();
    }
    for (const { tell } of ran) tell();
  }

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      // Whoever has been read meanwhile joins this commit.
      await turn();
      if (gate.isFree()) await commitTogether();
    }
    running = false;
  }

  return async <T>(work: (tx: Kysely<DB>) => Promise<T>) => {
    assertNotNested();
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, done: (value) => resolve(value as T), failed: reject });
      if (!running) void drain();
    });
  };
}
