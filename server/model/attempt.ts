/**
 * One try at one processor: its states, and what a processor's answer means for it.
 * The state graph is closed: see {@link TRANSITIONS}.
 */
import type { AccountState } from './card-update.ts';
import type { Reusability } from './credential.ts';

export const ATTEMPT_STATUSES = [
  'started',
  'requires_action',
  'authorized',
  'succeeded',
  'declined',
  'not_executed',
  'unknown',
  'skipped',
  'voided',
] as const;
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number];
export type Operation = 'charge' | 'setup' | 'capture' | 'void' | 'refund';

export interface Decline {
  /** The processor's code in Stripe's vocabulary, such as `insufficient_funds`. */
  readonly code: string;
  /** The network's own code, such as `51`; null where none was given. */
  readonly networkCode: string | null;
  /** What the processor or the network advised beside it, such as `mac_03`; absent without such. */
  readonly advice?: string | null;
  /** The row of the failure table it falls under. */
  readonly kind: string;
}

export interface NextAction {
  readonly type: 'redirect_to_url';
  readonly url: string;
  readonly returnUrl: string | null;
}

/** What became of one call, as the adapter classified it. */
export type Outcome =
  | {
      readonly kind: 'succeeded' | 'authorized';
      readonly reference: string;
      readonly networkTransactionId: string | null;
      /** What the credential is good for after this. */
      readonly reusability: Reusability | null;
      /** How the card's account stands, where the answer says that it changed. */
      readonly account?: AccountState;
    }
  | {
      readonly kind: 'requires_action';
      readonly reference: string;
      readonly nextAction: NextAction;
    }
  | {
      readonly kind: 'declined';
      readonly reference: string | null;
      readonly code: string;
      readonly networkCode: string | null;
      /** Advice that came beside the codes: the processor's, or the network's (`mac_03`). */
      readonly advice?: string | null;
      readonly account?: AccountState;
      readonly message: string | null;
    }
  /** Taken on, and the money is under way: it arrives, or fails, days later. */
  | { readonly kind: 'pending'; readonly reference: string }
  /** Proof that nothing was done: a refused connection, or the processor's documented refusal. */
  | { readonly kind: 'not_executed'; readonly reason: string }
  /** Everything that is not an answer: reset, timeout, 5xx, unreadable 2xx. Never a decline. */
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'voided'; readonly reference: string };
export type SetupOutcome = Outcome;

export interface Decision {
  readonly action: string;
  readonly reason: string;
  readonly untilMs: number | null;
}

export interface Attempt {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  /** `pi_…` or `seti_…`. */
  readonly intent: string;
  readonly operation: Operation;
  /** The attempt whose money a capture, void or refund is about; null for a charge or setup. */
  readonly charge: string | null;
  /** 1 for the first try of the intent. */
  readonly sequence: number;
  readonly processor: string;
  readonly paymentMethod: string | null;
  /** Fingerprint of the number that was tried: the card may have another by now. Absent where none was. */
  readonly fingerprint?: string | null;
  readonly credential: string | null;
  readonly initiator: 'customer' | 'merchant';
  readonly authorization: 'on_session' | 'mandate' | 'none';
  readonly mandate: string | null;
  readonly amountMinor: number;
  readonly currency: string | null;
  readonly status: AttemptStatus;
  readonly decline: Decline | null;
  readonly decision: Decision | null;
  /** Nobody will answer a challenge; one that is asked for counts as a decline. */
  readonly refuseAction: boolean;
  readonly late: boolean;
  /** The processor's own id of what it made. */
  readonly reference: string | null;
  readonly networkTransactionId: string | null;
  readonly nextAction: NextAction | null;
  /** Why a later charge was made and who asked for it, as its intent said; absent otherwise. */
  readonly reason?: string | null;
  readonly actor?: string | null;
  /** What the buyer pressed, where a buyer did. */
  readonly press: string | null;
  readonly createdMs: number;
  readonly notAfterMs: number;
  /** When the reconciler looks next; null when nothing is open. */
  readonly resolveAfterMs: number | null;
  readonly resolvedMs: number | null;
}

/** Every edge that exists. A success (of a void, `voided`) out of a failed state is a late one. */
export const TRANSITIONS: Readonly<Record<AttemptStatus, readonly AttemptStatus[]>> = {
  started: [
    'started',
    'requires_action',
    'authorized',
    'succeeded',
    'declined',
    'not_executed',
    'unknown',
    'voided',
  ],
  requires_action: ['started', 'authorized', 'succeeded', 'declined', 'not_executed', 'voided'],
  // What was unknown turns out to be under way.
  unknown: [
    'started',
    'requires_action',
    'authorized',
    'succeeded',
    'declined',
    'not_executed',
    'voided',
  ],
  authorized: ['voided'],
  succeeded: ['voided'],
  declined: ['succeeded', 'authorized', 'voided'],
  not_executed: ['succeeded', 'authorized', 'voided'],
  skipped: [],
  voided: [],
};

/** States in which an attempt bars every other charge of its intent. */
export const OPEN_OR_SUCCESSFUL = [
  'started',
  'requires_action',
  'unknown',
  'authorized',
  'succeeded',
] as const;

/** Whether an attempt bars any other charge or setup of its intent. */
export function isStanding(attempt: Pick<Attempt, 'operation' | 'late' | 'status'>): boolean {
  const { operation, late, status } = attempt;
  const takes = operation === 'charge' || operation === 'setup';
  return takes && !late && OPEN_OR_SUCCESSFUL.some((each) => each === status);
}

/** Whether the outcome of an attempt in this state may still change by itself. */
export function isOpen(status: AttemptStatus): boolean {
  return status === 'started' || status === 'requires_action' || status === 'unknown';
}

/**
 * Whether the processor has taken it on and its money takes days: started, and known there by a
 * reference. Nothing is in doubt, nobody need hurry, and no other charge may begin.
 */
export function isUnderWay(attempt: Pick<Attempt, 'status' | 'reference'>): boolean {
  return attempt.status === 'started' && attempt.reference !== null;
}
