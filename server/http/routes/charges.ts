/** `/v1/charges`. */
import { listCharges, retrieveCharge } from '../../domain/charges.ts';
import { listChargesInput, retrieveChargeInput } from '../../wire/charges.ts';
import { encodeList } from '../../wire/lists.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const retrieve = endpoint(retrieveChargeInput, async (ctx, _input, params) =>
  retrieveCharge(ctx, idOf(params)),
);

export const list = endpoint(listChargesInput, async (ctx, input) => {
  const filter = {
    intent: input.payment_intent,
    customer: input.customer,
    transferGroup: input.transfer_group,
  };
  const { data, hasMore } = await listCharges(ctx, input, filter);
  return encodeList('/v1/charges', data, hasMore);
});
