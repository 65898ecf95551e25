/** `/v1/prices`. */
import { createPrice, findPrice, listPrices, updatePrice } from '../../domain/prices.ts';
import { insertProduct, productParam } from '../../domain/products.ts';
import { encodeList } from '../../wire/lists.ts';
import { mergeMetadata } from '../../wire/metadata.ts';
import {
  createPriceInput,
  decodeAmount,
  decodePriceUpdate,
  listPricesInput,
  retrievePriceInput,
  updatePriceInput,
} from '../../wire/prices.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createPriceInput, async (ctx, input) => {
  const fields = {
    ...decodeAmount(input),
    ...(input.active === undefined ? {} : { active: input.active }),
    nickname: input.nickname ?? null,
    lookupKey: input.lookup_key ?? null,
    metadata: mergeMetadata({}, input.metadata),
  };
  const { product, product_data: data } = input;
  const made = await createPrice(ctx, fields, input.transfer_lookup_key ?? false, (tx) => {
    if (!data) return productParam(ctx, tx, product ?? '', 'product');
    const { name, active = true, metadata, id, ...extra } = data;
    const described = { name, active, metadata: mergeMetadata({}, metadata), extra };
    return insertProduct(ctx, tx, described, id ?? null);
  });
  return ctx.encode.price(made);
});

export const retrieve = endpoint(retrievePriceInput, async (ctx, _input, params) =>
  ctx.encode.price(await findPrice(ctx, idOf(params))),
);

export const update = endpoint(updatePriceInput, async (ctx, input, params) =>
  ctx.encode.price(
    await updatePrice(
      ctx,
      idOf(params),
      (before) => decodePriceUpdate(input, before),
      input.transfer_lookup_key ?? false,
    ),
  ),
);

export const list = endpoint(listPricesInput, async (ctx, input) => {
  const filter = {
    ...(input.active === undefined ? {} : { active: input.active }),
    ...(input.currency === undefined ? {} : { currency: input.currency }),
    ...(input.product === undefined ? {} : { product: input.product }),
  };
  const more = { lookupKeys: input.lookup_keys, type: input.type };
  const { data, hasMore } = await listPrices(ctx, input, filter, more);
  return encodeList('/v1/prices', data.map(ctx.encode.price), hasMore);
});
