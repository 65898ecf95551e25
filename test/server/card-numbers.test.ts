/** No card number, ever: wherever in a request one stands, it is refused, and nothing keeps a trace of it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../support/world.ts';
import { ADA, form, json, look, openSession, press, raw, saveCard } from './shop.ts';

const CARD = '4242424242424242';
const SPACED = '4242 4242 4242 4242';
const DASHED = '4242-4242-4242-4242';
const ARABIC = '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢';
const WIDE = '４２４２４２４２４２４２４２４２';
const AMEX = '3782 822463 10005';
const NINETEEN = '6205500000000000004';

describe('a card number', () => {
  let world: World;
  let folder: string;
  let secret: string;
  const logged: string[] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keepsake-cards-'));
    const note = (...entry: unknown[]) => {
      logged.push(JSON.stringify(entry));
    };
    world = await startWorld({
      databaseUrl: `file:${join(folder, 'keepsake.db')}`,
      overrides: { log: { debug: note, info: note, warn: note, error: note } },
    });
    const { id: customer } = await world.stripe.customers.create(ADA);
    await saveCard(world, customer);
    secret = (await openSession(world, { customer })).secret;
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  /** A request that no client would normalize. */
  const bare = (path: string, headers: Record<string, string>) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = request(world.api.url + path, { headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      sent.on('error', reject);
      sent.end();
    });

  const bearer = { authorization: 'Bearer sk_test_keepsake' };

  const refused = ({ status, text }: { status: number; text: string }, what: string) => {
    assert.equal(status, 400, `${what}: ${text}`);
    assert.equal(JSON.parse(text).error.code, 'card_number_not_allowed', what);
    for (const digits of [CARD, SPACED, DASHED, ARABIC, WIDE, AMEX, NINETEEN])
      assert.equal(text.includes(digits), false, what);
  };

  const WRITTEN = [
    CARD,
    SPACED,
    DASHED,
    ARABIC,
    WIDE,
    AMEX,
    NINETEEN,
    `order ${CARD}.`,
    `4242​4242‑4242 4242`,
  ];
  for (const number of WRITTEN)
    it(`written as ${JSON.stringify(number)} is refused in a form, in JSON and in a query`, async () => {
      const encoded = encodeURIComponent(number);
      refused(await form(world, '/v1/customers', `description=${encoded}`), 'form');
      refused(await form(world, '/v1/customers', `metadata[${encoded}]=x`), 'key of a form');
      refused(await json(world, '/v1/customers', { metadata: { deep: number } }), 'JSON');
      refused(await json(world, '/v1/customers', { a: [{ [number]: 1 }] }), 'key of JSON');
      refused(await raw(world, 'GET', `/v1/customers?email=${encoded}`), 'query');
      refused(await raw(world, 'GET', `/v1/customers/${encoded}`), 'path');
    });

  it('is refused as a number, in what cannot be read, and where nothing is', async () => {
    refused(await json(world, '/v1/customers', `{"description":${CARD}}`), 'number');
    refused(await json(world, '/v1/customers', `{"description":${NINETEEN}}`), 'long number');
    refused(await json(world, '/v1/customers', `{"number": "${CARD}", `), 'broken JSON');
    refused(await form(world, '/v1/customers', `a[b][c][d][e][f][g][h][i][j][k]=${CARD}`), 'deep');
    refused(await form(world, '/v1/customers', `number=4242+4242+4242+4242`), 'plus signs');
    refused(
      await raw(world, 'POST', '/v1/customers', {
        body: `number: ${CARD}`,
        headers: { 'content-type': 'text/plain' },
      }),
      'text',
    );
    refused(await form(world, '/v1/payment_methods', `type=card&card[number]=${CARD}`), 'card');
    refused(await raw(world, 'GET', `/v1/nothing/${CARD}`), 'unknown address');
    refused(await raw(world, 'PUT', `/nowhere?n=${CARD}`), 'unknown query');
  });

  it('is refused in headers', async () => {
    for (const name of ['idempotency-key', 'user-agent', 'x-note', 'origin', 'referer'])
      refused(await bare('/v1/customers', { ...bearer, [name]: `a ${SPACED}` }), name);
    refused(await bare('/v1/customers', { authorization: `Bearer ${CARD}` }), 'key');
    refused(await bare('/elements/checkout', { authorization: `Bearer ${CARD}` }), 'secret');
  });

  it('is refused by the elements’ API as well', async () => {
    const CASES: readonly Record<string, unknown>[] = [
      { card_token: CARD },
      { payment_method: DASHED },
      { billing_details: { name: SPACED } },
      { billing_details: { address: { line1: `Box ${ARABIC}` } } },
      { card: { number: Number(CARD) } },
      { [CARD]: 1 },
    ];
    for (const body of CASES) {
      const { status, error } = await press(world, secret, body);
      assert.deepEqual([status, error?.code], [400, 'card_number_not_allowed']);
    }
    const query = await world.elements(secret, `/elements/checkout?locale=${CARD}`);
    assert.equal(Object(query.body.error).code, 'card_number_not_allowed');
    const path = await world.elements(secret, `/elements/payment_methods/${CARD}`, {
      method: 'DELETE',
    });
    assert.equal(Object(path.body.error).code, 'card_number_not_allowed');
    assert.equal((await look(world, secret)).press, null);
  });

  it('is not seen in numbers that are none', async () => {
    const NONE = ['4242424242424241', '1234567890123456', '424242424242', '40128888888818811'];
    for (const text of NONE) {
      const { status } = await form(world, '/v1/customers', `description=${text}`);
      assert.equal(status, 200, text);
    }
    const unlucky = [
      '26be3ec4-bce2-4117-8979-11598be2a40c',
      'bd640843-0834-415a-bb31-d0aa0b504a14',
    ];
    for (const id of unlucky) {
      const headers = {
        'idempotency-key': `retry-${id}`,
        traceparent: `00-${CARD.padEnd(32, 'a')}-01`,
      };
      assert.equal((await form(world, '/v1/customers', 'name=Ada', headers)).status, 200);
      const { error } = await press(world, secret, { press: id, payment_method: 'pm_none' });
      assert.equal(error?.code, 'resource_missing');
    }
    const hidden = '42424242-4242-4242-8242-000000000000';
    const { error } = await press(world, secret, { press: hidden, payment_method: 'pm_none' });
    assert.equal(error?.code, 'card_number_not_allowed');
  });

  it('that the bank has seen does not come further, through a whole checkout', async () => {
    const { secret: another } = await openSession(world);
    const declined = await press(world, another, {
      press: randomUUID(),
      card_token: await world.token('4000000000000002'),
    });
    assert.equal(declined.status, 402);
    const paid = await press(world, another, { card_token: await world.token(CARD) });
    assert.equal(paid.result?.status, 'complete');
  });

  it('leaves no trace in the database, the logs or the events', async () => {
    const files = readdirSync(folder).filter((name) => name.startsWith('keepsake.db'));
    assert.ok(files.includes('keepsake.db') && files.includes('keepsake.db-wal'));
    const bytes = files.map((name) => readFileSync(join(folder, name)).toString('utf8')).join('\n');
    assert.ok(bytes.includes(ADA.email), 'the scan reads what is kept');
    const events = JSON.stringify((await world.stripe.events.list({ limit: 100 })).data);
    assert.ok(logged.length > 0);
    for (const place of [bytes, logged.join('\n'), events])
      for (const number of [...WRITTEN, '4000000000000002', encodeURIComponent(SPACED)])
        assert.equal(place.includes(number), false, number);
  });

  it('of those who only log is not said either: logs hold no secret, email or address', () => {
    const text = logged.join('\n');
    for (const word of ['_secret_', 'sk_test', ADA.email, '127.0.0.1', 'Ada'])
      assert.equal(text.includes(word), false, word);
  });
});
