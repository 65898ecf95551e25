/** `/v1/events`. */
import { encodeEvents } from '../../domain/deliveries.ts';
import { listEvents, retrieveEvent } from '../../domain/events.ts';
import { resendEvent } from '../../domain/resending.ts';
import { encodeDelivery } from '../../wire/deliveries.ts';
import { listEventsInput, resendEventInput, retrieveEventInput } from '../../wire/events.ts';
import { encodeList } from '../../wire/lists.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const retrieve = endpoint(retrieveEventInput, async (ctx, _input, params) => {
  const event = await retrieveEvent(ctx, idOf(params));
  return (await encodeEvents(ctx, ctx.store.db, [event]))[0] ?? {};
});

export const list = endpoint(listEventsInput, async (ctx, input) => {
  const { data, hasMore } = await listEvents(ctx, input);
  return encodeList('/v1/events', await encodeEvents(ctx, ctx.store.db, data), hasMore);
});

export const resend = endpoint(resendEventInput, async (ctx, input, params) => {
  const { event, sent } = await resendEvent(ctx, idOf(params), input.webhook_endpoint ?? null);
  const [encoded] = await encodeEvents(ctx, ctx.store.db, [event]);
  return { ...encoded, deliveries: sent.map(encodeDelivery) };
});
