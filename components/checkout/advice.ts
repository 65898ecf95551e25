/**
 * What to tell a buyer about a problem, and the one thing to do next. A table from codes to our
 * own words: a server's or bank's message is never shown, and a bank's suspicion is told as a
 * plain decline.
 */
import type { ErrorBody } from '../../server/wire/elements.ts';
import type { MoreMessages } from '../locale/en-more.ts';

/** `fix` a field, use an`other` card, confirm with the `bank`, try again `later`, read the `terms`. */
export type NextStep = 'fix' | 'other' | 'bank' | 'later' | 'terms';

type Plain = {
  [K in keyof MoreMessages]: MoreMessages[K] extends string ? K : never;
}[keyof MoreMessages];
type Row = readonly [words: Plain, next: NextStep];

const rows: Readonly<Record<string, Row>> = {
  insufficient_funds: ['noFunds', 'other'],
  withdrawal_count_limit_exceeded: ['noFunds', 'other'],
  expired_card: ['cardExpired', 'other'],
  card_expired: ['cardExpired', 'other'],
  incorrect_cvc: ['wrongCode', 'fix'],
  invalid_cvc: ['wrongCode', 'fix'],
  incorrect_number: ['wrongNumber', 'fix'],
  invalid_number: ['wrongNumber', 'fix'],
  invalid_expiry: ['wrongNumber', 'fix'],
  invalid_expiry_month: ['wrongNumber', 'fix'],
  invalid_expiry_year: ['wrongNumber', 'fix'],
  incorrect_zip: ['detailsNeeded', 'fix'],
  incorrect_address: ['detailsNeeded', 'fix'],
  authentication_required: ['bankRefused', 'bank'],
  authentication_not_handled: ['bankRefused', 'bank'],
  payment_intent_authentication_failure: ['bankRefused', 'bank'],
  setup_intent_authentication_failure: ['bankRefused', 'bank'],
  approve_with_id: ['bankRefused', 'bank'],
  call_issuer: ['bankRefused', 'bank'],
  processing_error: ['notProcessed', 'later'],
  issuer_not_available: ['notProcessed', 'later'],
  try_again_later: ['notProcessed', 'later'],
  reenter_transaction: ['notProcessed', 'later'],
  rate_limit: ['notProcessed', 'later'],
  network: ['notProcessed', 'later'],
  bank_unavailable: ['notProcessed', 'later'],
  session_expired: ['cardStale', 'fix'],
  card_not_accepted: ['declined', 'other'],
};

export interface Advice {
  readonly title: string;
  readonly step: string;
  readonly next: NextStep;
}

/** The words for a problem of a press, after which it is certain that no money moved. */
export function advise(problem: ErrorBody, messages: MoreMessages): Advice {
  const [words, next] = rowFor(problem);
  const say: Readonly<Record<NextStep, string>> = {
    fix: messages.nextFix,
    other: messages.nextOther,
    bank: messages.nextBank,
    later: messages.nextLater,
    terms: messages.nextTerms,
  };
  return { title: messages[words], step: say[next], next };
}

function rowFor({ type, code = '', decline_code = '', param = '' }: ErrorBody): Row {
  if (param.startsWith('consents')) return ['termsRefused', 'terms'];
  if (param === 'cvc_token') return ['codeNeeded', 'fix'];
  const row = rows[decline_code] ?? rows[code];
  if (row) return row;
  if (/^(billing_details|shipping|email)/.test(param)) return ['detailsNeeded', 'fix'];
  return type === 'card_error' ? ['declined', 'other'] : ['notProcessed', 'later'];
}
