/** The log of what went to an endpoint, as merchants read it. Our own object. */
import { z } from 'zod';
import { DELIVERY_STATUSES, type Delivery } from '../model/delivery.ts';
import { boolean, common, created, integer, page, text } from './form.ts';
import { inSeconds } from './intents.ts';

export const listDeliveriesInput = z.strictObject({
  ...page,
  created: created().optional(),
  event: text(100).optional(),
  status: z.enum(DELIVERY_STATUSES).optional(),
});

/** What is sent again: events created from `since` up to, not including, `until` (seconds). */
export const resendRangeInput = z
  .strictObject({
    ...common,
    since: integer(0),
    until: integer(0).optional(),
    /** Only what never arrived. */
    undelivered: boolean().optional(),
  })
  .superRefine(({ since, until }, context) => {
    if (until === undefined || until > since) return;
    context.addIssue({ code: 'custom', path: ['until'], message: 'must be after since' });
  });

export function encodeDelivery(delivery: Delivery): Record<string, unknown> {
  return {
    id: delivery.id,
    object: 'webhook_delivery',
    cause: delivery.cause,
    created: inSeconds(delivery.createdMs),
    ended_at: inSeconds(delivery.endedMs),
    event: delivery.event,
    event_type: delivery.type,
    livemode: false,
    next_attempt: inSeconds(delivery.nextAttemptMs),
    status: delivery.status,
    tries: delivery.tries.map((each) => ({
      at: inSeconds(each.atMs),
      duration_ms: each.durationMs,
      error: each.fault,
      status_code: each.statusCode,
    })),
    webhook_endpoint: delivery.endpoint,
  };
}

/** @param count events that are on their way again */
export function encodeResend(
  endpoint: string,
  range: { readonly fromMs: number; readonly untilMs: number },
  count: number,
): Record<string, unknown> {
  return {
    object: 'webhook_resend',
    events: count,
    livemode: false,
    since: inSeconds(range.fromMs),
    until: inSeconds(range.untilMs),
    webhook_endpoint: endpoint,
  };
}
