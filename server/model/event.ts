/** What happened, for the merchant: a snapshot on the wire's terms, written with the change itself. */

export interface Event {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  /** Such as `checkout.session.completed`. */
  readonly type: string;
  /** The id of the object in `data`. */
  readonly object: string;
  /** The customer it is about, so that erasure finds it. */
  readonly customer: string | null;
  /** `{object, previous_attributes?}` as merchants receive it. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

/**
 * The fields of `before` that differ in `after`, one level deep: Stripe's `previous_attributes`.
 */
export function previousAttributes(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(before)) {
    if (JSON.stringify(value) !== JSON.stringify(after[key])) changed[key] = value;
  }
  return changed;
}
