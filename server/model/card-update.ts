/**
 * What a processor's word about a card's account changes of what is known: new expiry, new number of
 * the same account, or an account that is closed. It compares states, so that the same word twice
 * changes nothing, and knows no storage.
 */
import type { CardFacts } from './payment-method.ts';

/** A card's account as its processor sees it now. */
export interface AccountState {
  readonly open: boolean;
  readonly card: Pick<CardFacts, 'last4' | 'expMonth' | 'expYear' | 'fingerprint'> &
    Partial<Pick<CardFacts, 'brand' | 'funding' | 'country' | 'networks'>>;
}

export const CARD_UPDATE_KINDS = ['expiry', 'number', 'closed', 'reopened'] as const;
export type CardUpdateKind = (typeof CARD_UPDATE_KINDS)[number];

/**
 * One word that changed a kept card: who said what about it, and when. Never altered. What a merchant
 * or buyer changes by hand stands here too, so that it is known what a processor said last.
 */
export interface CardUpdate {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly paymentMethod: string;
  /** Empty for a change by hand. */
  readonly processor: string;
  readonly kind: CardUpdateKind;
  /** A message that was followed up by a question, an answer to a charge, or a hand. */
  readonly source: 'webhook' | 'response' | 'edit';
  /** The processor's own id of the message, our attempt whose answer it came with, or the request. */
  readonly toldBy: string;
  readonly before: AccountState;
  readonly after: AccountState;
  /** No older than this is the processor's word, epoch milliseconds by our clock. */
  readonly asOfMs: number;
  readonly createdMs: number;
}

export interface KnownCard {
  readonly card: CardFacts;
  readonly closedMs?: number | null;
}

type Said = Pick<CardUpdate, 'source' | 'processor' | 'before' | 'after'>;

/**
 * How a processor saw an account last: by its own last word, else as it was before anybody else
 * changed the card, else as it is known.
 * @param words since its credential was made, oldest first
 */
export function lastSeen(
  processor: string,
  words: readonly Said[],
  known: KnownCard,
): AccountState {
  const told = words.findLast((word) => word.source !== 'edit' && word.processor === processor);
  return told?.after ?? words[0]?.before ?? stateOf(known);
}

/** Whether a processor says no more than it said before. */
export function saysTheSame(a: AccountState, b: AccountState): boolean {
  const keys = ['last4', 'fingerprint', 'expMonth', 'expYear'] as const;
  return a.open === b.open && keys.every((key) => a.card[key] === b.card[key]);
}

export type CardChange =
  | { readonly kind: null; readonly reason: 'known' | 'stale' | 'closed' }
  | {
      readonly kind: CardUpdateKind;
      readonly card: CardFacts;
      readonly closedMs: number | null;
    };

/** What is known, as a processor would say it. */
export function stateOf({ card, closedMs }: KnownCard): AccountState {
  const { brand, last4, expMonth, expYear, fingerprint, funding, country, networks } = card;
  return {
    open: closedMs === null || closedMs === undefined,
    card: { brand, last4, expMonth, expYear, fingerprint, funding, country, networks },
  };
}

/**
 * @param known the card as it stands here
 * @param told the account as a processor sees it
 * @param asOfMs how old that may be at most
 * @param knownAsOfMs how old the last word may be that was heeded, or the newest typing of the card; null without one
 */
export function cardChange(
  known: KnownCard,
  told: AccountState,
  asOfMs: number,
  knownAsOfMs: number | null,
  nowMs: number,
): CardChange {
  if (knownAsOfMs !== null && asOfMs < knownAsOfMs) return { kind: null, reason: 'stale' };
  const { card } = known;
  const wasOpen = stateOf(known).open;
  if (!told.open)
    return wasOpen ? { kind: 'closed', card, closedMs: nowMs } : { kind: null, reason: 'known' };
  const number = told.card.fingerprint !== card.fingerprint || told.card.last4 !== card.last4;
  // What follows a closed account under another number is another account.
  if (!wasOpen && number) return { kind: null, reason: 'closed' };
  const after: CardFacts = { ...card, ...told.card };
  if (!wasOpen) return { kind: 'reopened', card: after, closedMs: null };
  const expiry = after.expMonth !== card.expMonth || after.expYear !== card.expYear;
  if (number) return { kind: 'number', card: after, closedMs: null };
  if (expiry) {
    const { expMonth, expYear } = after;
    return { kind: 'expiry', card: { ...card, expMonth, expYear }, closedMs: null };
  }
  return { kind: null, reason: 'known' };
}
