/** Line items of checkout sessions: what is sold, for how much, in a session's request and in its object. */
import { z } from 'zod';
import type { CheckoutSession, LineItem } from '../model/checkout-session.ts';
import { AMOUNT_MAX_MINOR, LINE_ITEMS } from '../model/limits.ts';
import { notFound } from '../model/problem.ts';
import { currency, integer, list, metadata, page, text } from './form.ts';
import { inSeconds } from './intents.ts';
import { reference } from './payment-methods.ts';

const recurring = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: integer(1, 1095).optional(),
});

const productData = z.strictObject({
  name: text(250).min(1, 'must not be empty'),
  description: text(40_000).optional(),
  images: list(text(2048), 8).optional(),
  metadata: metadata().optional(),
  tax_code: text(40).optional(),
  unit_label: text(12).optional(),
});

/** Whole minor units, written as a decimal number. */
const wholeDecimal = text(40)
  .regex(/^\d{1,12}(\.0{1,12})?$/, 'must be a whole number of minor units')
  .transform(Number);

type Path = readonly string[];

/** Exactly one of two parameters has to be there. */
function exactlyOne(context: z.core.$RefinementCtx, input: object, first: Path, second: Path) {
  const there = (path: Path) => (input as Record<string, unknown>)[path[0] ?? ''] !== undefined;
  if (there(first) && there(second)) {
    const message = `only one of ${first[0]} and ${second[0]} may be given`;
    context.addIssue({ code: 'custom', path: [...second], message, input });
  }
  if (there(first) || there(second)) return;
  context.addIssue({
    code: 'invalid_type',
    expected: 'string',
    path: [...first],
    input: undefined,
  });
}

const priceData = z
  .strictObject({
    currency: currency(),
    product: reference().optional(),
    product_data: productData.optional(),
    recurring: recurring.optional(),
    tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
    unit_amount: integer(0, AMOUNT_MAX_MINOR).optional(),
    unit_amount_decimal: wholeDecimal.optional(),
  })
  .superRefine((input, context) => {
    exactlyOne(context, input, ['unit_amount'], ['unit_amount_decimal']);
    exactlyOne(context, input, ['product_data'], ['product']);
  });

const lineItem = z
  .strictObject({
    price: reference().optional(),
    price_data: priceData.optional(),
    quantity: integer(1, 999_999).optional(),
  })
  .superRefine((input, context) => exactlyOne(context, input, ['price_data'], ['price']));

export const lineItems = () => list(lineItem, LINE_ITEMS);
export type LineItemsInput = z.output<ReturnType<typeof lineItems>>;

export const listLineItemsInput = z.strictObject(page);

/** A price on record, as far as a line item needs it. */
export type CatalogPrice = Pick<
  LineItem,
  'name' | 'description' | 'unitAmountMinor' | 'currency' | 'product' | 'recurring'
>;

/** What ids in line items may name, loaded by the caller. */
export interface Catalog {
  readonly prices: ReadonlyMap<string, CatalogPrice>;
  readonly products: ReadonlyMap<string, Pick<LineItem, 'name' | 'description'>>;
}

export const EMPTY_CATALOG: Catalog = { prices: new Map(), products: new Map() };

function inlinePrice(
  data: z.output<typeof priceData>,
  catalog: Catalog,
  param: string,
): CatalogPrice {
  const { product, product_data: given } = data;
  const known = product === undefined ? null : catalog.products.get(product);
  if (product !== undefined && !known) throw notFound('product', product, `${param}[product]`);
  return {
    name: given?.name ?? known?.name ?? '',
    description: given?.description ?? known?.description ?? null,
    unitAmountMinor: data.unit_amount ?? data.unit_amount_decimal ?? 0,
    currency: data.currency,
    product: product ?? null,
    recurring: data.recurring
      ? {
          interval: data.recurring.interval,
          intervalCount: data.recurring.interval_count ?? 1,
        }
      : null,
  };
}

/** @throws Problem 400 for an id that the catalog does not hold */
export function decodeLineItems(
  input: LineItemsInput,
  catalog: Catalog = EMPTY_CATALOG,
): readonly Omit<LineItem, 'id'>[] {
  return input.map((item, index) => {
    const param = `line_items[${index}]`;
    const { price: id = null, price_data: data, quantity = 1 } = item;
    const known = id === null ? undefined : catalog.prices.get(id);
    const price = data ? inlinePrice(data, catalog, `${param}[price_data]`) : known;
    if (!price) throw notFound('price', id ?? '', `${param}[price]`);
    const amountTotalMinor = price.unitAmountMinor * quantity;
    return { ...price, price: id, quantity, amountTotalMinor };
  });
}

type Sale = Pick<CheckoutSession, 'id' | 'createdMs' | 'lineItems'>;

/** A price given inline has no record of its own; its ids follow from the item's. */
function encodePrice(item: LineItem, session: Sale): Record<string, unknown> {
  const { recurring: cadence } = item;
  return {
    id: item.price ?? item.id.replace(/^li_/, 'price_'),
    object: 'price',
    active: item.price !== null,
    billing_scheme: 'per_unit',
    created: inSeconds(session.createdMs),
    currency: item.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: item.product ?? item.id.replace(/^li_/, 'prod_'),
    recurring: cadence && {
      interval: cadence.interval,
      interval_count: cadence.intervalCount,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: cadence ? 'recurring' : 'one_time',
    unit_amount: item.unitAmountMinor,
    unit_amount_decimal: String(item.unitAmountMinor),
  };
}

export function encodeLineItem(item: LineItem, session: Sale): Record<string, unknown> {
  return {
    id: item.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: item.amountTotalMinor,
    amount_tax: 0,
    amount_total: item.amountTotalMinor,
    currency: item.currency,
    description: item.name,
    metadata: {},
    price: encodePrice(item, session),
    quantity: item.quantity,
  };
}
