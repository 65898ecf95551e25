/**
 * The world's one clock and its one queue. Whatever anybody waits for outside of itself (a message, a
 * commit, a timer) is a happening here, with a time and an owner; one happens after another, each in
 * a turn of its own, and the clock stands still meanwhile. What belongs to a life that has ended never
 * happens; what belongs to one that is held up happens when it goes on.
 */
import type { Chance } from './chance.ts';
import type { Trace } from './trace.ts';

/** A process of the operating system, as far as it can end or be held up. */
export interface Life {
  readonly name: string;
  alive: boolean;
  /** Epoch ms until which it gets no time; 0 while it runs. */
  heldUntilMs: number;
}

interface Happening {
  readonly atMs: number;
  /** Decides between two at the same time. */
  readonly lot: number;
  readonly order: number;
  readonly life: Life | null;
  readonly what: string;
  act: (() => void) | null;
}

export interface Kernel {
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Plans something.
   * @param life whose it is; null for what nobody's end can stop, such as a message on its way
   * @returns how to take it back
   */
  later(life: Life | null, afterMs: number, what: string, act: () => void): () => void;
  /** Lets the next thing happen. @returns false when nothing is planned up to then */
  step(limitMs?: number): Promise<boolean>;
  /** Lets everything happen that is planned up to then, and puts the clock there. */
  until(atMs: number): Promise<void>;
  /** Puts the clock forward for everybody at once; what should have happened meanwhile happens then. */
  jump(ms: number): void;
  /** Lets things happen until `done`, at most until then. @returns whether it was done */
  waitFor(done: () => boolean, atMs: number): Promise<boolean>;
  /** How many things have happened. */
  steps(): number;
}

/** Resolves when everything that could go on has gone on as far as it can. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const isBefore = (a: Happening, b: Happening) =>
  a.atMs !== b.atMs ? a.atMs < b.atMs : a.lot !== b.lot ? a.lot < b.lot : a.order < b.order;

/** A heap: the earliest on top. */
function createQueue() {
  const heap: Happening[] = [];
  const at = (index: number): Happening => heap[index] as Happening;
  const swap = (one: number, other: number) => {
    const kept = at(one);
    heap[one] = at(other);
    heap[other] = kept;
  };
  return {
    peek: (): Happening | undefined => heap[0],
    push(happening: Happening): void {
      heap.push(happening);
      let here = heap.length - 1;
      while (here > 0) {
        const above = (here - 1) >> 1;
        if (!isBefore(at(here), at(above))) return;
        swap(here, above);
        here = above;
      }
    },
    pop(): Happening | undefined {
      const [top] = heap;
      const last = heap.pop();
      if (top === undefined || last === undefined || heap.length === 0) return top;
      heap[0] = last;
      let here = 0;
      for (;;) {
        const left = here * 2 + 1;
        const right = left + 1;
        let first = here;
        if (left < heap.length && isBefore(at(left), at(first))) first = left;
        if (right < heap.length && isBefore(at(right), at(first))) first = right;
        if (first === here) return top;
        swap(here, first);
        here = first;
      }
    },
  };
}

/** @param after is called after each happening, once everything has gone as far as it can */
export function createKernel(options: {
  readonly startMs: number;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly after: () => void;
}): Kernel {
  const { chance, trace } = options;
  const queue = createQueue();
  let nowMs = options.startMs;
  let planned = 0;
  let happened = 0;

  function plan(life: Life | null, atMs: number, what: string, act: () => void): Happening {
    planned += 1;
    const happening: Happening = { atMs, lot: chance.next(), order: planned, life, what, act };
    queue.push(happening);
    return happening;
  }

  /** The next thing that can happen at all up to a time, off the queue. */
  function take(limitMs: number): Happening | null {
    for (;;) {
      if ((queue.peek()?.atMs ?? Number.POSITIVE_INFINITY) > limitMs) return null;
      const next = queue.pop();
      if (!next) return null;
      const { life, act } = next;
      if (act === null || life?.alive === false) continue;
      if (life !== null && life.heldUntilMs > next.atMs) {
        plan(life, life.heldUntilMs, next.what, () => {
          next.act?.();
        });
        continue;
      }
      return next;
    }
  }

  const kernel: Kernel = {
    now: () => nowMs,
    later(life, afterMs, what, act) {
      const happening = plan(life, nowMs + Math.max(0, Math.round(afterMs)), what, act);
      return () => {
        happening.act = null;
      };
    },
    async step(limitMs = Number.MAX_SAFE_INTEGER) {
      const next = take(limitMs);
      if (!next) return false;
      nowMs = Math.max(nowMs, next.atMs);
      happened += 1;
      trace.note(`${nowMs} ${next.life?.name ?? 'net'} ${next.what}`);
      next.act?.();
      await settled();
      options.after();
      return true;
    },
    async until(atMs) {
      while (await kernel.step(atMs));
      nowMs = Math.max(nowMs, Math.round(atMs));
    },
    jump(ms) {
      nowMs += ms;
    },
    async waitFor(done, atMs) {
      while (!done()) {
        if (!(await kernel.step(atMs))) return false;
      }
      return true;
    },
    steps: () => happened,
  };
  return kernel;
}
