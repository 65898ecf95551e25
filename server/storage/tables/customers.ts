/** A customer as a row. */
import type { Customer } from '../../model/customer.ts';
import { defineTable } from '../table.ts';

export const customerTable = defineTable<Customer>()('customers', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  deletedMs: 'plain',
  email: 'plain',
  name: 'plain',
  phone: 'plain',
  description: 'plain',
  address: 'json',
  shipping: 'json',
  metadata: 'json',
  defaultPaymentMethod: 'plain',
  testClock: 'plain',
  extra: 'json',
});
