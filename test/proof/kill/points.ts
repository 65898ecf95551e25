/**
 * The named points at which a program may die, and what arms one. It knows neither the program nor
 * how it dies there.
 */

/** Each a place between two steps that must not come apart. */
export const POINTS = [
  /** An attempt is committed; its processor has not been called. */
  'planned',
  /** The request has left; the processor's answer is on its way. */
  'asked',
  /** The answer is here; it has not been recorded. */
  'answered',
  /** A commit has begun; its sync has not returned. */
  'committing',
  /** The outcome is committed; nobody has been told. */
  'settled',
  /** A worker has claimed due work; it has not done it. */
  'claimed',
  /** A processor's webhook is stored; it has not been dealt with. */
  'stored',
] as const;
export type Point = (typeof POINTS)[number];

/** When to die: at the n-th passing of a point. */
export interface Fate {
  readonly point: Point;
  readonly nth: number;
  /** Real microseconds between the beginning of a commit, or the sending of a request, and the end. */
  readonly afterUs: number;
}

/** How a program announces its end, just before it; the last line of its stderr. */
export const OBITUARY = 'died at ';
