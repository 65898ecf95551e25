/**
 * Co-badged cards run on one of several networks, and their holder may say on which. Nobody else's
 * order is preferred to that choice: without one the issuer's own stands.
 */
import type { CardFacts } from './payment-method.ts';

type Card = Pick<CardFacts, 'brand' | 'networks' | 'preferredNetwork'>;

/** What becomes of a choice; one that the card cannot run on is kept as what it is. */
export function preference(card: Pick<Card, 'networks'>, wanted: string | null): string | null {
  if (wanted === null) return null;
  return card.networks.includes(wanted) ? wanted : 'invalid_preference';
}

/** The network that the holder chose, if the card runs on it. */
export function preferredOf({ networks, preferredNetwork }: Card): string | null {
  return preferredNetwork !== null && networks.includes(preferredNetwork) ? preferredNetwork : null;
}

/** The network that a charge runs on. */
export function networkOf(card: Card): string | null {
  return preferredOf(card) ?? card.networks[0] ?? null;
}

/** The brand that the card is shown under: the one that its holder chose. */
export function shownBrand(card: Card): string {
  return preferredOf(card) ?? card.brand;
}
