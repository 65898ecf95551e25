/**
 * What Stripe's objects and errors mean for an attempt: pure reading, no call is made here. What is
 * still with Stripe, or cannot be read, is `unknown`; only a debit's money is known to be under way.
 */
import Stripe from 'stripe';
import type { Outcome } from '../model/attempt.ts';
import type { Reusability } from '../model/credential.ts';
import type { CardFacts } from '../model/payment-method.ts';
import { neverSent } from './line.ts';
import type { CardAccount, ExchangeResult } from './processor.ts';
import { accountOf, debitCode, debitOf } from './stripe-debits.ts';

/** Metadata key of our attempt id at Stripe. A capture has its own: it changes a charge's object. */
export const MARK = 'keepsake_attempt';
export const CAPTURE_MARK = 'keepsake_capture';
export const VOID_MARK = 'keepsake_void';
/** Metadata key of the session in which a card was typed; the tag's own fields write it. */
export const SESSION_MARK = 'keepsake_session';

export const unknown = (reason: string): Outcome => ({ kind: 'unknown', reason });
export const idOf = (value: string | { id: string } | null | undefined): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);

type Failure = Pick<
  Stripe.PaymentIntent.LastPaymentError,
  | 'code'
  | 'decline_code'
  | 'network_decline_code'
  | 'network_advice_code'
  | 'advice_code'
  | 'message'
>;

/** What Mastercard advised, else what Stripe did; a "never" of Stripe's before either. */
function adviceOf(failure: Failure | null): { readonly advice?: string } {
  const ours = failure?.advice_code;
  const network = failure?.network_advice_code;
  if (ours === 'do_not_try_again') return { advice: ours };
  const advice = network ? `mac_${network}` : ours;
  return advice ? { advice } : {};
}

function declined(reference: string | null, failure: Failure | null): Outcome {
  return {
    kind: 'declined',
    reference,
    code: debitCode(failure?.decline_code ?? failure?.code ?? 'generic_decline'),
    networkCode: failure?.network_decline_code ?? null,
    ...adviceOf(failure),
    message: failure?.message ?? null,
  };
}

/** What an error of the SDK proves about the call that it came from. */
export function outcomeOfError(error: unknown): Outcome {
  if (error instanceof Stripe.errors.StripeConnectionError) {
    const { reason, unsent } = neverSent(error.detail);
    return unsent ? { kind: 'not_executed', reason } : unknown(reason);
  }
  if (error instanceof Stripe.errors.StripeCardError) {
    return declined(idOf(error.payment_intent ?? error.setup_intent), {
      ...(error.code === undefined ? {} : { code: error.code }),
      ...(error.decline_code === undefined ? {} : { decline_code: error.decline_code }),
      ...(error.network_decline_code === undefined
        ? {}
        : { network_decline_code: error.network_decline_code }),
      ...(error.advice_code === undefined ? {} : { advice_code: error.advice_code }),
      ...(error.network_advice_code === undefined
        ? {}
        : { network_advice_code: error.network_advice_code }),
      message: error.message,
    } as Failure);
  }
  // The key was used for another request: whatever that one did, this one did nothing we can name.
  if (error instanceof Stripe.errors.StripeIdempotencyError) return unknown('idempotency_error');
  if (error instanceof Stripe.errors.StripeError) {
    const { statusCode = 0, code } = error;
    const refused = [400, 401, 403, 404, 413, 415, 429].includes(statusCode);
    const reason = code ?? `http_${statusCode}`;
    return refused ? { kind: 'not_executed', reason } : unknown(reason);
  }
  return unknown('unreadable_answer');
}

/** What an intent's state means for the attempt that made it. */
export function outcomeOfIntent(intent: Stripe.PaymentIntent | Stripe.SetupIntent): Outcome {
  const reference = intent.id;
  switch (intent.status) {
    case 'succeeded':
    case 'requires_capture':
      return {
        kind: intent.status === 'succeeded' ? 'succeeded' : 'authorized',
        reference,
        networkTransactionId: networkTransactionOf(intent),
        reusability: reusabilityOf(intent),
      };
    case 'requires_action': {
      const { redirect_to_url: action, verify_with_microdeposits: deposits } =
        intent.next_action ?? {};
      // An account whose number was only typed may have to be proven by its holder first.
      const url = action?.url ?? deposits?.hosted_verification_url;
      if (!url) return unknown('challenge_without_address');
      const returnUrl = action?.return_url;
      return {
        kind: 'requires_action',
        reference,
        nextAction: { type: 'redirect_to_url', url, returnUrl: returnUrl ?? null },
      };
    }
    case 'requires_payment_method': {
      const error =
        intent.object === 'payment_intent' ? intent.last_payment_error : intent.last_setup_error;
      return error ? declined(reference, error) : unknown('intent_without_method');
    }
    case 'canceled':
      return { kind: 'voided', reference };
    case 'processing':
      // A card's payment is decided in seconds; a debit's money is under way for days.
      if (intent.object === 'payment_intent' && debitOf(intent) !== null)
        return { kind: 'pending', reference };
      return unknown('stripe_processing');
    default:
      return unknown(`stripe_${intent.status}`);
  }
}

