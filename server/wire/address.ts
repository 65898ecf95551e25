/** Addresses between the wire's snake_case and the domain's names. */
import type { Address, Shipping } from '../model/address.ts';
import type { BillingDetails } from '../model/payment-method.ts';
import type { AddressInput } from './form.ts';

export function encodeAddress(address: Address | null): Record<string, unknown> | null {
  if (!address) return null;
  const { line1, line2, city, state, postalCode, country } = address;
  return { city, country, line1, line2, postal_code: postalCode, state };
}

export function encodeShipping(shipping: Shipping | null): Record<string, unknown> | null {
  return (
    shipping && {
      address: encodeAddress(shipping.address),
      name: shipping.name,
      phone: shipping.phone,
    }
  );
}

export function encodeBillingDetails(details: BillingDetails): Record<string, unknown> {
  const none = {
    city: null,
    country: null,
    line1: null,
    line2: null,
    postal_code: null,
    state: null,
  };
  return {
    address: encodeAddress(details.address) ?? none,
    email: details.email,
    name: details.name,
    phone: details.phone,
    tax_id: null,
  };
}

/** An address as given, over what was there before; countries are upper-cased. */
export function decodeAddress(
  input: { readonly [K in keyof AddressInput]: AddressInput[K] | null | undefined },
  before: Address | null = null,
): Address {
  const pick = (given: string | null | undefined, old: string | null | undefined) =>
    given === undefined ? (old ?? null) : given;
  return {
    line1: pick(input.line1, before?.line1),
    line2: pick(input.line2, before?.line2),
    city: pick(input.city, before?.city),
    state: pick(input.state, before?.state),
    postalCode: pick(input.postal_code, before?.postalCode),
    country: pick(input.country, before?.country)?.toUpperCase() ?? null,
  };
}
