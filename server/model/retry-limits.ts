/**
 * How often and how soon a declined card may be tried again, as data: the card networks' own limits
 * and ours beside them, each with where it was read and from when it holds. `retry.ts` applies them.
 */
import {
  CARD_DECLINES_PER_30_DAYS,
  CARD_DECLINES_PER_DAY,
  DAY_MS,
  RETRIES_APART_MS,
  RETRIES_FUNDS,
  RETRIES_TECHNICAL,
  RETRIES_TOTAL,
} from './limits.ts';

interface Sourced {
  /** Its name, on a skipped try and in metrics; several editions of a rule share one. */
  readonly rule: string;
  readonly source: string;
  readonly edition: string;
  /** ISO date. Of the editions of a rule, the newest that holds already is applied. */
  readonly effectiveFrom: string;
}

/** At most so many declines in any window of that length, whichever processor sent them. */
export interface CardLimit extends Sourced {
  readonly over: 'card';
  /** The card's brand, or `any`. */
  readonly network: string;
  /**
   * `number`: of the same card number, whoever brought it to this merchant. `own`: of the same
   * number of the same customer.
   */
  readonly whose: 'number' | 'own';
  /** Only declines of the same amount and currency count. */
  readonly sameAmount: boolean;
  /** Charges with the buyer and without are counted apart. */
  readonly sameInitiator: boolean;
  readonly most: number;
  readonly windowMs: number;
}

/** At most so many later tries to collect one debt. */
export interface DebtLimit extends Sourced {
  readonly over: 'debt';
  /** Declines of that kind only; `any` for all. */
  readonly budget: 'funds' | 'technical' | 'any';
  /** Tries after the first. */
  readonly most: number;
}

/** At least so long between two tries of one debt with one card that a schedule makes, after the issuer said no. */
export interface Pause extends Sourced {
  readonly over: 'pause';
  readonly apartMs: number;
}

export type RetryLimit = CardLimit | DebtLimit | Pause;

const VISA = {
  over: 'card',
  rule: 'visa_reattempts',
  network: 'visa',
  whose: 'number',
  sameAmount: true,
  sameInitiator: true,
  windowMs: 30 * DAY_MS,
} as const;
const MASTERCARD = {
  over: 'card',
  network: 'mastercard',
  whose: 'number',
  sameInitiator: false,
  source: 'Mastercard, excessive authorization attempts, as processors publish it',
  edition: '2025',
  effectiveFrom: '2025-01-01',
} as const;
const KEEPSAKE = { source: 'Keepsake', edition: '2', effectiveFrom: '2026-11-21' } as const;
const OWN = {
  over: 'card',
  network: 'any',
  whose: 'own',
  sameAmount: false,
  sameInitiator: false,
  ...KEEPSAKE,
} as const;

/** Whatever a network allows, no card number is declined more often than this in its window. */
export const CEILING = CARD_DECLINES_PER_30_DAYS;

/** Raise `version` with any change of a row. */
export const RETRY_LIMITS: {
  readonly version: number;
  readonly effectiveFrom: string;
  readonly rows: readonly RetryLimit[];
} = {
  version: 2,
  effectiveFrom: '2026-11-21',
  rows: [
    {
      ...VISA,
      most: 15,
      source: 'Visa Core Rules, system integrity fees',
      edition: '2021-04',
      effectiveFrom: '2021-04-17',
    },
    {
      ...VISA,
      most: 20,
      source: 'Visa Core Rules, table 7-2',
      edition: '2026-04-18',
      effectiveFrom: '2026-04-18',
    },
    {
      ...MASTERCARD,
      rule: 'mastercard_day',
      sameAmount: false,
      most: 10,
      windowMs: DAY_MS,
    },
    {
      ...MASTERCARD,
      rule: 'mastercard_month',
      sameAmount: true,
      most: 35,
      windowMs: 30 * DAY_MS,
    },
    { ...OWN, rule: 'card_day', most: CARD_DECLINES_PER_DAY, windowMs: DAY_MS },
    { ...OWN, rule: 'card_month', most: CARD_DECLINES_PER_30_DAYS, windowMs: 30 * DAY_MS },
    { over: 'pause', rule: 'debt_pause', apartMs: RETRIES_APART_MS, ...KEEPSAKE },
    { over: 'debt', rule: 'debt_funds', budget: 'funds', most: RETRIES_FUNDS, ...KEEPSAKE },
    {
      over: 'debt',
      rule: 'debt_technical',
      budget: 'technical',
      most: RETRIES_TECHNICAL,
      ...KEEPSAKE,
    },
    { over: 'debt', rule: 'debt_total', budget: 'any', most: RETRIES_TOTAL, ...KEEPSAKE },
  ],
};

/**
 * The limits that hold at a moment: of each rule its newest edition in force.
 * @param nowMs epoch milliseconds
 */
export function limitsAt(nowMs: number, rows = RETRY_LIMITS.rows): readonly RetryLimit[] {
  const held = rows.filter(({ effectiveFrom }) => Date.parse(effectiveFrom) <= nowMs);
  return held.filter(
    ({ rule, effectiveFrom }) =>
      !held.some((other) => other.rule === rule && other.effectiveFrom > effectiveFrom),
  );
}

/** The longest window that a limit looks back, in milliseconds. */
export const LONGEST_WINDOW_MS = Math.max(
  ...RETRY_LIMITS.rows.map((row) => (row.over === 'card' ? row.windowMs : 0)),
);
