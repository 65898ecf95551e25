/**
 * Reads the failure table: what a decline means for the next step, what the merchant is told, and
 * what the buyer is told. That a card was reported lost, stolen or fraudulent is never said to
 * whoever holds it.
 */
import {
  CODE_ROWS,
  type DeclineKind,
  type DeclineRow,
  NETWORK_ROWS,
  UNKNOWN_ROW,
} from './decline-table.ts';
import type { IntentError } from './intent.ts';

export type { DeclineKind, DeclineRow } from './decline-table.ts';

const index = (rows: readonly DeclineRow[]) =>
  new Map(rows.flatMap((row) => row.codes.map((code) => [code, row] as const)));
const BY_CODE = index(CODE_ROWS);
const BY_NETWORK_CODE = index(NETWORK_ROWS);

/**
 * What a decline means. A "never" from either source wins, then a wish to see the buyer, then
 * whatever the network says plainly, then the processor's own code.
 * @param code the processor's, in Stripe's vocabulary
 * @param networkCode the issuer's response code (`51`), or Mastercard's advice (`mac_03`)
 */
export function classify(code: string, networkCode: string | null): DeclineRow {
  const byCode = BY_CODE.get(code);
  const byNetwork = networkCode === null ? undefined : BY_NETWORK_CODE.get(networkCode);
  const both = [byNetwork, byCode].filter((row) => row !== undefined);
  const ends = both.find((row) => row.endsMandates);
  const never = both.find((row) => row.kind === 'never');
  const authentication = both.find((row) => row.needsReauthentication);
  const plain = both.find((row) => !row.vague);
  return ends ?? never ?? authentication ?? plain ?? byCode ?? byNetwork ?? UNKNOWN_ROW;
}

/** Whether bringing the buyer back, perhaps with another card, can close the debt. */
export function buyerCanMend(kind: DeclineKind): boolean {
  return kind !== 'reconcile' && kind !== 'merchant';
}

/** Whether another processor may be tried at once, where a compatible credential is. */
export function allowsFallback(row: DeclineRow): boolean {
  return row.kind === 'other_processor';
}

interface Words {
  readonly message: string;
  /** The envelope's own code, where it is not `card_declined`. */
  readonly code?: string;
  readonly param?: string;
}

const DECLINED = 'Your card was declined.';
const WORDS: Readonly<Record<string, Words>> = {
  insufficient_funds: { message: 'Your card has insufficient funds.' },
  card_velocity_exceeded: {
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its limit.',
  },
  withdrawal_count_limit_exceeded: {
    message: 'Your card has exceeded its balance or credit limit.',
  },
  expired_card: { message: 'Your card has expired.', code: 'expired_card', param: 'exp_month' },
  incorrect_cvc: {
    message: "Your card's security code is incorrect.",
    code: 'incorrect_cvc',
    param: 'cvc',
  },
  invalid_cvc: {
    message: "Your card's security code is invalid.",
    code: 'invalid_cvc',
    param: 'cvc',
  },
  incorrect_number: {
    message: 'Your card number is incorrect.',
    code: 'incorrect_number',
    param: 'number',
  },
  invalid_number: {
    message: 'The card number is not a valid credit card number.',
    code: 'invalid_number',
    param: 'number',
  },
  invalid_expiry_month: {
    message: "Your card's expiration month is invalid.",
    code: 'invalid_expiry_month',
    param: 'exp_month',
  },
  invalid_expiry_year: {
    message: "Your card's expiration year is invalid.",
    code: 'invalid_expiry_year',
    param: 'exp_year',
  },
  incorrect_zip: {
    message: 'The postal code you supplied failed validation.',
    code: 'incorrect_zip',
    param: 'address_zip',
  },
  incorrect_address: {
    message: 'The billing address you supplied failed validation.',
    code: 'incorrect_address',
  },
  processing_error: {
    message: 'An error occurred while processing your card. Try again in a little bit.',
    code: 'processing_error',
  },
  issuer_not_available: {
    message: 'Your card issuer could not be reached. Try again in a little bit.',
  },
  authentication_required: {
    message: 'Your card was declined. This transaction requires authentication.',
    code: 'authentication_required',
  },
  authentication_not_handled: {
    message: 'Your card was declined. This transaction requires authentication.',
    code: 'authentication_required',
  },
  payment_intent_authentication_failure: {
    message: 'The payment was not confirmed with the card holder’s bank.',
    code: 'payment_intent_authentication_failure',
  },
  setup_intent_authentication_failure: {
    message: 'The card was not confirmed with the card holder’s bank.',
    code: 'setup_intent_authentication_failure',
  },
  card_not_supported: { message: 'Your card does not support this type of purchase.' },
  transaction_not_allowed: { message: 'Your card does not support this type of purchase.' },
  currency_not_supported: { message: 'Your card does not support this currency.' },
};

/** `card_declined` is a code of the envelope, not a decline code; and who declined was the buyer, if at all. */
function declineCodeOf(code: string): string | null {
  if (code.endsWith('_authentication_failure')) return null;
  return code === 'card_declined' ? 'generic_decline' : code;
}

/** What the merchant is told of a decline: Stripe's `code`, `decline_code` and message. */
export function intentErrorOf(
  code: string,
  networkCode: string | null,
  where: Pick<IntentError, 'paymentMethod' | 'attempt'>,
): IntentError {
  const words = WORDS[code];
  return {
    type: 'card_error',
    code: words?.code ?? 'card_declined',
    declineCode: declineCodeOf(code),
    networkDeclineCode: networkCode,
    message: words?.message ?? DECLINED,
    param: words?.param ?? null,
    paymentMethod: where.paymentMethod,
    attempt: where.attempt,
  };
}

/** The same failure as a buyer may hear it. */
export function forBuyer(error: IntentError): IntentError {
  const row = classify(error.declineCode ?? error.code, error.networkDeclineCode);
  if (!row.secret) return { ...error, networkDeclineCode: null };
  return {
    ...error,
    code: 'card_declined',
    declineCode: 'generic_decline',
    networkDeclineCode: null,
    message: DECLINED,
    param: null,
  };
}
