/** A mandate and a use of it as a row. */
import type { Mandate, MandateUse } from '../../model/mandate.ts';
import { defineTable } from '../table.ts';

export const mandateTable = defineTable<Mandate>()('mandates', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  customer: 'plain',
  paymentMethod: 'plain',
  terms: 'json',
  anchorMs: 'plain',
  text: 'plain',
  acceptance: 'json',
  consent: 'plain',
  checkoutSession: 'plain',
  intent: 'plain',
  subscription: 'plain',
  singleUse: 'bool',
  needsReauthentication: 'bool',
  revokedMs: 'plain',
  revokedBy: 'plain',
  supersededBy: 'plain',
  metadata: 'json',
});

export const mandateUseTable = defineTable<MandateUse>()('mandate_uses', {
  id: 'plain',
  mandate: 'plain',
  attempt: 'plain',
  amountMinor: 'plain',
  state: 'plain',
  createdMs: 'plain',
});
