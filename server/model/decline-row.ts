/**
 * What a row of the failure table says, and the words its data files share: kinds, waits and sources.
 * It holds no code of anybody's.
 */

export const DECLINE_KINDS = [
  'retry_later',
  'other_processor',
  'never',
  'buyer',
  'incompatible',
  'reconcile',
  'merchant',
] as const;
export type DeclineKind = (typeof DECLINE_KINDS)[number];

/** Whose allowance of later tries a decline draws on: a lack of funds, a fault on the way, or the issuer's own will. */
export type RetryBudgetName = 'funds' | 'technical' | 'issuer';

export interface DeclineRow {
  readonly codes: readonly string[];
  readonly kind: DeclineKind;
  /** Waits before each later try with the same card, in milliseconds from the failure; empty for none. */
  readonly scheduleMs: readonly number[];
  /** What later tries are counted under; absent where none follows. */
  readonly budget?: RetryBudgetName;
  /** The network's own word how long to wait before any other try, in milliseconds. */
  readonly waitMs?: number;
  /** Visa's category: 1 never again, 2 later, 3 with other data, 4 unsaid. */
  readonly visaCategory?: 1 | 2 | 3 | 4;
  /** Says little: a reading by another source is preferred to it. */
  readonly vague?: true;
  /** The buyer's bank was told to stop: mandates of this card end. */
  readonly endsMandates?: true;
  /** The issuer wants to see the buyer; later charges wait until it has. */
  readonly needsReauthentication?: true;
  /** The credential can only be used once, whatever was promised. */
  readonly singleUse?: true;
  /** The card's account has new data: whoever holds the credential is worth asking for it. */
  readonly newData?: true;
  /** Told to the merchant, never to whoever holds the card. */
  readonly secret?: true;
  readonly source: string;
  readonly edition: string;
  /** ISO date from which the source means it so, where that is later than the table itself. */
  readonly effectiveFrom?: string;
}

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const FUNDS = { scheduleMs: [DAY, 3 * DAY, 7 * DAY, 14 * DAY], budget: 'funds' } as const;
export const TECHNICAL = { scheduleMs: [10 * MINUTE, HOUR, DAY], budget: 'technical' } as const;
export const ISSUER = { scheduleMs: [3 * DAY, 7 * DAY], budget: 'issuer' } as const;
export const NONE = { scheduleMs: [] } as const;

export const STRIPE = { source: 'Stripe, decline codes of cards', edition: '2026-10-05' } as const;
export const STRIPE_ADVICE = { source: 'Stripe, advice codes', edition: '2026-10-28' } as const;
export const VISA = { source: 'Visa Core Rules, table 7-2', edition: '2026-04-18' } as const;
export const MASTERCARD = {
  source: 'Mastercard merchant advice codes, as processors publish them',
  edition: '2026',
} as const;
export const KEEPSAKE = { source: 'Keepsake', edition: '1' } as const;
