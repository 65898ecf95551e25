/**
 * An installation without ports, for thousands of short lives in one test: requests go straight into
 * `fetch`, the store is in memory, and the processor is in the test's own hands.
 */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { createKeepsake, type Keepsake } from '../../../server/index.ts';
import type { Processor } from '../../../server/processors/processor.ts';

type Json = Record<string, unknown>;

export interface Reply {
  readonly status: number;
  readonly body: Json;
}

export interface Counter {
  readonly keepsake: Keepsake;
  /** A merchant's request, with a body of JSON. */
  api(method: 'GET' | 'POST' | 'DELETE', path: string, body?: Json): Promise<Reply>;
  /** The same, which must succeed. @returns the object's id */
  made(path: string, body: Json): Promise<string>;
  /** A buyer's request by a client secret. */
  buyer(secret: string, method: 'GET' | 'POST', path: string, body?: Json): Promise<Reply>;
  /** A buyer's press that accepts what is offered for a card that is typed. @returns the reply */
  press(
    secret: string,
    token: string,
    accepts: readonly ('redisplay' | 'mandate')[],
  ): Promise<Reply>;
  close(): Promise<void>;
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const KEY = 'sk_test_keepsake';
const ORIGIN = 'http://keepsake.test';

export async function openCounter(options: {
  readonly processors: readonly Processor[];
  readonly now: () => number;
}): Promise<Counter> {
  const keepsake = await createKeepsake(
    {
      publicUrl: ORIGIN,
      databaseUrl: ':memory:',
      secretKey: KEY,
      encryptionKeys: `test:${randomBytes(32).toString('base64')}`,
      bankSecret: randomBytes(16).toString('hex'),
      logLevel: 'silent',
      failedConfirmsPerAddress: 1_000_000,
      // Thousands of runs in one moment of a clock that stands.
      requestsPerSecond: 1_000_000,
    },
    { log: SILENT, ...options },
  );

  async function ask(key: string, method: string, path: string, body?: Json): Promise<Reply> {
    const request = new Request(ORIGIN + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await keepsake.fetch(request);
    return { status: response.status, body: (await response.json()) as Json };
  }

  const buyer: Counter['buyer'] = (secret, method, path, body) => ask(secret, method, path, body);

  return {
    keepsake,
    api: (method, path, body) => ask(KEY, method, path, body),
    async made(path, body) {
      const reply = await ask(KEY, 'POST', path, body);
      assert.equal(reply.status, 200, JSON.stringify(reply.body));
      return String(reply.body.id);
    },
    buyer,
    async press(secret, token, accepts) {
      const state = await buyer(secret, 'GET', '/elements/checkout?payment_method=');
      const offers = state.body.offers as Record<string, { id: string } | null>;
      const consents = Object.fromEntries(
        accepts.map((each) => [each, { offer: offers[each]?.id, accepted: true }]),
      );
      const body = { press: randomUUID(), card_token: token, consents };
      return buyer(secret, 'POST', '/elements/checkout/confirm', body);
    },
    close: () => keepsake.close(),
  };
}
