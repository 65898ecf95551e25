/** `/v1/webhook_endpoints`, with the log of what went there. */
import { listDeliveries } from '../../domain/deliveries.ts';
import { resendRange } from '../../domain/resending.ts';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  findWebhookEndpoint,
  listWebhookEndpoints,
  updateWebhookEndpoint,
} from '../../domain/webhook-endpoints.ts';
import {
  encodeDelivery,
  encodeResend,
  listDeliveriesInput,
  resendRangeInput,
} from '../../wire/deliveries.ts';
import { encodeList } from '../../wire/lists.ts';
import {
  createWebhookEndpointInput,
  decodeEndpointChange,
  decodeNewEndpoint,
  deleteWebhookEndpointInput,
  encodeDeletedWebhookEndpoint,
  encodeWebhookEndpoint,
  listWebhookEndpointsInput,
  retrieveWebhookEndpointInput,
  updateWebhookEndpointInput,
} from '../../wire/webhook-endpoints.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createWebhookEndpointInput, async (ctx, input) => {
  const made = await createWebhookEndpoint(ctx, decodeNewEndpoint(input));
  return encodeWebhookEndpoint(made.endpoint, made.secret);
});

export const retrieve = endpoint(retrieveWebhookEndpointInput, async (ctx, _input, params) =>
  encodeWebhookEndpoint(await findWebhookEndpoint(ctx, idOf(params))),
);

export const update = endpoint(updateWebhookEndpointInput, async (ctx, input, params) =>
  encodeWebhookEndpoint(
    await updateWebhookEndpoint(ctx, idOf(params), (before) => decodeEndpointChange(input, before)),
  ),
);

export const list = endpoint(listWebhookEndpointsInput, async (ctx, input) => {
  const { data, hasMore } = await listWebhookEndpoints(ctx, input);
  const encoded = data.map((each) => encodeWebhookEndpoint(each));
  return encodeList('/v1/webhook_endpoints', encoded, hasMore);
});

export const remove = endpoint(deleteWebhookEndpointInput, async (ctx, _input, params) => {
  await deleteWebhookEndpoint(ctx, idOf(params));
  return encodeDeletedWebhookEndpoint(idOf(params));
});

export const deliveries = endpoint(listDeliveriesInput, async (ctx, input, params) => {
  const { id } = await findWebhookEndpoint(ctx, idOf(params));
  const filter = {
    endpoint: id,
    ...(input.event === undefined ? {} : { event: input.event }),
    ...(input.status === undefined ? {} : { status: input.status }),
  };
  const { data, hasMore } = await listDeliveries(ctx, input, filter);
  return encodeList(`/v1/webhook_endpoints/${id}/deliveries`, data.map(encodeDelivery), hasMore);
});

export const resend = endpoint(resendRangeInput, async (ctx, input, params) => {
  const range = {
    fromMs: input.since * 1000,
    untilMs: input.until === undefined ? ctx.now() + 1 : input.until * 1000,
  };
  const { undelivered = false } = input;
  const count = await resendRange(ctx, idOf(params), { ...range, undelivered });
  return encodeResend(idOf(params), range, count);
});
