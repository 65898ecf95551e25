/**
 * The Stripe adapter keeps the contract, over real HTTP against a second Keepsake: it speaks the same
 * wire. A proxy between them breaks the wire on demand.
 */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { createStripe } from '../../../server/processors/stripe.ts';
import { newReference } from '../../support/sandbox.ts';
import { startWorld, type World } from '../../support/world.ts';
import { conforms, type Surroundings, type Trouble } from './conformance.ts';

const WEBHOOK_SECRET = 'whsec_of_the_tests';
/** Longer than a payment of the world behind takes on a busy machine. */
const TIMEOUT_MS = 1500;

let world: World;
let proxy: Server;
let trouble: Trouble | null = null;

const MOVES = /^\/v1\/(payment_intents|refunds|setup_intents)/;

/** Passes a request on, and its answer back unless the armed trouble takes either. */
function pass(message: IncomingMessage, answer: import('node:http').ServerResponse): void {
  const strikes = message.method === 'POST' && MOVES.test(message.url ?? '') ? trouble : null;
  if (strikes === 'before_effect') return;
  const target = new URL(message.url ?? '/', world.api.url.replace('localhost', '127.0.0.1'));
  const { method, headers } = message;
  const onward = request(target, { ...(method ? { method } : {}), headers }, (response) => {
    response.on('error', () => answer.destroy());
    if (strikes === 'after_effect') response.resume();
    else if (strikes === 'garbage') {
      response.resume();
      response.on('end', () => answer.writeHead(200).end('<html>It works!'));
    } else {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    }
  });
  onward.on('error', () => answer.destroy());
  message.pipe(onward);
}

const adapter = (port: number, publishableKey: string | null = null) =>
  createStripe({
    name: 'stripe',
    secretKey: world.api.key,
    webhookSecret: WEBHOOK_SECRET,
    publishableKey,
    apiBase: `http://127.0.0.1:${port}`,
    timeoutMs: TIMEOUT_MS,
    now: Date.now,
  });

function surroundings(): Surroundings {
  return {
    processor: adapter((proxy.address() as AddressInfo).port),
    nowhere: adapter(1),
    now: Date.now,
    newAttempt: newReference,
    async arm(next) {
      trouble = next;
    },
    async disarm() {
      trouble = null;
    },
    async executed(attempt) {
      const { data } = await world.stripe.paymentIntents.list({ limit: 100 });
      return data.filter(({ metadata }) => metadata.keepsake_attempt === attempt).length;
    },
    async challenge(url, approve) {
      await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: world.bank.url },
        body: new URLSearchParams({ answer: approve ? 'approve' : 'decline' }),
      });
    },
    async webhook(attempt) {
      const body = JSON.stringify({
        id: 'evt_1',
        object: 'event',
        type: 'payment_intent.succeeded',
        data: { object: { id: 'pi_1', metadata: { keepsake_attempt: attempt } } },
      });
      const header = await Stripe.webhooks.generateTestHeaderStringAsync({
        payload: body,
        secret: WEBHOOK_SECRET,
      });
      return { headers: new Headers({ 'stripe-signature': header }), body };
    },
  };
}

describe('conformance: stripe', () => {
  before(async () => {
    world = await startWorld({ config: { mandates: 'advisory' } });
    proxy = createServer(pass);
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await world.close();
  });
  afterEach(() => {
    trouble = null;
  });
  conforms(surroundings);

  it('gives the tag Stripe’s own fields where there is a publishable key', () => {
    const session = { id: 'cs_1', origins: ['https://shop.example'] };
    assert.equal(adapter(1).cardEntry(session), null);
    assert.deepEqual(adapter(1, 'pk_test_1').cardEntry(session), {
      driver: 'stripe',
      publishableKey: 'pk_test_1',
      session: 'cs_1',
    });
  });

  it('takes from a buyer only what was typed in their session', async () => {
    const { processor } = surroundings();
    const { id } = await world.stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_visa' },
      metadata: { keepsake_session: 'cs_1' },
    });
    for (const [token, session, expected] of [
      [id, 'cs_1', id],
      [id, 'cs_1', id],
      [id, 'cs_2', 'token_foreign'],
      ['tok_visa', 'cs_1', 'token_foreign'],
      ['pm_never', 'cs_1', 'token_invalid'],
      [id, null, id],
    ] as const) {
      const result = await processor.exchange(token, session);
      const found = result.ok ? result.value.credential : result.code;
      assert.equal(found, expected, `${token} in ${session}`);
    }
  });

  it('passes on the code that was typed again for a kept card', async () => {
    const { processor } = surroundings();
    const kept = await processor.exchange('pm_card_visa', null);
    assert.ok(kept.ok);
    for (const [cvc, kind] of [
      ['123', 'succeeded'],
      ['1234', 'declined'],
    ] as const) {
      const made = await fetch(`${world.bank.url}/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ cvc }),
      });
      const { id } = (await made.json()) as { id: string };
      const outcome = await processor.charge({
        attempt: newReference(),
        notAfterMs: Date.now() + 60_000,
        credential: kept.value.credential,
        amountMinor: 1099,
        currency: 'usd',
        capture: 'automatic',
        initiator: 'customer',
        keep: 'off_session',
        cvcToken: id,
        returnUrl: null,
        frameOrigins: [],
        requireChallenge: false,
        networkTransactionId: null,
        description: null,
      });
      assert.equal(outcome.kind, kind, JSON.stringify(outcome));
    }
  });
});
