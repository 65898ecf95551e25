/** Gathers what a press sends although the network is away for a while. Nothing of it moves money. */
import type { ConfirmInput, ErrorBody } from '../../server/wire/elements.ts';

/** What a press sends, or why it cannot be sent; a null problem is already told where it is. */
export type Collected =
  | { readonly ok: true; readonly input: Omit<ConfirmInput, 'press'> }
  | { readonly ok: false; readonly problem: ErrorBody | null };

/** How often it is asked for again when the bank cannot be reached although there is a network. */
const ROUNDS = 2;

/**
 * @param alive whether this press still counts
 * @param pause waits, and ends early when the network is back
 * @returns null when the press is over before anything could be gathered
 */
export async function collectOnline(
  collect: () => Promise<Collected>,
  alive: () => boolean,
  pause: (round: number) => Promise<void>,
): Promise<Collected | null> {
  for (let round = 0; alive(); round += 1) {
    if (!navigator.onLine) {
      await pause(round);
      continue;
    }
    const collected = await collect();
    if (!alive()) return null;
    const again = !collected.ok && collected.problem?.code === 'network';
    if (!again || (navigator.onLine && round >= ROUNDS)) return collected;
    await pause(round);
  }
  return null;
}
