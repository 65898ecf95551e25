/** Attempts on the wire: one row for each try, the skipped ones included. Our own object. */
import { z } from 'zod';
import type { Attempt } from '../model/attempt.ts';
import { chargeIdOf } from '../model/id.ts';
import { EVIDENCE_CHARS } from '../model/limits.ts';
import { common, page, text } from './form.ts';
import { inSeconds } from './intents.ts';

export const listAttemptsInput = z.strictObject(page);
export const retrieveAttemptInput = z.strictObject(common);

/** What a person knows of an attempt from elsewhere. */
export const resolveAttemptInput = z.strictObject({
  ...common,
  as: z.enum(['charged', 'not-charged']),
  evidence: text(EVIDENCE_CHARS),
  reference: text(200).optional(),
});

export function encodeAttempt(attempt: Attempt): Record<string, unknown> {
  const { decline, decision, intent } = attempt;
  return {
    id: attempt.id,
    object: 'attempt',
    operation: attempt.operation,
    sequence: attempt.sequence,
    processor: attempt.processor,
    initiator: attempt.initiator,
    authorization: attempt.authorization,
    mandate: attempt.mandate,
    amount: attempt.amountMinor,
    currency: attempt.currency,
    status: attempt.status,
    decline: decline && {
      code: decline.code,
      network_code: decline.networkCode,
      kind: decline.kind,
    },
    decision: decision && {
      action: decision.action,
      reason: decision.reason,
      until: inSeconds(decision.untilMs),
    },
    late: attempt.late,
    ...(attempt.reason ? { reason: attempt.reason } : {}),
    ...(attempt.actor ? { actor: attempt.actor } : {}),
    created: inSeconds(attempt.createdMs),
    resolved_at: inSeconds(attempt.resolvedMs),
    payment_intent: intent.startsWith('pi_') ? intent : null,
    setup_intent: intent.startsWith('seti_') ? intent : null,
    payment_method: attempt.paymentMethod,
    ...(attempt.charge === null ? {} : { charge: chargeIdOf(attempt.charge) }),
  };
}
