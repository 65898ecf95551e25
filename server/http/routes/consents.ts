/** `/v1/consents` and `/v1/refusals`. */
import type { Context } from '../../context.ts';
import { findConsent, listConsents, personsOf, verifyConsents } from '../../domain/consents.ts';
import { listRefusals } from '../../domain/refusals.ts';
import { withdrawConsent } from '../../domain/withdrawals.ts';
import type { ConsentRecord } from '../../model/consent.ts';
import {
  encodePerson,
  encodeVerification,
  listConsentsInput,
  retrieveConsentInput,
  verifyConsentsInput,
  withdrawConsentInput,
} from '../../wire/consents.ts';
import { encodeList } from '../../wire/lists.ts';
import { encodeRefusal, listRefusalsInput } from '../../wire/refusals.ts';
import { endpoint, idOf } from '../endpoint.ts';

/** Records with who stood behind them: for merchants' eyes, never for events or stored answers. */
async function withPersons(ctx: Context, records: readonly ConsentRecord[]) {
  const persons = await personsOf(ctx, records);
  return records.map((each) => ({
    ...ctx.encode.consent(each),
    person: encodePerson(persons.get(each.id)),
  }));
}

export const retrieve = endpoint(retrieveConsentInput, async (ctx, _input, params) => {
  const [found] = await withPersons(ctx, [await findConsent(ctx, idOf(params))]);
  return found ?? {};
});

export const list = endpoint(listConsentsInput, async (ctx, input) => {
  const { data, hasMore } = await listConsents(ctx, input);
  return encodeList('/v1/consents', await withPersons(ctx, data), hasMore);
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
