/** What a log may say, as tables; and, with hostile values thrown at every door, what it does say. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createLog } from '../../../server/log.ts';
import { invalidRequest } from '../../../server/model/problem.ts';
import { errorFields } from '../../../server/telemetry/log-errors.ts';
import { LOG_FIELDS } from '../../../server/telemetry/log-fields.ts';
import { scrub, scrubForeign } from '../../../server/telemetry/scrub.ts';
import { startWorld, type World } from '../../support/world.ts';
import { startReceiver } from '../receiver.ts';
import { eventually, openSession, press, raw, returningBuyer } from '../shop.ts';

type Line = Readonly<Record<string, unknown>>;

/** A log whose lines are kept. */
function kept(level: string, strict = false) {
  const lines: string[] = [];
  const log = createLog(level, { strict, write: (line) => lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Line };
}

test('a field without a name in the table is left out, and is an error in tests', () => {
  const { log, last } = kept('info');
  log.info({ requestId: 'req_1', email: 'a@b.example', nested: { number: 1 } }, 'm');
  const { time, ...rest } = last();
  assert.ok(time);
  assert.deepEqual(rest, { level: 'info', requestId: 'req_1', msg: 'm' });
  for (const level of ['debug', 'silent'])
    assert.throws(() => kept(level, true).log.debug({ email: 'x' }, 'm'), /no field email/);
});

const VALUES: readonly (readonly [string, unknown, unknown])[] = [
  ['requestId', 'req_abc', 'req_abc'],
  ['requestId', 'a b', '[withheld]'],
  ['attempt', 'att_4242424242424242', '[withheld]'],
  ['session', 'cs_test_abc_secret_def', '[withheld]'],
  ['id', { toString: () => 'x' }, '[withheld]'],
  ['account', null, null],
  ['route', '/v1/customers/:id', '/v1/customers/:id'],
  ['route', '/v1/customers?email=a@b.example', '[withheld]'],
  ['code', 'sk_test_keepsake', '[withheld]'],
  ['actor', 'sk_test_…sake', 'sk_test_…sake'],
  ['status', 200, 200],
  ['status', '200', '[withheld]'],
  ['late', true, true],
  ['late', 'yes', '[withheld]'],
  ['error', 'card 4242 4242 4242 4242', 'card [digits]'],
];

test('each value is held against its kind', () => {
  for (const [name, value, expected] of VALUES) {
    assert.ok(LOG_FIELDS[name], name);
    const { log, last } = kept('info', true);
    log.info({ [name]: value }, 'm');
    assert.deepEqual(last()[name], expected, `${name} ${String(value)}`);
  }
});

const SCRUBBED: readonly (readonly [string, string])[] = [
  ['nothing to hide in att_abc at 12:30', 'nothing to hide in att_abc at 12:30'],
  ['5555-5555 5555.4444!', '[digits]!'],
  ['key sk_live_51Habc and rk_test_x', 'key [key] and [key]'],
  ['whsec_abcdefgh cuss_abcdefgh_secret_x ctok_abcdef1', '[secret] [secret] [secret]'],
  ['pi_123_secret_4-5 leaks', '[secret] leaks'],
  ['Bearer abcdefgh.ijkl', '[credential]'],
  ['to <ada@example.com>,', 'to <[mail]>,'],
  ['postgres://me:pass@db.example/x is away', '[address] is away'],
  [`key ${Buffer.alloc(32, 1).toString('base64')}`, 'key [key]'],
  ['f'.repeat(64), '[hash]'],
];

test('texts lose what no log may hold', () => {
  for (const [given, expected] of SCRUBBED) assert.equal(scrub(given), expected);
  assert.equal(
    scrubForeign(`Unexpected token 'A', "Ada Long, 1 Main St" is not valid JSON`),
    `Unexpected token '…', "…" is not valid JSON`,
  );
});

test('an error of ours is told whole, of any other what it quotes is left out', () => {
  const ours = errorFields(invalidRequest("No such customer: 'cus_1'", 'resource_missing'));
  assert.deepEqual(ours, {
    error: "Problem: No such customer: 'cus_1'",
    code: 'resource_missing',
  });
  const foreign = errorFields(new TypeError(`cannot read "Ada Long" of ada@example.com`));
  assert.equal(foreign.error, 'TypeError: cannot read "…" of [mail]');
  assert.match(foreign.stack ?? '', /^at .*test\/server\/telemetry\/log\.test\.ts/);
  assert.doesNotMatch(foreign.stack ?? '', /Ada|file:/);
});

let world: World;
const { log, lines } = kept('debug', true);
const parsed = () => lines.map((line) => JSON.parse(line) as Line);

before(async () => {
  world = await startWorld({ config: { webhooksAllowPrivate: '1' }, overrides: { log } });
});
after(() => world.close());

test('a request, what it settles and the webhooks that tell of it bear one id', async () => {
  const shop = await startReceiver();
  await world.stripe.webhookEndpoints.create({ url: shop.url, enabled_events: ['*'] });
  const { customer, card } = await returningBuyer(world);
  const { secret, intent } = await openSession(world, { customer });
  const { headers } = await press(world, secret, { payment_method: card });
  const requestId = headers.get('request-id');
  assert.ok(requestId);
  await eventually(
    async () => {
      await world.keepsake.worker.turn();
      return parsed().filter((line) => line.requestId === requestId && line.delivery);
    },
    (delivered) => delivered.length > 0,
  );
  const its = parsed().filter((line) => line.requestId === requestId);
  const settled = its.find((line) => line.msg === 'an attempt was settled');
  assert.equal(settled?.intent, intent);
  assert.equal(settled?.outcome, 'succeeded');
  const access = its.filter((line) => line.msg === 'request');
  assert.equal(access.length, 1, 'one line a request');
  const [{ level, method, route, status, account }] = access as [Line];
  assert.deepEqual(
    { level, method, route, status, account },
    {
      level: 'info',
      method: 'POST',
      route: '/elements/checkout/confirm',
      status: 200,
      account: 'acct_default',
    },
  );
  await shop.close();
});

/** Each has something in it that no log may ever hold. */
const HOSTILE = {
  number: '4000056655665556',
  spaced: '4000 0566 5566 5556',
  mail: 'mallory.hostile@example.com',
  person: 'Mallory Hostile',
  street: '13 Hostile Street',
  key: 'sk_test_hostilehostile',
  secret: 'cs_test_hostile_secret_hostile',
} as const;

test('hostile values at every door leave no trace in the log', async () => {
  const from = lines.length;
  const values = Object.values(HOSTILE);
  const methods = ['GET', 'POST', 'DELETE'];
  const paths = ['/v1/customers', '/v1/payment_intents', '/elements/checkout', '/nowhere', '/pay'];
  const body = (value: string) =>
    JSON.stringify({ name: value, email: value, metadata: { a: value } });
  for (const value of values)
    for (const path of paths)
      for (const method of methods) {
        const sent = encodeURIComponent(value);
        const headers = { 'content-type': 'application/json', 'user-agent': value, referer: value };
        const init = method === 'POST' ? { headers, body: body(value) } : { headers };
        await fetch(`${world.api.url}${path}/${sent}?email=${sent}`, { method, ...init });
        await fetch(world.api.url + path, {
          method,
          ...init,
          headers: { ...headers, authorization: `Bearer ${value}` },
        });
      }
  // The same by doors that open: what a buyer types is kept where it belongs, and told nowhere else.
  const { mail: email, person: name, street: line1 } = HOSTILE;
  const { customer, card } = await returningBuyer(world);
  await world.stripe.customers.update(customer, { email, name, address: { line1 } });
  const { secret } = await openSession(world, { customer });
  const billing = { email, name, address: { line1, country: 'US', postal_code: '94110' } };
  await press(world, secret, { payment_method: card, billing_details: billing });
  await press(world, secret, { press: randomUUID(), payment_method: HOSTILE.secret });
  await raw(world, 'POST', '/v1/customers', {
    body: '{"name": "Mallory Hostile',
    headers: { 'content-type': 'application/json' },
  });
  await world.keepsake.worker.turn();
  const told = lines.slice(from);
  assert.ok(told.length > values.length * paths.length * methods.length);
  for (const line of told) {
    assert.doesNotMatch(line, /mallory|hostile|566556|5566 5/i);
    assert.ok(!line.includes(secret) && !line.includes(world.api.key), line);
    const names = Object.keys(JSON.parse(line) as Line);
    for (const each of names)
      assert.ok(each in LOG_FIELDS || ['level', 'time', 'msg'].includes(each), each);
  }
});
