/**
 * Runs the cases of one area and holds each against its properties and the clock. Cases come in
 * blocks with an installation of their own, so that any case can be made again from seed and number.
 * It knows no area by name.
 */
import { type Belongings, furnish } from './belongings.ts';
import type { Area, Case } from './cases.ts';
import { chanceOf } from './chance.ts';
import { type Installation, openInstallation } from './installation.ts';
import { pollution } from './properties.ts';
import { shrink } from './shrink.ts';

/** Cases that share an installation. */
export const BLOCK = 1_000;
/** What no case may take of a processor, in milliseconds; other programs on the machine do not count. */
const LIMIT_MS = 50;
/** What no case may wait for, in milliseconds; here other programs count. */
const PATIENCE_MS = 2_000;
/** How often a slow case may show that the machine was slow, and not it. */
const TRIES = 5;

export interface Failure {
  readonly area: string;
  readonly seed: string;
  readonly number: number;
  readonly property: string;
  /** Shortened. */
  readonly given: Case;
}

/** Whether `act` takes too long even at its best; a first try that was good enough is the only one. */
async function isSlow(act: () => Promise<void>): Promise<boolean> {
  const first = performance.now();
  await act();
  if (performance.now() - first <= LIMIT_MS) return false;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const started = performance.now();
    const used = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(used);
    const waitedMs = performance.now() - started;
    if ((user + system) / 1000 <= LIMIT_MS && waitedMs <= PATIENCE_MS) return false;
  }
  return true;
}

/** What does not hold for one case, or null. */
async function judge(area: Area, target: Installation, given: Case, have: Belongings) {
  const found: (string | null)[] = [];
  const slow = await isSlow(async () => {
    found.push(await area.judge(target, given, have));
  });
  const polluted = pollution();
  if (polluted !== null) return polluted;
  return found[0] ?? (slow ? `took longer than ${LIMIT_MS} ms` : null);
}

async function withBlock<T>(
  area: Area,
  seed: string,
  block: number,
  act: (target: Installation, have: Belongings) => Promise<T>,
): Promise<T> {
  const target = await openInstallation(seed, area.name, block);
  try {
    return await act(target, await furnish(target));
  } finally {
    await target.close();
  }
}

/** Runs one block up to `until`. @returns its first failure */
async function runBlock(
  area: Area,
  seed: string,
  block: number,
  until: number,
  shorten: boolean,
): Promise<Failure | null> {
  return withBlock(area, seed, block, async (target, have) => {
    for (let number = block * BLOCK; number < Math.min(until, (block + 1) * BLOCK); number += 1) {
      const given = area.make(chanceOf(seed, area.name, number), have);
      const property = await judge(area, target, given, have);
      if (property === null) continue;
      const failure = { area: area.name, seed, number, property, given };
      if (!shorten) return failure;
      const shorter = await shrink(given, async (less) => {
        const fails = async (where: Installation) =>
          (await judge(area, where, less, have)) === property;
        return withBlock(area, seed, block, fails);
      });
      return { ...failure, given: shorter };
    }
    return null;
  });
}

/** Which cases of an area are run. */
export interface Part {
  readonly seed: string;
  readonly cases: number;
  readonly first: number;
  readonly step: number;
  /** Whether a failing case is made shorter. */
  readonly shorten: boolean;
}

/**
 * Runs the blocks `first`, `first + step`, … of an area up to `cases` cases.
 * @returns how many cases ran, and the first that failed
 */
export async function runArea(
  area: Area,
  { seed, cases, first, step, shorten }: Part,
): Promise<{ readonly ran: number; readonly failure: Failure | null }> {
  let ran = 0;
  for (let block = first; block * BLOCK < cases; block += step) {
    const failure = await runBlock(area, seed, block, cases, shorten);
    if (failure) return { ran: ran + (failure.number % BLOCK) + 1, failure };
    ran += Math.min(BLOCK, cases - block * BLOCK);
  }
  return { ran, failure: null };
}
