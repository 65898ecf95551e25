/** Spans as a collector receives them: whose part each is, what it says, and what it never says. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { openTill, type Till } from '../money/books.ts';
import { eventually, openSession, raw, refusal, returningBuyer } from '../shop.ts';

const attribute = z.object({
  key: z.string(),
  value: z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
    z.strictObject({ boolValue: z.boolean() }),
    z.strictObject({ doubleValue: z.number() }),
  ]),
});
const span = z.strictObject({
  traceId: z.string().regex(/^[\da-f]{32}$/),
  spanId: z.string().regex(/^[\da-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^[\da-f]{16}$/)
    .optional(),
  name: z.string(),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: z.string().regex(/^\d{19}$/),
  endTimeUnixNano: z.string().regex(/^\d{19}$/),
  attributes: z.array(attribute),
  status: z.object({ code: z.literal(2).optional(), message: z.string().optional() }),
});
type Span = z.infer<typeof span>;
const batch = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.literal('keepsake') }),
          spans: z.array(span),
        }),
      ),
    }),
  ),
});

const spans: Span[] = [];
const bodies: string[] = [];
const headers: (string | undefined)[] = [];
let answers = 200;
let till: Till;

const collector = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => {
    body += part.toString('utf8');
  });
  request.on('end', () => {
    bodies.push(body);
    headers.push(request.headers['x-tenant'] as string | undefined);
    assert.equal(request.url, '/v1/traces');
    for (const { scopeSpans } of batch.parse(JSON.parse(body)).resourceSpans)
      for (const each of scopeSpans) spans.push(...each.spans);
    response.writeHead(answers).end('{}');
  });
});

before(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  till = await openTill({
    config: {
      otlpEndpoint: `http://127.0.0.1:${port}`,
      otlpHeaders: 'x-tenant=shop%20one',
      otelServiceName: 'till',
    },
  });
});
after(async () => {
  await till.close();
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
});

const TRACE = (digit: string) => digit.repeat(32);
const PARENT = 'b'.repeat(16);
const traceparent = (digit: string, flags = '01') => `00-${TRACE(digit)}-${PARENT}-${flags}`;

/** The spans of one trace, once as many have come as are expected. */
const ofTrace = (traceId: string, least: number) =>
  eventually(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return spans.filter((each) => each.traceId === traceId);
    },
    (found) => found.length >= least,
  );

const said = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** Each with its parent's name, as `child < parent`. */
const family = (all: readonly Span[]) =>
  all
    .map(({ name, parentSpanId }) => {
      const parent = all.find(({ spanId }) => spanId === parentSpanId)?.name;
      return `${name} < ${parent ?? (parentSpanId === PARENT ? 'caller' : parentSpanId)}`;
    })
    .sort();

/** @param fault of the bank, armed once the card is there */
async function pay(digit: string, fault?: Readonly<Record<string, unknown>>) {
  const { customer, card } = await returningBuyer(till);
  const { secret } = await openSession(till, { customer });
  const press = { press: crypto.randomUUID(), payment_method: card };
  if (fault) await till.arm(fault);
  return fetch(`${till.api.url}/elements/checkout/confirm`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      traceparent: traceparent(digit),
    },
    body: JSON.stringify(press),
  });
}

