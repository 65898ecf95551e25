/**
 * What a processor's answer does to an attempt and to its intent. The direct answer, a webhook and
 * the reconciler all ask here, so that they cannot disagree. An unknown outcome is never a decline.
 */
import type { AttemptStatus, Decline, NextAction, Outcome } from './attempt.ts';
import { classify, intentErrorOf } from './decline.ts';
import type {
  CancellationReason,
  IntentError,
  PaymentIntent,
  PaymentIntentStatus,
  SetupIntent,
  SetupIntentStatus,
} from './intent.ts';

/** What is known beside the answer itself. */
export interface OutcomeFacts {
  readonly attempt: string;
  /** The card that was tried. */
  readonly paymentMethod: string | null;
  /** Nobody is there to answer a challenge (`off_session`, or `error_on_requires_action`). */
  readonly refuseAction: boolean;
  /** Another attempt follows at once, at another processor. */
  readonly fallback: boolean;
}

export interface AttemptChange {
  readonly status: AttemptStatus;
  readonly decline: Decline | null;
  readonly reference: string | null;
  readonly networkTransactionId: string | null;
  readonly nextAction: NextAction | null;
}

export interface PaymentIntentChange {
  readonly status: PaymentIntentStatus;
  readonly paymentMethod: string | null;
  readonly nextAction: NextAction | null;
  readonly lastPaymentError: IntentError | null;
  readonly amountCapturableMinor: number;
  readonly amountReceivedMinor: number;
  readonly cancellationReason: CancellationReason | null;
}

export interface SetupIntentChange {
  readonly status: SetupIntentStatus;
  readonly paymentMethod: string | null;
  readonly nextAction: NextAction | null;
  readonly lastSetupError: IntentError | null;
}

/** A challenge that nobody can answer is the same as a decline that asks for the buyer. */
const CHALLENGE_REFUSED = { code: 'authentication_required', networkCode: null } as const;

interface Refusal {
  readonly code: string;
  readonly networkCode: string | null;
  readonly advice?: string | null;
}

function refusalOf(outcome: Outcome, refuseAction: boolean): Refusal | null {
  if (outcome.kind === 'declined') return outcome;
  return outcome.kind === 'requires_action' && refuseAction ? CHALLENGE_REFUSED : null;
}

/** A setup that leaves a card good for one use prepared nothing, whatever the processor calls it. */
export function preparedBy(outcome: Outcome): Outcome {
  const prepared = outcome.kind === 'succeeded' || outcome.kind === 'authorized';
  if (!prepared || outcome.reusability !== 'single_use') return outcome;
  const { reference } = outcome;
  const message = 'The card can be used once only.';
  return { kind: 'declined', reference, code: 'card_not_supported', networkCode: null, message };
}

/** What is written on the attempt. */
export function attemptAfter(
  outcome: Outcome,
  facts: Pick<OutcomeFacts, 'refuseAction'>,
): AttemptChange {
  const refusal = refusalOf(outcome, facts.refuseAction);
  const reference = 'reference' in outcome ? outcome.reference : null;
  if (refusal) {
    const { code, networkCode, advice = null } = refusal;
    const kind = classify(code, networkCode, advice).kind;
    return {
      status: 'declined',
      decline: { code, networkCode, ...(advice === null ? {} : { advice }), kind },
      reference,
      networkTransactionId: null,
      nextAction: null,
    };
  }
  return {
    // Under way is begun, and known to the processor by a reference: no state of its own.
    status: outcome.kind === 'pending' ? 'started' : outcome.kind,
    decline: null,
    reference,
    networkTransactionId: 'networkTransactionId' in outcome ? outcome.networkTransactionId : null,
    nextAction: outcome.kind === 'requires_action' ? outcome.nextAction : null,
  };
}

const NOT_EXECUTED: Pick<IntentError, 'type' | 'code' | 'message'> = {
  type: 'card_error',
  code: 'processing_error',
  message: 'The payment could not be processed, and nothing was charged. Try again in a moment.',
};

type Failing = Pick<PaymentIntentChange, 'status' | 'paymentMethod'> & {
  readonly error: IntentError | null;
};

/** What both kinds of intent do when a try came to nothing. */
function failed(refusal: Refusal | null, facts: OutcomeFacts): Failing {
  if (facts.fallback) {
    return { status: 'processing', paymentMethod: facts.paymentMethod, error: null };
  }
  const where = { paymentMethod: facts.paymentMethod, attempt: facts.attempt };
  const error = refusal
    ? intentErrorOf(refusal.code, refusal.networkCode, where)
    : { ...NOT_EXECUTED, ...where, declineCode: null, networkDeclineCode: null, param: null };
  return { status: 'requires_payment_method', paymentMethod: null, error };
}

/**
 * What a charge's outcome makes of its payment intent. A late success is none of this function's
 * business: it changes no intent.
 */
export function paymentIntentAfter(
  intent: Pick<PaymentIntent, 'amountMinor' | 'captureMethod'>,
  outcome: Outcome,
  facts: OutcomeFacts,
): PaymentIntentChange {
  const still = {
    paymentMethod: facts.paymentMethod,
    nextAction: null,
    lastPaymentError: null,
    amountCapturableMinor: 0,
    amountReceivedMinor: 0,
    cancellationReason: null,
  };
  const refusal = refusalOf(outcome, facts.refuseAction);
  if (refusal || outcome.kind === 'not_executed') {
    const { status, paymentMethod, error } = failed(refusal, facts);
    return { ...still, status, paymentMethod, lastPaymentError: error };
  }
  switch (outcome.kind) {
    case 'succeeded':
      return { ...still, status: 'succeeded', amountReceivedMinor: intent.amountMinor };
    case 'authorized':
      return { ...still, status: 'requires_capture', amountCapturableMinor: intent.amountMinor };
    case 'requires_action':
      return { ...still, status: 'requires_action', nextAction: outcome.nextAction };
    case 'voided':
      return { ...still, status: 'canceled', cancellationReason: 'automatic' };
    default:
      return { ...still, status: 'processing' };
  }
}

/** What a setup's outcome makes of its setup intent. */
export function setupIntentAfter(outcome: Outcome, facts: OutcomeFacts): SetupIntentChange {
  const still = { paymentMethod: facts.paymentMethod, nextAction: null, lastSetupError: null };
  const refusal = refusalOf(outcome, facts.refuseAction);
  if (refusal || outcome.kind === 'not_executed') {
    const { status, paymentMethod, error } = failed(refusal, facts);
    const setupStatus = status === 'requires_capture' ? 'processing' : status;
    return { ...still, status: setupStatus, paymentMethod, lastSetupError: error };
  }
  switch (outcome.kind) {
    case 'succeeded':
    case 'authorized':
      return { ...still, status: 'succeeded' };
    case 'requires_action':
      return { ...still, status: 'requires_action', nextAction: outcome.nextAction };
    case 'voided':
      return { ...still, status: 'canceled' };
    default:
      return { ...still, status: 'processing' };
  }
}

/** A capture took `amountMinor`; whatever else was held is released. */
export function paymentIntentAfterCapture(
  amountMinor: number,
): Pick<PaymentIntent, 'status' | 'amountCapturableMinor' | 'amountReceivedMinor'> {
  return { status: 'succeeded', amountCapturableMinor: 0, amountReceivedMinor: amountMinor };
}

/** Whether an intent in this state can still change by itself. */
export function isSettled(
  intent: Pick<PaymentIntent, 'status'> | Pick<SetupIntent, 'status'>,
): boolean {
  return intent.status === 'succeeded' || intent.status === 'canceled';
}
