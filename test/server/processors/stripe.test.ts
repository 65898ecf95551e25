/**
 * The Stripe adapter keeps the contract, over real HTTP against a second Keepsake: it speaks the same
 * wire. A proxy between them breaks the wire on demand.
 */
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe } from 'node:test';
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

const adapter = (port: number) =>
  createStripe({
    name: 'stripe',
    secretKey: world.api.key,
    webhookSecret: WEBHOOK_SECRET,
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
});
