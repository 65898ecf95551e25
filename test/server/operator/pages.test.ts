/** The operator's pages as a browser asks for them: who is let in, what is never shown, what happens once. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createKeepsake, type Options } from '../../../server/index.ts';
import type { Permissions } from '../../../server/model/permission.ts';
import { startWorld, type World } from '../../support/world.ts';
import { agree, bentClock, fault, newCustomer, refusedLater } from '../permission/agreements.ts';

const clock = bentClock();
let world: World;
before(async () => {
  world = await startWorld({ config: { operatorPage: 'on' }, overrides: { now: clock.now } });
});
after(() => world.close());

interface Answer {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  readonly cookie: string;
}

/** @param cookie `name=value` of who is signed in; empty for nobody */
async function ask(path: string, cookie = '', form?: Record<string, string>, headers = {}) {
  const response = await fetch(`${world.api.url}/operator${path}`, {
    redirect: 'manual',
    headers: { cookie, ...(form ? { 'sec-fetch-site': 'same-origin' } : {}), ...headers },
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  });
  const [set = ''] = response.headers.getSetCookie();
  const answer: Answer = {
    status: response.status,
    html: await response.text(),
    headers: response.headers,
    cookie: set.split(';')[0] ?? '',
  };
  return answer;
}

async function signIn(key = world.api.key): Promise<string> {
  const answer = await ask('/sign-in', '', { key });
  assert.equal(answer.status, 303, answer.html);
  return answer.cookie;
}

const pressIn = ({ html }: Answer) => /name="press" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('the door', () => {
  it('asks for a key, shows nothing before, and keeps no key in a page or an address', async () => {
    const { status, html, headers } = await ask('');
    assert.equal(status, 200);
    assert.match(html, /<h1>Sign in<\/h1>/);
    assert.ok(!html.includes('demo’s key'), 'only a demo lets everybody in');
    assert.match(
      headers.get('content-security-policy') ?? '',
      /^default-src 'none'; style-src 'self'/,
    );
    assert.ok(!/unsafe|script-src/.test(headers.get('content-security-policy') ?? ''));
    assert.ok(!/<script|style=|onclick/.test(html));
    for (const path of [
      '/customers/cus_1',
      '/payments/pi_1',
      '/charges/ch_1/evidence',
      '/nothing',
    ]) {
      const answer = await ask(path);
      assert.equal(answer.status, 401, path);
      assert.match(answer.html, /<h1>Sign in<\/h1>/);
    }
    const cookie = await signIn();
    const whole = await ask('/sign-in', '', { key: world.api.key });
    const set = whole.headers.getSetCookie().join();
    assert.match(set, /HttpOnly/);
    assert.match(set, /SameSite=Strict/);
    assert.match(set, /Path=\/operator/);
    assert.ok(!set.includes(world.api.key));
    assert.ok(!(await ask('', cookie)).html.includes(world.api.key));
  });

  it('refuses wrong keys in words, and after ten of them anybody from there for a while', async () => {
    const wrong = await ask('/sign-in', '', { key: 'sk_test_wrong12345678' });
    assert.equal(wrong.status, 401);
    assert.match(wrong.html, /This key opens nothing/);
    assert.ok(!wrong.html.includes('wrong12345678'));
    assert.match((await ask('/sign-in', '', { key: 'pk_test_1234' })).html, /publishable key/);
    assert.match((await ask('/sign-in', '', { demo: 'yes' })).html, /no key/);
    for (let tries = 3; tries < 10; tries += 1)
      await ask('/sign-in', '', { key: 'sk_test_no1234' });
    const right = await ask('/sign-in', '', { key: world.api.key });
    assert.equal(right.status, 429);
    assert.ok(Number(right.headers.get('retry-after')) > 60);
    clock.advance(16 * 60_000);
    await signIn();
  });

  it('believes only forms of its own pages', async () => {
    const cookie = await signIn();
    const form = { key: world.api.key };
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
    ])
      for (const path of ['/sign-in', '/sign-out', '/events/evt_1/resend'])
        assert.equal((await ask(path, cookie, form, headers)).status, 403, JSON.stringify(headers));
    const silent = await fetch(`${world.api.url}/operator/sign-in`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    assert.equal(silent.status, 403);
  });

  it('closes after half an hour without use, after eight hours, at sign-out, and to what is no cookie', async () => {
    let cookie = await signIn();
    clock.advance(29 * 60_000);
    const used = await ask('', cookie);
    assert.match(used.html, /Find a customer/);
    clock.advance(29 * 60_000);
    assert.match((await ask('', used.cookie)).html, /Find a customer/, 'use makes it last');
    clock.advance(2 * 60_000);
    assert.equal((await ask('', cookie)).status, 401, 'the older cookie is over');
    cookie = await signIn();
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      clock.advance(20 * 60_000);
      cookie = (await ask('', cookie)).cookie;
    }
    clock.advance(20 * 60_000);
    assert.equal((await ask('', cookie)).status, 401, 'eight hours are over');
    const out = await ask('/sign-out', await signIn(), {});
    assert.equal(out.cookie, 'keepsake_operator=');
    for (const bad of ['x', 'v1.test.AAAA.AAAA', `${await signIn()}x`.split('=')[1] ?? ''])
      assert.equal((await ask('', `keepsake_operator=${bad}`)).status, 401);
  });

  it('is not there unless it is wanted, and a demo is nothing for real money', async () => {
    const { environment } = world;
    const options: Options = {
      databaseUrl: ':memory:',
      secretKey: world.api.key,
      encryptionKeys: environment.KEEPSAKE_ENCRYPTION_KEYS ?? '',
      bankSecret: environment.BANK_SECRET ?? '',
      logLevel: 'silent',
    };
    const plain = await createKeepsake(options);
    assert.equal((await plain.fetch(new Request('http://localhost/operator'))).status, 404);
    await plain.close();
    await assert.rejects(
      createKeepsake({ ...options, operatorPage: 'demo', secretKey: 'sk_live_1234567890' }),
      /KEEPSAKE_/,
    );
  });
});

