/** Which groups of fields a checkout shows, with what in them, and what they mean for it. Pure. */
import type { AddressGroup, FieldValues } from '../address/fields.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { isNew } from '../shared/choice.ts';

export interface GroupSpec {
  readonly group: AddressGroup;
  readonly scope: 'auto' | 'required';
  /** Allowed countries; null for all. */
  readonly countries: readonly string[] | null;
  readonly prefill: FieldValues;
}

/**
 * A saved card that was not prefilled keeps the billing details that the server has for it, which
 * do not cross; they are asked for only when the server says that it misses something.
 */
export function groupsOf({ data, chosen, wants }: Checkout): readonly GroupSpec[] {
  if (!data || chosen === null) return [];
  const { collect, prefill, customer } = data;
  const details = prefill?.payment_method === chosen ? prefill.billing_details : null;
  const isPrefilled = Boolean(details?.name ?? details?.address?.country);
  const groups: GroupSpec[] = [];
  if (collect.email) {
    const email = prefill?.billing_details.email ?? customer?.email ?? null;
    groups.push({ group: 'contact', scope: 'auto', countries: null, prefill: { email } });
  }
  if (isNew(chosen) || isPrefilled || wants.billing) {
    groups.push({
      group: 'billing',
      scope: collect.billing,
      countries: null,
      prefill: { ...details?.address, name: details?.name ?? customer?.name ?? null },
    });
  }
  if (collect.shipping_countries) {
    const shipping = prefill?.shipping;
    groups.push({
      group: 'shipping',
      scope: 'required',
      countries: collect.shipping_countries,
      prefill: { ...shipping?.address, name: shipping?.name ?? null },
    });
  }
  return groups;
}

/** Whether typing in the card frame is needed for what is chosen. */
export function needsFrame({ chosen, wants }: Checkout): boolean {
  return isNew(chosen) || (chosen !== null && wants.securityCode);
}
