/** Webhook endpoints on Stripe's terms; the secret is shown at creation and never again. */
import { z } from 'zod';
import { URL_CHARS, WEBHOOK_ENABLED_EVENTS } from '../model/limits.ts';
import { EVERY_EVENT, type WebhookEndpoint } from '../model/webhook-endpoint.ts';
import { boolean, common, list, metadata, page, text, unsettable } from './form.ts';
import { given, inSeconds } from './intents.ts';
import { mergeMetadata } from './metadata.ts';

/** Whether messages can be posted there: whose network it leads into is asked when sending. */
function canBePostedTo(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
}

const url = () =>
  z.string().max(URL_CHARS).refine(canBePostedTo, {
    error: 'must be an http or https URL without a user name',
  });

const eventType = z
  .string()
  .max(100)
  .refine((value) => value === EVERY_EVENT || /^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(value), {
    error: 'must be the name of an event such as charge.succeeded, or *',
  });
const enabledEvents = () => list(eventType, WEBHOOK_ENABLED_EVENTS).min(1);

const settable = {
  ...common,
  description: unsettable(5000).optional(),
  metadata: metadata().optional(),
};

export const createWebhookEndpointInput = z.strictObject({
  ...settable,
  url: url(),
  enabled_events: enabledEvents(),
  api_version: text(40).optional(),
});

export const updateWebhookEndpointInput = z.strictObject({
  ...settable,
  url: url().optional(),
  enabled_events: enabledEvents().optional(),
  disabled: boolean().optional(),
});

export const retrieveWebhookEndpointInput = z.strictObject(common);
export const listWebhookEndpointsInput = z.strictObject(page);
export const deleteWebhookEndpointInput = z.strictObject({});

/** What a new endpoint is made of. */
export function decodeNewEndpoint(input: z.output<typeof createWebhookEndpointInput>) {
  return {
    url: input.url,
    enabledEvents: [...new Set(input.enabled_events)],
    description: input.description ?? null,
    apiVersion: input.api_version ?? null,
    metadata: mergeMetadata({}, input.metadata),
  };
}

/** What a request changes. */
export function decodeEndpointChange(
  input: z.output<typeof updateWebhookEndpointInput>,
  before: WebhookEndpoint,
) {
  const { disabled, enabled_events: events } = input;
  return given({
    url: input.url,
    description: input.description,
    enabledEvents: events && [...new Set(events)],
    metadata:
      input.metadata === undefined ? undefined : mergeMetadata(before.metadata, input.metadata),
    status:
      disabled === undefined ? undefined : disabled ? ('disabled' as const) : ('enabled' as const),
  });
}

/** @param secret at creation alone */
export function encodeWebhookEndpoint(
  endpoint: WebhookEndpoint,
  secret?: string,
): Record<string, unknown> {
  return {
    id: endpoint.id,
    object: 'webhook_endpoint',
    api_version: endpoint.apiVersion,
    application: null,
    created: inSeconds(endpoint.createdMs),
    description: endpoint.description,
    disabled_by: endpoint.disabledBy,
    enabled_events: endpoint.enabledEvents,
    livemode: false,
    metadata: endpoint.metadata,
    ...(secret === undefined ? {} : { secret }),
    status: endpoint.status,
    url: endpoint.url,
  };
}

export function encodeDeletedWebhookEndpoint(id: string): Record<string, unknown> {
  return { id, object: 'webhook_endpoint', deleted: true };
}
