/**
 * What a merchant and a buyer do every day, in one line each, against a running installation. It
 * speaks HTTP and the official SDK alone, as anybody outside would.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { z } from 'zod';
import {
  type CheckoutState,
  type ConfirmResult,
  checkoutState,
  confirmResult,
  type ErrorBody,
  errorBody,
} from '../../server/wire/elements.ts';
import type { World } from '../support/world.ts';

export const SHOP = 'http://shop.localhost:9999';

/** Billing details that suffice wherever only the usual is collected. */
export const ADA = {
  email: 'ada@example.com',
  name: 'Ada Long',
  address: { country: 'US', postal_code: '94110' },
};

type SessionParams = Stripe.Checkout.SessionCreateParams;

/** One T-shirt for $10.99. */
export const SHIRT: NonNullable<SessionParams['line_items']> = [
  {
    quantity: 1,
    price_data: { currency: 'usd', unit_amount: 1099, product_data: { name: 'T-shirt' } },
  },
];

export interface OpenSession {
  readonly id: string;
  readonly secret: string;
  /** `pi_…` or `seti_…`. */
  readonly intent: string;
}

const idOf = (value: string | { id: string } | null | undefined) =>
  typeof value === 'string' ? value : (value?.id ?? '');

/** Opens a payment session for the T-shirt, unless `more` says otherwise. */
export async function openSession(
  world: World,
  more: Partial<SessionParams> = {},
): Promise<OpenSession> {
  const session = await world.stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'elements',
    ...(more.mode === 'setup' ? { currency: 'usd' } : { line_items: SHIRT }),
    return_url: `${SHOP}/done`,
    ...more,
  });
  assert.ok(session.client_secret);
  const intent = idOf(session.payment_intent ?? session.setup_intent);
  return { id: session.id, secret: session.client_secret, intent };
}

/** A card that a customer has, allowed to be shown unless `more` says otherwise. */
export async function saveCard(
  world: World,
  customer: string,
  testId = 'pm_card_visa',
  more: Stripe.PaymentMethodUpdateParams = {},
): Promise<string> {
  const { id } = await world.stripe.paymentMethods.attach(testId, { customer });
  await world.stripe.paymentMethods.update(id, {
    allow_redisplay: 'always',
    billing_details: ADA,
    ...more,
  });
  return id;
}

/** A returning buyer with one Visa that may be shown. */
export async function returningBuyer(
  world: World,
): Promise<{ readonly customer: string; readonly card: string }> {
  const { id: customer } = await world.stripe.customers.create({
    email: ADA.email,
    name: ADA.name,
  });
  return { customer, card: await saveCard(world, customer) };
}

/** Everything that the tag shows, held against its schema. */
export async function look(world: World, secret: string, query = ''): Promise<CheckoutState> {
  const { status, body } = await world.elements(secret, `/elements/checkout${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return z.strictObject(checkoutState.shape).parse(body);
}

/** One answer of a confirm: its result, or the error that it gave. */
export interface Pressed {
  readonly status: number;
  readonly result: ConfirmResult | null;
  readonly error: ErrorBody | null;
  readonly headers: Headers;
}

const envelope = z.object({ error: errorBody });

/** Presses pay; a new intention unless `body` has a press of its own. */
export async function press(
  world: World,
  secret: string,
  body: Record<string, unknown>,
): Promise<Pressed> {
  const answer = await world.elements(secret, '/elements/checkout/confirm', {
    method: 'POST',
    body: { press: randomUUID(), ...body },
  });
  const { status, headers } = answer;
  return status === 200
    ? { status, headers, result: confirmResult.parse(answer.body), error: null }
    : { status, headers, result: null, error: envelope.parse(answer.body).error };
}

/** Where the session stands, held against its schema. */
export async function standing(world: World, secret: string): Promise<ConfirmResult> {
  const { status, body } = await world.elements(secret, '/elements/checkout/status');
  assert.equal(status, 200, JSON.stringify(body));
  return confirmResult.parse(body);
}

/** The buyer answers the bank's question. */
export async function answerChallenge(
  url: string | undefined,
  answer: 'approve' | 'decline',
): Promise<void> {
  assert.ok(url, 'there is a challenge to answer');
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ answer }),
    redirect: 'manual',
  });
  assert.ok([200, 303].includes(response.status), String(response.status));
}

/** An acceptance of an offer that was shown. */
export function accept(offer: { readonly id: string } | null): { offer: string; accepted: true } {
  assert.ok(offer, 'there is an offer to accept');
  return { offer: offer.id, accepted: true };
}

/** Looks again until `settled` holds; news of the bank takes a moment. */
export async function eventually<T>(find: () => Promise<T>, settled: (found: T) => boolean) {
  for (let wait = 0; wait < 100; wait += 1) {
    const found = await find();
    if (settled(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return assert.fail('it never came about');
}

/** A refusal of the merchant API, as the SDK throws it. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (reason) {
    assert.ok(reason instanceof Stripe.errors.StripeError, String(reason));
    return reason;
  }
  return assert.fail('the request was accepted');
}

export interface Raw {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly error: Record<string, unknown>;
}

const record = z.record(z.string(), z.unknown());

/** A request as it stands, for what no SDK would send; with the secret key unless headers say otherwise. */
export async function raw(
  world: World,
  method: string,
  path: string,
  init: { readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<Raw> {
  const response = await fetch(world.api.url + path, {
    method,
    headers: { authorization: `Bearer ${world.api.key}`, ...init.headers },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
  const text = await response.text();
  const parsed = record.parse(text === '' ? {} : JSON.parse(text));
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: parsed,
    error: record.catch({}).parse(parsed.error),
  };
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Posts a form. */
export const form = (world: World, path: string, body: string, headers = {}): Promise<Raw> =>
  raw(world, 'POST', path, { body, headers: { ...FORM, ...headers } });

/** Posts JSON. */
export const json = (world: World, path: string, body: unknown, headers = {}): Promise<Raw> =>
  raw(world, 'POST', path, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

/** The events of an object, oldest first. */
export async function eventsAbout(world: World, id: string): Promise<readonly string[]> {
  const { data } = await world.stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => 'id' in object && object.id === id)
    .map(({ type }) => type)
    .toReversed();
}
