/**
 * The Adyen adapter keeps the contract, over real HTTP against a server of our own that follows
 * Adyen's published description; and no request of the whole suite was refused by that description.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { createAdyen } from '../../../server/processors/adyen.ts';
import { createLine, type Line } from '../../../server/processors/line.ts';
import { newReference } from '../../support/sandbox.ts';
import {
  type AdyenTestSystem,
  API_KEY,
  HMAC_KEY,
  MERCHANT,
  startAdyenTestSystem,
} from './adyen-test-system/index.ts';
import { conforms, type Surroundings } from './conformance.ts';

const RETURNS = 'https://api.example/returns/adyen';
/** Longer than a call to the system behind takes on a busy machine. */
const TIMEOUT_MS = 1000;

let system: AdyenTestSystem;
const adapter = (
  apiBase: string | null,
  environment: 'test' | 'live' = 'test',
  fetch: Line = createLine(),
) =>
  createAdyen({
    name: 'adyen',
    apiKey: API_KEY,
    merchantAccount: MERCHANT,
    hmacKey: HMAC_KEY,
    webhookAuth: null,
    clientKey: 'test_client',
    environment,
    fieldsEnvironment: environment,
    livePrefix: environment === 'live' ? '1797a841fbb37ca7-shop' : null,
    apiBase,
    returnBase: RETURNS,
    timeoutMs: TIMEOUT_MS,
    fetch,
    now: Date.now,
    random: randomBytes,
  });

/** The same message with one thing changed that its signature holds. */
function forgeries(body: string): readonly string[] {
  const changed = (change: Record<string, unknown>) => {
    const message = JSON.parse(body) as {
      notificationItems: [{ NotificationRequestItem: Record<string, unknown> }];
    };
    Object.assign(message.notificationItems[0].NotificationRequestItem, change);
    return JSON.stringify(message);
  };
  return [
    changed({ success: 'false' }),
    changed({ merchantReference: 'att_other' }),
    changed({ amount: { currency: 'USD', value: 1 } }),
    changed({ eventCode: 'REFUND' }),
    changed({ merchantAccountCode: 'Somebody' }),
    changed({ additionalData: {} }),
    changed({ additionalData: { hmacSignature: 'AAAA' } }),
    body.replace('"live":"false"', '"live":"true"'),
    '{}',
  ];
}

function surroundings(): Surroundings {
  const processor = adapter(system.url);
  return {
    processor,
    nowhere: adapter('http://127.0.0.1:1'),
    now: Date.now,
    newAttempt: newReference,
    last4: '1111',
    async arm(trouble) {
      system.arm(trouble);
    },
    async disarm() {
      system.arm(null);
    },
    async executed(attempt) {
      return system.ledger.payments.filter(({ reference }) => reference === attempt).length;
    },
    async challenge(url, approve) {
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ answer: approve ? 'approve' : 'decline' }),
      });
      const back = new URL(answer.headers.get('location') ?? '');
      const attempt = back.pathname.slice(new URL(RETURNS).pathname.length + 1);
      await processor.finish?.(attempt, 'charge', back.searchParams);
    },
    async webhook(attempt) {
      const body = system.notification(attempt);
      return body === null ? null : { headers: new Headers(), body };
    },
    forge: forgeries,
  };
}

describe('conformance: adyen', () => {
  before(async () => {
    system = await startAdyenTestSystem();
  });
  after(() => system.close());
  afterEach(() => system.arm(null));
  conforms(surroundings);

  it('test ids are cards in the test environment alone', async () => {
    const live = adapter(system.url, 'live');
    const exchanged = await live.exchange('pm_card_visa', null);
    assert.deepEqual(exchanged.ok ? null : exchanged.code, 'token_invalid');
  });

  it('Adyen’s own addresses, and the company’s in live', async () => {
    const called: string[] = [];
    const line: Line = async (url) => {
      called.push(url.href);
      return { status: 204, text: async () => '' };
    };
    const credential = '["keepsake_1","P1"]';
    for (const environment of ['test', 'live'] as const)
      await adapter(null, environment, line).deleteCredential(credential);
    const query = 'shopperReference=keepsake_1&merchantAccount=KeepsakeECOM';
    assert.deepEqual(called, [
      `https://checkout-test.adyen.com/v72/storedPaymentMethods/P1?${query}`,
      `https://1797a841fbb37ca7-shop-checkout-live.adyenpayments.com/checkout/v72/storedPaymentMethods/P1?${query}`,
    ]);
  });

  it('how a card stands: known, brought up to date, gone', async () => {
    const processor = adapter(system.url);
    const exchanged = await processor.exchange('pm_card_visa', null);
    assert.ok(exchanged.ok && processor.cardAccount);
    const { credential, card } = exchanged.value;
    const { brand, last4, expMonth, expYear, fingerprint } = card;
    const known = { brand, last4, expMonth, expYear, fingerprint };
    const told = await processor.cardAccount(credential);
    assert.deepEqual(told, { kind: 'known', state: { open: true, card: known } });
    const [id = '', stored] = [...system.ledger.methods].pop() ?? [];
    assert.ok(stored);
    const number = '5555444433331111';
    system.ledger.methods.set(id, { ...stored, number, expiryYear: '33' });
    const fresh = await processor.cardAccount(credential);
    assert.ok(fresh.kind === 'known');
    assert.deepEqual([fresh.state.card.brand, fresh.state.card.expYear], ['mastercard', 2033]);
    assert.notEqual(fresh.state.card.fingerprint, fingerprint);
    await processor.deleteCredential(credential);
    assert.deepEqual(await processor.cardAccount(credential), { kind: 'gone' });
    const nowhere = await adapter('http://127.0.0.1:1').cardAccount?.(credential);
    assert.deepEqual(nowhere, { kind: 'unknown' });
  });

  it('the same press gives the same credential; another session another card', async () => {
    const fields = {
      encryptedCardNumber: 'test_4111111111111111',
      encryptedExpiryMonth: 'test_03',
      encryptedExpiryYear: 'test_2030',
    };
    const token = `adyen_${Buffer.from(JSON.stringify(fields)).toString('base64url')}`;
    const processor = adapter(system.url);
    const credentials = [];
    for (const session of ['cs_1', 'cs_1', 'cs_2', null, null]) {
      const exchanged = await processor.exchange(token, session);
      assert.ok(exchanged.ok);
      credentials.push(exchanged.value.credential);
    }
    assert.equal(credentials[0], credentials[1]);
    assert.equal(new Set(credentials).size, 4);
  });

  it('no request was refused by the published description', () => {
    assert.deepEqual(system.refused, []);
  });
});
