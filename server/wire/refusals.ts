/** Refusals as merchants read them. Our own object. */
import { z } from 'zod';
import type { Refusal } from '../model/refusal.ts';
import { created, page, text } from './form.ts';
import { inSeconds } from './intents.ts';

export const listRefusalsInput = z.strictObject({
  ...page,
  created: created().optional(),
  customer: text(100).optional(),
  payment_method: text(100).optional(),
  payment_intent: text(100).optional(),
});

export function encodeRefusal(refusal: Refusal): Record<string, unknown> {
  return {
    id: refusal.id,
    object: 'refusal',
    amount: refusal.amountMinor,
    checkout_session: refusal.session,
    code: refusal.code,
    created: inSeconds(refusal.createdMs),
    currency: refusal.currency,
    customer: refusal.customer,
    intent: refusal.intent,
    livemode: false,
    message: refusal.message,
    payment_method: refusal.paymentMethod,
    reasons: refusal.reasons,
    request: refusal.requestId,
  };
}
