/** The frame's words in every language it speaks; the languages themselves are rows of other files. */
import type { CardField, FrameError } from '../protocol.ts';
import { LATIN } from './labels-latin.ts';
import { MORE_ROWS } from './labels-more.ts';
import type { Row, Rows } from './labels-row.ts';
import { SCRIPTS } from './labels-scripts.ts';

type Spoken = Extract<
  FrameError['code'],
  | 'incomplete'
  | 'invalid_number'
  | 'invalid_expiry'
  | 'card_expired'
  | 'invalid_cvc'
  | 'card_not_accepted'
>;

export interface Labels {
  readonly fields: Readonly<Record<CardField, string>>;
  /** How an expiry is written, such as "MM / YY". */
  readonly expiryHint: string;
  readonly optional: string;
  readonly errors: Readonly<Record<Spoken, string>>;
  /** The address of the frame has run out. */
  readonly sessionExpired: string;
}

const ROWS: Rows = { ...LATIN, ...SCRIPTS, ...MORE_ROWS };

function fromRow(row: Row): Labels {
  const [number, expiry, cvc, name, expiryHint, optional, incomplete, ...rest] = row;
  const [invalidNumber, invalidExpiry, expired, invalidCvc, notAccepted, sessionExpired] = rest;
  return {
    fields: { number, expiry, cvc, name },
    expiryHint,
    optional,
    errors: {
      incomplete,
      invalid_number: invalidNumber,
      invalid_expiry: invalidExpiry,
      card_expired: expired,
      invalid_cvc: invalidCvc,
      card_not_accepted: notAccepted,
    },
    sessionExpired,
  };
}

const ENGLISH = ROWS.en as Row;

/** The words of a locale such as `de-AT`; English where its language is not spoken. */
export function labelsFor(locale: string): { readonly language: string; readonly labels: Labels } {
  for (const language of [locale, locale.split('-')[0]?.toLowerCase() ?? '']) {
    const row = Object.hasOwn(ROWS, language) ? ROWS[language] : undefined;
    if (row) return { language, labels: fromRow(row) };
  }
  return { language: 'en', labels: fromRow(ENGLISH) };
}
