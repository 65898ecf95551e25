/** Counts failures in a sliding window, per key, in memory: enough to slow down who tries cards. */
import { rateLimited } from '../model/problem.ts';

/** Keys that are remembered at most; the oldest are forgotten first. */
const KEYS = 50_000;

export interface FailureLimit {
  /** @throws Problem 429 when `key` has failed too often in the window */
  check(key: string, nowMs: number): void;
  note(key: string, nowMs: number): void;
}

/** @param most failures in `windowMs` after which a key has to wait */
export function createFailureLimit(most: number, windowMs: number): FailureLimit {
  const failures = new Map<string, number[]>();
  const recent = (key: string, nowMs: number) =>
    (failures.get(key) ?? []).filter((at) => at > nowMs - windowMs);
  return {
    check(key, nowMs) {
      const times = recent(key, nowMs);
      if (times.length < most) return;
      const waitS = Math.max(1, Math.ceil(((times[0] ?? nowMs) + windowMs - nowMs) / 1000));
      throw rateLimited('Too many declined payments. Wait a while before trying again.', waitS);
    },
    note(key, nowMs) {
      const times = [...recent(key, nowMs), nowMs].slice(-most);
      failures.delete(key);
      failures.set(key, times);
      const oldest = failures.size > KEYS ? failures.keys().next().value : undefined;
      if (oldest !== undefined) failures.delete(oldest);
    },
  };
}
