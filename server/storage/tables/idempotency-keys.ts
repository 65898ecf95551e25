/** An idempotency key as a row: who holds it, for what, and what came of it. */
export interface IdempotencyKeyRow {
  account: string;
  key: string;
  hash: string;
  lease_until_ms: number;
  /** Raised by every claim; only the latest holder may write. */
  fence: number;
  /** The id of what the holder has made so far; where the next one resumes. */
  point: string | null;
  created_ms: number;
  status: number | null;
  body: string | null;
}
