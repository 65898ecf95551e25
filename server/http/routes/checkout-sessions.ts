/** `/v1/checkout/sessions`. */
import { catalogOf } from '../../domain/checkout-catalog.ts';
import {
  createCheckoutSession,
  expireCheckoutSession,
  findCheckoutSession,
  listCheckoutSessions,
  updateCheckoutSession,
} from '../../domain/checkout-sessions.ts';
import { LIST_DEFAULT } from '../../model/limits.ts';
import {
  createCheckoutSessionInput,
  expireCheckoutSessionInput,
  listCheckoutSessionsInput,
  retrieveCheckoutSessionInput,
  updateCheckoutSessionInput,
} from '../../wire/checkout-session-input.ts';
import {
  decodeCheckoutSession,
  decodeCheckoutSessionUpdate,
} from '../../wire/checkout-sessions.ts';
import { listLineItemsInput } from '../../wire/line-items.ts';
import { encodeList } from '../../wire/lists.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createCheckoutSessionInput, async (ctx, input) => {
  const catalog = await catalogOf(ctx, input.line_items ?? []);
  const session = await createCheckoutSession(ctx, decodeCheckoutSession(input, catalog));
  return ctx.encode.checkoutSession(session);
});

export const retrieve = endpoint(retrieveCheckoutSessionInput, async (ctx, _input, params) =>
  ctx.encode.checkoutSession(await findCheckoutSession(ctx, idOf(params))),
);

export const update = endpoint(updateCheckoutSessionInput, async (ctx, input, params) =>
  ctx.encode.checkoutSession(
    await updateCheckoutSession(ctx, idOf(params), (before) =>
      decodeCheckoutSessionUpdate(input, before),
    ),
  ),
);

export const expire = endpoint(expireCheckoutSessionInput, async (ctx, _input, params) =>
  ctx.encode.checkoutSession(await expireCheckoutSession(ctx, idOf(params))),
);

export const list = endpoint(listCheckoutSessionsInput, async (ctx, input) => {
  const filter = {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.payment_intent === undefined ? {} : { paymentIntent: input.payment_intent }),
    ...(input.status === undefined ? {} : { status: input.status }),
    ...(input.subscription === undefined ? {} : { subscription: input.subscription }),
    ...(input.customer_details === undefined ? {} : { email: input.customer_details.email }),
  };
  const { data, hasMore } = await listCheckoutSessions(ctx, input, filter);
  return encodeList(
    '/v1/checkout/sessions',
    data.map((session) => ctx.encode.checkoutSession(session)),
    hasMore,
  );
});

export const lineItems = endpoint(listLineItemsInput, async (ctx, input, params) =>
  ctx.encode.lineItems(await findCheckoutSession(ctx, idOf(params)), {
    ...input,
    limit: input.limit ?? LIST_DEFAULT,
  }),
);
