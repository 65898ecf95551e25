/** A measure that fills with time and is drawn from by requests: a steady rate, with room for a burst. */

export interface Bucket {
  /** What is left, down to less than one. */
  readonly tokens: number;
  /** When that was true, epoch ms. */
  readonly atMs: number;
}

export interface Rate {
  /** Requests in a second, over time. */
  readonly perSecond: number;
  /** Requests at once, at most. */
  readonly burst: number;
}

/**
 * Draws one.
 * @param bucket null for one that nobody has drawn from
 * @returns the bucket afterwards, and how long to wait, in ms; 0 where it was granted
 */
export function draw(
  bucket: Bucket | null,
  { perSecond, burst }: Rate,
  nowMs: number,
): { readonly bucket: Bucket; readonly waitMs: number } {
  const passedMs = bucket === null ? 0 : Math.max(0, nowMs - bucket.atMs);
  const filled = bucket === null ? burst : bucket.tokens + (passedMs / 1000) * perSecond;
  const tokens = Math.min(burst, filled);
  const atMs = Math.max(nowMs, bucket?.atMs ?? nowMs);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, atMs }, waitMs: 0 };
  return { bucket: { tokens, atMs }, waitMs: Math.ceil(((1 - tokens) / perSecond) * 1000) };
}
