/**
 * An installation that has seen some days: every kind of row that the API makes, with words that
 * databases treat differently. It speaks to whoever is there through the public doors alone.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import type { Keepsake } from '../../../server/index.ts';
import type { World } from '../../support/world.ts';
import { ADA, accept, look, openSession, press, refusal, returningBuyer, SHOP } from '../shop.ts';

/** Texts that a careless copy would change. */
export const WORDS = [
  `O'Neil \\u0041 \\x00 "quoted" {curly,} \\N`,
  'Größe 😀 שלום \u202e\u0001 tab\tline\nend ',
  'NULL',
  '',
] as const;

export interface LivedIn {
  readonly customer: string;
  readonly card: string;
  /** A request that was answered under this key. */
  readonly key: string;
  readonly params: Stripe.PaymentIntentCreateParams;
  readonly charged: string;
}

/** Fills a fresh installation. */
export async function liveIn(world: World): Promise<LivedIn> {
  const { stripe } = world;
  const { customer, card } = await returningBuyer(world);
  for (const name of WORDS)
    await stripe.customers.create({ name, metadata: { words: name || 'none' } });
  await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/events',
    enabled_events: ['*'],
  });
  await stripe.rawRequest('POST', '/v1/mandates', {
    payment_method: card,
    customer_acceptance: { type: 'offline' },
    terms: { category: 'unscheduled', currency: 'usd', max_amount: 5_000 },
  });
  const params = {
    amount: 1_234,
    currency: 'usd',
    customer,
    payment_method: card,
    off_session: true,
    confirm: true,
  } as const;
  const key = randomUUID();
  const { id: charged } = await stripe.paymentIntents.create(params, { idempotencyKey: key });
  await stripe.refunds.create({ payment_intent: charged, amount: 34, reason: 'duplicate' });
  const declined = await refusal(
    stripe.paymentIntents.create({
      amount: 1_234,
      currency: 'usd',
      payment_method: 'pm_card_chargeDeclined',
      confirm: true,
    }),
  );
  assert.equal(declined.statusCode, 402);
  const save = { payment_method_save: 'enabled' } as const;
  const session = await openSession(world, { customer, saved_payment_method_options: save });
  const { offers } = await look(world, session.secret, '?payment_method=');
  await press(world, session.secret, {
    card_token: await world.token('5555555555554444'),
    billing_details: ADA,
    consents: { redisplay: accept(offers.redisplay) },
  });
  const coffee = await openSession(world, {
    mode: 'subscription',
    customer,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'usd',
          unit_amount: 1_200,
          recurring: { interval: 'month' },
          product_data: { name: WORDS[0] },
        },
      },
    ],
  });
  const seen = await look(world, coffee.secret, `?payment_method=${card}`);
  await press(world, coffee.secret, {
    payment_method: card,
    consents: { mandate: accept(seen.offers.mandate) },
  });
  const consents = await stripe.rawRequest('GET', '/v1/consents');
  const given = (consents as unknown as { data: { id: string; scope?: string }[] }).data;
  assert.ok(given.length >= 3, `${given.length} consents`);
  return { customer, card, key, params, charged };
}

/** The official SDK before an installation that listens on no port. */
export function sdkFor(keepsake: Keepsake, key: string): Stripe {
  const inside = (url: string | URL | Request, init?: RequestInit) =>
    Promise.resolve(keepsake.fetch(new Request(url, init)));
  return new Stripe(key, {
    host: new URL(SHOP).hostname,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(inside as typeof fetch),
  });
}
