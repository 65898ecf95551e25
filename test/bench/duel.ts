/**
 * Two things measured by turns, so that a machine that is slow for a minute is slow for both: ours,
 * the baseline, ours, the baseline … It knows neither of them.
 */
import { median } from './table.ts';

export interface Duel {
  /** Medians over the rounds, in whatever unit was measured. */
  readonly ours: number;
  readonly baseline: number;
  /** Median of the rounds' own ratios. */
  readonly ratio: number;
}

/**
 * @param rounds measured rounds; one more goes before them, to warm up, and is thrown away
 * @param ours measures once; so does `baseline`
 */
export async function duel(
  rounds: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<Duel> {
  const figures: { ours: number; baseline: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair = { ours: await ours(), baseline: await baseline() };
    if (round > 0) figures.push(pair);
  }
  return {
    ours: median(figures.map((each) => each.ours)),
    baseline: median(figures.map((each) => each.baseline)),
    ratio: median(figures.map((each) => each.ours / each.baseline)),
  };
}
