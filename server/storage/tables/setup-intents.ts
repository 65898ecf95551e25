/** A setup intent as a row. */
import type { SetupIntent } from '../../model/intent.ts';
import { defineTable } from '../table.ts';

export const setupIntentTable = defineTable<SetupIntent>()('setup_intents', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  customer: 'plain',
  paymentMethod: 'plain',
  description: 'plain',
  metadata: 'json',
  paymentMethodTypes: 'json',
  automaticPaymentMethods: 'json',
  latestAttempt: 'plain',
  nextAction: 'json',
  mandate: 'plain',
  mandateData: 'json',
  returnUrl: 'plain',
  checkoutSession: 'plain',
  canceledMs: 'plain',
  cancellationReason: 'plain',
  extra: 'json',
  status: 'plain',
  usage: 'plain',
  lastSetupError: 'json',
  singleUseMandate: 'plain',
});
