/** `/v1/subscriptions`. */
import type { Context } from '../../context.ts';
import { subscriptionSnapshot } from '../../domain/billing-snapshots.ts';
import { subscriptionAnswer } from '../../domain/subscription-answers.ts';
import {
  cancelSubscription,
  createSubscription,
  findSubscription,
  listSubscriptions,
  resumeSubscription,
  updateSubscription,
} from '../../domain/subscriptions.ts';
import { encodeList } from '../../wire/lists.ts';
import {
  decodeItemChanges,
  decodeNewSubscription,
  decodeSubscriptionUpdate,
} from '../../wire/subscription-decoding.ts';
import {
  cancelSubscriptionInput,
  createSubscriptionInput,
  listSubscriptionsInput,
  resumeSubscriptionInput,
  retrieveSubscriptionInput,
  updateSubscriptionInput,
} from '../../wire/subscription-input.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createSubscriptionInput, async (ctx, input) =>
  subscriptionAnswer(ctx, await createSubscription(ctx, decodeNewSubscription(input, ctx.now()))),
);

export const retrieve = endpoint(retrieveSubscriptionInput, async (ctx, _input, params) =>
  subscriptionAnswer(ctx, await findSubscription(ctx, idOf(params))),
);

export const update = endpoint(updateSubscriptionInput, async (ctx, input, params) => {
  const { trial_end: until } = input;
  const after = await updateSubscription(ctx, idOf(params), {
    fields: (before) => decodeSubscriptionUpdate(input, before, ctx.now()),
    items: decodeItemChanges(input.items ?? []),
    trialEndMs: typeof until === 'number' ? until * 1000 : until,
    params: Object.keys(input).filter((name) => input[name as keyof typeof input] !== undefined),
  });
  return subscriptionAnswer(ctx, after);
});

export const cancel = endpoint(cancelSubscriptionInput, async (ctx, input, params) => {
  const { comment, feedback } = input.cancellation_details ?? {};
  const details = {
    ...(comment === undefined ? {} : { comment }),
    ...(feedback === undefined ? {} : { feedback }),
  };
  return subscriptionAnswer(ctx, await cancelSubscription(ctx, idOf(params), details));
});

export const resume = endpoint(resumeSubscriptionInput, async (ctx, _input, params) =>
  subscriptionAnswer(ctx, await resumeSubscription(ctx, idOf(params))),
);

const encode = (ctx: Context) => (its: Parameters<typeof subscriptionSnapshot>[2]) =>
  subscriptionSnapshot(ctx, ctx.store.db, its);

export const list = endpoint(listSubscriptionsInput, async (ctx, input) => {
  const filter = {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.test_clock === undefined ? {} : { testClock: input.test_clock }),
    // Those on test clocks are shown only to whoever asks for one, or for a customer.
    ...(input.test_clock === undefined && input.customer === undefined ? { testClock: null } : {}),
  };
  const more = { status: input.status, price: input.price };
  const { data, hasMore } = await listSubscriptions(ctx, input, filter, more);
  const none = input.collection_method === 'send_invoice';
  const shown = none ? [] : await Promise.all(data.map(encode(ctx)));
  return encodeList('/v1/subscriptions', shown, !none && hasMore);
});
