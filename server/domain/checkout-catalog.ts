/**
 * Prices and products that the items of a session name, and those that a subscription's items bring
 * along. It decides nothing about what may be sold.
 */
import type { Context } from '../context.ts';
import type { LineItem } from '../model/checkout-session.ts';
import { invalidRequest } from '../model/problem.ts';
import type { Product } from '../model/product.ts';
import { prices } from '../storage/prices.ts';
import { products } from '../storage/products.ts';
import type { Queryable } from '../storage/repository.ts';
import { inlinePrice } from './prices.ts';
import { insertProduct } from './products.ts';

/** A price as a line item needs it. */
export type Sold = Pick<
  LineItem,
  'name' | 'description' | 'unitAmountMinor' | 'currency' | 'product' | 'recurring'
>;

export interface Catalog {
  readonly prices: ReadonlyMap<string, Sold>;
  readonly products: ReadonlyMap<string, Pick<Product, 'name' | 'description'>>;
}

/** What line items may name: a price, or the product of a price that is given inline. */
type Named = readonly {
  readonly price?: string | undefined;
  readonly price_data?: { readonly product?: string | undefined } | undefined;
}[];

function refuseInactive(kind: 'price' | 'product', id: string, active: boolean, param: string) {
  if (active) return;
  throw invalidRequest(
    `The ${kind} ${id} is inactive. This field only accepts active ones.`,
    `${kind}_inactive`,
    param,
  );
}

/**
 * Everything that these line items name and that is on record; what is not there is for the reader
 * of the items to refuse.
 * @throws Problem 400 for what is no longer sold
 */
export async function catalogOf(ctx: Context, items: Named): Promise<Catalog> {
  const { db } = ctx.store;
  const foundPrices = new Map<string, Sold>();
  const foundProducts = new Map<string, Product>();
  const productOf = async (id: string) => {
    const product = foundProducts.get(id) ?? (await products.find(db, ctx.account, id));
    if (product) foundProducts.set(id, product);
    return product;
  };
  for (const [at, item] of items.entries()) {
    const param = `line_items[${at}]`;
    const inline = item.price_data?.product;
    const named = inline === undefined ? null : await productOf(inline);
    if (named) refuseInactive('product', named.id, named.active, `${param}[price_data][product]`);
    const price = item.price === undefined ? null : await prices.find(db, ctx.account, item.price);
    if (!price) continue;
    refuseInactive('price', price.id, price.active, `${param}[price]`);
    const { name = '', description = null } = (await productOf(price.product)) ?? {};
    foundPrices.set(price.id, { ...price, name, description });
  }
  return { prices: foundPrices, products: foundProducts };
}

async function recordItem(ctx: Context, tx: Queryable, item: LineItem): Promise<LineItem> {
  if (item.price !== null) return item;
  const { name, description, currency, unitAmountMinor, recurring } = item;
  const product = item.product ?? (await insertProduct(ctx, tx, { name, description })).id;
  const price = await inlinePrice(ctx, tx, { product, currency, unitAmountMinor, recurring });
  return { ...item, price: price.id, product };
}

/** Items given inline, with a price and a product on record for what a subscription to them is about. */
export async function recordInline(
  ctx: Context,
  tx: Queryable,
  items: readonly LineItem[],
): Promise<readonly LineItem[]> {
  const recorded: LineItem[] = [];
  for (const item of items) recorded.push(await recordItem(ctx, tx, item));
  return recorded;
}