describe('a key of somebody’s own', () => {
  const make = async (permissions: Permissions | null, account = 'acct_default') =>
    world.keepsake.access.createKey({
      account,
      name: 'a desk',
      kind: permissions === null ? 'secret' : 'restricted',
      permissions,
      expiresMs: null,
    });

  it('shows what it may see, does what it may do, and opens nothing once it is revoked', async () => {
    const customer = await newCustomer(world, 'desk@example.com');
    const { mandate } = await agree(world, customer);
    const { secret, key } = await make({ customers: 'read', mandates: 'read' });
    const cookie = await signIn(secret);
    const { html } = await ask(`/customers/${customer}`, cookie);
    assert.match(html, /desk@example.com/);
    assert.match(html, /Whenever a payment falls due/);
    assert.match(html, /it lacks the right events=read/);
    assert.match(html, new RegExp(`Key <code>a-desk/rk_test_\\.\\.${secret.slice(-4)}`));
    const revoke = await ask(`/mandates/${mandate}/revoke`, cookie);
    const tried = { press: pressIn(revoke) };
    assert.equal((await ask(`/mandates/${mandate}/revoke`, cookie, tried)).status, 403);
    assert.equal((await ask('/payments/pi_1', cookie)).status, 403);
    await world.keepsake.access.revokeKey(key.id);
    const over = await ask('', cookie);
    assert.match(over.html, /opens nothing any more/);
    assert.equal(over.status, 401);
    assert.match(over.headers.getSetCookie().join(), /keepsake_operator=;/);
  });

  it('of another account sees nothing of this one', async () => {
    const customer = await newCustomer(world, 'mine@example.com');
    const { id } = await world.keepsake.access.createAccount({
      name: 'Another shop',
      termsUrl: null,
      supportUrl: null,
      manageUrl: null,
    });
    const { secret } = await make(null, id);
    const cookie = await signIn(secret);
    assert.equal((await ask(`/customers/${customer}`, cookie)).status, 404);
    for (const typed of [customer, 'mine@', '4242']) {
      const { html } = await ask(`?q=${typed}`, cookie);
      assert.match(html, /Nobody found/, typed);
    }
    assert.ok(!(await ask('', cookie)).html.includes('@example.com'));
  });
});

