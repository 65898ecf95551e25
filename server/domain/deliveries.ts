/**
 * Deliveries as records: one for each event and each endpoint that wants it, written with the event
 * itself. Who carries them is another's business.
 */
import type { Context } from '../context.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Event } from '../model/event.ts';
import { wants } from '../model/webhook-endpoint.ts';
import { deliveries, outstanding } from '../storage/deliveries.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { listeningEndpoints } from '../storage/webhook-endpoints.ts';
import { type ListInput, pageOf } from './lists.ts';

/** Notes one delivery, due now. @returns it */
export async function addDelivery(
  ctx: Context,
  tx: Queryable,
  facts: Pick<Delivery, 'event' | 'type' | 'endpoint' | 'cause'>,
): Promise<Delivery> {
  const delivery: Delivery = {
    id: ctx.newId('wd'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.wall(),
    ...facts,
    status: 'pending',
    tries: [],
    nextAttemptMs: ctx.wall(),
    fence: 0,
    endedMs: null,
  };
  await deliveries.insert(tx, delivery);
  return delivery;
}

/** Notes the deliveries of a new event, in its transaction. */
export async function addDeliveries(
  ctx: Context,
  tx: Queryable,
  { id: event, type }: Event,
): Promise<void> {
  for (const endpoint of await listeningEndpoints(tx, ctx.account)) {
    if (!wants(endpoint, type)) continue;
    await addDelivery(ctx, tx, { event, type, endpoint: endpoint.id, cause: 'event' });
  }
}

/** Events as they go over the wire, with how many deliveries of each are outstanding. */
export async function encodeEvents(
  ctx: Context,
  db: Queryable,
  events: readonly Event[],
): Promise<Record<string, unknown>[]> {
  const counts = await outstanding(
    db,
    events.map((each) => each.id),
  );
  return events.map((each) => ctx.encode.event(each, counts.get(each.id) ?? 0));
}

export async function listDeliveries(
  ctx: Context,
  input: ListInput,
  filter: Partial<Delivery>,
): Promise<Listed<Delivery>> {
  return deliveries.list(ctx.store.db, ctx.account, pageOf(input), filter);
}
