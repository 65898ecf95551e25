/**
 * An installation whose processor is Adyen, by configuration alone: its calls go to the test system,
 * whose signed notifications come back to it; and what a merchant and a buyer do with it.
 */
import assert from 'node:assert/strict';
import type Stripe from 'stripe';
import { startWorld, type World } from '../../../support/world.ts';
import {
  type AdyenTestSystem,
  API_KEY,
  HMAC_KEY,
  MERCHANT,
  startAdyenTestSystem,
} from './index.ts';
import type { Payment } from './ledger.ts';

export interface Try {
  readonly id: string;
  readonly operation: string;
  readonly status: string;
  readonly late: boolean;
}

export interface AdyenShop {
  readonly system: AdyenTestSystem;
  readonly world: World;
  readonly webhookUrl: string;
  /** Moves the installation's clock on, in milliseconds. */
  advance(ms: number): void;
  triesOf(intent: string): Promise<readonly Try[]>;
  /** What Adyen holds of an attempt. */
  paymentsOf(attempt: string | undefined): readonly Payment[];
  pay(more?: Partial<Stripe.PaymentIntentCreateParams>): Promise<Stripe.PaymentIntent>;
  /** A card that is kept, with a mandate: customer and payment method. */
  keepCard(): Promise<readonly [customer: string, method: string]>;
  close(): Promise<void>;
}

export async function eventually<T>(
  what: () => Promise<T>,
  holds: (value: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + 5000;
  for (;;) {
    const value = await what();
    if (holds(value) || performance.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** What the buyer answers on Adyen's page. @returns where Adyen sends them */
export async function answerChallenge(url: string, approve: boolean): Promise<string> {
  const answered = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ answer: approve ? 'approve' : 'decline' }),
  });
  return String(answered.headers.get('location'));
}

/** Where a page sends its visitor on. */
export async function onwardFrom(url: string): Promise<string | null> {
  return (await fetch(url, { redirect: 'manual' })).headers.get('location');
}

export async function startAdyenShop(processorTimeoutMs = 1000): Promise<AdyenShop> {
  let aheadMs = 0;
  let webhookUrl = '';
  const system = await startAdyenTestSystem(() => webhookUrl);
  const world = await startWorld({
    config: {
      processors: 'adyen',
      adyenApiKey: API_KEY,
      adyenMerchantAccount: MERCHANT,
      adyenHmacKey: HMAC_KEY,
      adyenClientKey: 'test_client',
      adyenApiBase: system.url,
      processorTimeoutMs,
    },
    overrides: { now: () => Date.now() + aheadMs },
  });
  const { stripe, api } = world;
  webhookUrl = `${api.url.replace('localhost', '127.0.0.1')}/webhooks/processors/adyen`;

  const pay: AdyenShop['pay'] = (more = {}) =>
    stripe.paymentIntents.create({
      amount: 1099,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      return_url: 'https://shop.example/back',
      ...more,
    });

  return {
    system,
    world,
    webhookUrl,
    advance(ms) {
      aheadMs += ms;
    },
    async triesOf(intent) {
      const answer = await stripe.rawRequest('GET', `/v1/payment_intents/${intent}/attempts`);
      return (answer as unknown as { data: readonly Try[] }).data;
    },
    paymentsOf: (attempt) =>
      system.ledger.payments.filter(({ reference }) => reference === attempt),
    pay,
    async keepCard() {
      const customer = await stripe.customers.create({ email: 'ada@example.com' });
      const first = await pay({
        customer: customer.id,
        setup_future_usage: 'off_session',
        mandate_data: { customer_acceptance: { type: 'offline' } },
      });
      assert.equal(first.status, 'succeeded');
      return [customer.id, String(first.payment_method)];
    },
    async close() {
      await system.delivered();
      await world.close();
      await system.close();
    },
  };
}
