/** Counts wrong keys for each address in a sliding window, in memory. It knows no request. */

/** Wrong keys of one address, after which it has to wait. */
const MOST = 10;
const WINDOW_MS = 15 * 60_000;
/** Addresses that are remembered at most; the oldest are forgotten first. */
const REMEMBERED = 10_000;

export interface SignInLimit {
  /** How long the address has to wait, in milliseconds; 0 where it need not. */
  waitMs(address: string, nowMs: number): number;
  note(address: string, nowMs: number): void;
}

export function createSignInLimit(): SignInLimit {
  const failures = new Map<string, readonly number[]>();
  const recent = (address: string, nowMs: number) =>
    (failures.get(address) ?? []).filter((at) => at > nowMs - WINDOW_MS);
  return {
    waitMs(address, nowMs) {
      const [first = nowMs, ...rest] = recent(address, nowMs);
      return rest.length + 1 < MOST ? 0 : first + WINDOW_MS - nowMs;
    },
    note(address, nowMs) {
      const times = [...recent(address, nowMs), nowMs].slice(-MOST);
      failures.delete(address);
      failures.set(address, times);
      const oldest = failures.size > REMEMBERED ? failures.keys().next().value : undefined;
      if (oldest !== undefined) failures.delete(oldest);
    },
  };
}
