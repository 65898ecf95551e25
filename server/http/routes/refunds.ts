/** `/v1/refunds`. */
import { createRefund, findRefund, listRefunds, updateRefund } from '../../domain/refunds.ts';
import { encodeList } from '../../wire/lists.ts';
import { mergeMetadata } from '../../wire/metadata.ts';
import {
  createRefundInput,
  listRefundsInput,
  retrieveRefundInput,
  updateRefundInput,
} from '../../wire/refunds.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createRefundInput, async (ctx, input) =>
  ctx.encode.refund(
    await createRefund(ctx, {
      paymentIntent: input.payment_intent ?? null,
      charge: input.charge ?? null,
      amountMinor: input.amount ?? null,
      reason: input.reason ?? null,
      metadata: mergeMetadata({}, input.metadata),
    }),
  ),
);

export const retrieve = endpoint(retrieveRefundInput, async (ctx, _input, params) =>
  ctx.encode.refund(await findRefund(ctx, idOf(params))),
);

export const update = endpoint(updateRefundInput, async (ctx, input, params) =>
  ctx.encode.refund(
    await updateRefund(ctx, idOf(params), (before) => ({
      metadata: mergeMetadata(before.metadata, input.metadata),
    })),
  ),
);

export const list = endpoint(listRefundsInput, async (ctx, input) => {
  const filter = { charge: input.charge, intent: input.payment_intent };
  const { data, hasMore } = await listRefunds(ctx, input, filter);
  return encodeList('/v1/refunds', data.map(ctx.encode.refund), hasMore);
});
