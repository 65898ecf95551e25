/** Prices: load, decide, write. An amount is never changed, only replaced by another price. */
import type { Context } from '../context.ts';
import type { Price } from '../model/price.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import type { Product } from '../model/product.ts';
import { ofType, prices, withLookupKeys } from '../storage/prices.ts';
import { products } from '../storage/products.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';
import { type ListInput, pageOf } from './lists.ts';
import { notePoint, resumedId } from './recovery-points.ts';

/** What is known of a new price. */
export type PriceFields = Partial<Price> & Pick<Price, 'currency' | 'unitAmountMinor' | 'product'>;

/** @throws Problem 404 */
export async function findPrice(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<Price> {
  const price = await prices.find(db, ctx.account, id);
  if (!price) throw notFound('price', id, true);
  return price;
}

/** An active price with its product, named in a request's body. @throws Problem 400 with `param` */
export async function priceParam(
  ctx: Context,
  db: Queryable,
  id: string,
  param: string,
): Promise<{ readonly price: Price; readonly product: Product }> {
  const price = await prices.find(db, ctx.account, id);
  const product = price && (await products.find(db, ctx.account, price.product));
  if (!price || !product) throw notFound('price', id, param);
  if (!price.active)
    throw invalidRequest(
      'The price specified is inactive. This field only accepts active prices.',
      'price_inactive',
      param,
    );
  if (!product.active)
    throw invalidRequest(
      'The product of the price specified is inactive. Only prices of active products can be used.',
      'product_inactive',
      param,
    );
  return { price, product };
}

/** Writes a new price in `tx`, with its event. */
export async function insertPrice(
  ctx: Context,
  tx: Queryable,
  fields: PriceFields,
): Promise<Price> {
  const price: Price = {
    active: true,
    recurring: null,
    nickname: null,
    lookupKey: null,
    metadata: {},
    extra: {},
    ...fields,
    id: ctx.newId('price'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
  };
  await prices.insert(tx, price);
  await emit(ctx, tx, { type: 'price.created', object: ctx.encode.price(price) });
  return price;
}

/** A price that a request brings inline: it is in this one sale, and in no other. */
export function inlinePrice(ctx: Context, tx: Queryable, fields: PriceFields): Promise<Price> {
  return insertPrice(ctx, tx, { ...fields, active: false });
}

/** Frees a name that another price has, where the request says so. @throws Problem 400 where it does not */
async function takeLookupKey(
  ctx: Context,
  tx: Queryable,
  key: string | null | undefined,
  transfer: boolean,
  own: string | null,
): Promise<void> {
  if (!key) return;
  const page = { limit: 1 };
  const { data } = await prices.list(tx, ctx.account, page, { lookupKey: key });
  const [holder] = data;
  if (!holder || holder.id === own) return;
  if (!transfer)
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key.`,
      'resource_already_exists',
      'lookup_key',
    );
  await writePrice(ctx, tx, holder, { lookupKey: null });
}

async function writePrice(
  ctx: Context,
  tx: Queryable,
  before: Price,
  fields: Partial<Price>,
): Promise<Price> {
  const after: Price = { ...before, ...fields };
  await prices.update(tx, ctx.account, before.id, fields);
  await emit(ctx, tx, {
    type: 'price.updated',
    object: ctx.encode.price(after),
    before: ctx.encode.price(before),
  });
  return after;
}

/** @param productOf finds, or makes, the product */
export async function createPrice(
  ctx: Context,
  fields: Omit<PriceFields, 'product'>,
  transfer: boolean,
  productOf: (tx: Queryable) => Promise<Product>,
): Promise<Price> {
  const made = resumedId(ctx, 'price');
  if (made !== null) return findPrice(ctx, made);
  return ctx.store.transact(async (tx) => {
    await takeLookupKey(ctx, tx, fields.lookupKey, transfer, null);
    const product = await productOf(tx);
    const price = await insertPrice(ctx, tx, { ...fields, product: product.id });
    await notePoint(ctx, tx, price.id);
    return price;
  });
}

export async function updatePrice(
  ctx: Context,
  id: string,
  change: (before: Price) => Partial<Price>,
  transfer: boolean,
): Promise<Price> {
  return ctx.store.transact(async (tx) => {
    const before = await findPrice(ctx, id, tx);
    const fields = change(before);
    await takeLookupKey(ctx, tx, fields.lookupKey, transfer, id);
    return writePrice(ctx, tx, before, fields);
  });
}

/** @param more what no column says alone */
export async function listPrices(
  ctx: Context,
  input: ListInput,
  filter: Partial<Price>,
  more: {
    readonly lookupKeys: readonly string[] | undefined;
    readonly type: 'recurring' | 'one_time' | undefined;
  },
): Promise<Listed<Price>> {
  return prices.list(ctx.store.db, ctx.account, pageOf(input), filter, (query) => {
    const named = more.lookupKeys ? withLookupKeys(more.lookupKeys)(query) : query;
    return more.type ? ofType(more.type)(named) : named;
  });
}
