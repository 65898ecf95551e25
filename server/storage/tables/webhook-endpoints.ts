/** A webhook endpoint as a row. */
import type { WebhookEndpoint } from '../../model/webhook-endpoint.ts';
import { defineTable } from '../table.ts';

export const webhookEndpointTable = defineTable<WebhookEndpoint>()('webhook_endpoints', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  url: 'plain',
  description: 'plain',
  enabledEvents: 'json',
  status: 'plain',
  disabledBy: 'plain',
  apiVersion: 'plain',
  metadata: 'json',
  secret: 'plain',
  deletedMs: 'plain',
});
