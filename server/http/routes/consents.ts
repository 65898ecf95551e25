/** `/v1/consents` and `/v1/refusals`. */
import { findConsent, listConsents, verifyConsents } from '../../domain/consents.ts';
import { listRefusals } from '../../domain/refusals.ts';
import { withdrawConsent } from '../../domain/withdrawals.ts';
import {
  encodeVerification,
  listConsentsInput,
  retrieveConsentInput,
  verifyConsentsInput,
  withdrawConsentInput,
} from '../../wire/consents.ts';
import { encodeList } from '../../wire/lists.ts';
import { encodeRefusal, listRefusalsInput } from '../../wire/refusals.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const retrieve = endpoint(retrieveConsentInput, async (ctx, _input, params) =>
  ctx.encode.consent(await findConsent(ctx, idOf(params))),
);

export const list = endpoint(listConsentsInput, async (ctx, input) => {
  const { data, hasMore } = await listConsents(ctx, input);
  return encodeList('/v1/consents', data.map(ctx.encode.consent), hasMore);
});

export const withdraw = endpoint(withdrawConsentInput, async (ctx, _input, params) =>
  ctx.encode.consent(
    await withdrawConsent(ctx, idOf(params), { actor: 'merchant', surface: 'api' }),
  ),
);

export const verify = endpoint(verifyConsentsInput, async (ctx) =>
  encodeVerification(await verifyConsents(ctx)),
);

export const refusals = endpoint(listRefusalsInput, async (ctx, input) => {
  const filter = {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.payment_method === undefined ? {} : { paymentMethod: input.payment_method }),
    ...(input.payment_intent === undefined ? {} : { intent: input.payment_intent }),
  };
  const { data, hasMore } = await listRefusals(ctx, input, filter);
  return encodeList('/v1/refusals', data.map(encodeRefusal), hasMore);
});
