/** A refusal as a row. */
import type { Refusal } from '../../model/refusal.ts';
import { defineTable } from '../table.ts';

export const refusalTable = defineTable<Refusal>()('refusals', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  code: 'plain',
  message: 'plain',
  customer: 'plain',
  paymentMethod: 'plain',
  intent: 'plain',
  session: 'plain',
  amountMinor: 'plain',
  currency: 'plain',
  reasons: 'json',
  requestId: 'plain',
});
