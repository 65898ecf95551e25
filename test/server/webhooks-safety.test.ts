/**
 * Webhooks when things break: a change and its deliveries stand or fall together, a killed worker
 * loses nothing, several workers do nothing twice, and nobody is led into our own network.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import type { Message, WebhookSender } from '../../server/context.ts';
import type { Answer } from '../../server/model/delivery.ts';
import { startWorld, type World, type WorldOptions } from '../support/world.ts';
import { hang, logOf, startReceiver, turns } from './receiver.ts';
import { refusal } from './shop.ts';

const MINUTE_MS = 60_000;
const OK: Answer = { kind: 'answered', status: 200, retryAfterMs: null };

/** A sender that a test answers for. */
function scripted(send: (message: Message) => Promise<Answer>): WebhookSender & {
  readonly sent: Message[];
} {
  const sent: Message[] = [];
  return {
    sent,
    send(message) {
      sent.push(message);
      return send(message);
    },
    close() {},
  };
}
const idOf = (message: Message | undefined) => JSON.parse(message?.body ?? '{}').id;

describe('webhooks that break', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-webhooks-'));
  const worlds: World[] = [];
  const encryptionKeys = `test:${randomBytes(32).toString('base64')}`;
  let files = 0;
  let aheadMs = 0;
  before(() => {
    aheadMs = 0;
  });
  after(async () => {
    for (const world of worlds) await world.close();
    rmSync(folder, { recursive: true });
  });

  const newFile = () => {
    files += 1;
    return join(folder, `${files}.db`);
  };
  const open = async (
    file: string,
    overrides: WorldOptions['overrides'] = {},
    config: WorldOptions['config'] = { webhooksAllowPrivate: 'on' },
  ) => {
    const world = await startWorld({
      databaseUrl: `file:${file}`,
      config: { encryptionKeys, ...config },
      overrides: { now: () => Date.now() + aheadMs, ...overrides },
    });
    worlds.push(world);
    return world;
  };
  const subscribe = (world: World, url = 'http://shop.invalid/hooks') =>
    world.stripe.webhookEndpoints.create({ url, enabled_events: ['customer.created'] });

  it('leave neither change nor event nor delivery when one of them fails', async () => {
    const file = newFile();
    const world = await open(file, { webhooks: scripted(async () => OK) });
    const { id } = await subscribe(world);
    const db = new Sqlite(file);
    const counts = () =>
      ['customers', 'events', 'deliveries'].map((table) =>
        db.prepare(`select count(*) from ${table}`).pluck().get(),
      );
    await world.stripe.customers.create({ name: 'Ada' });
    assert.deepEqual(counts(), [1, 1, 1]);
    for (const table of ['deliveries', 'events']) {
      db.exec(
        `create trigger broken before insert on ${table} begin select raise(abort, 'no'); end`,
      );
      assert.equal((await refusal(world.stripe.customers.create({ name: 'Eve' }))).statusCode, 500);
      assert.deepEqual(counts(), [1, 1, 1]);
      db.exec('drop trigger broken');
    }
    await world.stripe.customers.create({ name: 'Grace' });
    assert.deepEqual(counts(), [2, 2, 2]);
    assert.equal((await logOf(world, id)).length, 2);
    db.close();
  });

  it('go out again after a worker was killed between sending and recording, by the same id', async () => {
    const file = newFile();
    const killed = scripted(() => Promise.reject(new Error('killed')));
    const first = await open(file, { webhooks: killed });
    const { id } = await subscribe(first);
    await first.stripe.customers.create({ name: 'Ada' });
    await first.keepsake.worker.turn();
    assert.equal(killed.sent.length, 1);
    const after = scripted(async () => OK);
    const second = await open(file, { webhooks: after });
    await second.keepsake.worker.turn();
    assert.equal(after.sent.length, 0, 'the lease of the dead one still holds');
    assert.equal((await logOf(second, id))[0]?.status, 'pending');
    aheadMs += 2 * MINUTE_MS;
    await turns(second, async () => (await logOf(second, id))[0]?.status === 'delivered');
    assert.deepEqual(after.sent.map(idOf), [idOf(killed.sent[0])]);
    aheadMs += 60 * MINUTE_MS;
    await second.keepsake.worker.turn();
    await first.keepsake.worker.turn();
    assert.deepEqual([killed.sent.length, after.sent.length], [1, 1]);
    assert.equal((await logOf(second, id))[0]?.tries.length, 1);
  });

  it('are recorded by whoever holds the newest claim, however late another comes', async () => {
    const file = newFile();
    let answer: (late: Answer) => void = () => {};
    const slow = scripted(() => new Promise((resolve) => (answer = resolve)));
    const first = await open(file, { webhooks: slow });
    const { id } = await subscribe(first);
    await first.stripe.customers.create({ name: 'Ada' });
    await first.keepsake.worker.turn();
    assert.equal(slow.sent.length, 1);
    aheadMs += 2 * MINUTE_MS;
    const second = await open(file, { webhooks: scripted(async () => OK) });
    await turns(second, async () => (await logOf(second, id))[0]?.status === 'delivered');
    answer({ kind: 'answered', status: 410, retryAfterMs: null });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [known] = await logOf(second, id);
    assert.deepEqual(
      [known?.status, known?.tries.map((each) => each.status_code)],
      ['delivered', [200]],
    );
    assert.equal((await second.stripe.webhookEndpoints.retrieve(id)).status, 'enabled');
  });

  it('go out once each when several workers share the work', async () => {
    const file = newFile();
    const pause = () => new Promise<Answer>((resolve) => setTimeout(() => resolve(OK), 2));
    const senders = [scripted(pause), scripted(pause), scripted(pause)];
    const first = await open(file, senders[0] && { webhooks: senders[0] });
    const others = [];
    for (const webhooks of senders.slice(1)) others.push(await open(file, { webhooks }));
    const { id } = await subscribe(first);
    for (let count = 0; count < 40; count += 1) await first.stripe.customers.create();
    await Promise.all(
      [first, ...others].map((world) =>
        turns(world, async () => (await logOf(world, id, '?status=pending')).length === 0),
      ),
    );
    const ids = senders.flatMap(({ sent }) => sent.map(idOf));
    assert.deepEqual([ids.length, new Set(ids).size], [40, 40]);
  });

  it('are put back when the server stops while an endpoint hangs', async () => {
    const file = newFile();
    const receiver = await startReceiver(hang);
    const first = await open(file);
    const { id } = await subscribe(first, receiver.url);
    await first.stripe.customers.create({ name: 'Ada' });
    await first.keepsake.worker.turn();
    assert.equal(receiver.open(), 1);
    const began = performance.now();
    await worlds.splice(worlds.indexOf(first), 1)[0]?.close();
    assert.ok(performance.now() - began < 4_000, 'nobody waits for the endpoint');
    const sender = scripted(async () => OK);
    const second = await open(file, { webhooks: sender });
    await turns(second, () => sender.sent.length === 1);
    assert.equal(idOf(sender.sent[0]), receiver.received[0]?.id);
    const [known] = await logOf(second, id);
    assert.equal(known?.tries.length, 1, 'what we gave up ourselves is no try');
    await receiver.close();
  });

  it('do not go into our own network unless they may, and the log says so', async () => {
    const receiver = await startReceiver();
    const world = await open(newFile(), {}, {});
    const ids: string[] = [];
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '169.254.169.254', '2130706433'])
      ids.push((await subscribe(world, `http://${host}:${receiver.port}/hooks`)).id);
    await world.stripe.customers.create({ name: 'Ada' });
    await turns(world, async () => {
      const logs = await Promise.all(ids.map((id) => logOf(world, id)));
      return logs.every(([only]) => only?.tries.length === 1);
    });
    for (const id of ids) {
      const [only] = await logOf(world, id);
      assert.deepEqual(
        [only?.status, only?.tries[0]?.error, only?.tries[0]?.status_code],
        ['pending', 'address_not_allowed', null],
      );
    }
    assert.equal(receiver.received.length, 0);
    await receiver.close();
  });

  it('carry nothing of a person who was erased before they went out', async () => {
    const sender = scripted(async () => ({ kind: 'unanswered', fault: 'connection_failed' }));
    const world = await open(newFile(), { webhooks: sender });
    const { id } = await subscribe(world);
    const { id: customer } = await world.stripe.customers.create({ name: 'Ada', email: 'a@b.co' });
    await turns(world, async () => (await logOf(world, id))[0]?.tries.length === 1);
    await world.stripe.customers.del(customer);
    aheadMs += 10 * MINUTE_MS;
    await turns(world, () => sender.sent.length === 2);
    assert.match(String(sender.sent[0]?.body), /a@b\.co/);
    assert.doesNotMatch(String(sender.sent[1]?.body), /a@b\.co|Ada/);
  });
});
