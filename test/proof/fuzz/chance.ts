/**
 * Chance by a seed: the same words give the same numbers on every machine, so that one case of
 * millions can be made again alone. It knows nothing of what is fuzzed.
 */

export interface Chance {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  /** Whether something happens that happens once in `n` times. */
  once(n: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** So many of them as `count` says, each made anew. */
  many<T>(count: number, make: () => T): T[];
  digits(count: number): string;
  bytes(count: number): Uint8Array;
}

/** A 32-bit number that stands for these words (FNV-1a). */
function hash(words: readonly (string | number)[]): number {
  let value = 0x811c9dc5;
  for (const character of words.join('\n'))
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

/** @param words what this chance is for: seed, area, number of the case */
export function chanceOf(...words: readonly (string | number)[]): Chance {
  let state = hash(words);
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    once: (n) => int(n) === 0,
    pick<T>(from: readonly T[]): T {
      const chosen = from[int(from.length)];
      if (chosen === undefined && from.length === 0) throw new Error('nothing to pick from');
      return chosen as T;
    },
    many: (count, make) => Array.from({ length: count }, make),
    digits: (count) => Array.from({ length: count }, () => int(10)).join(''),
    bytes: (count) => Uint8Array.from({ length: count }, () => int(256)),
  };
}
