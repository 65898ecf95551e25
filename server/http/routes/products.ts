/** `/v1/products`. */
import {
  createProduct,
  deleteProduct,
  findProduct,
  listProducts,
  updateProduct,
} from '../../domain/products.ts';
import { encodeList } from '../../wire/lists.ts';
import { mergeMetadata } from '../../wire/metadata.ts';
import { decodeAmount } from '../../wire/prices.ts';
import {
  createProductInput,
  decodeProduct,
  deleteProductInput,
  listProductsInput,
  retrieveProductInput,
  updateProductInput,
} from '../../wire/products.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createProductInput, async (ctx, input) => {
  const { default_price_data: data } = input;
  const price = data && {
    ...decodeAmount(data),
    metadata: mergeMetadata({}, data.metadata),
  };
  const fields = { ...decodeProduct(input, null), name: input.name };
  return ctx.encode.product(await createProduct(ctx, fields, input.id ?? null, price ?? null));
});

export const retrieve = endpoint(retrieveProductInput, async (ctx, _input, params) =>
  ctx.encode.product(await findProduct(ctx, idOf(params))),
);

export const update = endpoint(updateProductInput, async (ctx, input, params) =>
  ctx.encode.product(
    await updateProduct(
      ctx,
      idOf(params),
      (before) => decodeProduct(input, before),
      input.default_price,
    ),
  ),
);

export const list = endpoint(listProductsInput, async (ctx, input) => {
  const filter = input.active === undefined ? {} : { active: input.active };
  const { data, hasMore } = await listProducts(ctx, input, filter);
  return encodeList('/v1/products', data.map(ctx.encode.product), hasMore);
});

export const remove = endpoint(deleteProductInput, async (ctx, _input, params) => {
  await deleteProduct(ctx, idOf(params));
  return { id: idOf(params), object: 'product', deleted: true };
});
