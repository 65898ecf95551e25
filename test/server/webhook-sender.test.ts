/** Where the sender goes and where it does not, over real connections. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WEBHOOK_ANSWER_BYTES } from '../../server/model/limits.ts';
import { createWebhookSender, isPublicAddress, retryAfterMs } from '../../server/webhook-sender.ts';
import { hang, type Receiver, startReceiver, status } from './receiver.ts';

const LOCAL = { address: '127.0.0.1', family: 4 };

describe('the sender', () => {
  let receiver: Receiver;
  before(async () => {
    receiver = await startReceiver();
  });
  after(() => receiver.close());

  const sender = (options: Partial<Parameters<typeof createWebhookSender>[0]> = {}) =>
    createWebhookSender({ allowPrivate: true, now: Date.now, ...options });
  const message = (url = receiver.url, timeoutMs = 5_000) => ({
    url,
    headers: { 'content-type': 'application/json' },
    body: '{"id":"evt_1","type":"ä"}',
    timeoutMs,
  });

  it('posts the body as it is', async () => {
    receiver.react(status(202));
    const answer = await sender().send(message());
    assert.deepEqual(answer, { kind: 'answered', status: 202, retryAfterMs: null });
    const last = receiver.received.at(-1);
    assert.deepEqual([last?.method, last?.path, last?.body], ['POST', '/hooks', message().body]);
  });

  it('goes to the address that was checked, whatever the name says later', async () => {
    let asked = 0;
    const resolve = async (host: string) => {
      asked += 1;
      assert.equal(host, 'shop.invalid');
      return [LOCAL];
    };
    receiver.react(status(200));
    const answer = await sender({ resolve }).send(
      message(`http://shop.invalid:${receiver.port}/there?a=1`),
    );
    assert.deepEqual([answer.kind, asked], ['answered', 1]);
    const last = receiver.received.at(-1);
    assert.deepEqual(
      [last?.path, last?.headers.host],
      ['/there?a=1', `shop.invalid:${receiver.port}`],
    );
  });

  const REFUSED: readonly (readonly [string, readonly { address: string; family: number }[]])[] = [
    ['http://shop.invalid', [LOCAL]],
    ['http://shop.invalid', [{ address: '93.184.215.14', family: 4 }, LOCAL]],
    ['http://shop.invalid', [{ address: 'fd00::1', family: 6 }]],
    ['http://127.0.0.1', []],
    ['http://2130706433', []],
    ['http://0x7f.1', []],
    ['http://[::1]', []],
    ['http://[::ffff:127.0.0.1]', []],
    ['http://169.254.169.254', []],
  ];
  for (const [base, addresses] of REFUSED) {
    const to = addresses.map(({ address }) => address).join(' and ');
    it(`does not go to ${base}${to && ` that is ${to}`} unless it may`, async () => {
      const count = receiver.received.length;
      const answer = await sender({ allowPrivate: false, resolve: async () => addresses }).send(
        message(`${base}:${receiver.port}/`),
      );
      assert.deepEqual(answer, { kind: 'unanswered', fault: 'address_not_allowed' });
      assert.equal(receiver.received.length, count);
    });
  }

  it('does not go where a redirect points', async () => {
    const count = receiver.received.length;
    receiver.react(status(307, { location: `http://127.0.0.1:${receiver.port}/elsewhere` }));
    const answer = await sender().send(message());
    assert.deepEqual([answer.kind, Object(answer).status], ['answered', 307]);
    assert.equal(receiver.received.length, count + 1);
  });

  it('says why there was no answer', async () => {
    const fault = async (url: string, resolve = async () => [LOCAL]) =>
      Object(await sender({ resolve }).send(message(url))).fault;
    assert.equal(await fault('http://shop.invalid/', async () => []), 'host_not_found');
    const failing = () => Promise.reject(new Error('no resolver'));
    assert.equal(await fault('http://shop.invalid/', failing), 'host_not_found');
    const gone = await startReceiver();
    await gone.close();
    assert.equal(await fault(gone.url), 'connection_failed');
    receiver.react((response) => response.destroy());
    assert.equal(await fault(receiver.url), 'connection_failed');
    receiver.react((response) => response.socket?.end('what?\r\n\r\n'));
    assert.equal(await fault(receiver.url), 'bad_answer');
    assert.match(
      String(await fault(`https://127.0.0.1:${receiver.port}/`)),
      /tls_failed|connection_failed/,
    );
  });

  it('waits no longer than it may: for a name, for an answer, for its end', async () => {
    const late = { kind: 'unanswered', fault: 'timeout' };
    receiver.react(hang);
    assert.deepEqual(await sender().send(message(receiver.url, 60)), late);
    const resolve = () => new Promise<never>(() => {});
    assert.deepEqual(await sender({ resolve }).send(message('http://shop.invalid/', 60)), late);
    receiver.react((response) => {
      response.writeHead(200);
      response.write('and so on');
    });
    assert.deepEqual(await sender().send(message(receiver.url, 60)), {
      kind: 'answered',
      status: 200,
      retryAfterMs: null,
    });
  });

  it('reads only so much of an answer', async () => {
    let written = 0;
    receiver.react((response) => {
      response.writeHead(200);
      const more = () => {
        if (response.destroyed || written > 50 * WEBHOOK_ANSWER_BYTES) return response.end();
        written += WEBHOOK_ANSWER_BYTES;
        return response.write(Buffer.alloc(WEBHOOK_ANSWER_BYTES), () => setImmediate(more));
      };
      more();
    });
    const answer = await sender().send(message());
    assert.equal(answer.kind, 'answered');
    assert.ok(written < 40 * WEBHOOK_ANSWER_BYTES, String(written));
  });

  it('stops at once when it is closed, and sends nothing after', async () => {
    receiver.react(hang);
    const closing = sender();
    const count = receiver.received.length;
    const under = closing.send(message());
    while (receiver.received.length === count) await new Promise((r) => setTimeout(r, 5));
    closing.close();
    assert.deepEqual(await under, { kind: 'stopped' });
    assert.deepEqual(await closing.send(message()), { kind: 'stopped' });
    assert.equal(receiver.received.length, count + 1);
  });
});

describe('addresses', () => {
  const rows: readonly (readonly [boolean, string])[] = [
    [
      true,
      '8.8.8.8 1.1.1.1 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 192.169.0.1 223.255.255.1',
    ],
    [true, '2606:4700:4700::1111 2a00:1450:4001:80b::200e'],
    [false, '0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1'],
    [false, '172.31.255.255 192.0.0.1 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1'],
    [false, '224.0.0.1 240.0.0.1 255.255.255.255'],
    [false, ':: ::1 ::ffff:10.0.0.1 ::ffff:7f00:1 64:ff9b::a00:1 fc00::1 fd12:3456::1 fe80::1'],
    [false, 'ff02::1 2001:db8::1 2001::1 2002:7f00:1::1 3fff::1 fec0::1 100::1'],
    [false, 'localhost example.com 1.2.3 1.2.3.4.5'],
  ];
  for (const [expected, addresses] of rows) {
    for (const address of addresses.split(' ')) {
      it(`${address} is ${expected ? '' : 'not '}public`, () => {
        assert.equal(isPublicAddress(address), expected);
      });
    }
  }
});

describe('Retry-After', () => {
  const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
  const rows: readonly (readonly [string | undefined, number | null])[] = [
    ['120', 120_000],
    [' 0 ', 0],
    ['Wed, 21 Oct 2026 07:29:30 GMT', 90_000],
    ['Wed, 21 Oct 2026 07:00:00 GMT', 0],
    ['soon', null],
    ['-5x', null],
    ['99999999999999', null],
    [undefined, null],
  ];
  for (const [header, expected] of rows) {
    it(`${header} means ${expected}`, () => assert.equal(retryAfterMs(header, now), expected));
  }
});
