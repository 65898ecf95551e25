/**
 * Does what is due, again and again, until it is stopped: each turn calls the domain's own functions,
 * and a failure is logged and tried again later. Several workers may run side by side.
 */
import type { Context } from '../context.ts';
import { advanceDue } from '../domain/advancing.ts';
import { inMachineTime } from '../domain/clock.ts';
import { forgetDue } from '../domain/forgetting.ts';
import { LIFE_DUTIES } from '../domain/life-duties.ts';
import { carryDue } from '../domain/portability.ts';
import { reconcileDue } from '../domain/reconcile.ts';
import { heedDue } from '../domain/webhooks-in.ts';
import { deliverDue } from '../domain/webhooks-out.ts';

/** Between two turns when nothing was due, in milliseconds. */
const IDLE_MS = 1_000;

export interface Worker {
  /** Starts taking turns. */
  start(): void;
  /** Takes one turn now. @returns how much was done */
  turn(): Promise<number>;
  /** Finishes the turn that is under way and takes no other. */
  stop(): Promise<void>;
}

const DUTIES: readonly (readonly [string, (ctx: Context) => Promise<number>])[] = [
  ['heed processors', heedDue],
  ['settle open attempts', reconcileDue],
  ...LIFE_DUTIES.map(({ name, act }) => [name, (ctx: Context) => act(inMachineTime(ctx))] as const),
  ['advance test clocks', advanceDue],
  ['take cards to other processors', carryDue],
  ['forget credentials', forgetDue],
  ['deliver webhooks', deliverDue],
];

export function createWorker(ctx: Context): Worker {
  let cancel = () => {};
  let stopped = true;
  let underWay: Promise<unknown> = Promise.resolve();

  async function turn(): Promise<number> {
    let done = 0;
    for (const [duty, act] of DUTIES) {
      try {
        done += await act(ctx);
      } catch (reason) {
        ctx.log.error(
          { duty, error: reason instanceof Error ? reason.message : String(reason) },
          'a duty failed',
        );
      }
    }
    return done;
  }

  function next(afterMs: number): void {
    if (stopped) return;
    cancel = ctx.timer(afterMs, () => {
      underWay = turn().then((done) => next(done > 0 ? 0 : IDLE_MS));
    });
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      next(0);
    },
    turn,
    async stop() {
      stopped = true;
      cancel();
      await underWay;
    },
  };
}
