/** A customer session as a row. */
import type { CustomerSession } from '../../model/customer-session.ts';
import { defineTable } from '../table.ts';

export const customerSessionTable = defineTable<CustomerSession>()('customer_sessions', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  expiresAtMs: 'plain',
  customer: 'plain',
  allowedOrigins: 'json',
  components: 'json',
});
