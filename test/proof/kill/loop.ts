/**
 * The kill loop: many cycles on a few lanes at once, each lane on new files after a while. It counts
 * what happened and stops at the first thing that is wrong; what it prints is its caller's business.
 */
import { rmSync } from 'node:fs';
import { freshDatabase } from '../../support/test-database.ts';
import { type CyclePlan, planCycle, runCycle } from './cycle.ts';
import { type Lane, openLane } from './lane.ts';
import type { Point } from './points.ts';
import type { Program } from './program.ts';
import { seeded } from './seeded.ts';

/** Cycles on the same files; then the lane begins anew, so that checks of the whole stay cheap. */
const LIFE_CYCLES = 25;

export interface LoopOptions {
  readonly program: Program;
  readonly cycles: number;
  readonly seed: number;
  readonly lanes: number;
  /** `postgres://…` of a server for the lanes' databases, and then mostly two servers each; null for files. */
  readonly postgres?: string | null;
  /** The named points to die at, in turn; null for all of them and for any moment, by chance. */
  readonly points: readonly Point[] | null;
  /** One plan to carry out again and again. */
  readonly only?: CyclePlan | null;
  /** How long everything may take to settle, real milliseconds. */
  readonly settlingMs?: number | undefined;
  /** What every plan is to be, whatever was drawn. */
  readonly always?: Partial<CyclePlan>;
  /** Told after each cycle how many are done. */
  readonly progress?: (done: number) => void;
}

export interface Failure {
  readonly plan: CyclePlan;
  readonly wrong: readonly string[];
  /** Where the files and the last words are kept. */
  readonly folder: string;
  readonly words: string;
}

export interface LoopResult {
  readonly done: number;
  /** How often somebody died at each named point; by a kill from outside under `any moment`. */
  readonly deaths: ReadonlyMap<string, number>;
  readonly answers: number;
  readonly broken: number;
  readonly failure: Failure | null;
}

/** The same seed gives the same plans, whichever lane they run on; only their timing is the machine's. */
export const cycleSeed = (seed: number, cycle: number): number => (seed * 100_003 + cycle) | 0;

/** Runs cycles until they are done, or one fails. */
export async function runLoop(options: LoopOptions): Promise<LoopResult> {
  const { program, cycles, seed, points, only = null, postgres = null, progress } = options;
  const deaths = new Map<string, number>();
  const note = (name: string) => deaths.set(name, (deaths.get(name) ?? 0) + 1);
  let next = 0;
  let done = 0;
  let answers = 0;
  let broken = 0;
  let failure: Failure | null = null;

  function planOf(cycle: number): CyclePlan {
    const its = cycleSeed(seed, cycle);
    const point = points?.[cycle % points.length] ?? null;
    const several: Partial<CyclePlan> =
      postgres === null ? {} : { crew: its % 3 === 0 ? 'apart' : 'two', spares: its % 2 === 0 };
    return { ...planCycle(seeded(its), its, point), ...several, ...options.always };
  }

  async function live(lane: Lane): Promise<void> {
    for (let lived = 0; lived < LIFE_CYCLES && next < cycles && !failure; lived += 1) {
      const plan = only ?? planOf(next);
      next += 1;
      const roll = seeded(plan.seed);
      const result = await runCycle(lane, plan, roll, options.settlingMs).catch(
        (reason: Error) => ({
          wrong: [reason.stack ?? reason.message],
          points: [],
          answers: 0,
          broken: 0,
        }),
      );
      done += 1;
      answers += result.answers;
      broken += result.broken;
      for (const name of result.points) note(name);
      if (result.points.length === 0) note('any moment');
      if (result.wrong.length > 0 && !failure) {
        const words = [lane.lastWords(), ...lane.crew().map((each) => each.said())].join('\n');
        failure = { plan, wrong: result.wrong, folder: lane.folder, words };
      }
      progress?.(done);
    }
  }

  async function runLane(): Promise<void> {
    while (next < cycles && !failure) {
      const database = postgres === null ? null : await freshDatabase(postgres);
      const lane = await openLane(program, cycleSeed(seed, next), {}, database);
      await live(lane).finally(() => lane.close());
      if (!failure) rmSync(lane.folder, { recursive: true, force: true });
    }
  }

  await Promise.all(Array.from({ length: options.lanes }, runLane));
  return { done, deaths, answers, broken, failure };
}

/** What to tell of a failure: what is wrong, with what plan, where the files are, how to see it again. */
export function report({ plan, wrong, folder, words }: Failure): string {
  return [
    `Cycle ${plan.seed} failed:`,
    ...wrong.slice(0, 20).map((each) => `  ${each}`),
    `files: ${folder}`,
    `again: npm run kill-loop -- --plan '${JSON.stringify(plan)}'`,
    'last words:',
    words.slice(-3_000),
  ].join('\n');
}
