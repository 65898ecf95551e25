/**
 * Reads the failure table: what a decline means for the next step, what the merchant is told, and
 * what the buyer is told. That a card was reported lost, stolen or fraudulent is never said to
 * whoever holds it.
 */
import { DEBIT_CODE_ROWS, RETURN_ROWS, returnWords } from './debit-returns.ts';
import { DECLINE_TABLE, type DeclineKind, type DeclineRow, UNKNOWN_ROW } from './decline-table.ts';
import type { IntentError } from './intent.ts';

export type { DeclineKind, DeclineRow } from './decline-table.ts';

const index = (rows: readonly DeclineRow[]) =>
  new Map(rows.flatMap((row) => row.codes.map((code) => [code, row] as const)));
const BY_CODE = index([...DECLINE_TABLE.codes, ...DEBIT_CODE_ROWS]);
const BY_NETWORK_CODE = index([...DECLINE_TABLE.networkCodes, ...RETURN_ROWS]);
const BY_ADVICE = index(DECLINE_TABLE.advice);

/**
 * What a decline means. A "never" from any source wins, then a wish to see the buyer, then
 * whatever the network says plainly, then what is advised, then the processor's own code.
 * @param code the processor's, in Stripe's vocabulary
 * @param networkCode the issuer's response code (`51`), or Mastercard's advice (`mac_03`)
 * @param advice the processor's (`do_not_try_again`) or Mastercard's (`mac_03`), where one came beside the codes
 */
export function classify(
  code: string,
  networkCode: string | null,
  advice: string | null = null,
): DeclineRow {
  const byCode = BY_CODE.get(code);
  const byNetwork = BY_NETWORK_CODE.get(networkCode ?? '');
  const byAdvice = BY_NETWORK_CODE.get(advice ?? '') ?? BY_ADVICE.get(advice ?? '');
  const all = [byNetwork, byAdvice, byCode].filter((row) => row !== undefined);
  const ends = all.find((row) => row.endsMandates);
  const never = all.find((row) => row.kind === 'never');
  const authentication = all.find((row) => row.needsReauthentication);
  const plain = all.find((row) => !row.vague);
  return ends ?? never ?? authentication ?? plain ?? byCode ?? byNetwork ?? byAdvice ?? UNKNOWN_ROW;
}

/** Whether any source says what whoever holds the card must not hear. */
function isSecret(code: string, networkCode: string | null): boolean {
  return [BY_CODE.get(code), BY_NETWORK_CODE.get(networkCode ?? '')].some((row) => row?.secret);
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
  const returned = returnWords(code, networkCode);
  if (returned !== null)
    return {
      type: 'invalid_request_error',
      code,
      declineCode: null,
      networkDeclineCode: networkCode,
      message: returned,
      param: null,
      ...where,
    };
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
  const hidden = isSecret(error.declineCode ?? error.code, error.networkDeclineCode);
  if (!hidden) return { ...error, networkDeclineCode: null };
  return {
    ...error,
    code: 'card_declined',
    declineCode: 'generic_decline',
    networkDeclineCode: null,
    message: DECLINED,
    param: null,
  };
}
