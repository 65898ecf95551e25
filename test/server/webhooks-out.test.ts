/**
 * Webhooks from end to end: real receivers on real sockets, the official SDK's own check of the
 * signature, and time that is bent by the test.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../support/world.ts';
import { hang, logOf, type Receiver, startReceiver, status, turns } from './receiver.ts';
import { eventually, form, raw, refusal } from './shop.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('webhooks', () => {
  let world: World;
  let receiver: Receiver;
  let aheadMs = 0;
  before(async () => {
    world = await startWorld({
      config: { webhooksAllowPrivate: 'on' },
      overrides: { now: () => Date.now() + aheadMs },
    });
  });
  after(() => world.close());
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    const { data } = await world.stripe.webhookEndpoints.list({ limit: 100 });
    for (const { id } of data) await world.stripe.webhookEndpoints.del(id);
    await receiver.close();
  });

  const subscribe = (
    enabled: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ['*'],
    url = receiver.url,
  ) => world.stripe.webhookEndpoints.create({ url, enabled_events: enabled });
  const buy = (name = 'Ada') => world.stripe.customers.create({ name });
  const arrived = (count: number, at = receiver) => turns(world, () => at.received.length >= count);
  /** The one delivery to an endpoint, once it has had so many tries. */
  const tried = async (id: string, count: number) => {
    await turns(world, async () => (await logOf(world, id))[0]?.tries.length === count);
    const [delivery] = await logOf(world, id);
    assert.ok(delivery);
    return delivery;
  };
  const latest = async (type: string) => {
    const { data } = await world.stripe.events.list({ type, limit: 1 });
    assert.ok(data[0]);
    return data[0];
  };

  it('carry the event, signed so that the SDK accepts it and nothing else', async () => {
    const { id, secret } = await subscribe();
    const { id: customer } = await buy();
    await arrived(1);
    const [message] = receiver.received;
    assert.ok(message && secret);
    const signature = String(message.headers['stripe-signature']);
    const check = (body: string, header = signature, key = secret) =>
      world.stripe.webhooks.constructEvent(body, header, key, 300, undefined, Date.now() + aheadMs);
    const event = check(message.body);
    assert.deepEqual([event.type, Object(event.data.object).id], ['customer.created', customer]);
    assert.match(String(message.headers['content-type']), /^application\/json/);
    assert.match(String(message.headers['user-agent']), /^Keepsake\//);
    assert.equal(message.method, 'POST');
    for (const forged of [
      () => check(message.body.replace('Ada', 'Eve')),
      () => check(message.body, signature, `${secret}x`),
      () => check(message.body, signature.replace(/t=(\d+)/, 't=1')),
      () => check(message.body, signature.replace(/v1=.*/, `v1=${'0'.repeat(64)}`)),
    ]) {
      assert.throws(forged, /signature|Timestamp/i);
    }
    await turns(world, async () => (await logOf(world, id))[0]?.status === 'delivered');
    const shown = await raw(world, 'GET', `/v1/events/${event.id}`);
    assert.deepEqual(shown.body, { ...JSON.parse(message.body), pending_webhooks: 0 });
    assert.equal(event.pending_webhooks, 1);
  });

  it('go to those that want them, and are counted while they are outstanding', async () => {
    const other = await startReceiver();
    await subscribe(['customer.updated']);
    await subscribe(['customer.updated', 'customer.created'], other.url);
    const { id } = await buy();
    await world.stripe.customers.update(id, { name: 'Grace' });
    const pending = async (type: string) => (await latest(type)).pending_webhooks;
    assert.deepEqual(
      [await pending('customer.created'), await pending('customer.updated')],
      [1, 2],
    );
    await turns(world, async () => (await pending('customer.updated')) === 0);
    assert.deepEqual(
      receiver.received.map((each) => each.type),
      ['customer.updated'],
    );
    assert.deepEqual(other.received.map((each) => each.type).toSorted(), [
      'customer.created',
      'customer.updated',
    ]);
    assert.equal(await pending('customer.created'), 0);
    await other.close();
  });

  it('are tried again with growing waits for three days, then failed, and all of it is told', async () => {
    receiver.react(status(500));
    const { id } = await subscribe();
    await buy();
    let known = await tried(id, 1);
    const waits: number[] = [];
    for (let made = 1; known.status === 'pending'; made += 1) {
      assert.equal(known.tries.length, made);
      const at = known.tries.at(-1)?.at ?? 0;
      waits.push((known.next_attempt ?? 0) - at);
      await world.keepsake.worker.turn();
      assert.equal(receiver.received.length, made, 'not before its time');
      aheadMs += ((known.next_attempt ?? 0) + 1) * 1000 - (Date.now() + aheadMs);
      known = await tried(id, made + 1);
    }
    assert.deepEqual([known.status, known.next_attempt, known.tries.length], ['failed', null, 10]);
    assert.deepEqual(
      waits.toSorted((a, b) => a - b),
      waits,
    );
    const days = waits.reduce((sum, wait) => sum + wait, 0) / 86_400;
    assert.ok(days > 2.8 && days < 3.3, String(days));
    assert.ok(known.tries.every((each) => each.status_code === 500 && each.error === null));
    assert.equal(new Set(receiver.received.map((each) => each.id)).size, 1);
    const signatures = receiver.received.map((each) => each.headers['stripe-signature']);
    assert.equal(new Set(signatures).size, 10, 'each is signed when it is sent');
    assert.equal((await latest('customer.created')).pending_webhooks, 0);
    const failed = await logOf(world, id, '?status=failed');
    assert.deepEqual(
      failed.map((each) => each.id),
      [known.id],
    );
    assert.deepEqual(await logOf(world, id, '?status=delivered'), []);
    aheadMs += 30 * DAY_MS;
    await world.keepsake.worker.turn();
    assert.equal(receiver.received.length, 10);
  });

  it('take a redirect for a failure and do not follow it', async () => {
    receiver.react(status(302, { location: `http://127.0.0.1:${receiver.port}/elsewhere` }));
    const { id } = await subscribe();
    await buy();
    const known = await tried(id, 1);
    assert.deepEqual([known.status, known.tries[0]?.status_code], ['pending', 302]);
    assert.deepEqual(
      receiver.received.map((each) => each.path),
      ['/hooks'],
    );
  });

  it('wait as long as the endpoint asks', async () => {
    receiver.react(status(429, { 'retry-after': '900' }));
    const { id } = await subscribe();
    await buy();
    const known = await tried(id, 1);
    assert.ok(Math.abs((known.next_attempt ?? 0) - (known.tries[0]?.at ?? 0) - 900) <= 1);
    aheadMs += 10 * MINUTE_MS;
    await world.keepsake.worker.turn();
    assert.equal(receiver.received.length, 1);
    receiver.react(status(200));
    aheadMs += 6 * MINUTE_MS;
    assert.equal((await tried(id, 2)).status, 'delivered');
  });

  it('end for an endpoint that is gone, which is disabled', async () => {
    receiver.react(status(410));
    const { id } = await subscribe(['customer.created']);
    await buy('One');
    await turns(world, async () => (await logOf(world, id))[0]?.status === 'failed');
    const found = await raw(world, 'GET', `/v1/webhook_endpoints/${id}`);
    assert.deepEqual([found.body.status, found.body.disabled_by], ['disabled', 'endpoint']);
    await buy('Two');
    aheadMs += DAY_MS;
    await world.keepsake.worker.turn();
    assert.deepEqual([receiver.received.length, (await logOf(world, id)).length], [1, 1]);
    receiver.react(status(200));
    await world.stripe.webhookEndpoints.update(id, { disabled: false });
    await buy('Three');
    await arrived(2);
  });

  it('end with the endpoint: deleted at once, disabled when their time comes', async () => {
    receiver.react(status(500));
    const { id: kept } = await subscribe(['customer.created']);
    const { id: deleted } = await subscribe(['customer.created']);
    await buy();
    await arrived(2);
    await turns(world, async () => (await logOf(world, kept))[0]?.tries.length === 1);
    assert.equal((await latest('customer.created')).pending_webhooks, 2);
    await world.stripe.webhookEndpoints.del(deleted);
    assert.equal((await latest('customer.created')).pending_webhooks, 1);
    await world.stripe.webhookEndpoints.update(kept, { disabled: true });
    aheadMs += DAY_MS;
    await turns(world, async () => (await logOf(world, kept))[0]?.status === 'canceled');
    assert.equal((await latest('customer.created')).pending_webhooks, 0);
    assert.equal(receiver.received.length, 2);
  });

  it('delay no other endpoint when one hangs, and press it no harder than they may', async () => {
    const slow = await startReceiver(hang);
    const { id: slowId } = await subscribe(['customer.created'], slow.url);
    await subscribe(['customer.created']);
    for (let count = 0; count < 12; count += 1) await buy();
    const began = performance.now();
    await arrived(12);
    await buy();
    await arrived(13);
    assert.ok(performance.now() - began < 5_000, 'long before the hanging endpoint’s deadline');
    assert.deepEqual([slow.received.length, slow.open()], [5, 5]);
    assert.equal(new Set(receiver.received.map((each) => each.id)).size, 13);
    assert.equal((await logOf(world, slowId, '?limit=100')).length, 13);
    slow.react(status(200));
    await slow.close();
    await turns(
      world,
      async () =>
        (await logOf(world, slowId, '?limit=100')).filter((each) => each.tries[0]).length === 13,
    );
  });

  it('are sent again: one event to all or to one endpoint', async () => {
    const other = await startReceiver();
    const { id: here } = await subscribe(['customer.created']);
    const { id: there } = await subscribe(['customer.updated'], other.url);
    await buy();
    await arrived(1);
    await turns(world, async () => (await logOf(world, here))[0]?.status === 'delivered');
    const event = await latest('customer.created');
    const again = await form(world, `/v1/events/${event.id}/resend`, '');
    assert.deepEqual(
      [again.status, again.body.id, again.body.pending_webhooks],
      [200, event.id, 1],
    );
    await arrived(2);
    await turns(world, async () => (await latest('customer.created')).pending_webhooks === 0);
    const named = await form(world, `/v1/events/${event.id}/resend`, `webhook_endpoint=${there}`);
    assert.equal(named.status, 200);
    await arrived(1, other);
    assert.deepEqual(
      [...receiver.received, ...other.received].map((each) => each.id),
      [event.id, event.id, event.id],
    );
    const log = await logOf(world, here, `?event=${event.id}`);
    assert.deepEqual(
      log.map((each) => [each.cause, each.status]),
      [
        ['resend', 'delivered'],
        ['event', 'delivered'],
      ],
    );
    await other.close();
  });

  it('are made due, not doubled, when they are outstanding and sent again', async () => {
    receiver.react(status(500));
    const { id } = await subscribe(['customer.created']);
    await buy();
    const known = await tried(id, 1);
    receiver.react(status(200));
    await form(world, `/v1/events/${known.event}/resend`, '');
    const after = await tried(id, 2);
    assert.deepEqual([after.id, after.status], [known.id, 'delivered']);
    assert.equal((await logOf(world, id)).length, 1);
  });

  it('are not sent again to nobody, to strangers, or where they cannot go', async () => {
    await buy();
    const event = await latest('customer.created');
    const resend = async (body = '', id = event.id) => {
      const { status: code, error } = await form(world, `/v1/events/${id}/resend`, body);
      return [code, error.code, error.param];
    };
    assert.deepEqual(await resend(), [400, 'webhook_endpoint_missing', undefined]);
    assert.deepEqual(await resend('', 'evt_none'), [404, 'resource_missing', 'id']);
    assert.deepEqual(await resend('webhook_endpoint=we_none'), [
      400,
      'resource_missing',
      'webhook_endpoint',
    ]);
    assert.deepEqual(await resend('x=1'), [400, 'parameter_unknown', 'x']);
    const { id } = await subscribe();
    await world.stripe.webhookEndpoints.update(id, { disabled: true });
    const disabled = [400, 'webhook_endpoint_disabled', undefined];
    assert.deepEqual(await resend(`webhook_endpoint=${id}`), disabled);
    const range = await form(world, `/v1/webhook_endpoints/${id}/resend`, 'since=0');
    assert.deepEqual([range.status, range.error.code], [400, 'webhook_endpoint_disabled']);
  });

  it('are sent again by the range, all that the endpoint wants or only what never arrived', async () => {
    const { id } = await subscribe(['customer.created']);
    aheadMs += DAY_MS;
    const since = Math.floor((Date.now() + aheadMs) / 1000);
    const made = [await buy('One'), await buy('Two')];
    await arrived(2);
    await turns(world, async () =>
      (await logOf(world, id)).every((each) => each.status === 'delivered'),
    );
    await world.stripe.webhookEndpoints.update(id, { disabled: true });
    made.push(await buy('Missed'));
    await world.stripe.customers.update(String(made[0]?.id), { name: 'Not wanted' });
    await world.stripe.webhookEndpoints.update(id, { disabled: false });
    aheadMs += 2_000;
    const until = Math.floor((Date.now() + aheadMs) / 1000);
    await buy('Later');
    await arrived(3);
    const resend = async (body: string) => {
      const answer = await form(world, `/v1/webhook_endpoints/${id}/resend`, body);
      assert.equal(answer.status, 200, answer.text);
      return answer.body;
    };
    const missed = await resend(`since=${since}&until=${until}&undelivered=true`);
    assert.deepEqual(missed, {
      object: 'webhook_resend',
      events: 1,
      livemode: false,
      since,
      until,
      webhook_endpoint: id,
    });
    await arrived(4);
    assert.equal(JSON.parse(receiver.received[3]?.body ?? '').data.object.name, 'Missed');
    assert.equal((await resend(`since=${since}&until=${until}`)).events, 3);
    await arrived(7);
    const names = receiver.received
      .slice(4)
      .map((each) => JSON.parse(each.body).data.object.name)
      .toSorted();
    assert.deepEqual(names, ['Missed', 'One', 'Two']);
    const wrong = async (body: string) =>
      (await form(world, `/v1/webhook_endpoints/${id}/resend`, body)).error.param;
    assert.deepEqual(
      [await wrong(''), await wrong('since=x'), await wrong('since=5&until=5')],
      ['since', 'since', 'until'],
    );
    assert.equal((await raw(world, 'POST', '/v1/webhook_endpoints/we_none/resend')).status, 400);
  });

  it('tell events that arrived everywhere from those that did not', async () => {
    const { id } = await subscribe(['customer.created']);
    const good = await buy('Good');
    await turns(world, async () => (await logOf(world, id))[0]?.status === 'delivered');
    receiver.react(status(500));
    const bad = await buy('Bad');
    await tried(id, 1);
    const about = async (delivered: boolean) => {
      const { data } = await world.stripe.events.list({
        type: 'customer.created',
        delivery_success: delivered,
        limit: 100,
      });
      return data.map((each) => Object(each.data.object).id);
    };
    const [yes, no] = [await about(true), await about(false)];
    assert.deepEqual([yes.includes(good.id), yes.includes(bad.id)], [true, false]);
    assert.deepEqual([no.includes(good.id), no.includes(bad.id)], [false, true]);
  });

  it('are there once the worker runs by itself', async () => {
    world.keepsake.worker.start();
    await subscribe(['customer.created']);
    const { id } = await buy();
    await eventually(
      async () => receiver.received.at(-1),
      (message) => message !== undefined && JSON.parse(message.body).data.object.id === id,
    );
    await world.keepsake.worker.stop();
  });

  it('leave the log to merchants alone', async () => {
    const { id } = await subscribe();
    const anonymous = await fetch(`${world.api.url}/v1/webhook_endpoints/${id}/deliveries`);
    assert.equal(anonymous.status, 401);
    assert.equal(
      (await refusal(world.stripe.webhookEndpoints.retrieve('we_none'))).statusCode,
      404,
    );
    const unknown = await raw(world, 'GET', `/v1/webhook_endpoints/${id}/deliveries?status=lost`);
    assert.deepEqual([unknown.status, unknown.error.param], [400, 'status']);
  });
});
