/** What each operation of the bank receives. Nothing in this folder reaches for time or chance elsewhere. */
import type { BankDatabase } from './database.ts';
import type { Faults } from './faults.ts';
import type { Signing } from './signing.ts';
import type { Webhooks } from './webhooks.ts';

export const ACCOUNTS = ['sandbox', 'sandbox:south'] as const;
/** A merchant's account at the bank. Accounts share cards' fingerprints and nothing else. */
export type Account = (typeof ACCOUNTS)[number];

/** Takes one line about the bank's own doing; never a body, a number or a name. */
export type Log = (message: string, fields?: Readonly<Record<string, unknown>>) => void;

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

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Ids of 24 random characters; letters among the digits keep them from resembling card numbers. */
export function idMaker(random: (bytes: number) => Uint8Array): (prefix: string) => string {
  return (prefix) => {
    let text = '';
    while (text.length < 24) {
      for (const byte of random(32)) {
        if (byte < 248 && text.length < 24) text += LETTERS[byte % 62];
      }
    }
    return `${prefix}_${text}`;
  };
}
