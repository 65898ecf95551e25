/** Words that commands do not know, their help, and events that are sent again from the command line. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Command } from '../../../server/commands/command.ts';
import { ConfigError } from '../../../server/index.ts';
import { type Installation, openInstallation } from './installation.ts';

const commandOf = async (name: string): Promise<Command> => {
  const path = `../../../server/commands/${name}.ts`;
  const found = Object.values(await import(path)) as readonly Partial<Command>[];
  const command = found.find((each) => each.name === name && each.run !== undefined);
  assert.ok(command, name);
  return command as Command;
};

let place: Installation;
before(async () => {
  place = await openInstallation();
});
after(() => place.close());

describe('the commands', () => {
  it('refuse words that they do not know, in one line', async () => {
    const rows: readonly (readonly [readonly [string, ...string[]], RegExp])[] = [
      [['serve', '--loud'], /'--loud'/],
      [['worker', 'hard'], /unknown argument hard/],
      [['migrate', 'now'], /unknown argument now/],
      [['backup'], /something is missing/],
      [['restore', 'a', 'b'], /unknown argument b/],
      [['verify', '--receipt'], /--receipt/],
      [['reconcile', '--since', 'lately'], /--since needs a time/],
      [['reconcile', '--give-back', 'all'], /goes with --since/],
      [['keys', 'create', '--name', 'shop', '--expires', '2020-01-01'], /a time to come/],
      [['events', 'forget', 'evt_1'], /resend is all that there is/],
      [['events', 'resend'], /either EVENT ids or --since/],
      [['events', 'resend', '--since', '2026-01-01'], /--endpoint/],
      [['events', 'resend', 'evt_1', '--undelivered'], /go with --since/],
      [['events', 'resend', '--endpoint', 'we_1', '--since', 'lately'], /--since needs a time/],
    ];
    for (const [[name, ...words], why] of rows) {
      const command = await commandOf(name);
      await assert.rejects(command.run(words), (reason) => {
        assert.ok(reason instanceof ConfigError, `${name} ${words.join(' ')}: ${reason}`);
        assert.match(reason.message, why);
        return !reason.message.includes('\n');
      });
    }
    const { code, out, err } = await place.run(['fly', '--high']);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /^keepsake: unknown command fly; see keepsake help\n$/);
  });

  it('find nothing in order where there is no database, and make none', async () => {
    const path = join(place.folder, 'absent.db');
    for (const words of [['verify'], ['reconcile', '--since', '2026-01-01']]) {
      const { code, out, err } = await place.run(words, { DATABASE_URL: `file:${path}` });
      assert.deepEqual([code, out, err], [1, '', `keepsake: ${path} is not there\n`]);
    }
    assert.ok(!existsSync(path));
  });

  it('say of themselves how they are used, what they end with and what they read', async () => {
    const { out } = await place.run(['help']);
    const names = [...out.matchAll(/^ {2}([\w-]+) {2,}\S/gm)].map(([, name = '']) => name);
    for (const name of ['serve', 'worker', 'migrate', 'verify', 'reconcile', 'backup', 'restore'])
      assert.ok(names.includes(name), name);
    for (const name of names) {
      const { help } = await commandOf(name);
      assert.match(help, new RegExp(`^Usage: keepsake ${name}`), name);
      assert.match(help, /Exit codes:/, name);
      assert.match(help, /Variables:/, name);
    }
    const { help } = await commandOf('restore');
    const asked = await place.run(['restore', '--help'], { PORT: 'wrong' });
    assert.deepEqual(asked, { code: 0, out: `${help}\n`, err: '' });
  });

  it('check a schema without making one', async () => {
    const DATABASE_URL = `file:${join(place.folder, 'new', 'new.db')}`;
    const pending = await place.run(['migrate', '--check'], { DATABASE_URL });
    assert.equal(pending.code, 3);
    const { pending: names } = JSON.parse(pending.out) as { pending: string[] };
    assert.equal(names[0], '0001-initial');
    const done = await place.run(['migrate'], { DATABASE_URL });
    assert.deepEqual([done.code, JSON.parse(done.out).ran], [0, names]);
    const nothing = await place.run(['migrate', '--check'], { DATABASE_URL });
    assert.deepEqual([nothing.code, JSON.parse(nothing.out).pending], [0, []]);
  });
});

describe('keepsake events resend', () => {
  let merchant: Server;
  const heard: string[] = [];
  before(async () => {
    merchant = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        heard.push((JSON.parse(body) as { id: string }).id);
        response.end();
      });
    });
    await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve));
  });
  after(() => void merchant.close());

  const until = async (count: number) => {
    for (let tries = 0; tries < 300 && heard.length < count; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(heard.length, count);
  };

  it('sends one, or a time, beside the server that delivers them', async () => {
    const more = { KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE: 'on' };
    const server = await place.start(['serve'], more);
    const { port } = merchant.address() as AddressInfo;
    const { id: endpoint } = await place.stripe.webhookEndpoints.create({
      url: `http://127.0.0.1:${port}/hook`,
      enabled_events: ['customer.created'],
    });
    const since = new Date(Date.now() - 60_000).toISOString();
    await place.stripe.customers.create({ name: 'Ada' });
    await place.stripe.customers.create({ name: 'Noor' });
    await until(2);
    const [first = ''] = heard;
    const one = await place.run(['events', 'resend', first]);
    assert.deepEqual(
      [one.code, JSON.parse(one.out)],
      [0, { object: 'resending', events: 1, deliveries: 1 }],
    );
    await until(3);
    assert.equal(heard[2], first);
    const range = await place.run(['events', 'resend', '--endpoint', endpoint, '--since', since]);
    assert.equal(JSON.parse(range.out).events, 2, range.err);
    await until(5);
    const none = await place.run(['events', 'resend', 'evt_none']);
    assert.equal(none.code, 1);
    assert.match(none.err, /^keepsake: No such event.*\n$/);
    server.child.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
  });
});
