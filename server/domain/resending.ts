/** Sending again what a merchant has lost: one event, or all of a time. Each is a delivery of its own. */
import type { Context } from '../context.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Event } from '../model/event.ts';
import { RESEND_EVENTS } from '../model/limits.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import { EVERY_EVENT, wants } from '../model/webhook-endpoint.ts';
import { deliveries, hasten } from '../storage/deliveries.ts';
import { type EventRange, events, eventsWithin } from '../storage/events.ts';
import type { Queryable } from '../storage/repository.ts';
import { listeningEndpoints, webhookEndpoints } from '../storage/webhook-endpoints.ts';
import { addDelivery } from './deliveries.ts';
import { listeningEndpoint } from './webhook-endpoints.ts';

/** Events that one transaction takes on. */
const AT_ONCE = 100;

/** An outstanding delivery is due now; one that has ended is followed by another. */
async function again(
  ctx: Context,
  tx: Queryable,
  { id: event, type }: Pick<Event, 'id' | 'type'>,
  endpoint: string,
): Promise<Delivery> {
  const outstanding = await hasten(tx, event, endpoint, ctx.wall());
  const found = outstanding === null ? null : await deliveries.find(tx, ctx.account, outstanding);
  return found ?? addDelivery(ctx, tx, { event, type, endpoint, cause: 'resend' });
}

/** The endpoints that an event goes to again: the one that is named, or all that want its type. */
async function targets(
  ctx: Context,
  tx: Queryable,
  type: string,
  named: string | null,
): Promise<readonly string[]> {
  if (named !== null) {
    if (!(await webhookEndpoints.find(tx, ctx.account, named)))
      throw notFound('webhook endpoint', named, 'webhook_endpoint');
    return [(await listeningEndpoint(ctx, tx, named)).id];
  }
  const willing = (await listeningEndpoints(tx, ctx.account)).filter((each) => wants(each, type));
  if (willing.length > 0) return willing.map((each) => each.id);
  throw invalidRequest(
    `No enabled webhook endpoint wants events of type ${type}.`,
    'webhook_endpoint_missing',
  );
}

/** @param endpoint null for all that want it. @throws Problem 404, or 400 where nobody would get it */
export async function resendEvent(
  ctx: Context,
  id: string,
  endpoint: string | null,
): Promise<{ readonly event: Event; readonly sent: readonly Delivery[] }> {
  return ctx.store.transact(async (tx) => {
    const event = await events.find(tx, ctx.account, id);
    if (!event) throw notFound('event', id, true);
    const sent: Delivery[] = [];
    for (const target of await targets(ctx, tx, event.type, endpoint))
      sent.push(await again(ctx, tx, event, target));
    return { event, sent };
  });
}

/**
 * Sends an endpoint everything of a time that it wants.
 * @returns how many events
 * @throws Problem 400 for a range that holds too many
 */
export async function resendRange(
  ctx: Context,
  id: string,
  range: Pick<EventRange, 'fromMs' | 'untilMs'> & {
    /** Only what never arrived. */
    readonly undelivered: boolean;
  },
): Promise<number> {
  const { fromMs, untilMs, undelivered } = range;
  const endpoint = await listeningEndpoint(ctx, ctx.store.db, id);
  const found = await eventsWithin(ctx.store.db, ctx.account, {
    fromMs,
    untilMs,
    types: endpoint.enabledEvents.includes(EVERY_EVENT) ? null : endpoint.enabledEvents,
    undeliveredTo: undelivered ? id : null,
    limit: RESEND_EVENTS + 1,
  });
  if (found.length > RESEND_EVENTS)
    throw invalidRequest(
      `This range holds more than ${RESEND_EVENTS} events. Ask for a shorter one.`,
      'range_too_large',
      'since',
    );
  for (let start = 0; start < found.length; start += AT_ONCE) {
    await ctx.store.transact(async (tx) => {
      await listeningEndpoint(ctx, tx, id);
      for (const event of found.slice(start, start + AT_ONCE)) await again(ctx, tx, event, id);
    });
  }
  return found.length;
}
