/**
 * A test clock: a time of their own for some customers, which stands still until it is advanced. It
 * says how far one may go at once, and knows nothing of what happens on the way.
 */
import { DAY_MS } from './limits.ts';

export interface TestClock {
  /** `clock_…` */
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  /** The machine's time, as for everything about the clock itself; epoch ms. */
  readonly createdMs: number;
  readonly name: string | null;
  /** The time in which its customers live, epoch ms. While it advances, how far it has come. */
  readonly frozenMs: number;
  /** Where it is advancing to, epoch ms; null while it stands. */
  readonly targetMs: number | null;
  /** The machine's time since when it waits for a payment whose outcome is open; null while it does not. */
  readonly waitingSinceMs: number | null;
  readonly status: 'ready' | 'advancing' | 'internal_failure';
  /** The machine's time at which it is deleted by itself, epoch ms. */
  readonly deletesAfterMs: number;
  /** When a worker is to look at it, the machine's epoch ms. */
  readonly dueMs: number | null;
  readonly fence: number;
}

/** A clock that nobody deletes is deleted after this time. */
export const CLOCK_LIFE_MS = 30 * DAY_MS;

/** How far a clock may go in one advance: long enough for a card to expire. */
export const ADVANCE_MAX_MS = 5 * 366 * DAY_MS;

/** The latest time that a clock may show: 1 January 2100, epoch ms. */
export const CLOCK_MAX_MS = 4_102_444_800_000;

/**
 * How long an advance stands still for a payment whose outcome is open, in the machine's time. Then
 * it goes on with everything else, and that debt waits alone.
 */
export const OUTCOME_PATIENCE_MS = 120_000;

export type Advance =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Whether a clock may be sent to `targetMs`; one that failed may be sent on. */
export function canAdvance(
  clock: Pick<TestClock, 'status' | 'frozenMs'>,
  targetMs: number,
): Advance {
  if (clock.status === 'advancing') {
    return {
      ok: false,
      code: 'test_clock_advancing',
      message: 'This test clock is advancing already. Wait until its status is `ready`.',
    };
  }
  if (targetMs <= clock.frozenMs) {
    return {
      ok: false,
      code: 'parameter_invalid',
      message: 'A test clock can only be advanced: `frozen_time` must be after its time now.',
    };
  }
  if (targetMs > Math.min(clock.frozenMs + ADVANCE_MAX_MS, CLOCK_MAX_MS)) {
    return {
      ok: false,
      code: 'parameter_invalid',
      message:
        'A test clock can be advanced by five years at once, and not beyond the year 2099. Go in several steps.',
    };
  }
  return { ok: true };
}

export type NextStep =
  /** Do what is due at this time, epoch ms. */
  { readonly action: 'act'; readonly atMs: number } | { readonly action: 'arrive' };

/**
 * What comes next on the way: work is done at the very time at which it is due, and what was due
 * before the clock's own time at once.
 * @param dueMs when the earliest work is due; null for none
 */
export function nextStep(
  { frozenMs, targetMs }: { readonly frozenMs: number; readonly targetMs: number },
  dueMs: number | null,
): NextStep {
  if (dueMs === null || dueMs > targetMs) return { action: 'arrive' };
  return { action: 'act', atMs: Math.max(frozenMs, dueMs) };
}
