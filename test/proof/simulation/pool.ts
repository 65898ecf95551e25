/** Spreads lives over processes, and gathers what they came to. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Word } from './child.ts';
import type { LifeResult } from './life.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
/** Lives in one order: few, so that all processes end at about the same time. */
const PER_ORDER = 10;

export interface Campaign {
  readonly from: number;
  readonly seeds: number;
  readonly operations: number;
  readonly processes: number;
  /** The program to start: that of another tree, for a server with a planted bug. */
  readonly child?: string;
  /** What it is told on its command line. */
  readonly args?: readonly string[];
  /** Lives in one order. */
  readonly perOrder?: number;
  /** Gets every result as it comes. @returns whether to go on */
  heard(result: LifeResult): boolean;
}

/** Resolves when all seeds have been lived, or somebody has heard enough. */
export async function campaign(plan: Campaign): Promise<void> {
  let next = plan.from;
  const end = plan.from + plan.seeds;
  let over = false;

  function order(): Order | null {
    if (over || next >= end) return null;
    const count = Math.min(plan.perOrder ?? PER_ORDER, end - next);
    const seeds = Array.from({ length: count }, (_, at) => next + at);
    next += count;
    return { seeds, operations: plan.operations };
  }

  function run(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      child.on('message', (word: Word) => {
        if (word.kind === 'lived') {
          if (!over && !plan.heard(word.result)) over = true;
          if (over) child.kill();
          return;
        }
        const more = order();
        if (more) child.send(more);
        else child.disconnect();
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        if (over || code === 0) resolve();
        else reject(new Error(`a process of the simulation ended with ${code ?? signal}`));
      });
    });
  }

  const children = Array.from({ length: plan.processes }, () =>
    fork(plan.child ?? CHILD, [...(plan.args ?? [])], {
      execArgv: ['--max-semi-space-size=32', '--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  );
  try {
    await Promise.all(children.map(run));
  } finally {
    for (const child of children) child.kill();
  }
}