describe('what can be done', () => {
  it('happens once for a form that is sent twice, and is kept with whose key it was', async () => {
    const customer = await newCustomer(world, 'twice@example.com');
    const { card } = await agree(world, customer);
    const cookie = await signIn();
    const path = `/customers/${customer}/charge`;
    const look = await ask(`${path}?payment_method=${card}&amount=12.50&currency=usd`, cookie);
    assert.match(look.html, /<h1>Charge \$12.50\?<\/h1>/);
    assert.match(look.html, /Nothing stands against/);
    const form = { payment_method: card, amount: '12.50', currency: 'usd', press: pressIn(look) };
    const sent = await Promise.all([ask(path, cookie, form), ask(path, cookie, form)]);
    const [to] = sent.map(({ headers }) => headers.get('location'));
    assert.deepEqual(
      sent.map(({ status, headers }) => [status, headers.get('location')]),
      [
        [303, to],
        [303, to],
      ],
    );
    const { data } = await world.stripe.paymentIntents.list({ customer });
    assert.deepEqual(
      data.map(({ amount, status }) => [amount, status]),
      [[1250, 'succeeded']],
    );
    assert.match(String((data[0] as unknown as { actor: string }).actor), /^operator sk_test_/);
    const events = await ask(`/customers/${customer}?show=events`, cookie);
    assert.match(events.html, /from this page, by key <code>sk_test_/);
    for (const press of ['', 'x', '../../etc'])
      assert.equal((await ask(path, cookie, { ...form, press })).status, 400);
    assert.equal(
      (await ask(`${path}?payment_method=${card}&amount=1.234&currency=usd`, cookie)).status,
      400,
    );

    const payment = String(to).replace('/operator', '').replace('?done=charged', '');
    const refund = await ask(`${payment}/refund?amount=2.50&reason=duplicate`, cookie);
    assert.match(refund.html, /Left afterwards[\s\S]*\$10.00/);
    const back = { amount: '250', reason: 'duplicate', press: pressIn(refund) };
    for (const _ of [1, 2])
      assert.equal((await ask(`${payment}/refund`, cookie, back)).status, 303);
    const told = await ask(payment, cookie);
    assert.match(told.html, /\$2.50 given back/);
    assert.match(told.html, /by operator sk_test_/);
  });

  it('is refused with reasons, who can mend it, and a link for the buyer', async () => {
    const customer = await newCustomer(world, 'refused@example.com');
    const { card, mandate } = await agree(world, customer);
    const cookie = await signIn();
    const revoke = await ask(`/mandates/${mandate}/revoke`, cookie);
    assert.equal(
      (await ask(`/mandates/${mandate}/revoke`, cookie, { press: pressIn(revoke) })).status,
      303,
    );
    const form = { payment_method: card, amount: '5', currency: 'usd', press: randomUUID() };
    const refused = await ask(`/customers/${customer}/charge`, cookie, form);
    assert.equal(refused.status, 400);
    assert.match(refused.html, /Not charged/);
    assert.match(refused.html, /was revoked/);
    assert.match(refused.html, /has to come from the buyer/);
    const again = await newCustomer(world, 'again@example.com');
    const other = await agree(world, again);
    await fault(world, { kind: 'decline', next: 1, code: 'stolen_card' });
    const { intent } = await refusedLater(world, again, other.card, 2500);
    const page = await ask(`/payments/${intent.id}`, cookie);
    for (const part of [
      'Why was it refused?',
      'reported stolen',
      'Never try this card again',
      'stolen_card',
      'card_blocked',
      'The link for the buyer',
      '/pay/cs_test_',
    ])
      assert.ok(page.html.includes(part), part);
  });

  it('shows what people typed as text, and nothing of what they must not type', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const customer = (await world.stripe.customers.create({ name, email: 'x@example.com' })).id;
    const cookie = await signIn();
    for (const path of ['', '?q=x@example', `/customers/${customer}`]) {
      const { html } = await ask(path, cookie);
      assert.ok(!html.includes('<img src=x'), path);
      assert.ok(html.includes('&lt;img'), path);
    }
    const typed = await ask(`?q=${encodeURIComponent('4242 4242 4242 4242')}`, cookie);
    assert.equal(typed.status, 400);
    assert.ok(!typed.html.includes('4242 4242'));
    const { card } = await agree(world, await newCustomer(world, 'typed@example.com'));
    const form = `payment_method=${card}&amount=5&currency=usd&description=4242424242424242`;
    const looked = await ask(`/customers/${customer}/charge?${form}`, cookie);
    assert.equal(looked.status, 400);
    assert.ok(!looked.html.includes('42424242'));
    for (const path of ['/customers/cus_none', '/payments/pi_none', '/charges/ch_none/evidence'])
      assert.equal((await ask(path, cookie)).status, 404, path);
  });

  it('knows a living permission behind any number of ended ones', async () => {
    const customer = await newCustomer(world, 'old@example.com');
    const { card } = await agree(world, customer);
    const living = await ask(`/customers/${customer}`, await signIn());
    const name = /href="(\/operator\/mandates\/\w+\/revoke)"/.exec(living.html)?.[1] ?? 'none';
    for (let count = 0; count < 51; count += 1) {
      const { id } = await world.stripe.rawRequest('POST', '/v1/mandates', {
        payment_method: card,
        customer_acceptance: { type: 'offline' },
        terms: { category: 'unscheduled' },
      });
      await world.stripe.rawRequest('POST', `/v1/mandates/${id}/revoke`, {});
    }
    const { html } = await ask(`/customers/${customer}`, await signIn());
    assert.ok(!html.includes('None. A later charge is refused'));
    assert.ok(html.includes(name));
  });

  it('says of a debit, in a dispute, no more than is known of it', async () => {
    const made = await world.stripe.paymentIntents.create({
      ...{ amount: 3000, currency: 'usd', confirm: true },
      customer: await newCustomer(world, 'debit@example.com'),
      allowed_payment_method_types: ['us_bank_account'],
      payment_method: 'pm_usBankAccount_success',
      mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
    });
    const { html } = await ask(`/charges/${made.latest_charge}/evidence`, await signIn());
    assert.match(html, /Bank account/);
    assert.match(html, /us bank account ••••\u00a06789/);
    assert.match(html, /the customer being there/);
    assert.ok(!html.includes('9999'));
  });
});
