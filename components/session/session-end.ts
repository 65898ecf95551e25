/** Watches for the end of a session: says when it is near, and when it is time to ask. It ends nothing itself. */

/** How long before its end a session is said to end, in milliseconds. */
const CLOSING_MS = 120_000;
/** How long after its end a session is asked about, in milliseconds. */
const AFTER_MS = 1_000;
/** Longer timers fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

export class SessionEnd {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param expiresAt epoch seconds; one that is past says that this machine's clock is wrong
   * @param soon hears two minutes before, or at once where less is left
   * @param over hears at the end, when the server is to be asked
   */
  watch(expiresAt: number, soon: () => void, over: () => void): void {
    this.stop();
    const leftMs = () => expiresAt * 1_000 - Date.now();
    const after = (ms: number, act: () => void) => {
      if (ms <= LONGEST_TIMER_MS) this.#timer = setTimeout(act, Math.max(ms, 0));
    };
    if (leftMs() <= 0) return;
    after(leftMs() - CLOSING_MS, () => {
      after(leftMs() + AFTER_MS, over);
      soon();
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
