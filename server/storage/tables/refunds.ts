/** A refund as a row. */
import type { Refund } from '../../model/refund.ts';
import { defineTable } from '../table.ts';

export const refundTable = defineTable<Refund>()('refunds', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  intent: 'plain',
  attempt: 'plain',
  refundAttempt: 'plain',
  amountMinor: 'plain',
  currency: 'plain',
  customer: 'plain',
  paymentMethod: 'plain',
  reason: 'plain',
  metadata: 'json',
  status: 'plain',
  failureReason: 'plain',
});
