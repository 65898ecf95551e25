/**
 * How much goes wrong in one life, drawn once from its seed, and switched off at its end. Each life
 * has a character of its own, because a fault is easiest to miss where it comes alone.
 */
import type { Chance } from './chance.ts';

/** Probabilities of each thing, each time that it could happen. */
export interface Weather {
  /** A call to a processor. */
  refused: number;
  lost: number;
  slow: number;
  down: number;
  errorBefore: number;
  errorAfter: number;
  answerLost: number;
  garbage: number;
  /** A look-up or an exchange that is not answered. */
  mute: number;
  /** A processor's message to the server. */
  newsLost: number;
  newsDoubled: number;
  newsSlow: number;
  /** A message to the merchant. */
  hookRefused: number;
  hookLost: number;
  hookFailed: number;
  hookSlow: number;
  /** A client's request, and its answer. */
  requestLost: number;
  replyLost: number;
  /** At every commit: the process ends just before, or just after, or is held up first. */
  crashBefore: number;
  crashAfter: number;
  held: number;
  slowCommit: number;
  /** A person who settles an attempt by hand overlooks what was done. */
  operatorErrs: number;
}

const CALM: Weather = {
  refused: 0,
  lost: 0,
  slow: 0,
  down: 0,
  errorBefore: 0,
  errorAfter: 0,
  answerLost: 0,
  garbage: 0,
  mute: 0,
  newsLost: 0,
  newsDoubled: 0,
  newsSlow: 0,
  hookRefused: 0,
  hookLost: 0,
  hookFailed: 0,
  hookSlow: 0,
  requestLost: 0,
  replyLost: 0,
  crashBefore: 0,
  crashAfter: 0,
  held: 0,
  slowCommit: 0,
  operatorErrs: 0,
};

/** The worst that each may be. */
const STORM: Weather = {
  refused: 0.06,
  lost: 0.12,
  slow: 0.15,
  down: 0.08,
  errorBefore: 0.08,
  errorAfter: 0.15,
  answerLost: 0.15,
  garbage: 0.08,
  mute: 0.2,
  newsLost: 0.5,
  newsDoubled: 0.3,
  newsSlow: 0.3,
  hookRefused: 0.1,
  hookLost: 0.1,
  hookFailed: 0.2,
  hookSlow: 0.1,
  requestLost: 0.05,
  replyLost: 0.1,
  crashBefore: 0.006,
  crashAfter: 0.012,
  held: 0.01,
  slowCommit: 0.1,
  operatorErrs: 0.6,
};

const NAMES = Object.keys(CALM) as (keyof Weather)[];

/** About half of all faults are possible in one life, each with a strength of its own. */
export function drawWeather(chance: Chance): Weather {
  const drawn: Weather = { ...CALM };
  for (const name of NAMES)
    drawn[name] = chance.happens(0.55) ? STORM[name] * (0.2 + 0.8 * chance.next()) : 0;
  return drawn;
}

/** From here on nothing goes wrong. */
export function calmDown(weather: Weather): void {
  Object.assign(weather, CALM);
}
