/** What a restricted key may do, against every route that there is; and what else is decided about keys. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { V1 } from '../../server/http/app.ts';
import { claimedBy, maskKey, standingOf } from '../../server/model/api-key.ts';
import { countersOf, type DeclinedTry, mayTryCard } from '../../server/model/card-testing.ts';
import { type ModeFacts, modeProblem } from '../../server/model/live-mode.ts';
import {
  allows,
  neededFor,
  type Permissions,
  RESOURCES,
  readPermissions,
} from '../../server/model/permission.ts';
import { type Bucket, draw } from '../../server/model/token-bucket.ts';

describe('what a request needs', () => {
  const ROUTES = V1.map(([method, path]) => [method.toUpperCase(), path] as const);

  it('is known for every route', () => {
    const unknown = ROUTES.filter(([method, path]) => neededFor(method, path) === null);
    assert.deepEqual(unknown, []);
    assert.ok(ROUTES.length > 90);
  });

  it('is unknown where nobody said it', () => {
    for (const path of ['/v1/payouts', '/v1/checkout/links', '/elements/checkout', '/v1/', '/v1'])
      assert.equal(neededFor('GET', path), null, path);
  });

  it('is to write for everything that changes, and to read for the rest', () => {
    for (const [method, path] of ROUTES) {
      const asks = method === 'GET' || path === '/v1/invoices/create_preview';
      assert.equal(neededFor(method, path)?.right, asks ? 'read' : 'write', `${method} ${path}`);
    }
  });

  it('is about what the route is about', () => {
    const rows = [
      ['GET', '/v1/customers/:id', 'customers'],
      ['GET', '/v1/customers/:id/payment_methods', 'payment_methods'],
      ['POST', '/v1/customers/:id/collect', 'invoices'],
      ['POST', '/v1/checkout/sessions', 'checkout_sessions'],
      ['POST', '/v1/test_helpers/test_clocks/:id/advance', 'test_clocks'],
      ['GET', '/v1/consents/verify', 'consents'],
      ['GET', '/v1/payment_intents/:id/attempts', 'payment_intents'],
      ['POST', '/v1/webhook_endpoints/:id/resend', 'webhook_endpoints'],
    ] as const;
    for (const [method, path, resource] of rows)
      assert.equal(neededFor(method, path)?.resource, resource, path);
    const used = new Set(ROUTES.map(([method, path]) => neededFor(method, path)?.resource));
    assert.deepEqual(
      RESOURCES.filter((each) => !used.has(each)),
      [],
    );
  });

  it('is held against what the key has', () => {
    const rows: readonly (readonly [Permissions | null, 'read' | 'write', boolean])[] = [
      [null, 'write', true],
      [{}, 'read', false],
      [{ customers: 'none' }, 'read', false],
      [{ customers: 'read' }, 'read', true],
      [{ customers: 'read' }, 'write', false],
      [{ customers: 'write' }, 'read', true],
      [{ customers: 'write' }, 'write', true],
      [{ charges: 'write' }, 'read', false],
    ];
    for (const [held, right, may] of rows)
      assert.equal(
        allows(held, { resource: 'customers', right }),
        may,
        JSON.stringify([held, right]),
      );
  });

  it('is written as a list, of which later words win', () => {
    assert.deepEqual(readPermissions('customers=read, refunds=write'), {
      permissions: { customers: 'read', refunds: 'write' },
    });
    const all = readPermissions('all=read,customers=none');
    assert.ok('permissions' in all);
    assert.deepEqual(
      [all.permissions.customers, all.permissions.events, Object.keys(all.permissions).length],
      ['none', 'read', RESOURCES.length],
    );
    for (const wrong of ['', 'customers', 'customers=all', 'payouts=read', 'all', 'toString=read'])
      assert.ok('problem' in readPermissions(wrong), wrong);
  });
});

describe('a key', () => {
  it('says what it claims to be, and is shown by its ends alone', () => {
    const rows = [
      ['sk_test_0123456789abcdef', 'secret', 'test', 'sk_test_…cdef'],
      ['rk_live_0123456789abcdef', 'restricted', 'live', 'rk_live_…cdef'],
      ['pk_test_0123456789abcdef', 'publishable', 'test', 'pk_test_…cdef'],
      ['sk_test_short', 'secret', 'test', 'sk_test_…'],
    ] as const;
    for (const [key, kind, mode, shown] of rows)
      assert.deepEqual([claimedBy(key), maskKey(key)], [{ kind, mode }, shown]);
    for (const none of ['', 'sk_', 'sk_prod_x', 'cs_test_a_secret_b', 'xk_test_a'])
      assert.equal(claimedBy(none), null, none);
  });

  it('ends when it is revoked, or at its end', () => {
    const rows = [
      [null, null, 'usable'],
      [null, 1001, 'usable'],
      [null, 1000, 'expired'],
      [900, null, 'revoked'],
      [900, 950, 'revoked'],
    ] as const;
    for (const [revokedMs, expiresMs, standing] of rows)
      assert.equal(standingOf({ revokedMs, expiresMs }, 1000), standing);
  });
});

describe('a live key', () => {
  const LIVE = `sk_live_${'k'.repeat(24)}`;
  const SOUND: ModeFacts = {
    secretKeys: [LIVE],
    processors: ['stripe'],
    publicUrl: 'https://pay.example',
    webhooksAllowPrivate: false,
    stripeSecretKey: 'sk_live_theirs',
    adyenEnvironment: 'test',
  };

  it('stands beside nothing that is for trying things out', () => {
    assert.equal(modeProblem(SOUND), null);
    const rows: readonly (readonly [Partial<ModeFacts>, RegExp])[] = [
      [{ processors: ['stripe', 'sandbox:south'] }, /^KEEPSAKE_PROCESSORS /],
      [{ publicUrl: null }, /^PUBLIC_URL /],
      [{ publicUrl: 'http://pay.example' }, /^PUBLIC_URL /],
      [{ webhooksAllowPrivate: true }, /^KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE /],
      [{ secretKeys: ['sk_live_short'] }, /^KEEPSAKE_SECRET_KEY needs 24/],
      [{ secretKeys: [LIVE, 'sk_test_x'] }, /^KEEPSAKE_SECRET_KEY holds keys of test and live/],
      [{ stripeSecretKey: 'rk_test_theirs' }, /^STRIPE_SECRET_KEY is of test mode/],
      [{ processors: ['adyen'] }, /^ADYEN_ENVIRONMENT is of test mode/],
    ];
    for (const [change, names] of rows)
      assert.match(modeProblem({ ...SOUND, ...change }) ?? '', names, JSON.stringify(change));
  });

  it('is what real money asks for', () => {
    const test = { ...SOUND, secretKeys: ['sk_test_x'], publicUrl: null };
    assert.match(modeProblem(test) ?? '', /^STRIPE_SECRET_KEY is of live mode/);
    assert.equal(modeProblem({ ...test, stripeSecretKey: 'sk_test_theirs' }), null);
    const adyen = { ...test, processors: ['adyen'], adyenEnvironment: 'live-us' };
    assert.match(modeProblem(adyen) ?? '', /^ADYEN_ENVIRONMENT is of live mode/);
    assert.equal(
      modeProblem({ ...test, processors: ['sandbox'], webhooksAllowPrivate: true }),
      null,
    );
  });
});

describe('declined tries', () => {
  const BASE: DeclinedTry = { account: 'acct_a', session: 'cs_1', address: '::1', newCard: false };

  it('count for whoever makes them', () => {
    const rows: readonly (readonly [Partial<DeclinedTry>, readonly string[]])[] = [
      [{}, ['session cs_1', 'address ::1']],
      [{ newCard: true }, ['session cs_1', 'address ::1', 'cardsOfAddress ::1']],
      [
        { newCard: true, address: null },
        ['session cs_1', 'address unknown', 'cardsOfAddress unknown'],
      ],
      [{ session: null, newCard: true }, ['account acct_a']],
      [{ session: null }, []],
    ];
    for (const [change, counted] of rows)
      assert.deepEqual(
        countersOf({ ...BASE, ...change }).map(({ counter, key }) => `${counter} ${key}`),
        counted,
      );
  });

  it('are made by the requests that try a card', () => {
    const rows = [
      ['POST', '/v1/setup_intents', true],
      ['POST', '/v1/setup_intents/seti_1/confirm', true],
      ['POST', '/v1/payment_methods/pm_1/attach', true],
      ['POST', '/v1/payment_methods', true],
      ['GET', '/v1/payment_methods', false],
      // What is no try goes on: a card can be let go however many were declined.
      ['POST', '/v1/payment_methods/pm_1/detach', false],
      ['POST', '/v1/setup_intents/seti_1/cancel', false],
      ['POST', '/v1/payment_intents', false],
      ['POST', '/v1/payment_methods_x', false],
    ] as const;
    for (const [method, path, may] of rows)
      assert.equal(mayTryCard(method, path, false), may, path);
    for (const card of [true, false])
      assert.equal(mayTryCard('POST', '/v1/customers', card), card, 'with a card');
    assert.equal(mayTryCard('POST', '/v1/payment_intents', true), false);
  });
});

describe('requests of one key', () => {
  const RATE = { perSecond: 10, burst: 20 };

  it('may come in a burst, and then at the rate', () => {
    let bucket: Bucket | null = null;
    const takeAt = (nowMs: number) => {
      const drawn = draw(bucket, RATE, nowMs);
      bucket = drawn.bucket;
      return drawn.waitMs;
    };
    for (let count = 0; count < 20; count += 1) assert.equal(takeAt(1000), 0);
    assert.equal(takeAt(1000), 100);
    assert.equal(takeAt(1050), 50);
    assert.equal(takeAt(1100), 0);
    assert.equal(takeAt(1100), 100);
    // A clock that goes back gives nothing, and takes nothing.
    assert.equal(takeAt(500), 100);
    assert.equal(takeAt(1200), 0);
    for (let count = 0; count < 20; count += 1) assert.equal(takeAt(1_000_000), 0);
    assert.equal(takeAt(1_000_000), 100);
  });
});
