/** Waits between two calls, a little longer each time, until somebody has a reason to go on at once. */

/** Pauses in milliseconds; the last one repeats. */
const PAUSES_MS = [1_000, 1_500, 2_000, 3_000, 5_000];

/** @param round how often was waited before */
export function pauseMs(round: number): number {
  return PAUSES_MS[Math.min(round, PAUSES_MS.length - 1)] ?? 0;
}

export class Waiting {
  /** Ends the pause that runs now. */
  wake: () => void = () => {};

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
