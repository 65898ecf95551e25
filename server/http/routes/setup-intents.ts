/** `/v1/setup_intents`. */
import type { Context } from '../../context.ts';
import { resumedAttempt } from '../../domain/idempotency-keys.ts';
import {
  cancelSetupIntent,
  confirmSetupIntent,
  createSetupIntent,
  findSetupIntent,
  listSetupIntents,
  preparedSetup,
  updateSetupIntent,
} from '../../domain/setup-intents.ts';
import { setupIntentSnapshot } from '../../domain/snapshots.ts';
import type { SetupIntent } from '../../model/intent.ts';
import { missingParam } from '../../model/problem.ts';
import { encodeList } from '../../wire/lists.ts';
import {
  cancelSetupIntentInput,
  confirmSetupIntentInput,
  createSetupIntentInput,
  decodeSetupIntent,
  listSetupIntentsInput,
  retrieveSetupIntentInput,
  updateSetupIntentInput,
} from '../../wire/setup-intents.ts';
import { endpoint, idOf } from '../endpoint.ts';
import { withCard } from './payment-intents.ts';

const encode = (ctx: Context, intent: SetupIntent) =>
  setupIntentSnapshot(ctx, ctx.store.db, intent);

export const create = endpoint(createSetupIntentInput, async (ctx, given) => {
  if (
    given.confirm &&
    given.payment_method === undefined &&
    given.payment_method_data === undefined
  )
    throw missingParam('payment_method');
  const planned = await resumedAttempt(ctx);
  if (planned) return encode(ctx, await preparedSetup(ctx, planned));
  const input = await withCard(ctx, given);
  const intent = await createSetupIntent(ctx, decodeSetupIntent(input, null));
  return encode(ctx, input.confirm ? await confirmSetupIntent(ctx, intent.id, () => ({})) : intent);
});

export const retrieve = endpoint(retrieveSetupIntentInput, async (ctx, _input, params) =>
  encode(ctx, await findSetupIntent(ctx, idOf(params))),
);

export const update = endpoint(updateSetupIntentInput, async (ctx, given, params) => {
  const input = await withCard(ctx, given);
  const names = Object.keys(input).filter(
    (name) => input[name as keyof typeof input] !== undefined,
  );
  return encode(
    ctx,
    await updateSetupIntent(ctx, idOf(params), names, (before) => decodeSetupIntent(input, before)),
  );
});

export const confirm = endpoint(confirmSetupIntentInput, async (ctx, given, params) => {
  const input = await withCard(ctx, given);
  return encode(
    ctx,
    await confirmSetupIntent(ctx, idOf(params), (before) => decodeSetupIntent(input, before)),
  );
});

export const cancel = endpoint(cancelSetupIntentInput, async (ctx, input, params) =>
  encode(ctx, await cancelSetupIntent(ctx, idOf(params), input.cancellation_reason ?? null)),
);

export const list = endpoint(listSetupIntentsInput, async (ctx, input) => {
  const filter = {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.payment_method === undefined ? {} : { paymentMethod: input.payment_method }),
  };
  const { data, hasMore } = await listSetupIntents(ctx, input, filter);
  return encodeList(
    '/v1/setup_intents',
    await Promise.all(data.map((intent) => encode(ctx, intent))),
    hasMore,
  );
});
