/** Something that is done again and again beside a worker's turns, until it is stopped. */
import type { Context } from '../context.ts';

/**
 * Begins at once.
 * @param act gives back how long to wait before the next time, in milliseconds; it throws nothing
 * @returns how to stop it, which waits for what is under way
 */
export function goRound(ctx: Context, act: () => Promise<number>): () => Promise<void> {
  let stopped = false;
  let cancel = () => {};
  const round = async (): Promise<void> => {
    const afterMs = await act();
    if (stopped) return;
    cancel = ctx.timer(afterMs, () => {
      underWay = round();
    });
  };
  let underWay = round();
  return async () => {
    stopped = true;
    cancel();
    await underWay;
  };
}
