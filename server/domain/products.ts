/** Products: load, decide, write. */
import type { Context } from '../context.ts';
import type { Price } from '../model/price.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import type { Product } from '../model/product.ts';
import { hasPrices, prices } from '../storage/prices.ts';
import { products, removeProduct } from '../storage/products.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';
import { type ListInput, pageOf } from './lists.ts';
import { insertPrice } from './prices.ts';
import { notePoint, resumedId } from './recovery-points.ts';

/** @throws Problem 404 */
export async function findProduct(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<Product> {
  const product = await products.find(db, ctx.account, id);
  if (!product) throw notFound('product', id, true);
  return product;
}

/** A product that is named in a request's body. @throws Problem 400 with `param` */
export async function productParam(
  ctx: Context,
  db: Queryable,
  id: string,
  param: string,
): Promise<Product> {
  const product = await products.find(db, ctx.account, id);
  if (!product) throw notFound('product', id, param);
  return product;
}

/** Writes a new product in `tx`, with its event. @param id the merchant's own; null for one of ours */
export async function insertProduct(
  ctx: Context,
  tx: Queryable,
  fields: Partial<Product> & Pick<Product, 'name'>,
  id: string | null = null,
): Promise<Product> {
  if (id !== null && (await products.find(tx, ctx.account, id)))
    throw invalidRequest('Product already exists.', 'resource_already_exists', 'id');
  const nowMs = ctx.now();
  const product: Product = {
    description: null,
    active: true,
    defaultPrice: null,
    metadata: {},
    extra: {},
    ...fields,
    id: id ?? ctx.newId('prod'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: nowMs,
    updatedMs: nowMs,
  };
  await products.insert(tx, product);
  await emit(ctx, tx, { type: 'product.created', object: ctx.encode.product(product) });
  return product;
}

/** @param price the one that it is sold at by default, made with it; null for none */
export async function createProduct(
  ctx: Context,
  fields: Partial<Product> & Pick<Product, 'name'>,
  id: string | null,
  price: (Partial<Price> & Pick<Price, 'currency' | 'unitAmountMinor'>) | null,
): Promise<Product> {
  const made = resumedId(ctx, 'prod');
  if (made !== null) return findProduct(ctx, made);
  return ctx.store.transact(async (tx) => {
    const product = await insertProduct(ctx, tx, fields, id);
    await notePoint(ctx, tx, product.id);
    if (!price) return product;
    const { id: defaultPrice } = await insertPrice(ctx, tx, { ...price, product: product.id });
    await products.update(tx, ctx.account, product.id, { defaultPrice });
    return { ...product, defaultPrice };
  });
}

export async function updateProduct(
  ctx: Context,
  id: string,
  change: (before: Product) => Partial<Product>,
  defaultPrice: string | undefined,
): Promise<Product> {
  return ctx.store.transact(async (tx) => {
    const before = await findProduct(ctx, id, tx);
    if (defaultPrice !== undefined) {
      const price = await prices.find(tx, ctx.account, defaultPrice);
      if (price?.product !== id) throw notFound('price', defaultPrice, 'default_price');
    }
    const fields: Partial<Product> = {
      ...change(before),
      ...(defaultPrice === undefined ? {} : { defaultPrice }),
      updatedMs: ctx.now(),
    };
    const after: Product = { ...before, ...fields };
    await products.update(tx, ctx.account, id, fields);
    await emit(ctx, tx, {
      type: 'product.updated',
      object: ctx.encode.product(after),
      before: ctx.encode.product(before),
    });
    return after;
  });
}

/** @throws Problem 400 for one that has prices: what was sold stays on record */
export async function deleteProduct(ctx: Context, id: string): Promise<void> {
  await ctx.store.transact(async (tx) => {
    const product = await findProduct(ctx, id, tx);
    if (await hasPrices(tx, ctx.account, id))
      throw invalidRequest(
        'This product cannot be deleted because it has one or more user-created prices. Set active=false instead.',
        'resource_in_use',
        'id',
      );
    await removeProduct(tx, ctx.account, id);
    await emit(ctx, tx, { type: 'product.deleted', object: ctx.encode.product(product) });
  });
}

export async function listProducts(
  ctx: Context,
  input: ListInput,
  filter: Partial<Product>,
): Promise<Listed<Product>> {
  return products.list(ctx.store.db, ctx.account, pageOf(input), filter);
}
