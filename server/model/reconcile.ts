/**
 * What to do about an attempt whose outcome is open, once its processor was asked. Nobody guesses:
 * an attempt is closed by the processor's answer, or by proof that it was never executed. Proof is
 * that the processor, past the moment after which it refuses to execute, says `absent` as often as it
 * must, with time between. What is absent and still wanted is asked for again under its own key, where
 * the processor knows its keys. Whatever proves nothing is asked again later, ever less often.
 */
import type { AttemptStatus, Outcome } from './attempt.ts';
import {
  DELAYED_ASK_MS,
  RECONCILE_ABSENCES,
  RECONCILE_BACKOFF_MS,
  RECONCILE_CONFIRM_ABSENCE_MS,
} from './limits.ts';

/** What a processor said about an attempt. */
export type Told = Outcome | { readonly kind: 'absent' };

export interface ReconcileFacts {
  readonly nowMs: number;
  readonly attempt: {
    readonly status: AttemptStatus;
    readonly createdMs: number;
    readonly notAfterMs: number;
    /** Known to the processor: with `started`, its money is under way. */
    readonly reference?: string | null;
  };
  /** How long after `notAfterMs` the processor may still find something it did before, in milliseconds. */
  readonly lookupSettleMs: number;
  /** Whether the processor can be asked by our reference at all. */
  readonly lookupByReference: boolean;
  readonly told: Told;
  /** When it said `absent` before, epoch ms, oldest first. */
  readonly absencesMs: readonly number[];
  /** How often it was asked before. */
  readonly asked: number;
  /** Whether the very same call may be made again under its own key, and is still wanted. */
  readonly repeatable: boolean;
}

export type Verdict =
  /** The answer closes (or moves) the attempt. */
  | { readonly action: 'settle'; readonly outcome: Outcome; readonly reason: string }
  /** Nothing was done, and it is wanted: make the same call again; ask again at `atMs` at the latest. */
  | { readonly action: 'repeat'; readonly atMs: number; readonly reason: string }
  /** Ask again at `atMs`. */
  | { readonly action: 'wait'; readonly atMs: number; readonly reason: string };

/** The next time to ask after `asked` questions that proved nothing. */
export function nextQuestionMs(nowMs: number, asked: number): number {
  const last = RECONCILE_BACKOFF_MS.length - 1;
  return nowMs + (RECONCILE_BACKOFF_MS[Math.min(asked, last)] ?? 0);
}

/** Absences that count: said after the processor could no longer execute, each apart from the one before. */
function countingAbsences(facts: ReconcileFacts): number {
  const from = facts.attempt.notAfterMs + facts.lookupSettleMs;
  let counted = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const atMs of [...facts.absencesMs, facts.nowMs]) {
    if (atMs < from || atMs - last < RECONCILE_CONFIRM_ABSENCE_MS) continue;
    counted += 1;
    last = atMs;
  }
  return counted;
}

/**
 * What the answer to a repeated call is worth. That the repetition was not executed says nothing of
 * the first call, which may still be on its way.
 */
export function worthOfRepetition(outcome: Outcome): Outcome {
  return outcome.kind === 'not_executed' ? { kind: 'unknown', reason: outcome.reason } : outcome;
}

/** Decides, from an answer to a question by our reference. */
export function reconcile(facts: ReconcileFacts): Verdict {
  const { told, nowMs, attempt, asked } = facts;
  // Who cannot be asked can still be told again, where that is safe: the first telling may have got lost.
  const unheard = told.kind === 'absent' || told.kind === 'unknown';
  if (!facts.lookupByReference && unheard && facts.repeatable && nowMs < attempt.notAfterMs)
    return { action: 'repeat', atMs: nextQuestionMs(nowMs, asked), reason: 'no_lookup_and_wanted' };
  // Nothing is in doubt: neither its silence nor a look that finds nothing says that it failed.
  const underWay = attempt.status === 'started' && (attempt.reference ?? null) !== null;
  if (underWay && ['pending', 'absent', 'unknown', 'not_executed'].includes(told.kind))
    return { action: 'wait', atMs: nowMs + DELAYED_ASK_MS, reason: 'under_way' };
  if (told.kind === 'absent') {
    const provable = attempt.notAfterMs + facts.lookupSettleMs;
    if (!facts.lookupByReference)
      return {
        action: 'wait',
        atMs: nextQuestionMs(nowMs, asked),
        reason: 'lookup_proves_nothing',
      };
    if (facts.repeatable && nowMs < attempt.notAfterMs)
      return { action: 'repeat', atMs: nextQuestionMs(nowMs, asked), reason: 'absent_and_wanted' };
    if (nowMs < provable)
      return { action: 'wait', atMs: provable, reason: 'absent_but_may_still_come' };
    if (countingAbsences(facts) >= RECONCILE_ABSENCES) {
      return {
        action: 'settle',
        outcome: { kind: 'not_executed', reason: 'proven_absent' },
        reason: 'proven_absent',
      };
    }
    return { action: 'wait', atMs: nowMs + RECONCILE_CONFIRM_ABSENCE_MS, reason: 'absent_once' };
  }
  if (told.kind === 'unknown')
    return { action: 'wait', atMs: nextQuestionMs(nowMs, asked), reason: told.reason };
  if (told.kind === 'requires_action' && attempt.status === 'requires_action') {
    return { action: 'wait', atMs: nextQuestionMs(nowMs, asked), reason: 'with_the_buyer' };
  }
  return { action: 'settle', outcome: told, reason: `processor_says_${told.kind}` };
}
