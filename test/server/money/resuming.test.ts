/** A process dies in the middle of a request: whoever comes with the same key goes on, and nothing happens twice. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createKeepsake, type Keepsake, optionsFromEnvironment } from '../../../server/index.ts';
import { form } from '../shop.ts';
import { assertBooksAgree, openTill, type Till } from './books.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const LEASE_MS = 60_000;

/** When, in a call to the bank, this process stops for good. */
type Death = 'before the call' | 'after the call' | null;

describe('a holder that died', () => {
  let till: Till;
  let other: Keepsake;
  let death: Death;
  /** To be told when it has stopped. */
  let died: () => void;
  let bent: number;

  beforeEach(async () => {
    death = null;
    died = () => {};
    bent = 0;
    const now = () => Date.now() + bent;
    const path = join(mkdtempSync(join(tmpdir(), 'keepsake-')), 'api.db');
    const dying: typeof fetch = async (input, init) => {
      const moves =
        init?.method === 'POST' && /\/(charges|refunds|capture|void)$/.test(String(input));
      if (!moves || death === null) return fetch(input, init);
      if (death === 'after the call') await fetch(input, init);
      died();
      return new Promise(() => {});
    };
    till = await openTill({
      databaseUrl: `file:${path}`,
      overrides: { now, fetch: dying },
    });
    other = await createKeepsake(
      { ...optionsFromEnvironment(till.environment), logLevel: 'silent' } as never,
      { now, log: SILENT },
    );
  });
  afterEach(async () => {
    await other.close();
    // The dying process never ends its calls by itself.
    await Promise.race([till.close(), new Promise((resolve) => setTimeout(resolve, 200))]);
  });

  const post = (keepsake: Keepsake, path: string, body: string, key: string) =>
    keepsake.fetch(
      new Request(till.api.url + path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${till.api.key}`,
          'content-type': 'application/x-www-form-urlencoded',
          'idempotency-key': key,
        },
        body,
      }),
    );
  const again = async (path: string, body: string, key: string) => {
    const response = await post(other, path, body, key);
    return {
      status: response.status,
      replayed: response.headers.get('idempotent-replayed'),
      body: (await response.json()) as Record<string, unknown>,
    };
  };

  /** Sends a request to the process that dies in it. */
  async function dieIn(when: Death, path: string, body: string, key: string): Promise<void> {
    death = when;
    await new Promise<void>((resolve) => {
      died = resolve;
      void form(till, path, body, { 'idempotency-key': key }).catch(() => {});
    });
  }

  const PAY = 'amount=500&currency=usd&payment_method=pm_card_visa&confirm=true';

  async function settleBy(keepsake: Keepsake): Promise<void> {
    for (let turn = 0; turn < 8; turn += 1) {
      bent += 20_000;
      await keepsake.worker.turn();
    }
  }

  for (const when of ['before the call', 'after the call'] as const) {
    it(`create and confirm, ${when}: one intent, one charge`, async () => {
      const key = randomUUID();
      await dieIn(when, '/v1/payment_intents', PAY, key);
      assert.equal((await again('/v1/payment_intents', PAY, key)).status, 409, 'the lease holds');
      bent += LEASE_MS + 1_000;
      const first = await again('/v1/payment_intents', PAY, key);
      assert.equal(first.status, 200);
      assert.equal(first.body.status, when === 'after the call' ? 'succeeded' : 'processing');
      const second = await again('/v1/payment_intents', PAY, key);
      assert.deepEqual([second.replayed, second.body.id], ['true', first.body.id]);
      await settleBy(other);
      const { data } = await till.stripe.paymentIntents.list();
      assert.equal(data.length, 1);
      assert.equal(data[0]?.status === 'succeeded', when === 'after the call');
      assert.equal((await till.charges()).length, when === 'after the call' ? 1 : 0);
      await assertBooksAgree(till);
    });
  }

  it('a refund, before the call: it is carried out, once', async () => {
    const { id } = await till.pay();
    const key = randomUUID();
    const body = `payment_intent=${id}&amount=300`;
    await dieIn('before the call', '/v1/refunds', body, key);
    bent += LEASE_MS + 1_000;
    const first = await again('/v1/refunds', body, key);
    assert.deepEqual([first.status, first.body.amount], [200, 300]);
    await settleBy(other);
    const { data } = await till.stripe.refunds.list({ payment_intent: id });
    assert.deepEqual(
      data.map((each) => [each.id, each.status]),
      [[first.body.id, 'succeeded']],
    );
    await assertBooksAgree(till);
  });

  it('a capture, after the call: the repetition says that it is done', async () => {
    const { id } = await till.pay({ capture_method: 'manual' });
    const key = randomUUID();
    const path = `/v1/payment_intents/${id}/capture`;
    // The bank's own word would settle it as well; here only the repetition helps.
    await till.arm({ kind: 'webhook_late', next: 2, ms: 600_000 });
    await dieIn('after the call', path, 'amount_to_capture=600', key);
    bent += LEASE_MS + 1_000;
    const { status, body } = await again(path, 'amount_to_capture=600', key);
    assert.deepEqual([status, body.status, body.amount_received], [200, 'succeeded', 600]);
    await assertBooksAgree(till);
  });

  it('two processes at once, one key: one of them does it', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0
          ? again('/v1/payment_intents', PAY, key)
          : form(till, '/v1/payment_intents', PAY, { 'idempotency-key': key }),
      ),
    );
    const done = answers.filter(({ status }) => status === 200);
    assert.ok(done.length >= 1);
    assert.ok(answers.every(({ status }) => status === 200 || status === 409));
    assert.equal(new Set(done.map(({ body }) => body.id)).size, 1);
    assert.equal((await till.charges()).length, 1);
  });

  it('that was only slow writes nothing over its successor', async () => {
    const { id } = await till.pay({ confirm: false });
    const key = randomUUID();
    const path = `/v1/payment_intents/${id}/confirm`;
    await till.arm({ kind: 'delay', next: 1, ms: 150 });
    const slow = form(till, path, '', { 'idempotency-key': key });
    await new Promise((resolve) => setTimeout(resolve, 60));
    bent += LEASE_MS + 1_000;
    const first = await again(path, '', key);
    assert.equal(first.status, 200);
    assert.ok([200, 409].includes((await slow).status));
    const replay = await again(path, '', key);
    assert.deepEqual([replay.replayed, replay.body], ['true', first.body]);
    await settleBy(other);
    assert.ok((await till.charges()).length <= 1);
    await assertBooksAgree(till);
  });
});
