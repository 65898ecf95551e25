/**
 * Events are written in the transaction of the change they tell of: either both are there or
 * neither. Who delivers them is another's business.
 */
import type { Context } from '../context.ts';
import { type Event, previousAttributes } from '../model/event.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import { events, eventsOf, whereDelivered } from '../storage/events.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { addDeliveries } from './deliveries.ts';
import { type ListInput, pageOf } from './lists.ts';

export interface Happening {
  /** Such as `customer.updated`. */
  readonly type: string;
  /** The object as it is now, encoded for the wire. */
  readonly object: Readonly<Record<string, unknown>>;
  /** The object as it was, for updates. */
  readonly before?: Readonly<Record<string, unknown>>;
}

/** Whom an object is about. */
function customerOf(object: Readonly<Record<string, unknown>>): string | null {
  const named = object.object === 'customer' ? object.id : object.customer;
  return typeof named === 'string' ? named : null;
}

/** Writes one event in `tx`, with a delivery for each endpoint that wants it. @returns its id */
export async function emit(ctx: Context, tx: Queryable, happening: Happening): Promise<string> {
  const { type, object, before } = happening;
  const event: Event = {
    id: ctx.newId('evt'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    type,
    object: String(object.id),
    customer: customerOf(object),
    data: before ? { object, previous_attributes: previousAttributes(before, object) } : { object },
    requestId: ctx.caller?.requestId ?? null,
    idempotencyKey: ctx.caller?.idempotencyKey ?? null,
  };
  await events.insert(tx, event);
  await addDeliveries(ctx, tx, event);
  return event.id;
}

export async function retrieveEvent(ctx: Context, id: string): Promise<Event> {
  const event = await events.find(ctx.store.db, ctx.account, id);
  if (!event) throw notFound('event', id, true);
  return event;
}

export async function listEvents(
  ctx: Context,
  input: ListInput & {
    readonly type?: string | undefined;
    readonly types?: readonly string[] | undefined;
    readonly delivery_success?: boolean | undefined;
  },
): Promise<Listed<Event>> {
  const { type, types, delivery_success: everywhere } = input;
  if (type !== undefined && types !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: type, types.',
      'parameter_invalid',
      'types',
    );
  }
  const wanted = type === undefined ? types : [type];
  const ofTypes = wanted && eventsOf(wanted);
  const delivered = everywhere === undefined ? undefined : whereDelivered(everywhere);
  return events.list(ctx.store.db, ctx.account, pageOf(input), {}, (query) => {
    const typed = ofTypes ? ofTypes(query) : query;
    return delivered ? delivered(typed) : typed;
  });
}
