/** Customers on Stripe's terms: parameters in, objects out. */
import { z } from 'zod';
import type { Customer } from '../model/customer.ts';
import type { Erasure } from '../model/erasure.ts';
import { decodeAddress, encodeAddress, encodeShipping } from './address.ts';
import {
  address,
  common,
  created,
  integer,
  list,
  metadata,
  orUnset,
  page,
  text,
  unsettable,
} from './form.ts';
import { mergeMetadata } from './metadata.ts';

const shipping = z.strictObject({
  address: address(),
  name: text(200).optional(),
  phone: unsettable(40).optional(),
});

const fields = {
  ...common,
  email: unsettable(512).optional(),
  name: unsettable(256).optional(),
  phone: unsettable(40).optional(),
  description: unsettable(5000).optional(),
  address: orUnset(address()).optional(),
  shipping: orUnset(shipping).optional(),
  metadata: metadata().optional(),
  invoice_settings: z
    .strictObject({
      default_payment_method: unsettable(100).optional(),
      custom_fields: orUnset(
        list(z.strictObject({ name: text(40), value: text(140) }), 4),
      ).optional(),
      footer: unsettable(5000).optional(),
    })
    .optional(),
  balance: integer().optional(),
  business_name: unsettable(150).optional(),
  individual_name: unsettable(150).optional(),
  invoice_prefix: text(12).optional(),
  next_invoice_sequence: integer(1).optional(),
  preferred_locales: list(text(20), 20).optional(),
  tax_exempt: orUnset(z.enum(['none', 'exempt', 'reverse'])).optional(),
};

export const createCustomerInput = z.strictObject({
  ...fields,
  payment_method: text(100).optional(),
  test_clock: text(100).optional(),
});
export type CreateCustomerInput = z.output<typeof createCustomerInput>;

export const updateCustomerInput = z.strictObject(fields);
export type UpdateCustomerInput = z.output<typeof updateCustomerInput>;

export const listCustomersInput = z.strictObject({
  ...page,
  email: text(512).optional(),
  created: created().optional(),
  test_clock: text(100).optional(),
});
export const retrieveInput = z.strictObject(common);
export const deleteInput = z.strictObject({});

const KEPT = [
  'balance',
  'business_name',
  'individual_name',
  'invoice_prefix',
  'next_invoice_sequence',
  'preferred_locales',
  'tax_exempt',
] as const;

/** What a request changes of a customer (`before` is null at creation), in the domain's names. */
export function decodeCustomer(
  input: UpdateCustomerInput,
  before: Customer | null,
): Partial<Customer> {
  const given = Object.fromEntries(
    (['email', 'name', 'phone', 'description'] as const)
      .filter((key) => input[key] !== undefined)
      .map((key) => [key, input[key]]),
  );
  const settings = input.invoice_settings;
  const kept = Object.fromEntries(
    KEPT.filter((key) => input[key] !== undefined).map((key) => [key, input[key]]),
  );
  const keptSettings = Object.fromEntries(
    (['custom_fields', 'footer'] as const)
      .filter((key) => settings?.[key] !== undefined)
      .map((key) => [key, settings?.[key]]),
  );
  return {
    ...given,
    ...(input.address === undefined
      ? {}
      : { address: input.address && decodeAddress(input.address, before?.address ?? null) }),
    ...(input.shipping === undefined
      ? {}
      : { shipping: input.shipping && decodeShipping(input.shipping) }),
    ...(input.metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before?.metadata ?? {}, input.metadata) }),
    ...(settings?.default_payment_method === undefined
      ? {}
      : { defaultPaymentMethod: settings.default_payment_method }),
    extra: { ...before?.extra, ...kept, ...keptSettings },
  };
}

function decodeShipping(input: z.output<typeof shipping>): Customer['shipping'] {
  return {
    name: input.name ?? null,
    phone: input.phone ?? null,
    address: decodeAddress(input.address),
  };
}

/** A living customer; a deleted one is {@link encodeDeletedCustomer}. */
export function encodeCustomer(customer: Customer): Record<string, unknown> {
  const { extra } = customer;
  return {
    id: customer.id,
    object: 'customer',
    address: encodeAddress(customer.address),
    balance: extra.balance ?? 0,
    ...(extra.business_name ? { business_name: extra.business_name } : {}),
    created: Math.floor(customer.createdMs / 1000),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: customer.description,
    discount: null,
    email: customer.email,
    ...(extra.individual_name ? { individual_name: extra.individual_name } : {}),
    invoice_prefix: extra.invoice_prefix ?? null,
    invoice_settings: {
      custom_fields: extra.custom_fields ?? null,
      default_payment_method: customer.defaultPaymentMethod,
      footer: extra.footer ?? null,
      rendering_options: null,
    },
    livemode: false,
    metadata: customer.metadata,
    name: customer.name,
    next_invoice_sequence: extra.next_invoice_sequence ?? 1,
    phone: customer.phone,
    preferred_locales: extra.preferred_locales ?? [],
    shipping: encodeShipping(customer.shipping),
    tax_exempt: extra.tax_exempt ?? 'none',
    test_clock: customer.testClock,
  };
}

export function encodeDeletedCustomer(id: string): Record<string, unknown> {
  return { id, object: 'customer', deleted: true };
}

/** What stays after a deletion, and until when (epoch seconds); our own, beside Stripe's. */
export function encodeErasure({
  consents,
  payments,
  keptUntilMs,
}: Erasure): Record<string, unknown> {
  const kept = [
    ...(consents > 0
      ? [
          {
            what: 'consent_records',
            count: consents,
            why: 'evidence of what was agreed, without the person',
          },
        ]
      : []),
    ...(payments > 0
      ? [
          {
            what: 'payments',
            count: payments,
            why: 'bookkeeping: sums, states and times, without the person',
          },
        ]
      : []),
  ];
  return { kept, kept_until: keptUntilMs === null ? null : Math.floor(keptUntilMs / 1000) };
}
