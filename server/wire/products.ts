/** Products on Stripe's terms: parameters in, objects out. */
import { z } from 'zod';
import type { Product } from '../model/product.ts';
import {
  boolean,
  common,
  created,
  list,
  metadata,
  orUnset,
  page,
  text,
  unsettable,
} from './form.ts';
import { inSeconds } from './intents.ts';
import { mergeMetadata } from './metadata.ts';
import { reference } from './payment-methods.ts';
import { amountFields, cadence, refuseTwoAmounts } from './prices.ts';

const described = {
  active: boolean().optional(),
  description: unsettable(40_000).optional(),
  images: orUnset(list(text(2048), 8)).optional(),
  marketing_features: orUnset(list(z.strictObject({ name: text(80) }), 15)).optional(),
  metadata: metadata().optional(),
  shippable: boolean().optional(),
  statement_descriptor: text(22).optional(),
  tax_code: unsettable(40).optional(),
  unit_label: unsettable(12).optional(),
  url: unsettable(2048).optional(),
};

const defaultPrice = z
  .strictObject({
    ...amountFields,
    metadata: metadata().optional(),
    recurring: cadence().optional(),
  })
  .superRefine(refuseTwoAmounts);

export const createProductInput = z.strictObject({
  ...common,
  ...described,
  default_price_data: defaultPrice.optional(),
  id: text(100)
    .regex(/^[\w-]+$/, 'may have letters, digits, _ and - only')
    .optional(),
  name: text(250).min(1, 'must not be empty'),
  type: z.enum(['good', 'service']).optional(),
});
export type CreateProductInput = z.output<typeof createProductInput>;

export const updateProductInput = z.strictObject({
  ...common,
  ...described,
  default_price: reference().optional(),
  name: text(250).min(1, 'must not be empty').optional(),
});
export type UpdateProductInput = z.output<typeof updateProductInput>;

export const retrieveProductInput = z.strictObject(common);
export const deleteProductInput = z.strictObject({});
export const listProductsInput = z.strictObject({
  ...page,
  active: boolean().optional(),
  created: created().optional(),
});

const KEPT = [
  'images',
  'marketing_features',
  'shippable',
  'statement_descriptor',
  'tax_code',
  'unit_label',
  'url',
] as const;

/** What a request changes of a product (`before` is null at creation), in the domain's names. */
export function decodeProduct(
  input: UpdateProductInput | CreateProductInput,
  before: Product | null,
): Partial<Product> {
  const kept = Object.fromEntries(
    KEPT.filter((key) => input[key] !== undefined).map((key) => [key, input[key]]),
  );
  return {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.active === undefined ? {} : { active: input.active }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before?.metadata ?? {}, input.metadata) }),
    extra: { ...before?.extra, ...kept },
  };
}

export function encodeProduct(product: Product): Record<string, unknown> {
  const { extra } = product;
  return {
    id: product.id,
    object: 'product',
    active: product.active,
    created: inSeconds(product.createdMs),
    default_price: product.defaultPrice,
    description: product.description,
    images: extra.images ?? [],
    livemode: false,
    marketing_features: extra.marketing_features ?? [],
    metadata: product.metadata,
    name: product.name,
    package_dimensions: null,
    shippable: extra.shippable ?? null,
    statement_descriptor: extra.statement_descriptor ?? null,
    tax_code: extra.tax_code ?? null,
    tax_details: null,
    type: 'service',
    unit_label: extra.unit_label ?? null,
    updated: inSeconds(product.updatedMs),
    url: extra.url ?? null,
  };
}
