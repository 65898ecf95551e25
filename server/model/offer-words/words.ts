/**
 * What each language has to be able to say in an offer. Everything arrives ready to be set into a
 * sentence: names, amounts and dates are formatted, and nothing here computes. One file a language.
 */
import type { Interval } from '../period.ts';

export const MANDATE_KINDS = [
  'single',
  'unscheduled',
  'future_usage',
  'recurring',
  'installment',
] as const;
export type MandateKind = (typeof MANDATE_KINDS)[number];

/** Who charges what. */
export interface Parties {
  readonly merchant: string;
  /** As the object of "to charge": "this card", or "my Visa card ending in 4242". */
  readonly card: string;
}

/** Which account is debited, and how much. */
export interface DebitWords {
  readonly merchant: string;
  readonly account: string;
  readonly amount: string;
}

export interface OfferWords {
  /** What stands between two sentences. */
  readonly gap: ' ' | '';
  readonly thisCard: string;
  /** @param brand null where the network is not known */
  readonly myCard: (brand: string | null, last4: string) => string;
  /** "every month", "every 3 months". */
  readonly every: (interval: Interval, count: number) => string;

  readonly redisplay: {
    /** @param card its name ("Visa ending in 4242"), or null before it is known */
    readonly keep: (merchant: string, card: string | null) => string;
    readonly cardName: (brand: string | null, last4: string) => string;
    readonly noCharge: string;
    readonly withdraw: (url: string | null) => string;
    readonly notice: (merchant: string) => string;
  };

  readonly grant: {
    readonly single: (p: Parties) => string;
    readonly unscheduled: (p: Parties) => string;
    readonly future_usage: (p: Parties) => string;
    readonly recurring: (p: Parties & { readonly every: string }) => string;
    readonly installment: (
      p: Parties & { readonly every: string; readonly count: number },
    ) => string;
  };
  readonly amount: {
    readonly fixed: (amount: string) => string;
    readonly max: (amount: string) => string;
    /** @param currency an ISO code, or null where the words name none */
    readonly asDetermined: (merchant: string, currency: string | null) => string;
  };
  readonly total: {
    readonly fixed: (total: string) => string;
    readonly max: (total: string) => string;
  };
  readonly trial: (date: string) => string;
  readonly first: (date: string) => string;
  readonly last: (date: string) => string;
  readonly until: {
    readonly revoked: string;
    readonly charged: string;
    readonly paidOff: string;
  };
  readonly notice: (merchant: string, days: number) => string;
  readonly revoke: (merchant: string, url: string | null) => string;
  readonly questions: (url: string) => string;
  readonly refunds: (merchant: string, url: string | null) => string;

  /** What a subscription says beside the recurring charge that it is. */
  readonly subscription: {
    /** @param items "Coffee beans × 2, Filters" */
    readonly what: (items: string) => string;
    readonly today: (amount: string) => string;
    /** How it is stopped, and what then; stands in the place of `revoke`. */
    readonly stop: (merchant: string, url: string | null) => string;
  };

  /** Of a bank account, in the places of the same sentences about a card, and for its debit. */
  readonly bank: {
    /** As the object of "to charge", as `thisCard`. */
    readonly thisAccount: string;
    readonly myAccount: (last4: string) => string;
    readonly keep: (merchant: string) => string;
    readonly noCharge: string;
    readonly notice: (merchant: string) => string;
    /** One debit, now: of a US account, and under SEPA's scheme, whose rules ask for these words. */
    readonly debit: (d: DebitWords) => string;
    readonly sepa: (d: DebitWords) => string;
    readonly days: string;
    /** The right that SEPA's scheme gives. */
    readonly refund: string;
  };
}
