/** `/v1/payment_intents`. */
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { cancelPaymentIntent } from '../../domain/cancellations.ts';
import { capturePaymentIntent } from '../../domain/captures.ts';
import { resumedAttempt } from '../../domain/idempotency-keys.ts';
import {
  confirmed,
  confirmPaymentIntent,
  createPaymentIntent,
  findPaymentIntent,
  listAttempts,
  listPaymentIntents,
  updatePaymentIntent,
} from '../../domain/payment-intents.ts';
import { paymentIntentSnapshot } from '../../domain/snapshots.ts';
import type { PaymentIntent } from '../../model/intent.ts';
import { invalidRequest, missingParam } from '../../model/problem.ts';
import { listAttemptsInput } from '../../wire/attempts.ts';
import { encodeList } from '../../wire/lists.ts';
import {
  cancelPaymentIntentInput,
  capturePaymentIntentInput,
  confirmPaymentIntentInput,
  createPaymentIntentInput,
  decodeConfirmation,
  decodePaymentIntent,
  listPaymentIntentsInput,
  retrievePaymentIntentInput,
  updatePaymentIntentInput,
} from '../../wire/payment-intents.ts';
import type { PaymentMethodDataInput } from '../../wire/payment-methods.ts';
import { endpoint, idOf } from '../endpoint.ts';
import { createFrom } from './payment-methods.ts';

const encode = (ctx: Context, intent: PaymentIntent) =>
  paymentIntentSnapshot(ctx, ctx.store.db, intent);

/** A request with a card in it becomes a request with a card's id. */
export async function withCard<
  I extends { readonly payment_method_data?: PaymentMethodDataInput | undefined },
>(ctx: Context, input: I): Promise<I> {
  const data = input.payment_method_data;
  if (!data) return input;
  const method = await createFrom(ctx, data, 'payment_method_data');
  return { ...input, payment_method: method.id, payment_method_data: undefined };
}

/** What can be seen to be wrong before anything is written. */
function refuseAtOnce(input: z.output<typeof createPaymentIntentInput>): void {
  if (input.confirm) {
    if (input.payment_method === undefined && input.payment_method_data === undefined)
      throw missingParam('payment_method');
    return;
  }
  const early = (['off_session', 'error_on_requires_action'] as const).find((name) => input[name]);
  if (early === undefined) return;
  throw invalidRequest(
    `\`${early}\` says how to confirm and may only be sent with confirm=true, or to /confirm.`,
    'parameter_invalid',
    early,
  );
}

export const create = endpoint(createPaymentIntentInput, async (ctx, given) => {
  refuseAtOnce(given);
  const planned = await resumedAttempt(ctx);
  if (planned) return encode(ctx, await confirmed(ctx, planned));
  const input = await withCard(ctx, given);
  const confirmation = decodeConfirmation(input);
  const later = input.confirm === true && confirmation.offSession;
  const intent = await createPaymentIntent(ctx, decodePaymentIntent(input, null), later);
  if (!input.confirm) return encode(ctx, intent);
  return encode(ctx, await confirmPaymentIntent(ctx, intent.id, () => ({}), confirmation));
});

export const retrieve = endpoint(retrievePaymentIntentInput, async (ctx, _input, params) =>
  encode(ctx, await findPaymentIntent(ctx, idOf(params))),
);

export const update = endpoint(updatePaymentIntentInput, async (ctx, given, params) => {
  const input = await withCard(ctx, given);
  const names = Object.keys(input).filter(
    (name) => input[name as keyof typeof input] !== undefined,
  );
  return encode(
    ctx,
    await updatePaymentIntent(ctx, idOf(params), names, (before) =>
      decodePaymentIntent(input, before),
    ),
  );
});

export const confirm = endpoint(confirmPaymentIntentInput, async (ctx, given, params) => {
  const input = await withCard(ctx, given);
  return encode(
    ctx,
    await confirmPaymentIntent(
      ctx,
      idOf(params),
      (before) => decodePaymentIntent(input, before),
      decodeConfirmation(input),
    ),
  );
});

export const cancel = endpoint(cancelPaymentIntentInput, async (ctx, input, params) =>
  encode(ctx, await cancelPaymentIntent(ctx, idOf(params), input.cancellation_reason ?? null)),
);

export const capture = endpoint(capturePaymentIntentInput, async (ctx, input, params) => {
  const { amount_to_capture: amount, ...described } = input;
  const intent = await capturePaymentIntent(ctx, idOf(params), amount ?? null, (before) =>
    decodePaymentIntent(described, before),
  );
  return encode(ctx, intent);
});

export const list = endpoint(listPaymentIntentsInput, async (ctx, input) => {
  const filter = input.customer === undefined ? {} : { customer: input.customer };
  const { data, hasMore } = await listPaymentIntents(ctx, input, filter);
  return encodeList(
    '/v1/payment_intents',
    await Promise.all(data.map((intent) => encode(ctx, intent))),
    hasMore,
  );
});

export const attempts = endpoint(listAttemptsInput, async (ctx, _input, params) => {
  const data = await listAttempts(ctx, idOf(params));
  return encodeList(
    `/v1/payment_intents/${idOf(params)}/attempts`,
    data.map(ctx.encode.attempt),
    false,
  );
});
