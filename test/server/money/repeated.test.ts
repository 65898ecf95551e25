/**
 * The same thing asked again by somebody who cannot know that it was done: an end of something whose
 * holder died before it could keep its answer, and a press that was slower than itself.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { form, openSession, press, raw, returningBuyer } from '../shop.ts';
import { openTill, type Till } from './books.ts';

describe('an end whose holder died before it kept its answer', () => {
  let till: Till;
  let file: Sqlite.Database;
  before(async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'keepsake-')), 'api.db');
    till = await openTill({ databaseUrl: `file:${path}` });
    file = new Sqlite(path);
  });
  after(async () => {
    file.close();
    await till.close();
  });

  /** Leaves a key as a holder leaves it that is killed right after its work was committed. */
  function loseAnswer(key: string): void {
    const lost = 'update idempotency_keys set status = null, body = null, lease_until_ms = 0';
    assert.equal(file.prepare(`${lost} where key = ?`).run(key).changes, 1);
  }

  /** The record that lets a card be shown. */
  async function consentOf({ card }: { readonly card: string }): Promise<string> {
    const { body } = await raw(till, 'GET', `/v1/consents?payment_method=${card}`);
    const records = body.data as readonly { readonly id: string }[];
    assert.ok(records[0]);
    return records[0].id;
  }

  const ends = [
    {
      what: 'a canceled payment intent',
      status: 'canceled',
      path: async () => `/v1/payment_intents/${(await till.pay({ confirm: false })).id}/cancel`,
    },
    {
      what: 'a canceled setup intent',
      status: 'canceled',
      path: async () => `/v1/setup_intents/${(await till.stripe.setupIntents.create()).id}/cancel`,
    },
    {
      what: 'an expired session',
      status: 'expired',
      path: async () => `/v1/checkout/sessions/${(await openSession(till)).id}/expire`,
    },
    {
      what: 'a detached card',
      status: undefined,
      path: async () => `/v1/payment_methods/${(await returningBuyer(till)).card}/detach`,
    },
    {
      what: 'a withdrawn consent',
      status: undefined,
      path: async () => `/v1/consents/${await consentOf(await returningBuyer(till))}/withdraw`,
    },
  ] as const;

  for (const { what, status, path } of ends) {
    it(`${what}: the repetition gets the same answer, and another key is refused`, async () => {
      const where = await path();
      const key = randomUUID();
      const first = await form(till, where, '', { 'idempotency-key': key });
      assert.deepEqual([first.status, first.body.status], [200, status]);
      loseAnswer(key);
      const again = await form(till, where, '', { 'idempotency-key': key });
      assert.deepEqual([again.status, again.body], [200, first.body]);
      const other = await form(till, where, '', { 'idempotency-key': randomUUID() });
      assert.equal(other.status, 400);
    });
  }
});

describe('a press that is slower than itself', () => {
  it('hears what became of it, though the card could not be read a second time', async () => {
    let exchanges = 0;
    let fail = () => {};
    const failing = new Promise<void>((resolve) => {
      fail = resolve;
    });
    const fetchOnce: typeof fetch = async (input, init) => {
      const reads = String(input).endsWith('/payment_methods');
      if (reads) exchanges += 1;
      if (!reads || exchanges > 1) return fetch(input, init);
      await failing;
      throw new TypeError('the wire broke');
    };
    const till = await openTill({ overrides: { fetch: fetchOnce } });
    try {
      const { secret } = await openSession(till);
      const body = {
        press: randomUUID(),
        card_token: await till.token(),
        billing_details: { name: 'Ada Long', email: 'ada@example.com' },
      };
      const slow = press(till, secret, body);
      while (exchanges === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const quick = await press(till, secret, body);
      assert.equal(quick.result?.status, 'complete');
      fail();
      const { result, error } = await slow;
      assert.equal(result?.status, 'complete', JSON.stringify(error));
      assert.equal((await till.charges()).length, 1);
    } finally {
      await till.close();
    }
  });
});
