/** An idempotency key as a row: who holds it, for what, and what came of it. */
export interface IdempotencyKeyRow {
  account: string;
  key: string;
  hash: string;
  lease_until_ms: number;
  created_ms: number;
  status: number | null;
  body: string | null;
}
