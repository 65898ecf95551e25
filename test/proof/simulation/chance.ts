/**
 * Chance from one seed: the same seed gives the same draws on every machine. Streams with names are
 * independent of each other, so that one more draw in one place shifts nothing elsewhere.
 */

export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to `end`. */
  below(end: number): number;
  /** A whole number from `first` to `last`. */
  between(first: number, last: number): number;
  happens(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  bytes(count: number): Uint8Array;
  /** Another stream. */
  stream(name: string): Chance;
}

/** Spreads a text over 32 bits (FNV-1a). */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** Sfc32: small, fast, and good enough to spread faults. */
export function createChance(seed: string): Chance {
  let a = spread(`${seed}/a`);
  let b = spread(`${seed}/b`);
  let c = spread(`${seed}/c`);
  let counter = 1;

  function word(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  for (let round = 0; round < 12; round += 1) word();

  const next = () => word() / 0x1_0000_0000;
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    between: (first, last) => first + below(last - first + 1),
    happens: (probability) => next() < probability,
    pick<T>(from: readonly T[]): T {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    bytes(count) {
      const drawn = new Uint8Array(count);
      for (let at = 0; at < count; at += 1) drawn[at] = word() & 0xff;
      return drawn;
    },
    stream: (name) => createChance(`${seed}/${name}`),
  };
}

/** Draws by weight: an entry of weight 2 comes twice as often as one of weight 1. */
export function createWeighing<T>(
  entries: readonly (readonly [weight: number, entry: T])[],
): (chance: Chance) => T {
  const total = entries.reduce((sum, [weight]) => sum + weight, 0);
  return (chance) => {
    let left = chance.next() * total;
    for (const [weight, entry] of entries) {
      left -= weight;
      if (left < 0) return entry;
    }
    throw new Error('weights are all zero');
  };
}
