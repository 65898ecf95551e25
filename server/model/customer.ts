/** The merchant's buyer, as the merchant knows them. */
import type { Address, Shipping } from './address.ts';

export interface Customer {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  /** Set once: a deleted customer answers as deleted and holds nothing. */
  readonly deletedMs: number | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly description: string | null;
  readonly address: Address | null;
  readonly shipping: Shipping | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly defaultPaymentMethod: string | null;
  readonly testClock: string | null;
  /** Parameters that are kept and given back, and mean nothing here. */
  readonly extra: Readonly<Record<string, unknown>>;
}
