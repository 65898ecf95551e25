/** What is sold, as the merchant names it. What it costs is a price's business. */

export interface Product {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly name: string;
  readonly description: string | null;
  /** An inactive one is in no new sale; what was sold goes on. */
  readonly active: boolean;
  readonly defaultPrice: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Parameters that are kept and given back, and mean nothing here. */
  readonly extra: Readonly<Record<string, unknown>>;
}
