/**
 * Whose declined tries are counted together, so that nobody finds out by us which stolen cards still
 * work: by the checkout, by the address it comes from, by new cards of an address over a day, and by
 * the account whose own server keeps cards. It counts nothing itself.
 */

/** A try with a card that its issuer declined. Repetitions of the same press or request are none. */
export interface DeclinedTry {
  readonly account: string;
  /** The checkout it was made in; null on the merchant API. */
  readonly session: string | null;
  /** Of the buyer; null where it is not known. */
  readonly address: string | null;
  /** Whether the card was typed for this try, and not kept before. */
  readonly newCard: boolean;
}

export const COUNTERS = ['session', 'address', 'cardsOfAddress', 'account'] as const;
export type Counter = (typeof COUNTERS)[number];

export interface Counted {
  readonly counter: Counter;
  readonly key: string;
}

/** Nobody's address is everybody's: whoever hides it shares one count. */
const UNKNOWN = 'unknown';

/** Every count that a declined try goes to, and that the next one is held against. */
export function countersOf({
  account,
  session,
  address,
  newCard,
}: DeclinedTry): readonly Counted[] {
  if (session === null) return newCard ? [{ counter: 'account', key: account }] : [];
  const from = address ?? UNKNOWN;
  return [
    { counter: 'session', key: session },
    { counter: 'address', key: from },
    ...(newCard ? [{ counter: 'cardsOfAddress' as const, key: from }] : []),
  ];
}

/** Requests of the merchant API by which its caller learns whether a new card works. */
const TRIES_CARDS = /^\/v1\/(payment_methods(\/[^/]+\/attach)?|setup_intents(\/[^/]+\/confirm)?)$/;

/**
 * Whether a request to the merchant API can try a new card.
 * @param method upper case
 * @param card whether it names one: a customer may be created together with a card
 */
export function mayTryCard(method: string, path: string, card: boolean): boolean {
  if (method !== 'POST') return false;
  return TRIES_CARDS.test(path) || (card && path === '/v1/customers');
}
