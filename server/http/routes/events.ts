/** `/v1/events`. */
import { listEvents, retrieveEvent } from '../../domain/events.ts';
import { listEventsInput, retrieveEventInput } from '../../wire/events.ts';
import { encodeList } from '../../wire/lists.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const retrieve = endpoint(retrieveEventInput, async (ctx, _input, params) =>
  ctx.encode.event(await retrieveEvent(ctx, idOf(params))),
);

export const list = endpoint(listEventsInput, async (ctx, input) => {
  const { data, hasMore } = await listEvents(ctx, input);
  return encodeList('/v1/events', data.map(ctx.encode.event), hasMore);
});
