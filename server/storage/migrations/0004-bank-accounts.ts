/** What is known of a bank account, beside the face that every payment method has. */
import type { Migration } from './migration.ts';

export const bankAccounts: Migration = {
  name: '0004-bank-accounts',
  statements: ['alter table payment_methods add column bank text'],
};
