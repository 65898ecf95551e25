/**
 * Events on their way to merchants. Each endpoint has places of its own, so that a slow or dead one
 * delays no other; each delivery is claimed, sent with no transaction open, and recorded under the
 * fence of its claim. Killed anywhere in between, it goes out again: at least once, by the same id.
 */
import type { Context } from '../context.ts';
import { afterTry, type Delivery, tryOf } from '../model/delivery.ts';
import type { Event } from '../model/event.ts';
import {
  WEBHOOK_LEASE_MS,
  WEBHOOK_PATIENCE_MS,
  WEBHOOK_TIMEOUT_MS,
  WEBHOOKS_AT_ONCE,
} from '../model/limits.ts';
import { isListening, type WebhookEndpoint } from '../model/webhook-endpoint.ts';
import { claimDeliveries, endpointsWithDue, recordTry } from '../storage/deliveries.ts';
import { events } from '../storage/events.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';
import { webhookEndpoints } from '../storage/webhook-endpoints.ts';
import { encodeEvents } from './deliveries.ts';
import { disableGone, secretOf } from './webhook-endpoints.ts';

const USER_AGENT = 'Keepsake/1.0 (webhooks)';

/** From 0 up to 1. */
function chance(ctx: Context): number {
  return ctx.random(4).reduce((sum, byte) => (sum + byte) / 256, 0);
}

async function claim(ctx: Context, endpoint: string, limit: number): Promise<readonly Delivery[]> {
  const terms = { nowMs: ctx.wall(), leaseMs: WEBHOOK_LEASE_MS, limit };
  return ctx.store.transact((tx) => claimDeliveries(tx, endpoint, terms));
}

/** Posts an event, signed now. */
async function send(ctx: Context, endpoint: WebhookEndpoint, event: Event) {
  const body = JSON.stringify((await encodeEvents(ctx, ctx.store.db, [event]))[0]);
  const t = Math.floor(ctx.wall() / 1000);
  assertOutsideTransaction('a webhook');
  return ctx.webhooks.send({
    url: endpoint.url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': `t=${t},v1=${ctx.keys.sign(secretOf(ctx, endpoint), `${t}.${body}`)}`,
      'user-agent': USER_AGENT,
      accept: '*/*',
    },
    body,
    timeoutMs: WEBHOOK_TIMEOUT_MS,
  });
}

/** Gives up a delivery that nobody waits for any more. */
async function cancel(ctx: Context, delivery: Delivery): Promise<void> {
  await ctx.store.transact((tx) =>
    recordTry(tx, delivery, {
      status: 'canceled',
      tries: delivery.tries,
      nextAttemptMs: null,
      endedMs: ctx.wall(),
    }),
  );
}

/** The log names the request that caused the event, so that what became of it is found by its id. */
function tellTry(ctx: Context, delivery: Delivery, event: Event, tries: Delivery['tries']): void {
  const last = tries.at(-1);
  if (!last || tries.length === delivery.tries.length) return;
  const { id, endpoint } = delivery;
  const line = { delivery: id, endpoint, event: event.id, requestId: event.requestId };
  const { statusCode: status, fault, durationMs: ms } = last;
  const told = { ...line, status, result: fault ?? 'answered', tries: tries.length, ms };
  const fine = status !== null && status >= 200 && status < 300;
  if (fine) ctx.log.info(told, 'a webhook was delivered');
  else ctx.log.warn(told, 'a webhook was not delivered');
}

/** Carries out one claimed delivery. @returns whether this process may go on with others */
async function deliver(ctx: Context, delivery: Delivery): Promise<boolean> {
  const endpoint = await webhookEndpoints.find(ctx.store.db, ctx.account, delivery.endpoint);
  const event = await events.find(ctx.store.db, ctx.account, delivery.event);
  if (!endpoint || !event || !isListening(endpoint)) {
    await cancel(ctx, delivery);
    return true;
  }
  const atMs = ctx.wall();
  const answer = await send(ctx, endpoint, event);
  const nowMs = ctx.wall();
  const tries =
    answer.kind === 'stopped' ? delivery.tries : [...delivery.tries, tryOf(answer, atMs, nowMs)];
  tellTry(ctx, delivery, event, tries);
  const { status, nextAttemptMs, gone } = afterTry(answer, tries.length, nowMs, chance(ctx));
  await ctx.store.transact(async (tx) => {
    const endedMs = status === 'pending' ? null : nowMs;
    const ours = await recordTry(tx, delivery, { status, tries, nextAttemptMs, endedMs });
    if (ours && gone) await disableGone(ctx, tx, endpoint.id);
  });
  return answer.kind !== 'stopped';
}

/** Carries out a delivery and then, in the same place, whatever else is due for its endpoint. */
async function fillPlace(base: Context, first: Delivery, done: () => void): Promise<void> {
  let delivery: Delivery | undefined = first;
  try {
    while (delivery) {
      const goOn: boolean = await deliver({ ...base, account: delivery.account }, delivery);
      done();
      delivery = goOn ? (await claim(base, first.endpoint, 1))[0] : undefined;
    }
  } catch (reason) {
    // Its lease ends, and it goes out again.
    base.log.error(
      { endpoint: first.endpoint, delivery: delivery?.id ?? null, reason },
      'a delivery was not recorded',
    );
  }
}

/** Takes an endpoint's free places for what is due there. @returns what is under way in them */
async function serve(ctx: Context, endpoint: string, done: () => void): Promise<Promise<void>[]> {
  const places = ctx.sending.get(endpoint) ?? new Set();
  ctx.sending.set(endpoint, places);
  const free = WEBHOOKS_AT_ONCE - places.size;
  const claimed = free > 0 ? await claim(ctx, endpoint, free) : [];
  return claimed.map((delivery) => {
    const running = fillPlace(ctx, delivery, done).finally(() => {
      places.delete(running);
    });
    places.add(running);
    return running;
  });
}

/**
 * Sends what is due, to all endpoints at once, and waits a moment for it; a slow endpoint is not
 * waited for.
 * @returns how many deliveries came to something meanwhile
 */
export async function deliverDue(ctx: Context): Promise<number> {
  let count = 0;
  const done = () => {
    count += 1;
  };
  const due = await endpointsWithDue(ctx.store.db, ctx.wall());
  const begun = (await Promise.all(due.map((endpoint) => serve(ctx, endpoint, done)))).flat();
  if (begun.length === 0) return 0;
  let lose = () => {};
  const enough = new Promise<void>((resolve) => {
    lose = ctx.timer(WEBHOOK_PATIENCE_MS, resolve);
  });
  await Promise.race([Promise.all(begun), enough]);
  lose();
  return count;
}
