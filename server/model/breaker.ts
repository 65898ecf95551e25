/**
 * Whether a processor is asked at all just now. One that cannot be reached, or refuses us, several
 * times in a short while is avoided; after a pause one payment tries it again, and its answer
 * decides. States and times go in and come out; nothing is kept here.
 */
import {
  BREAKER_FAILURES,
  BREAKER_MAX_PAUSE_MS,
  BREAKER_PAUSE_MS,
  BREAKER_WINDOW_MS,
} from './limits.ts';

export interface BreakerState {
  /** When it failed of late, epoch ms, oldest first; an answer empties it. */
  readonly failuresMs: readonly number[];
  /** Until when it is avoided, epoch ms; null while it is not. */
  readonly openUntilMs: number | null;
  /** The pause that comes after the next failure, milliseconds. */
  readonly pauseMs: number;
}

export const CLOSED: BreakerState = {
  failuresMs: [],
  openUntilMs: null,
  pauseMs: BREAKER_PAUSE_MS,
};

/** Until when a processor is avoided; null where it may be asked. */
export function avoidedUntil(state: BreakerState, nowMs: number): number | null {
  return state.openUntilMs !== null && nowMs < state.openUntilMs ? state.openUntilMs : null;
}

/**
 * After a payment was sent to it: when the pause is over, the first one is the probe, and others go
 * on avoiding it for as long as its answer may take.
 * @param answerMs how long a call may take
 */
export function whenAsked(state: BreakerState, nowMs: number, answerMs: number): BreakerState {
  if (state.openUntilMs === null || nowMs < state.openUntilMs) return state;
  return { ...state, openUntilMs: nowMs + answerMs };
}

/** After it answered, a decline included. */
export function whenAnswered(state: BreakerState): BreakerState {
  return state.openUntilMs === null && state.failuresMs.length === 0 ? state : CLOSED;
}

/** After it could not be reached, or refused us. */
export function whenDown(state: BreakerState, nowMs: number): BreakerState {
  const recent = state.failuresMs.filter((atMs) => atMs > nowMs - BREAKER_WINDOW_MS);
  const failuresMs = [...recent, nowMs].slice(-BREAKER_FAILURES);
  const again = state.openUntilMs !== null;
  if (!again && failuresMs.length < BREAKER_FAILURES) return { ...state, failuresMs };
  return {
    failuresMs,
    openUntilMs: nowMs + state.pauseMs,
    pauseMs: Math.min(state.pauseMs * 2, BREAKER_MAX_PAUSE_MS),
  };
}
