/**
 * Why a charge was refused, in plain words, and what to do next and by whom. It explains codes that were
 * decided elsewhere and decides nothing; a code without words of its own is said as it is.
 */

export type Who = 'the buyer' | 'you' | 'nobody' | 'time';

export interface Why {
  readonly what: string;
  readonly next: string;
  readonly who: Who;
}

/** What the issuer, or a processor, said. Whoever holds the card must not hear all of it. */
const SAID: Readonly<Record<string, string>> = {
  insufficient_funds: 'There was not enough money in the account.',
  card_velocity_exceeded: 'The card was used too often, or beyond its limit.',
  withdrawal_count_limit_exceeded: 'The card was used beyond its limit.',
  do_not_honor: 'The bank said no and gave no reason.',
  generic_decline: 'The bank said no and gave no reason.',
  card_declined: 'The bank said no and gave no reason.',
  no_action_taken: 'The bank said no and gave no reason.',
  call_issuer: 'The bank wants its customer to call.',
  expired_card: 'The card has expired.',
  incorrect_cvc: 'The security code was wrong.',
  invalid_cvc: 'The security code was wrong.',
  incorrect_number: 'The card number is wrong.',
  invalid_number: 'The card number is wrong.',
  incorrect_zip: 'The postal code did not match.',
  lost_card: 'The card was reported lost. Do not tell whoever holds it.',
  stolen_card: 'The card was reported stolen. Do not tell whoever holds it.',
  pickup_card: 'The bank wants the card back. Do not tell whoever holds it.',
  fraudulent: 'The payment was taken for fraud. Do not tell whoever holds the card.',
  security_violation: 'The bank blocked the card. Do not tell whoever holds it.',
  restricted_card: 'The bank restricted the card.',
  invalid_account: 'There is no such account any more.',
  revocation_of_authorization: 'The buyer told their bank to stop these charges.',
  revocation_of_all_authorizations: 'The buyer told their bank to stop all later charges.',
  stop_payment_order: 'The buyer told their bank to stop this payment.',
  authentication_required: 'The bank wants to see the buyer confirm this payment.',
  authentication_not_handled: 'The bank wants to see the buyer confirm this payment.',
  payment_intent_authentication_failure: 'The buyer did not confirm the payment with their bank.',
  setup_intent_authentication_failure: 'The buyer did not confirm the card with their bank.',
  processing_error: 'Something failed on the way to the bank.',
  issuer_not_available: 'The bank could not be reached.',
  try_again_later: 'The bank asked to try later.',
  reenter_transaction: 'The bank asked for the payment to be sent again.',
  currency_not_supported: 'The card cannot be charged in this currency.',
  duplicate_transaction: 'The bank takes it for the same payment a second time.',
  transaction_not_allowed: 'The bank does not allow this kind of purchase with the card.',
  card_not_supported: 'The card cannot be used for this kind of purchase.',
};

/** What a kind of decline means for whoever looks after it. */
const KINDS: Readonly<Record<string, Omit<Why, 'what'>>> = {
  retry_later: {
    next: 'Wait until the time below, then charge again; or send the buyer a link, to pay with another card.',
    who: 'time',
  },
  other_processor: {
    next: 'Another processor may do it now, where the card has a credential there; else charge again later.',
    who: 'you',
  },
  never: {
    next: 'Never try this card again for it. Ask the buyer for another card.',
    who: 'the buyer',
  },
  buyer: {
    next: 'Send the buyer the link: they confirm with their bank, or pay with another card.',
    who: 'the buyer',
  },
  incompatible: {
    next: 'This processor cannot use the stored card. Ask the buyer to enter it again.',
    who: 'the buyer',
  },
  reconcile: {
    next: 'Look for an earlier payment of the same amount first; it may have gone through.',
    who: 'you',
  },
  merchant: { next: 'Change the request: its amount, currency or mode.', who: 'you' },
};

const OTHERWISE: Omit<Why, 'what'> = { next: 'Ask the processor.', who: 'you' };

/** @param kind the row of the failure table that it falls under */
export function whyDeclined(code: string, kind: string): Why {
  const what = SAID[code] ?? `The bank answered “${code.replaceAll('_', ' ')}”.`;
  return { what, ...(KINDS[kind] ?? OTHERWISE) };
}

/** What to do about a reason against charging, beside what the API says of it. */
const NEXT: Readonly<Record<string, string>> = {
  no_active_mandate: 'Ask the buyer to authorize later charges: send them a link to pay this once.',
  mandate_amount_exceeded: 'Charge no more than the permission says, or send the buyer a link.',
  mandate_period_exceeded: 'Wait for the next period, charge less, or send the buyer a link.',
  mandate_currency_mismatch: 'Charge in the currency of the permission, or send the buyer a link.',
  mandate_expired: 'Send the buyer a link, where they can renew the permission.',
  mandate_revoked: 'Respect it. A new permission has to come from the buyer.',
  mandate_exhausted: 'Send the buyer a link, where they can give a new permission.',
  consent_withdrawn: 'Respect it. The buyer may enter the card again themselves.',
  credential_single_use: 'Ask the buyer to enter the card again, and to save it.',
  credential_on_session_only: 'Send the buyer a link: the card works while they are present.',
  needs_reauthentication: 'Send the buyer the link: they confirm once with their bank.',
  card_expired: 'Ask the buyer for the new date, or for another card.',
  card_blocked: 'Never try this card again. Ask the buyer for another one.',
  retry_budget_exhausted:
    'Wait until the time given. Trying before costs fees, and changes nothing.',
  retry_not_before: 'Wait until the time given.',
  no_compatible_processor: 'Configure the processor that holds this card, or ask for another card.',
  attempt_outcome_unknown: 'Wait: it is being looked up. Charging now could charge twice.',
  payment_method_detached: 'Choose another card of this customer, or ask the buyer for one.',
  currency_not_supported:
    'Charge in another currency, or route it to a processor that has this one.',
};

const MENDS = { buyer: 'the buyer', merchant: 'you', wait: 'time' } as const;

/** What to do about one reason, and by whom. */
export function whatNext(code: string, fix: keyof typeof MENDS): Omit<Why, 'what'> {
  return { next: NEXT[code] ?? 'See the message.', who: MENDS[fix] };
}

/** A reason of which only the code was kept. */
export function nextFor(code: string): string | null {
  return NEXT[code] ?? null;
}

/** What was decided after a failure. */
const ACTIONS: Readonly<Record<string, string>> = {
  try: 'Sent there',
  fallback: 'Another processor was asked at once',
  skip: 'Not sent',
  stop: 'Nobody else was asked',
  retry_later: 'Can be tried later',
  never_again: 'Never to be tried again with this card',
  ask_buyer: 'Needs the buyer',
  ask_merchant: 'Needs you',
  replace_credential: 'Needs another credential of the card',
  reconcile: 'Looked up before anything else is done',
};

export function actionInWords(action: string): string | null {
  return ACTIONS[action] ?? null;
}
