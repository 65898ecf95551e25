/**
 * What Adyen's refusals are called here: its reasons and the issuers' raw codes, as data, in Stripe's
 * vocabulary of declines. What a decline means for the next try is decided in `model/decline.ts`.
 */

interface RefusalRow {
  /** Adyen's `refusalReasonCode`. */
  readonly number: string;
  /** Adyen's `refusalReason`; notifications carry it alone. */
  readonly reason: string;
  readonly code: string;
  /** Says little: the issuer's own code is preferred where it is known. */
  readonly vague?: true;
}

/** Where the rows were read, and when. */
export const REFUSAL_SOURCE = {
  source: 'Adyen, refusal reasons',
  edition: '2026-11',
} as const;

export const REFUSALS: readonly RefusalRow[] = [
  { number: '2', reason: 'Refused', code: 'generic_decline', vague: true },
  { number: '3', reason: 'Referral', code: 'call_issuer', vague: true },
  { number: '4', reason: 'Acquirer Error', code: 'processing_error', vague: true },
  { number: '5', reason: 'Blocked Card', code: 'restricted_card', vague: true },
  { number: '6', reason: 'Expired Card', code: 'expired_card' },
  { number: '7', reason: 'Invalid Amount', code: 'invalid_amount' },
  { number: '8', reason: 'Invalid Card Number', code: 'incorrect_number' },
  { number: '9', reason: 'Issuer Unavailable', code: 'issuer_not_available' },
  { number: '10', reason: 'Not supported', code: 'card_not_supported' },
  { number: '11', reason: '3D Not Authenticated', code: 'authentication_failure' },
  { number: '12', reason: 'Not enough balance', code: 'insufficient_funds' },
  { number: '14', reason: 'Acquirer Fraud', code: 'fraudulent' },
  { number: '15', reason: 'Cancelled', code: 'authentication_failure' },
  { number: '16', reason: 'Shopper Cancelled', code: 'authentication_failure' },
  { number: '17', reason: 'Invalid Pin', code: 'incorrect_pin' },
  { number: '18', reason: 'Pin tries exceeded', code: 'pin_try_exceeded' },
  { number: '19', reason: 'Pin validation not possible', code: 'invalid_pin' },
  { number: '20', reason: 'FRAUD', code: 'fraudulent' },
  { number: '21', reason: 'Not Submitted', code: 'processing_error' },
  { number: '22', reason: 'FRAUD-CANCELLED', code: 'fraudulent' },
  { number: '23', reason: 'Transaction Not Permitted', code: 'transaction_not_allowed' },
  { number: '24', reason: 'CVC Declined', code: 'incorrect_cvc' },
  { number: '25', reason: 'Restricted Card', code: 'restricted_card' },
  { number: '26', reason: 'Revocation Of Auth', code: 'revocation_of_authorization' },
  { number: '27', reason: 'Declined Non Generic', code: 'do_not_honor', vague: true },
  {
    number: '28',
    reason: 'Withdrawal amount exceeded',
    code: 'withdrawal_count_limit_exceeded',
  },
  {
    number: '29',
    reason: 'Withdrawal count exceeded',
    code: 'withdrawal_count_limit_exceeded',
  },
  { number: '31', reason: 'Issuer Suspected Fraud', code: 'fraudulent' },
  { number: '32', reason: 'AVS Declined', code: 'incorrect_address' },
  {
    number: '33',
    reason: 'Card requires online pin',
    code: 'online_or_offline_pin_required',
  },
  {
    number: '34',
    reason: 'No checking account available on Card',
    code: 'invalid_account',
  },
  {
    number: '35',
    reason: 'No savings account available on Card',
    code: 'invalid_account',
  },
  {
    number: '36',
    reason: 'Mobile pin required',
    code: 'mobile_device_authentication_required',
  },
  { number: '37', reason: 'Contactless fallback', code: 'card_not_supported' },
  { number: '38', reason: 'Authentication required', code: 'authentication_required' },
  { number: '39', reason: 'RReq not received from DS', code: 'authentication_failure' },
  { number: '42', reason: '3DS Authentication Error', code: 'authentication_failure' },
  {
    number: '46',
    reason: 'Transaction blocked by Adyen to prevent excessive retry fees',
    code: 'do_not_try_again',
  },
];

/** By the issuer's own two characters (a debit's return code), where Adyen's reason says little. */
export const RAW_CODES: Readonly<Record<string, string>> = {
  '01': 'call_issuer',
  '04': 'pickup_card',
  '05': 'do_not_honor',
  '07': 'pickup_card',
  '12': 'transaction_not_allowed',
  '14': 'incorrect_number',
  '41': 'lost_card',
  '43': 'stolen_card',
  '46': 'invalid_account',
  '51': 'insufficient_funds',
  '54': 'expired_card',
  '57': 'transaction_not_allowed',
  '59': 'fraudulent',
  '61': 'withdrawal_count_limit_exceeded',
  '62': 'restricted_card',
  '82': 'incorrect_cvc',
  '91': 'issuer_not_available',
  '96': 'processing_error',
  '1A': 'authentication_required',
  N7: 'incorrect_cvc',
  R0: 'stop_payment_order',
  R1: 'revocation_of_authorization',
  R3: 'revocation_of_all_authorizations',
  R01: 'insufficient_funds',
  AM04: 'insufficient_funds',
  R02: 'account_closed',
  AC04: 'account_closed',
  R03: 'no_account',
  AC01: 'no_account',
  R10: 'debit_not_authorized',
  MD01: 'debit_not_authorized',
};

export interface RefusalTold {
  readonly number: string | undefined;
  readonly reason: string | undefined;
  /** `51 : Insufficient funds`, where Adyen passes it on. */
  readonly raw: string | undefined;
  /** Mastercard's advice, such as `03 : Do not try again`. */
  readonly advice: string | undefined;
  /** What was tried; a failed authentication is called after it. */
  readonly operation: 'charge' | 'setup';
}

/** A refusal in our words; `advice` is Mastercard's, as `mac_03`. */
export function refusalOf(told: RefusalTold): {
  readonly code: string;
  readonly networkCode: string | null;
  readonly advice: string | null;
} {
  const rawCode = /^([A-Z]{2}\d{2}|R\d{2}|[0-9A-Z]{2})\b/.exec(told.raw ?? '')?.[1] ?? null;
  const advice = /^\s*(\d{2})\b/.exec(told.advice ?? '')?.[1];
  const row =
    REFUSALS.find(({ number }) => number === told.number) ??
    REFUSALS.find(({ reason }) => reason.toLowerCase() === told.reason?.trim().toLowerCase());
  const byIssuer = rawCode === null ? undefined : RAW_CODES[rawCode];
  const plain = row && !row.vague ? row.code : undefined;
  const code = plain ?? byIssuer ?? row?.code ?? 'generic_decline';
  const intent = told.operation === 'charge' ? 'payment_intent' : 'setup_intent';
  return {
    code: code === 'authentication_failure' ? `${intent}_authentication_failure` : code,
    networkCode: rawCode,
    advice: advice === undefined ? null : `mac_${advice}`,
  };
}
