/** The rules that every endpoint of the merchant API keeps: who may ask, in what form, and what comes back. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { startWorld, type World } from '../support/world.ts';
import { form, json, raw, refusal, returningBuyer } from './shop.ts';

describe('the wire format', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  describe('keys', () => {
    const ask = (authorization: string) =>
      raw(world, 'GET', '/v1/customers', { headers: { authorization } });

    it('are taken as Bearer and as the user name of Basic', async () => {
      const basic = Buffer.from(`${world.api.key}:`).toString('base64');
      for (const header of [`Bearer ${world.api.key}`, `bearer ${world.api.key}`, `Basic ${basic}`])
        assert.equal((await ask(header)).status, 200, header);
    });

    it('that are wrong are a 401, which masks them', async () => {
      const WRONG = ['', 'Bearer', 'Basic !!!', 'Bearer pk_test_keepsake', 'Token x', 'Bearer \t'];
      for (const header of WRONG) {
        const { status, error } = await ask(header);
        assert.deepEqual([status, error.type], [401, 'invalid_request_error'], header);
      }
      const { status, text } = await ask('Bearer sk_test_verysecretkey1234');
      assert.equal(status, 401);
      assert.match(text, /sk_test_…1234/);
      assert.doesNotMatch(text, /verysecret/);
      const session = await ask('Bearer cs_test_1_secret_2');
      assert.equal(session.status, 401);
    });
  });

  describe('requests', () => {
    it('may be forms, in every way of writing brackets, or JSON', async () => {
      const WAYS = [
        'metadata[a]=1&preferred_locales[0]=en&preferred_locales[1]=fr',
        'metadata%5Ba%5D=1&preferred_locales[]=en&preferred_locales[]=fr',
      ];
      for (const way of WAYS) {
        const { body } = await form(world, '/v1/customers', way);
        assert.deepEqual([body.metadata, body.preferred_locales], [{ a: '1' }, ['en', 'fr']]);
      }
      const { body } = await json(world, '/v1/customers', {
        metadata: { a: 1 },
        preferred_locales: ['en', 'fr'],
        description: null,
      });
      assert.deepEqual([body.metadata, body.preferred_locales], [{ a: '1' }, ['en', 'fr']]);
    });

    it('that cannot be read are refused', async () => {
      const type = (value: string, body = '{"name":"x"}') =>
        raw(world, 'POST', '/v1/customers', { body, headers: { 'content-type': value } });
      assert.equal((await type('text/plain')).status, 415);
      assert.equal((await type('multipart/form-data; boundary=x')).status, 415);
      for (const body of ['{"name":', '[1]', '"x"', 'null', '{"a":1}x']) {
        const { status, error } = await type('application/json', body);
        assert.deepEqual([status, error.code], [400, 'invalid_json'], body);
      }
      const large = await form(world, '/v1/customers', `name=${'x'.repeat(300_000)}`);
      assert.deepEqual([large.status, large.error.code], [413, 'request_too_large']);
      const streamed = await fetch(`${world.api.url}/v1/customers`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${world.api.key}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new Blob([`name=${'x'.repeat(300_000)}`]).stream(),
        duplex: 'half',
      } as RequestInit);
      assert.equal(streamed.status, 413);
      assert.equal((await type('application/json; charset=utf-8')).status, 200);
    });

    it('with a parameter that is not known are refused by its name', async () => {
      const CASES = [
        ['/v1/customers', 'emaill=x', 'emaill'],
        ['/v1/customers', 'address[street]=x', 'address[street]'],
        ['/v1/customers?nonsense=1', 'name=x', 'nonsense'],
        ['/v1/checkout/sessions', 'line_items[0][colour]=red', 'line_items[0][colour]'],
        ['/v1/payment_intents', 'amount=1&currency=usd&constructor[a]=1', 'constructor'],
      ] as const;
      for (const [path, body, param] of CASES) {
        const { status, error } = await form(world, path, body);
        assert.deepEqual([status, error.code, error.param], [400, 'parameter_unknown', param]);
      }
      const query = await raw(world, 'GET', '/v1/customers?foo=1');
      assert.deepEqual([query.status, query.error.param], [400, 'foo']);
    });

    it('that are hostile neither crash nor pollute', async () => {
      const many = Array.from({ length: 1001 }, (_, index) => `metadata[k${index}]=1`).join('&');
      const deep = `metadata${'[a]'.repeat(40)}=1`;
      const FORMS = [
        many,
        deep,
        'a[__proto__][polluted]=1',
        '[]=1&[a]=2&=3',
        'metadata[]=1',
        '%',
        '%ff',
      ];
      for (const body of FORMS) {
        const { status } = await form(world, '/v1/customers', body);
        assert.ok(status === 400, `${body.slice(0, 40)} gave ${status}`);
      }
      const nested = `{"metadata":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`;
      const JSONS = [
        '{"__proto__":{"polluted":true}}',
        '{"metadata":{"__proto__":"x"}}',
        '{"constructor":{"prototype":{"polluted":true}}}',
        nested,
        '{"metadata":[[[1]]]}',
        '{"name":{"toString":"x"}}',
      ];
      for (const body of JSONS) {
        const { status } = await json(world, '/v1/customers', body);
        assert.ok(status === 400 || status === 200, `${body.slice(0, 40)} gave ${status}`);
      }
      assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
      const { status } = await form(world, '/v1/customers', '__proto__[polluted]=1&name=Ada');
      assert.ok(status === 200 || status === 400);
      assert.equal('polluted' in {}, false);
    });

    it('may set 50 keys of metadata, 40 characters each, with 500 in a value', async () => {
      const keys = (count: number) =>
        Array.from({ length: count }, (_, index) => `metadata[k${index}]=1`).join('&');
      const full = await form(world, '/v1/customers', keys(50));
      assert.equal(full.status, 200);
      const path = `/v1/customers/${full.body.id}`;
      assert.equal((await form(world, '/v1/customers', keys(51))).error.param, 'metadata');
      assert.equal((await form(world, path, 'metadata[one_more]=1')).status, 400);
      assert.equal((await form(world, path, 'metadata[k0]=&metadata[one_more]=1')).status, 200);
      assert.equal((await form(world, path, `metadata[k1]=${'v'.repeat(500)}`)).status, 200);
      const long = await form(world, path, `metadata[k1]=${'v'.repeat(501)}`);
      assert.deepEqual([long.status, long.error.param], [400, 'metadata[k1]']);
      assert.equal((await form(world, path, `metadata[${'k'.repeat(41)}]=1`)).status, 400);
      const cleared = await form(world, path, 'metadata=');
      assert.deepEqual(cleared.body.metadata, {});
    });
  });

  describe('responses', () => {
    it('are JSON with an id, a version and no cache', async () => {
      const ok = await raw(world, 'GET', '/v1/customers');
      const wrong = await raw(world, 'GET', '/v1/customers/cus_none');
      for (const { headers } of [ok, wrong]) {
        assert.match(headers.get('content-type') ?? '', /^application\/json/);
        assert.match(headers.get('request-id') ?? '', /^req_\w+/);
        assert.equal(headers.get('stripe-version'), '2026-10-28.endive');
        assert.equal(headers.get('cache-control'), 'no-store');
      }
      assert.notEqual(ok.headers.get('request-id'), wrong.headers.get('request-id'));
      assert.equal(wrong.error.request_id, wrong.headers.get('request-id'));
      assert.equal(wrong.headers.get('stripe-should-retry'), 'false');
    });

    it('to an address or a method that does not exist are a 404 in JSON', async () => {
      const CASES = [
        ['GET', '/v1/nothing'],
        ['PUT', '/v1/customers'],
        ['DELETE', '/v1/payment_intents/pi_1'],
        ['GET', '/v1/customers/'],
        ['POST', '/v1'],
        ['GET', '/elsewhere'],
        ['POST', '/elements/nothing'],
      ] as const;
      for (const [method, path] of CASES) {
        const { status, error, headers } = await raw(world, method, path);
        assert.deepEqual([status, error.type], [404, 'invalid_request_error'], path);
        assert.match(headers.get('request-id') ?? '', /^req_/);
      }
    });
  });

  describe('lists', () => {
    it('have an envelope, a limit and cursors', async () => {
      for (let each = 0; each < 12; each += 1) await world.stripe.customers.create();
      const { body } = await raw(world, 'GET', '/v1/customers');
      assert.deepEqual(Object.keys(body).toSorted(), ['data', 'has_more', 'object', 'url']);
      assert.deepEqual([body.object, body.url, body.has_more], ['list', '/v1/customers', true]);
      assert.equal((body.data as unknown[]).length, 10);
      for (const limit of ['0', '101', '-1', 'ten', '1.5']) {
        const { status, error } = await raw(world, 'GET', `/v1/customers?limit=${limit}`);
        assert.deepEqual([status, error.param], [400, 'limit'], limit);
      }
      assert.equal((await raw(world, 'GET', '/v1/customers?limit=100')).status, 200);
      const bad = await raw(world, 'GET', '/v1/customers?ending_before=cus_none');
      assert.deepEqual(
        [bad.status, bad.error.code, bad.error.param],
        [400, 'resource_missing', 'ending_before'],
      );
    });

    it('are walked by the SDK without a gap or a double', async () => {
      const ids: string[] = [];
      for await (const { id } of world.stripe.customers.list({ limit: 3 })) ids.push(id);
      const { data } = await world.stripe.customers.list({ limit: 100 });
      assert.deepEqual(
        ids,
        data.map(({ id }) => id),
      );
    });
  });

  describe('expansion', () => {
    it('goes along paths, in lists too, and nowhere else', async () => {
      const { customer, card } = await returningBuyer(world);
      await world.stripe.customers.update(customer, {
        invoice_settings: { default_payment_method: card },
      });
      const { data } = await world.stripe.paymentMethods.list({
        customer,
        expand: ['data.customer.invoice_settings.default_payment_method'],
      });
      const settings = Object(data[0]?.customer).invoice_settings;
      assert.equal(settings.default_payment_method.id, card);
      const WRONG = ['nonsense', 'customer.nonsense', 'id', 'card', '', 'a.b.c.d.e.f', 'data.x'];
      for (const path of WRONG) {
        const error = await refusal(world.stripe.paymentMethods.retrieve(card, { expand: [path] }));
        assert.deepEqual([error.statusCode, error.param], [400, 'expand'], path);
      }
    });

    it('that leads nowhere stops a request before it changes anything', async () => {
      const count = async () => (await world.stripe.customers.list({ limit: 100 })).data.length;
      const before = await count();
      const error = await refusal(world.stripe.customers.create({ expand: ['nothing'] }));
      assert.equal(error.statusCode, 400);
      assert.equal(await count(), before);
    });
  });

  it('is what the SDK’s own error classes expect', async () => {
    const wrongKey = new Stripe('sk_test_other_key', {
      host: '127.0.0.1',
      port: Number(new URL(world.api.url).port),
      protocol: 'http',
      maxNetworkRetries: 0,
    });
    const { errors } = Stripe;
    assert.ok(
      (await refusal(wrongKey.customers.list())) instanceof errors.StripeAuthenticationError,
    );
    const missing = await refusal(world.stripe.customers.retrieve('cus_none'));
    assert.ok(missing instanceof errors.StripeInvalidRequestError);
    assert.match(missing.requestId ?? '', /^req_/);
  });
});
