/**
 * How the sandbox's issuers act: which cards decline and why, which want to see the buyer. Pure;
 * it decides from a card's behaviour and the circumstances of one call, and touches no ledger.
 */

export interface Decline {
  /** In Stripe's vocabulary, such as `insufficient_funds`. */
  readonly code: string;
  /** The network's response code, such as `51`; null where networks have none. */
  readonly networkCode: string | null;
  readonly message: string;
}

const DECLINES: Readonly<Record<string, readonly [network: string | null, message: string]>> = {
  generic_decline: ['05', 'The card was declined.'],
  do_not_honor: ['05', 'The card was declined.'],
  insufficient_funds: ['51', 'The card has insufficient funds.'],
  lost_card: ['41', 'The card was declined: reported lost.'],
  stolen_card: ['43', 'The card was declined: reported stolen.'],
  pickup_card: ['04', 'The card was declined: pick it up.'],
  restricted_card: ['62', 'The card is restricted.'],
  expired_card: ['54', 'The card has expired.'],
  incorrect_cvc: ['N7', 'The security code is incorrect.'],
  incorrect_number: ['14', 'The card number is incorrect.'],
  invalid_account: ['14', 'The account does not exist or is closed.'],
  processing_error: ['96', 'The card could not be processed.'],
  try_again_later: ['91', 'The issuer cannot be reached.'],
  issuer_not_available: ['91', 'The issuer cannot be reached.'],
  reenter_transaction: ['19', 'The issuer asks for the transaction again.'],
  call_issuer: ['01', 'The issuer wants to be called.'],
  transaction_not_allowed: ['57', 'The card does not allow this kind of transaction.'],
  card_not_supported: ['57', 'The card does not support this kind of purchase.'],
  currency_not_supported: ['57', 'The card does not support this currency.'],
  invalid_amount: ['13', 'The amount is not allowed.'],
  card_velocity_exceeded: ['65', 'The card has been used too often.'],
  withdrawal_count_limit_exceeded: ['65', 'The card has been used too often.'],
  fraudulent: ['59', 'The card was declined: suspected fraud.'],
  security_violation: ['63', 'The card was declined.'],
  stop_payment_order: ['R0', 'The cardholder stopped this payment.'],
  revocation_of_authorization: ['R1', 'The cardholder revoked the authorization.'],
  revocation_of_all_authorizations: ['R3', 'The cardholder revoked all authorizations.'],
  authentication_required: ['1A', 'The issuer wants to see the cardholder.'],
  payment_intent_authentication_failure: [null, 'The cardholder was not authenticated.'],
  setup_intent_authentication_failure: [null, 'The cardholder was not authenticated.'],
  expired_or_canceled_card: ['54', 'The card is no longer valid.'],
};

/** The decline of this code; an unlisted code has no network code. */
export function declineOf(code: string): Decline {
  const [networkCode, message] = DECLINES[code] ?? [null, 'The card was declined.'];
  return { code, networkCode, message };
}

interface Rule {
  /** Every charge declines so. */
  readonly charge?: string;
  /** Checking the card for later use declines so. */
  readonly setup?: string;
  /** Every refund declines so. */
  readonly refund?: string;
  /** The issuer challenges a buyer who is there: when paying, when setting up. */
  readonly challengeCharge?: true;
  readonly challengeSetup?: true;
  /** What happens to a challenge that would be needed: it cannot be had. */
  readonly challengeBroken?: string;
  /** Without the buyer: always fine (absent), only once authenticated, or never. */
  readonly offSession?: 'once_authenticated' | 'never';
}

