/**
 * Limits in memory: requests of a key, and declined tries of whoever makes them. What is counted
 * together is decided in the model; each process counts for itself.
 */
import type { Config } from '../config.ts';
import { type Counter, countersOf, type DeclinedTry } from '../model/card-testing.ts';
import { DECLINED_CARDS_WINDOW_MS, FAILED_CONFIRMS_WINDOW_MS } from '../model/limits.ts';
import { Problem, rateLimited } from '../model/problem.ts';
import { type Bucket, draw } from '../model/token-bucket.ts';

/** Keys that are remembered at most; the oldest are forgotten first. */
const KEYS = 50_000;

/** Keeps the newest {@link KEYS} of a map. */
function bound(map: Map<string, unknown>): void {
  const [oldest] = map.size > KEYS ? map.keys() : [];
  if (oldest !== undefined) map.delete(oldest);
}

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
      bound(failures);
    },
  };
}

/** Counts declined tries by everything that they are counted together by. */
export interface CardGuard {
  /** @throws Problem 429 when whoever tries has been declined too often */
  check(who: DeclinedTry, nowMs: number): void;
  note(who: DeclinedTry, nowMs: number): void;
}

export function createCardGuard(config: Config): CardGuard {
  const limits: Readonly<Record<Counter, FailureLimit>> = {
    session: createFailureLimit(config.failedConfirmsPerSession, FAILED_CONFIRMS_WINDOW_MS),
    address: createFailureLimit(config.failedConfirmsPerAddress, FAILED_CONFIRMS_WINDOW_MS),
    cardsOfAddress: createFailureLimit(config.declinedCardsPerAddress, DECLINED_CARDS_WINDOW_MS),
    account: createFailureLimit(config.declinedCardsPerAccount, FAILED_CONFIRMS_WINDOW_MS),
  };
  return {
    check(who, nowMs) {
      for (const { counter, key } of countersOf(who)) limits[counter].check(key, nowMs);
    },
    note(who, nowMs) {
      for (const { counter, key } of countersOf(who)) limits[counter].note(key, nowMs);
    },
  };
}

/**
 * Tries a card, and counts the try where it is declined.
 * @throws what `act` throws, or Problem 429 without trying when whoever tries was declined too often
 */
export async function guarded<T>(
  cards: CardGuard,
  who: DeclinedTry,
  wall: () => number,
  act: () => Promise<T>,
): Promise<T> {
  cards.check(who, wall());
  try {
    return await act();
  } catch (reason) {
    if (reason instanceof Problem && reason.status === 402) cards.note(who, wall());
    throw reason;
  }
}

export interface RequestLimit {
  /** @throws Problem 429 when `key` asks too often */
  take(key: string, nowMs: number): void;
}

/** @param perSecond requests of one key over time; twice as many at once */
export function createRequestLimit(perSecond: number): RequestLimit {
  const buckets = new Map<string, Bucket>();
  const rate = { perSecond, burst: perSecond * 2 };
  return {
    take(key, nowMs) {
      const { bucket, waitMs } = draw(buckets.get(key) ?? null, rate, nowMs);
      buckets.set(key, bucket);
      bound(buckets);
      if (waitMs > 0)
        throw rateLimited(
          'Too many requests with this key.',
          Math.max(1, Math.ceil(waitMs / 1000)),
        );
    },
  };
}
