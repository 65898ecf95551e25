/**
 * What may follow a charge: a capture, a void, a refund. Which of them an intent's state allows is
 * decided in `intent.ts`; here, what becomes of the intent once the processor has answered.
 */
import type { Attempt, NextAction } from './attempt.ts';
import type { PaymentIntent, PaymentIntentStatus } from './intent.ts';

export type FollowUpOperation = 'capture' | 'void' | 'refund';

/** Why a follow-up was planned, where it was not simply asked for. */
export const REVERSAL = 'reverse';
export const CANCELLATION = 'cancel';

export function isFollowUp(operation: Attempt['operation']): operation is FollowUpOperation {
  return operation === 'capture' || operation === 'void' || operation === 'refund';
}

/**
 * Whether the call of an attempt may go out (again): its processor takes the very same call as the
 * same, since it knows its keys and still does; or it has not gone out yet. A way back is planned for
 * workers alone, and its call goes out after a first absence is on record, never before.
 * @param promise `idempotencyWindowS` is how long the processor knows its keys, in seconds
 * @param absences how often its processor said that it knows nothing of it, this time not counted
 */
export function isRepeatable(
  attempt: Pick<Attempt, 'operation' | 'createdMs' | 'decision'>,
  promise: { readonly idempotency: string; readonly idempotencyWindowS: number },
  nowMs: number,
  absences: number,
): boolean {
  if (!isFollowUp(attempt.operation)) return false;
  if (isReversal(attempt) && absences === 0) return true;
  return (
    promise.idempotency !== 'none' && nowMs < attempt.createdMs + promise.idempotencyWindowS * 1000
  );
}

/** Whether an attempt gives back money that came to light too late. */
export function isReversal(attempt: Pick<Attempt, 'decision'>): boolean {
  return attempt.decision?.action === REVERSAL;
}

/** How a success that came too late is undone: what is only held is let go, what was taken is given back. */
export function reversalOf(charge: Pick<Attempt, 'status'>): 'void' | 'refund' {
  return charge.status === 'authorized' ? 'void' : 'refund';
}

export interface Resting {
  readonly status: PaymentIntentStatus;
  readonly nextAction: NextAction | null;
}

/**
 * Where an intent stands by its charge alone, once a capture or cancellation has come to nothing.
 * @returns null where the charge holds nothing: then there is nothing left to cancel either
 */
export function restingBy(
  charge: Pick<Attempt, 'status' | 'nextAction'>,
  intent: Pick<PaymentIntent, 'amountReceivedMinor'>,
): Resting | null {
  switch (charge.status) {
    case 'requires_action':
      return { status: 'requires_action', nextAction: charge.nextAction };
    case 'authorized':
      return {
        status: intent.amountReceivedMinor > 0 ? 'succeeded' : 'requires_capture',
        nextAction: null,
      };
    case 'succeeded':
      return { status: 'succeeded', nextAction: null };
    case 'started':
    case 'unknown':
      return { status: 'processing', nextAction: null };
    case 'declined':
    case 'not_executed':
    case 'voided':
    case 'skipped':
      return null;
  }
}
