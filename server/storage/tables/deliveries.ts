/** A delivery as a row, its tries within it. */
import type { Delivery } from '../../model/delivery.ts';
import { defineTable } from '../table.ts';

export const deliveryTable = defineTable<Delivery>()('deliveries', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  event: 'plain',
  type: 'plain',
  endpoint: 'plain',
  cause: 'plain',
  status: 'plain',
  tries: 'json',
  nextAttemptMs: 'plain',
  fence: 'plain',
  endedMs: 'plain',
});
