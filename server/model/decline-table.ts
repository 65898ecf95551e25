/**
 * The failure table: what each decline code means for the next step. Data only, each row with the
 * document it was read from and that document's edition, so that a doubtful row can be checked.
 * It decides nothing; `decline.ts` reads it.
 */
import { ADVICE_ROWS, CODE_ROWS } from './decline-codes.ts';
import { NETWORK_ROWS } from './decline-network-codes.ts';
import { type DeclineRow, ISSUER, KEEPSAKE } from './decline-row.ts';

export { ADVICE_ROWS, CODE_ROWS } from './decline-codes.ts';
export { NETWORK_ROWS } from './decline-network-codes.ts';
export { DECLINE_KINDS, type DeclineKind, type DeclineRow } from './decline-row.ts';

/** The table as a whole. Raise `version` with any change of a row's meaning. */
export const DECLINE_TABLE = {
  version: 2,
  effectiveFrom: '2026-11-21',
  /** By the processor's code, in Stripe's vocabulary. */
  codes: CODE_ROWS,
  /** By the issuer's response code or Mastercard's advice. */
  networkCodes: NETWORK_ROWS,
  /** By the processor's advice. */
  advice: ADVICE_ROWS,
} as const;

/** A code that no row names: the issuer hides its reason. */
export const UNKNOWN_ROW: DeclineRow = {
  codes: [],
  kind: 'retry_later',
  vague: true,
  ...ISSUER,
  ...KEEPSAKE,
};