function reusabilityOf(intent: Stripe.PaymentIntent | Stripe.SetupIntent): Reusability | null {
  const usage = intent.object === 'payment_intent' ? intent.setup_future_usage : intent.usage;
  return usage === 'off_session' || usage === 'on_session' ? usage : null;
}

function networkTransactionOf(intent: Stripe.PaymentIntent | Stripe.SetupIntent): string | null {
  if (intent.object !== 'payment_intent') return null;
  const charge = intent.latest_charge;
  if (typeof charge !== 'object' || charge === null) return null;
  return charge.payment_method_details?.card?.network_transaction_id ?? null;
}

export function outcomeOfRefund(refund: Stripe.Refund): Outcome {
  const reference = refund.id;
  switch (refund.status) {
    case 'succeeded':
      return { kind: 'succeeded', reference, networkTransactionId: null, reusability: null };
    case 'failed':
    case 'canceled':
      return {
        kind: 'declined',
        reference,
        code: refund.failure_reason ?? 'refund_failed',
        networkCode: null,
        message: null,
      };
    default:
      return unknown(`refund_${refund.status ?? 'without_status'}`);
  }
}

function factsOf(card: Stripe.PaymentMethod.Card): CardFacts {
  const funding = card.funding;
  return {
    brand: card.brand,
    last4: card.last4,
    expMonth: card.exp_month,
    expYear: card.exp_year,
    funding:
      funding === 'credit' || funding === 'debit' || funding === 'prepaid' ? funding : 'unknown',
    country: card.country,
    fingerprint: card.fingerprint ?? '',
    networks: card.networks?.available ?? [card.brand],
    preferredNetwork: card.networks?.preferred ?? null,
  };
}

/** Our attempt that an event is about; the newest mark where an intent carries several. */
export function attemptOf({ data }: Stripe.Event): string | null {
  const { metadata } = data.object as { metadata?: Record<string, string> | null };
  return metadata?.[VOID_MARK] ?? metadata?.[CAPTURE_MARK] ?? metadata?.[MARK] ?? null;
}

const CARD_EVENTS: readonly string[] = [
  'payment_method.automatically_updated',
  'payment_method.updated',
];

/** Stripe's id of the card that an event is about; null for events about anything else. */
export function changedCardOf({ type, data }: Stripe.Event): string | null {
  return CARD_EVENTS.includes(type) ? (data.object as { id: string }).id : null;
}

/** A card's account as Stripe shows it. Stripe itself never calls one closed: that comes as a decline. */
export function cardAccountOf(method: Stripe.PaymentMethod): CardAccount {
  // Of a bank account Stripe tells no changes: what ends it comes as a debit's return.
  if (accountOf(method)) return { kind: 'unknown' };
  if (!method.card) return { kind: 'gone' };
  const { preferredNetwork: _, ...card } = factsOf(method.card);
  // Another installation of this server says it when it has been told.
  const { closed_at: closed } = method as { closed_at?: unknown };
  return { kind: 'known', state: { open: typeof closed !== 'number', card } };
}

export const FOREIGN: ExchangeResult = {
  ok: false,
  code: 'token_foreign',
  message: 'This payment method was not typed in this session.',
};

/**
 * A payment method as a card or a bank account. One that a buyer brings must bear their session: whoever holds only the
 * publishable key can write metadata when a method is made, and never again.
 * @param session the buyer's; null for a merchant, whose own methods they are
 */
export function exchangeOf(method: Stripe.PaymentMethod, session: string | null): ExchangeResult {
  const shown = method.card ? { card: factsOf(method.card) } : accountOf(method);
  if (!shown)
    return {
      ok: false,
      code: 'token_invalid',
      message: 'This is neither a card nor a bank account.',
    };
  if (session !== null && method.metadata?.[SESSION_MARK] !== session) return FOREIGN;
  return {
    ok: true,
    value: {
      credential: method.id,
      kind: 'processor_token',
      reusability: method.customer === null ? 'single_use' : 'off_session',
      ...shown,
      name: method.billing_details.name,
    },
  };
}

export function exchangeRefused(error: unknown): ExchangeResult {
  const message = error instanceof Error ? error.message : 'The card cannot be read.';
  const code = error instanceof Stripe.errors.StripeError ? error.code : undefined;
  if (code === 'resource_missing') return { ok: false, code: 'token_invalid', message };
  if (code === 'token_already_used' || code === 'token_used')
    return { ok: false, code: 'token_used', message };
  return { ok: false, code: 'unavailable', message: 'The processor cannot be reached.' };
}
