/**
 * What Adyen's answers mean for an attempt: pure reading, no call is made here. `received` is a
 * promise to work on it, and so `unknown` (of a bank debit: under way); what cannot be read is, too.
 */
import type { PaymentDetailsResponse } from '@adyen/api-library/lib/src/typings/checkout/paymentDetailsResponse.js';
import type { PaymentResponse } from '@adyen/api-library/lib/src/typings/checkout/paymentResponse.js';
import type { Outcome } from '../model/attempt.ts';
import type { Reusability } from '../model/credential.ts';
import { Refused, Unanswered } from './adyen-client.ts';
import { refusalOf } from './adyen-refusals.ts';

export const unknown = (reason: string): Outcome => ({ kind: 'unknown', reason });

/** Statuses with which Adyen refuses a request before processing it. */
const REFUSING = [400, 401, 403, 404, 413, 415, 422, 429];
/** Those that say so whoever answers: a proxy between us lets nothing through. */
const REFUSING_UNREAD = [401, 403, 429];
/** A request with this key is processed, or was: it proves nothing of the first one. */
const IN_PROGRESS = '704';

/** What an error proves about the call that it came from. */
export function outcomeOfFailure(error: unknown): Outcome {
  if (error instanceof Unanswered)
    return error.sent ? unknown(error.reason) : { kind: 'not_executed', reason: error.reason };
  if (error instanceof Refused) {
    const { status, errorCode, errorType } = error;
    // That we ask too often is the same word from everybody.
    const ours = errorCode === null || status === 429;
    const reason = ours ? `http_${status}` : `adyen_${errorCode}`;
    const known = errorCode === null ? REFUSING_UNREAD : REFUSING;
    const proves = known.includes(status) && errorType !== 'internal' && errorCode !== IN_PROGRESS;
    return proves ? { kind: 'not_executed', reason } : unknown(reason);
  }
  return unknown('unreadable_answer');
}

const ASKED = 'asked:';

/** How a payment is called while its buyer is asked: Adyen gives it a number when it is decided. */
export const askedReference = (attempt: string): string => `${ASKED}${attempt}`;

/** Our own reference in such a name; null for a number of Adyen's. */
export function attemptAsked(reference: string): string | null {
  return reference.startsWith(ASKED) ? reference.slice(ASKED.length) : null;
}

/** What was asked, which an answer must be about. */
export interface Asked {
  readonly attempt: string;
  readonly operation: 'charge' | 'setup';
  readonly capture: 'automatic' | 'manual';
  /** What the card becomes on success; null leaves it as it is. */
  readonly keep: Exclude<Reusability, 'single_use'> | null;
  /** It debits a bank account, whose money is under way for days; absent for a card. */
  readonly debit?: boolean;
  /** Minor units; null where the answer does not tell what was asked. */
  readonly amountMinor: number | null;
  /** Where the buyer goes on after a challenge. */
  readonly returnUrl: string | null;
}

type Answer = PaymentResponse | PaymentDetailsResponse;

/** Whether an answer is about what was asked: another reference or amount proves nothing of ours. */
function isAbout(answer: Answer, asked: Asked): boolean {
  const { merchantReference, amount } = answer;
  if (merchantReference !== undefined && merchantReference !== asked.attempt) return false;
  return asked.amountMinor === null || !amount || amount.value === asked.amountMinor;
}

function declined(answer: Answer, asked: Asked, code?: string): Outcome {
  const { refusalReasonCode: number, refusalReason: reason, additionalData } = answer;
  const told = {
    number,
    reason,
    raw: additionalData?.refusalReasonRaw,
    advice: additionalData?.merchantAdviceCode,
    operation: asked.operation,
  };
  const refusal = refusalOf(told);
  return {
    kind: 'declined',
    reference: answer.pspReference ?? null,
    code: code ?? refusal.code,
    networkCode: refusal.networkCode,
    advice: refusal.advice,
    message: reason ?? null,
  };
}

function challenged(answer: Answer, asked: Asked): Outcome {
  const { action, pspReference } = answer;
  const url = action && 'url' in action ? action.url : undefined;
  // A challenge in the page itself was not asked for, and nobody could answer it.
  if (!url) return declined(answer, asked, 'authentication_required');
  return {
    kind: 'requires_action',
    reference: pspReference ?? askedReference(asked.attempt),
    nextAction: { type: 'redirect_to_url', url, returnUrl: asked.returnUrl },
  };
}

/** What the answer to a payment, or to its details, means. */
export function outcomeOfPayment(answer: Answer, asked: Asked): Outcome {
  if (!isAbout(answer, asked)) return unknown('answer_mismatch');
  // By its text: an answer that knows more words than we do is not thereby another answer.
  const result: string | undefined = answer.resultCode;
  switch (result) {
    case 'Authorised':
      if (answer.pspReference === undefined) return unknown('payment_without_reference');
      return {
        kind:
          asked.operation === 'charge' && asked.capture === 'manual' ? 'authorized' : 'succeeded',
        reference: answer.pspReference,
        networkTransactionId: answer.additionalData?.networkTxReference ?? null,
        reusability: asked.keep,
      };
    case 'Received':
    case 'Pending':
      if (asked.debit !== true) return unknown(`adyen_${result.toLowerCase()}`);
      if (answer.pspReference === undefined) return unknown('payment_without_reference');
      return { kind: 'pending', reference: answer.pspReference };
    case 'Refused':
    case 'Error':
      return declined(answer, asked);
    case 'Cancelled': {
      const intent = asked.operation === 'charge' ? 'payment_intent' : 'setup_intent';
      return declined(answer, asked, `${intent}_authentication_failure`);
    }
    case 'RedirectShopper':
    case 'ChallengeShopper':
    case 'IdentifyShopper':
      return challenged(answer, asked);
    default:
      return unknown(`adyen_${result?.toLowerCase() ?? 'without_result'}`);
  }
}

/** Adyen took a capture, cancellation or refund on; what becomes of it, a notification tells. */
export function outcomeOfModification(answer: { readonly status?: string }): Outcome {
  return answer.status === 'received' ? unknown('adyen_received') : unknown('unreadable_answer');
}