/** Every behaviour that a published test card has; the key is what the bank stores. */
export const BEHAVIOURS = {
  ok: {},
  generic_decline: { charge: 'generic_decline', setup: 'generic_decline' },
  insufficient_funds: { charge: 'insufficient_funds', setup: 'insufficient_funds' },
  lost_card: { charge: 'lost_card', setup: 'lost_card' },
  stolen_card: { charge: 'stolen_card', setup: 'stolen_card' },
  expired_card: { charge: 'expired_card', setup: 'expired_card' },
  incorrect_cvc: { charge: 'incorrect_cvc', setup: 'incorrect_cvc' },
  processing_error: { charge: 'processing_error', setup: 'processing_error' },
  velocity_exceeded: { charge: 'card_velocity_exceeded', setup: 'card_velocity_exceeded' },
  fraudulent: { charge: 'fraudulent', setup: 'fraudulent' },
  decline_after_attaching: { charge: 'generic_decline' },
  refund_fails: { refund: 'expired_or_canceled_card' },
  authenticate_unless_set_up: {
    challengeCharge: true,
    challengeSetup: true,
    offSession: 'once_authenticated',
  },
  authenticate_always: { challengeCharge: true, challengeSetup: true, offSession: 'never' },
  set_up_already: { challengeCharge: true },
  authenticate_then_insufficient_funds: {
    challengeCharge: true,
    challengeSetup: true,
    charge: 'insufficient_funds',
  },
  authenticate_then_decline: {
    challengeCharge: true,
    challengeSetup: true,
    charge: 'generic_decline',
    setup: 'generic_decline',
    offSession: 'never',
  },
  authentication_broken: {
    challengeCharge: true,
    challengeSetup: true,
    challengeBroken: 'generic_decline',
    offSession: 'never',
  },
  authentication_broken_if_asked: { challengeBroken: 'processing_error' },
} as const satisfies Readonly<Record<string, Rule>>;

export type Behaviour = keyof typeof BEHAVIOURS;

/** The rule of a stored behaviour; one that this version no longer has acts as a plain card. */
export function ruleOf(behaviour: string): Rule {
  const rules: Readonly<Record<string, Rule>> = BEHAVIOURS;
  return rules[behaviour] ?? BEHAVIOURS.ok;
}

export interface Circumstances {
  readonly behaviour: string;
  readonly purpose: 'charge' | 'setup';
  readonly initiator: 'customer' | 'merchant';
  /** The card's expiry has passed. */
  readonly expired: boolean;
  /** The credential may be charged without the buyer. */
  readonly offSession: boolean;
  /** The buyer has been authenticated for this credential before. */
  readonly authenticated: boolean;
  readonly requireChallenge: boolean;
  /** A security code of the wrong length came along. */
  readonly cvcWrong: boolean;
}

export type Verdict =
  | { readonly kind: 'approved' }
  | { readonly kind: 'challenge' }
  | { readonly kind: 'declined'; readonly decline: Decline };

const declined = (code: string): Verdict => ({ kind: 'declined', decline: declineOf(code) });

/** The issuer's answer to one charge or card check. */
export function decide(at: Circumstances): Verdict {
  const rule = ruleOf(at.behaviour);
  if (at.expired) return declined('expired_card');
  if (at.cvcWrong) return declined('incorrect_cvc');
  if (at.initiator === 'merchant') return withoutBuyer(rule, at);
  const wanted = at.purpose === 'charge' ? rule.challengeCharge : rule.challengeSetup;
  if (wanted || at.requireChallenge) {
    return rule.challengeBroken ? declined(rule.challengeBroken) : { kind: 'challenge' };
  }
  return afterChallenge(at.behaviour, at.purpose);
}

function withoutBuyer(rule: Rule, at: Circumstances): Verdict {
  // Storing a card that a merchant brings along asks nobody; the issuer speaks at the first charge.
  if (at.purpose === 'setup') return afterChallenge(at.behaviour, 'setup');
  if (!at.offSession || rule.offSession === 'never') return declined('authentication_required');
  if (rule.offSession === 'once_authenticated' && !at.authenticated) {
    return declined('authentication_required');
  }
  return afterChallenge(at.behaviour, 'charge');
}

/** What follows once the buyer has been seen, or need not be. */
export function afterChallenge(behaviour: string, purpose: 'charge' | 'setup'): Verdict {
  const code = ruleOf(behaviour)[purpose];
  return code ? declined(code) : { kind: 'approved' };
}
