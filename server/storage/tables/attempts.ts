/** An attempt as a row. */
import type { Attempt } from '../../model/attempt.ts';
import { defineTable } from '../table.ts';

export const attemptTable = defineTable<Attempt>()('attempts', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  intent: 'plain',
  operation: 'plain',
  charge: 'plain',
  sequence: 'plain',
  processor: 'plain',
  paymentMethod: 'plain',
  credential: 'plain',
  initiator: 'plain',
  authorization: 'plain',
  mandate: 'plain',
  amountMinor: 'plain',
  currency: 'plain',
  status: 'plain',
  decline: 'json',
  decision: 'json',
  refuseAction: 'bool',
  late: 'bool',
  reference: 'plain',
  networkTransactionId: 'plain',
  nextAction: 'json',
  press: 'plain',
  createdMs: 'plain',
  notAfterMs: 'plain',
  resolveAfterMs: 'plain',
  resolvedMs: 'plain',
});
