/**
 * Does what is due, again and again, until it is stopped: each turn calls the domain's own functions,
 * and a failure is logged and tried again later. Several workers may run side by side.
 */
import type { Context } from '../context.ts';
import { advanceDue } from '../domain/advancing.ts';
import { createAuditing } from '../domain/auditing.ts';
import { inMachineTime } from '../domain/clock.ts';
import { forgetDue } from '../domain/forgetting.ts';
import { LIFE_DUTIES } from '../domain/life-duties.ts';
import { carryDue } from '../domain/portability.ts';
import { pruneSome } from '../domain/pruning.ts';
import { beat } from '../domain/pulses.ts';
import { reconcileDue } from '../domain/reconcile.ts';
import { heedDue } from '../domain/webhooks-in.ts';
import { deliverDue } from '../domain/webhooks-out.ts';
import { WORKER_PULSE_MS, WORKER_STUCK_MS } from '../model/limits.ts';
import { goRound } from './rounds.ts';

/** Between two turns when nothing was due, in milliseconds. */
const IDLE_MS = 1_000;
/** Between two beats, in milliseconds. */
const BEAT_MS = WORKER_PULSE_MS / 3;
/** Between two looks for what is too old, and between two steps while there is some, in milliseconds. */
const PRUNE_MS = 60_000;
const PRUNE_AGAIN_MS = 250;

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
  let rounds: readonly (() => Promise<void>)[] = [];
  /** The duty that is under way, and since when; null between two turns. */
  let busy: { readonly duty: string; readonly sinceMs: number } | null = null;

  const duties = [...DUTIES, ['hold the books together', createAuditing(ctx)] as const];

  async function turn(): Promise<number> {
    let done = 0;
    for (const [duty, act] of duties) {
      busy = { duty, sinceMs: ctx.wall() };
      const beganMs = performance.now();
      try {
        const count = await act(ctx);
        done += count;
        if (count > 0) ctx.meter.measure('duties', { duty }, (performance.now() - beganMs) / 1000);
      } catch (reason) {
        ctx.meter.count('dutyFailures', { duty });
        ctx.log.error({ duty, reason }, 'a duty failed');
      }
    }
    busy = null;
    return done;
  }

  function next(afterMs: number): void {
    if (stopped) return;
    cancel = ctx.timer(afterMs, () => {
      underWay = turn().then((done) => next(done > 0 ? 0 : IDLE_MS));
    });
  }

  /** Says that turns are taken, unless one duty has been stuck for long. */
  async function sayAlive(): Promise<number> {
    if (busy && ctx.wall() - busy.sinceMs > WORKER_STUCK_MS) {
      ctx.log.error({ duty: busy.duty }, 'a duty is stuck');
      return BEAT_MS;
    }
    ctx.vitals.beatMs = ctx.wall();
    await beat(ctx, 'worker').catch((reason: unknown) =>
      ctx.log.error({ reason }, 'a beat was not recorded'),
    );
    return BEAT_MS;
  }

  /** Lets go of what is too old, in small steps with time for others in between. */
  async function prune(): Promise<number> {
    try {
      return (await pruneSome(ctx)) ? PRUNE_AGAIN_MS : PRUNE_MS;
    } catch (reason) {
      ctx.log.error({ reason }, 'what is too old could not be let go');
      return PRUNE_MS;
    }
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      next(0);
      rounds = [goRound(ctx, sayAlive), goRound(ctx, prune)];
    },
    turn,
    async stop() {
      stopped = true;
      cancel();
      await Promise.all([underWay, ...rounds.map((stop) => stop())]);
    },
  };
}
