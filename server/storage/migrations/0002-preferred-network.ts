/** Which of a co-badged card's networks its holder chose. */
import type { Migration } from './migration.ts';

export const preferredNetwork: Migration = {
  name: '0002-preferred-network',
  statements: ['alter table payment_methods add column preferred_network text'],
};
