/** What each operation of the bank receives. Nothing in this folder reaches for time or chance elsewhere. */
import type { Log } from './account.ts';
import type { BankDatabase } from './database.ts';
import type { Faults } from './faults.ts';
import type { Signing } from './signing.ts';
import type { Webhooks } from './webhooks.ts';

export interface BankContext {
  readonly db: BankDatabase;
  readonly signing: Signing;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  /** As browsers reach the bank; without a slash at the end. */
  readonly publicUrl: string;
  /** Accept well-formed numbers that nobody published. */
  readonly anyNumber: boolean;
  readonly log: Log;
  /** Epoch milliseconds. */
  now(): number;
  /** @param prefix such as `bch` */
  newId(prefix: string): string;
}
