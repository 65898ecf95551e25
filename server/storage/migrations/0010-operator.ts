/**
 * What a person who looks for somebody types: the beginning of an address or a name, the last digits of
 * a card, a processor's own id; and what one customer's story is read by.
 */
import type { Migration } from './migration.ts';

export const operator: Migration = {
  name: '0010-operator',
  statements: [
    'create index customers_email_found on customers (account, lower(email) collate binary)',
    'create index customers_name_found on customers (account, lower(name) collate binary)',
    // What follows the first word of a name.
    `create index customers_surname_found on customers
       (account, lower(substr(name, instr(name, ' ') + 1)) collate binary)`,
    'create index payment_methods_last4 on payment_methods (account, last4, seq)',
    'create index attempts_reference on attempts (account, reference) where reference is not null',
    'create index mandates_customer on mandates (account, customer, seq)',
    'create index refunds_customer on refunds (account, customer, seq)',
    'create index notices_customer on notices (account, customer, seq)',
  ],
};
