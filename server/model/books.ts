/**
 * Two sets of books side by side: what we believe that a processor took and gave back, and what it
 * says itself. Any difference is somebody's money. It asks nobody.
 */

/** A charge in somebody's books, in minor units. */
export interface Entry {
  readonly reference: string;
  readonly currency: string;
  readonly takenMinor: number;
  readonly backMinor: number;
}

/** One of ours; `open` while something is under way that may still change it. */
export interface OwnEntry extends Entry {
  readonly open: boolean;
}

export interface Mismatch {
  readonly reference: string;
  readonly currency: string;
  /** `missing_here`: they made a charge that we know nothing of; `missing_there`: the other way round. */
  readonly kind: 'missing_here' | 'missing_there' | 'differs';
  /** By how much, in minor units, without a sign. */
  readonly minor: number;
}

const kept = ({ takenMinor, backMinor }: Entry) => takenMinor - backMinor;

/** Money that went there and back again is none, and yet must be told alike by both. */
const apart = (ours: Entry, theirs: Entry) =>
  Math.max(
    Math.abs(ours.takenMinor - theirs.takenMinor),
    Math.abs(ours.backMinor - theirs.backMinor),
    Math.abs(kept(ours) - kept(theirs)),
  );

const nothing = ({ takenMinor, backMinor }: Entry) => takenMinor === 0 && backMinor === 0;

/**
 * @param theirs of a time, whole
 * @param ours every one of ours that they name, and those of that time that they do not name
 * @returns what differs, in the order of the two
 */
export function compareBooks(
  theirs: readonly Entry[],
  ours: ReadonlyMap<string, OwnEntry>,
): readonly Mismatch[] {
  const named = new Set(theirs.map(({ reference }) => reference));
  const found: Mismatch[] = [];
  for (const entry of theirs) {
    const { reference, currency } = entry;
    const own = ours.get(reference);
    if (own?.open) continue;
    if (!own) {
      if (!nothing(entry))
        found.push({ reference, currency, kind: 'missing_here', minor: entry.takenMinor });
      continue;
    }
    const minor = own.currency === currency ? apart(own, entry) : own.takenMinor + entry.takenMinor;
    if (minor > 0) found.push({ reference, currency, kind: 'differs', minor });
  }
  for (const own of ours.values()) {
    const { reference, currency, takenMinor: minor } = own;
    if (named.has(reference) || own.open || nothing(own)) continue;
    found.push({ reference, currency, kind: 'missing_there', minor });
  }
  return found;
}

/** What must always hold of one charge of ours, whoever made it; null where it does. */
export function violationOf({ takenMinor, backMinor }: Entry): string | null {
  return backMinor > takenMinor ? 'given_back_beyond_taken' : null;
}
