/** A buyer's half hour with their own wallet: what its client secret opens. */

export interface CustomerSession {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly expiresAtMs: number;
  readonly customer: string;
  /** Origins of the pages that may use it; the API's own always may. */
  readonly allowedOrigins: readonly string[];
  /** As the merchant asked for them, in the wire's names; given back. */
  readonly components: Readonly<Record<string, unknown>>;
}
