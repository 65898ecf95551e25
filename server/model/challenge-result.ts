/**
 * What is known of a challenge (3-D Secure) in an attempt, from what was told about it in its order. It
 * claims nothing that was not told.
 */
import type { AttemptStatus } from './attempt.ts';

export type ChallengeResult =
  /** Nobody asked for one. */
  | 'not_requested'
  /** Asked for, and then the bank said yes. */
  | 'passed'
  /** Asked for, and not passed. */
  | 'failed'
  /** Asked for, and not answered yet, or nobody knows. */
  | 'open';

/**
 * @param told kinds of what was told, first one first
 * @param status where the attempt stands
 */
export function challengeResult(
  told: readonly string[],
  status: AttemptStatus,
  declineCode: string | null,
): ChallengeResult {
  if (!told.includes('requires_action')) {
    // A charge with nobody there: the bank wished to see the buyer, and nobody could show them.
    return declineCode === 'authentication_required' ? 'failed' : 'not_requested';
  }
  if (status === 'succeeded' || status === 'authorized') return 'passed';
  return status === 'declined' || status === 'not_executed' || status === 'voided'
    ? 'failed'
    : 'open';
}
