/** An event as a row. */
import type { Event } from '../../model/event.ts';
import { defineTable } from '../table.ts';

export const eventTable = defineTable<Event>()('events', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  type: 'plain',
  object: 'plain',
  customer: 'plain',
  data: 'json',
  requestId: 'plain',
  idempotencyKey: 'plain',
});
