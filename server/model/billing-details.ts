/**
 * Whether billing details suffice for what a session collects. The details meant are those of the
 * card itself; an email that only the customer record holds does not complete them.
 */
import type { BillingDetails } from './payment-method.ts';

export type BillingCollection = 'auto' | 'required';

export const BILLING_FIELDS = [
  'email',
  'name',
  'line1',
  'city',
  'state',
  'postal_code',
  'country',
] as const;
export type BillingField = (typeof BILLING_FIELDS)[number];

/** Where a card payment is checked against the postal code even when nothing else is asked. */
const POSTAL_CODE_ALWAYS = ['US', 'CA', 'GB'];
/** Where a whole address has no postal code. */
const NO_POSTAL_CODE = (
  'AE AG AO BI BJ BO BS BW BZ CI CM FJ GD GH GM GY HK IE JM KI KM KN LC ML MO MR MW NA ' +
  'QA RW SB SC SL SR ST SY TD TG TL TO TT TV TZ UG VC VU YE ZM ZW'
).split(' ');
/** Where a state or province is part of a whole address. */
const WITH_STATE = ['US', 'CA', 'AU', 'BR', 'IN', 'MX'];
/** Where the city is the country. */
const NO_CITY = ['SG', 'HK', 'MC', 'VA', 'GI'];

const filled = (value: string | null | undefined) => (value ?? '').trim() !== '';

/** What `collection` asks for in this country; the country itself is always asked. */
export function requiredFields(
  collection: BillingCollection,
  country: string | null,
): readonly BillingField[] {
  const code = (country ?? '').toUpperCase();
  if (collection === 'auto') {
    return POSTAL_CODE_ALWAYS.includes(code)
      ? ['email', 'name', 'country', 'postal_code']
      : ['email', 'name', 'country'];
  }
  return BILLING_FIELDS.filter((field) => {
    if (field === 'postal_code') return !NO_POSTAL_CODE.includes(code);
    if (field === 'state') return WITH_STATE.includes(code);
    return field !== 'city' || !NO_CITY.includes(code);
  });
}

/** The fields that are asked for and empty, in the order of a form. */
export function missingFields(
  details: BillingDetails,
  collection: BillingCollection,
): readonly BillingField[] {
  const { address } = details;
  const values: Record<BillingField, string | null | undefined> = {
    email: details.email,
    name: details.name,
    line1: address?.line1,
    city: address?.city,
    state: address?.state,
    postal_code: address?.postalCode,
    country: address?.country,
  };
  return requiredFields(collection, address?.country ?? null).filter(
    (field) => !filled(values[field]),
  );
}

export function suffices(details: BillingDetails, collection: BillingCollection): boolean {
  return missingFields(details, collection).length === 0;
}
