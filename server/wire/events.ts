/** Events on Stripe's terms. */
import { z } from 'zod';
import type { Event } from '../model/event.ts';
import { boolean, common, created, list, page, text } from './form.ts';

export const retrieveEventInput = z.strictObject(common);

export const listEventsInput = z.strictObject({
  ...page,
  created: created().optional(),
  type: text(100).optional(),
  types: list(text(100), 20).optional(),
  delivery_success: boolean().optional(),
});

/** Our own: sends an event again, to every endpoint that wants it or to one. */
export const resendEventInput = z.strictObject({
  ...common,
  webhook_endpoint: text(100).optional(),
});

/**
 * @param apiVersion the version whose shapes the snapshot follows
 * @param pendingWebhooks deliveries that are outstanding
 */
export function encodeEvent(
  event: Event,
  apiVersion: string,
  pendingWebhooks: number,
): Record<string, unknown> {
  return {
    id: event.id,
    object: 'event',
    api_version: apiVersion,
    created: Math.floor(event.createdMs / 1000),
    data: event.data,
    livemode: false,
    pending_webhooks: pendingWebhooks,
    request: { id: event.requestId, idempotency_key: event.idempotencyKey },
    type: event.type,
  };
}
