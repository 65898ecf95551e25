/**
 * What is personal in what we keep, and what stays when a person is forgotten. Evidence of an
 * agreement outlives the person in it: the record stays, who gave it does not.
 */

/** Fields that hold a person, wherever they stand in an object of the wire. */
const PERSONAL: readonly string[] = [
  'actor',
  'address',
  'billing_details',
  'business_name',
  'client_reference_id',
  'collected_information',
  'comment',
  'custom_fields',
  'customer_address',
  'customer_details',
  'customer_email',
  'customer_name',
  'customer_phone',
  'customer_reference',
  'customer_shipping',
  'description',
  'email',
  'footer',
  'individual_name',
  'invoice_prefix',
  'ip_address',
  'metadata',
  'name',
  'phone',
  'receipt_email',
  'shipping',
  'shipping_details',
  'tracking_number',
  'user_agent',
];

/** Objects whose `name` or `description` is a thing's and not a person's. */
const THINGS: readonly unknown[] = ['item', 'product', 'price'];

type Json = unknown;

function emptied(value: Json): Json {
  if (Array.isArray(value)) return [];
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.keys(value).map((key) => [key, null]));
  return null;
}

/** The same value with everything personal emptied; its shape stays. */
export function withoutPerson(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutPerson);
  if (typeof value !== 'object' || value === null) return value;
  const { object } = value as { object?: unknown };
  const thing = THINGS.includes(object);
  // Why an invoice was charged, in the merchant's words; elsewhere a reason is one of ours.
  const personal = (key: string) =>
    PERSONAL.includes(key) || (object === 'invoice' && key === 'reason');
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (!personal(key) || thing) return [key, withoutPerson(each)];
      return [key, key === 'metadata' ? {} : emptied(each)];
    }),
  );
}

/** What an erasure leaves, and until when, for the merchant to tell the person. */
export interface Erasure {
  /** Consent records that stay as evidence, without the person. */
  readonly consents: number;
  /** Payments that stay in the books, without the person. */
  readonly payments: number;
  /** Epoch ms until which evidence is kept; null when there is none. */
  readonly keptUntilMs: number | null;
}
