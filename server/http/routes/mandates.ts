/** `/v1/mandates`. */
import {
  encodeStanding,
  findMandate,
  listMandates,
  registerMandate,
  revokeMandate,
} from '../../domain/mandate-records.ts';
import { encodeList } from '../../wire/lists.ts';
import {
  createMandateInput,
  decodeTerms,
  listMandatesInput,
  retrieveMandateInput,
  revokeMandateInput,
} from '../../wire/mandates.ts';
import { mergeMetadata } from '../../wire/metadata.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createMandateInput, async (ctx, input) => {
  const { accepted_at: acceptedAt } = input.customer_acceptance;
  const made = await registerMandate(ctx, {
    paymentMethod: input.payment_method,
    terms: decodeTerms(input.terms, ctx.now()),
    text: input.terms.text ?? null,
    acceptedMs: acceptedAt === undefined ? ctx.now() : acceptedAt * 1000,
    metadata: mergeMetadata({}, input.metadata),
  });
  return encodeStanding(ctx, made);
});

export const retrieve = endpoint(retrieveMandateInput, async (ctx, _input, params) =>
  encodeStanding(ctx, await findMandate(ctx, idOf(params))),
);

export const revoke = endpoint(revokeMandateInput, async (ctx, _input, params) =>
  encodeStanding(
    ctx,
    await revokeMandate(ctx, idOf(params), { actor: 'merchant', surface: 'api' }),
  ),
);

export const list = endpoint(listMandatesInput, async (ctx, input) => {
  const filter = {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.payment_method === undefined ? {} : { paymentMethod: input.payment_method }),
  };
  const { data, hasMore } = await listMandates(ctx, input, filter);
  return encodeList(
    '/v1/mandates',
    data.map((each) => encodeStanding(ctx, each)),
    hasMore,
  );
});
