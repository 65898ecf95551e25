/** Chance from a seed: the same seed gives the same choices. Mulberry32. */

export interface Roll {
  /** From 0 up to 1. */
  (): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** Chance of another sequence that depends on this seed and `salt` alone. */
  fork(salt: number): Roll;
}

export function seeded(seed: number): Roll {
  let state = seed | 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1));
  return Object.assign(roll, {
    between,
    pick<T>(from: readonly T[]): T {
      const chosen = from[between(0, from.length - 1)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
    fork: (salt: number) => seeded(Math.imul(seed ^ 0x9e3779b9, salt + 0x85ebca6b) ^ (salt << 7)),
  });
}
