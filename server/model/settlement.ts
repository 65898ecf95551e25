/**
 * What a piece of news does to an attempt, whoever brings it: the direct answer, a webhook, the
 * reconciler or an operator. An open attempt is moved by an answer; a closed one only by the one
 * thing that outweighs it, a success. It knows neither intents nor money.
 */
import type { Attempt, AttemptStatus, Outcome } from './attempt.ts';
import { isOpen, isUnderWay } from './attempt.ts';
import { type AttemptChange, attemptAfter, preparedBy } from './intent-outcome.ts';

export type Settlement =
  /** Nothing changes: it was known, or what is known outweighs it. */
  | { readonly action: 'keep' }
  | { readonly action: 'move'; readonly outcome: Outcome; readonly change: AttemptChange }
  /** It was closed as failed, and succeeded after all. */
  | { readonly action: 'late'; readonly outcome: Outcome; readonly change: AttemptChange };

const KEEP: Settlement = { action: 'keep' };

type Facts = Pick<Attempt, 'status' | 'operation' | 'refuseAction'> &
  Partial<Pick<Attempt, 'reference'>>;

/** Whether this state is what the operation was to bring about. */
export function isAchieved(operation: Attempt['operation'], status: AttemptStatus): boolean {
  return operation === 'void'
    ? status === 'voided'
    : status === 'succeeded' || status === 'authorized';
}

/** Whether news could still change an attempt that is in this state. */
export function mayChange(status: AttemptStatus): boolean {
  return status !== 'succeeded' && status !== 'voided' && status !== 'skipped';
}

/**
 * @param attempt as it stands
 * @param told what a processor (or an operator with evidence) says of it
 */
export function settlementOf(attempt: Facts, told: Outcome): Settlement {
  const { status, operation, refuseAction } = attempt;
  const outcome = operation === 'setup' ? preparedBy(told) : told;
  const change = attemptAfter(outcome, { refuseAction });
  const underWay = isUnderWay({ status, reference: attempt.reference ?? null });
  // What was begun is taken on: the same state, and news all the same, once.
  const takenOn = status === 'started' && !underWay && outcome.kind === 'pending';
  if (change.status === status && !takenOn) return KEEP;
  if (isOpen(status)) {
    // Not to know says nothing against what is known to wait for the buyer, or to be under way.
    const known = status === 'requires_action' || underWay;
    const lessKnown = known && change.status === 'unknown';
    return lessKnown ? KEEP : { action: 'move', outcome, change };
  }
  if (status === 'declined' || status === 'not_executed')
    return isAchieved(operation, change.status) ? { action: 'late', outcome, change } : KEEP;
  // The processor let go of what it held, or gave back what it took.
  if (operation === 'charge' && change.status === 'voided' && status !== 'skipped')
    return { action: 'move', outcome, change };
  return KEEP;
}
