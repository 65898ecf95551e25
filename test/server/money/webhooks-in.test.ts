/** What the bank tells unasked: believed only when signed, heard once, in any order, before or after the answer. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Database from 'better-sqlite3';
import { eventsAbout, eventually } from '../shop.ts';
import { assertBooksAgree, attemptsOf, openTill, type Till } from './books.ts';

describe('a webhook of the bank', () => {
  let till: Till;
  const path = join(mkdtempSync(join(tmpdir(), 'keepsake-')), 'api.db');
  let clock = () => Date.now();
  before(async () => {
    till = await openTill({ databaseUrl: `file:${path}` });
    clock = () => Date.now();
  });
  after(() => till.close());

  const stored = () => {
    const db = new Database(path, { readonly: true });
    const { count } = db.prepare('select count(*) as count from inbox').get() as { count: number };
    db.close();
    return count;
  };

  const sign = (body: string, atMs: number, secret = till.environment.BANK_SECRET ?? '') => {
    const key = createHmac('sha256', secret).update('webhook').digest();
    const seconds = Math.floor(atMs / 1000);
    const mac = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
    return `t=${seconds},v1=${mac}`;
  };
  const news = (reference: string, id = `bevt_${reference}`) =>
    JSON.stringify({ id, type: 'charge.updated', account: 'sandbox', reference, data: {} });
  const send = async (body: string, signature: string | null, name = 'sandbox') => {
    const response = await fetch(`${till.api.url}/webhooks/processors/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature === null ? {} : { 'bank-signature': signature }),
      },
      body,
    });
    await response.body?.cancel();
    return response.status;
  };

  it('that is forged, stale, unsigned or altered is refused, and nothing of it is kept', async () => {
    const before = stored();
    const body = news('att_x');
    const good = sign(body, clock());
    const rows: readonly (readonly [string, string, string | null, string?])[] = [
      ['forged', body, sign(body, clock(), 'another secret altogether')],
      ['six minutes old', body, sign(body, clock() - 6 * 60_000)],
      ['of the future', body, sign(body, clock() + 6 * 60_000)],
      ['unsigned', body, null],
      ['altered', body.replace('att_x', 'att_y'), good],
      ['not even JSON', 'hello', sign('hello', clock())],
      ['from a processor that is not here', body, good, 'adyen'],
    ];
    for (const [what, text, signature, name] of rows)
      assert.equal(await send(text, signature, name), 400, what);
    assert.equal(stored(), before);
  });

  it('is stored once, however often it comes', async () => {
    const before = stored();
    const body = news('att_nobody', 'bevt_twice');
    for (let time = 0; time < 3; time += 1)
      assert.equal(await send(body, sign(body, clock())), 200);
    assert.equal(stored(), before + 1);
  });

  it('settles a payment that nobody got an answer for', async () => {
    await till.arm({ kind: 'error_after_effect', next: 1 });
    const { id } = await till.pay();
    const paid = await eventually(
      () => till.stripe.paymentIntents.retrieve(id),
      ({ status }) => status === 'succeeded',
    );
    assert.equal(paid.amount_received, 1099);
    assert.deepEqual(await till.tried(id), ['charge succeeded']);
  });

  it('that comes before the answer changes nothing about it', async () => {
    // The bank has done its work, and says so before the call that asked for it returns.
    await till.arm({ kind: 'timeout_after_effect', next: 1, ms: 100 });
    const { id } = await till.pay();
    await eventually(
      () => till.stripe.paymentIntents.retrieve(id),
      ({ status }) => status === 'succeeded',
    );
    const told = await eventsAbout(till, id);
    assert.equal(told.filter((type) => type === 'payment_intent.succeeded').length, 1);
  });

  for (const kind of ['webhook_duplicate', 'webhook_late', 'webhook_reordered']) {
    it(`${kind}: each thing happens once`, async () => {
      for (let time = 0; time < 4; time += 1) await till.arm({ kind, next: 1, ms: 60 });
      const { id } = await till.pay({ capture_method: 'manual' });
      await till.stripe.paymentIntents.capture(id);
      await till.stripe.refunds.create({ payment_intent: id, amount: 99 });
      await new Promise((resolve) => setTimeout(resolve, 250));
      await till.mend();
      const told = await eventsAbout(till, id);
      for (const type of ['payment_intent.succeeded', 'payment_intent.amount_capturable_updated'])
        assert.equal(told.filter((each) => each === type).length, 1, type);
      assert.deepEqual(await till.tried(id), [
        'charge authorized',
        'capture succeeded',
        'refund succeeded',
      ]);
      await assertBooksAgree(till);
    });
  }

  it('that could not be dealt with is dealt with later', async () => {
    await till.arm({ kind: 'webhook_late', next: 1, ms: 600_000 });
    await till.arm({ kind: 'error_after_effect', next: 1 });
    const { id } = await till.pay();
    const [attempt] = await attemptsOf(till, id);
    const body = news(attempt?.id ?? '', 'bevt_later');
    // Stored by a process that died before it asked.
    const db = new Database(path);
    db.prepare(
      `insert into inbox (id, processor, event, attempt, received_ms, next_attempt_ms, fence)
       values ('inbox_later', 'sandbox', 'bevt_later', ?, ?, ?, 0)`,
    ).run(attempt?.id, clock(), clock());
    db.close();
    assert.equal(await send(body, sign(body, clock())), 200);
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'processing');
    await till.keepsake.worker.turn();
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'succeeded');
  });
});