test('one press is one trace: confirm, and in it plan, call and record', async () => {
  assert.equal((await pay('1')).status, 200);
  const all = await ofTrace(TRACE('1'), 5);
  assert.deepEqual(family(all), [
    'POST < caller',
    'call < confirm',
    'confirm < POST',
    'plan < confirm',
    'record < confirm',
  ]);
  const named = new Map(all.map((each) => [each.name, each]));
  const call = named.get('call');
  assert.ok(call);
  const { 'keepsake.attempt': attempt, ...rest } = said(call);
  assert.match(String(attempt), /^att_/);
  assert.deepEqual(rest, {
    'keepsake.processor': 'sandbox',
    'keepsake.operation': 'charge',
    'keepsake.account': 'acct_default',
    'keepsake.initiator': 'customer',
    'keepsake.outcome': 'succeeded',
  });
  assert.equal(call.kind, 3);
  assert.deepEqual(call.status, {});
  const request = named.get('POST');
  assert.ok(request);
  assert.equal(request.kind, 2);
  assert.deepEqual(said(request), {
    'http.request.method': 'POST',
    'http.route': '/elements/checkout/confirm',
    'http.response.status_code': '200',
  });
  for (const each of all) {
    assert.ok(BigInt(each.endTimeUnixNano) >= BigInt(each.startTimeUnixNano), each.name);
    assert.ok(BigInt(each.startTimeUnixNano) >= BigInt(request.startTimeUnixNano), each.name);
    assert.ok(BigInt(each.endTimeUnixNano) <= BigInt(request.endTimeUnixNano), each.name);
  }
  const [plan, record] = [named.get('plan'), named.get('record')];
  assert.ok(plan && record);
  assert.ok(
    BigInt(plan.endTimeUnixNano) <= BigInt(call.startTimeUnixNano),
    'durable before the call',
  );
  assert.ok(BigInt(call.endTimeUnixNano) <= BigInt(record.startTimeUnixNano));
  assert.equal(said(plan)['keepsake.attempt'], attempt);
});

test('a call that proves nothing has failed, a decline has not', async () => {
  await pay('2', { kind: 'error_after_effect', next: 1 });
  const unknown = (await ofTrace(TRACE('2'), 5)).find(({ name }) => name === 'call');
  assert.equal(unknown?.status.code, 2);
  assert.equal(unknown && said(unknown)['keepsake.outcome'], 'unknown');
  assert.equal((await pay('3', { kind: 'decline', next: 1 })).status, 402);
  const declined = (await ofTrace(TRACE('3'), 5)).find(({ name }) => name === 'call');
  assert.deepEqual(declined?.status, {});
  assert.equal(declined && said(declined)['keepsake.outcome'], 'declined');
});

test('a caller who does not sample is not sampled, an unreadable parent is none', async () => {
  const at = (header: string) =>
    raw(till, 'GET', '/v1/customers', {
      headers: { authorization: `Bearer ${till.api.key}`, traceparent: header },
    });
  await at(traceparent('4', '00'));
  await at(`00-${TRACE('0')}-${PARENT}-01`);
  await at(`00-${TRACE('5')}-${PARENT}-01`);
  await ofTrace(TRACE('5'), 1);
  assert.equal(spans.filter(({ traceId }) => [TRACE('4'), TRACE('0')].includes(traceId)).length, 0);
});

test('what a request did not begin has traces of its own', async () => {
  const intent = await till.pay({ capture_method: 'manual' });
  await till.stripe.paymentIntents.capture(intent.id);
  const isCapture = (each: Span) => said(each)['keepsake.operation'] === 'capture';
  const found = await eventually(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return spans.filter(isCapture);
    },
    (all) => all.length >= 2,
  );
  assert.deepEqual(found.map(({ name }) => name).sort(), ['call', 'record']);
});

test('nothing of a buyer, a key or a secret is in any of it, and nothing of it goes to a processor', async () => {
  const { client_secret: secret } = await till.stripe.paymentIntents.create({
    amount: 100,
    currency: 'usd',
  });
  await refusal(till.pay({ payment_method: 'pm_card_chargeDeclined' }));
  const everything = bodies.join('\n');
  assert.ok(everything.length > 1_000);
  for (const never of [
    till.api.key,
    String(secret),
    'ada@example.com',
    'Ada Long',
    '4242',
    '94110',
  ])
    assert.ok(!everything.includes(never), never);
  assert.ok(headers.every((value) => value === 'shop one'));
  assert.match(everything, /"service.name","value":\{"stringValue":"till"\}/);
});

test('a collector that takes nothing delays nothing, and what it lost is counted', async () => {
  answers = 500;
  assert.equal((await pay('6')).status, 200);
  await ofTrace(TRACE('6'), 5);
  const text = await eventually(
    async () =>
      (
        await fetch(`${till.api.url}/metrics`, {
          headers: { authorization: `Bearer ${till.api.key}` },
        })
      ).text(),
    (figures) => /^keepsake_spans_dropped_total [1-9]/m.test(figures),
  );
  assert.ok(text);
});
