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

/** The statement that a commit starts with. */
export const BEGIN = 'begin immediate';

/** What is done once a unit is durable, and not at all where it is undone. */
export type AfterCommit = (() => void)[];

/** Of the unit that is running, where units take one turn. */
let following: AfterCommit = [];

/** Marks what runs in a unit that takes many turns, on a database behind a network. */
const units = new AsyncLocalStorage<AfterCommit>();
/** Whether any unit was ever marked so: asking costs every call, and a file has none. */
let marked = false;

const isInside = () => inside || (marked && units.getStore() !== undefined);

/**
 * Runs `work` under the mark that lasts as long as it does.
 * @param after filled with what whoever commits has to do after that
 */
export function insideUnit<T>(work: () => Promise<T>, after: AfterCommit): Promise<T> {
  marked = true;
  return units.run(after, work);
}

/** Does what a unit that is durable now has left to do. A failure there is a bug, and not the unit's: it is durable. */
export function runAfter(acts: AfterCommit): void {
  for (const act of acts)
    try {
      act();
    } catch (reason) {
      setImmediate(() => {
        throw reason;
      });
    }
}

/** Does `act` once the running unit is durable; at once where none is running. It must not throw. */
export function afterCommit(act: () => void): void {
  const unit = inside ? following : marked ? units.getStore() : undefined;
  if (unit) unit.push(act);
  else act();
}

/** Watches commits: how many units each carried, and how long it took in milliseconds. */
export interface CommitWatch {
  readonly committed: (units: number, ms: number) => void;
  /** A unit was undone for another's sake, and runs again. */
  readonly again: () => void;
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
 * @param watch told of every commit
 * @returns a function that runs `work` in a transaction and resolves once it is durable; what
 *   `work` throws undoes this unit alone
 */
export function createTransact<DB>(
  { tx, gate, command }: Doors<DB>,
  turn: () => Promise<void> = nextTurn,
  watch?: CommitWatch,
): Transact<DB> {
  const waiting: Unit<DB>[] = [];
  let running = false;

  /** Runs waiting units until there are none or the commit is full, noting what to tell each caller. */
  async function runUnits(ran: Ran<DB>[]): Promise<void> {
    while (ran.length < UNITS_PER_COMMIT) {
      const unit = waiting.shift();
      if (!unit) return;
      const after: AfterCommit = [];
      const entry: Ran<DB> = { unit, tell: () => {} };
      ran.push(entry);
      following = after;
      command('savepoint unit');
      try {
        const value = await inOneTurn(() => unit.work(tx));
        entry.tell = () => {
          runAfter(after);
          unit.done(value);
        };
      } catch (reason) {
        try {
          command('rollback to savepoint unit');
        } catch {
          // A failing disk makes the database undo everything by itself; what failed first says why.
          throw reason;
        }
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
    const beganMs = watch ? performance.now() : 0;
    try {
      command(BEGIN);
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
    watch?.committed(ran.length, performance.now() - beganMs);
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
