/**
 * What buyers allow and merchants do with it, in one line each: setting up, registering, charging
 * later, the wallet, the ledger as a merchant reads it. It speaks HTTP alone, as anybody outside would.
 */
import assert from 'node:assert/strict';
import type Stripe from 'stripe';
import { z } from 'zod';
import { type WalletState, walletState } from '../../../server/wire/wallet.ts';
import type { World } from '../../support/world.ts';
import { accept, form, look, openSession, press, type Raw, raw, refusal } from '../shop.ts';

/** Numbers that the sandbox knows. */
export const CARD = {
  visa: '4242424242424242',
  mastercard: '5555555555554444',
  amex: '378282246310005',
  declinesLater: '4000000000000341',
  authenticateAlways: '4000002760003184',
} as const;

export const DAY_MS = 86_400_000;

/** A clock that tests move, from a round moment near the machine's own. */
export function bentClock(): { now(): number; advance(ms: number): void } {
  let nowMs = Math.floor(Date.now() / 1000) * 1000;
  return {
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}

export async function newCustomer(world: World, email = 'ada@example.com'): Promise<string> {
  return (await world.stripe.customers.create({ email, name: 'Ada Long' })).id;
}

/** A card that a merchant attached at its own word: kept, not shown, not to be charged later. */
export async function attach(world: World, customer: string, id = 'pm_card_visa'): Promise<string> {
  return (await world.stripe.paymentMethods.attach(id, { customer })).id;
}

export interface Agreement {
  readonly session: string;
  readonly intent: string;
  readonly card: string;
  readonly mandate: string;
}

/** A buyer goes through a setup session and authorizes later charges to a typed card. */
export async function agree(
  world: World,
  customer: string,
  wish: {
    readonly number?: string;
    readonly exp?: readonly [month: number, year: number];
    /** Whether the box "Save this card" is there and ticked. */
    readonly save?: boolean;
    readonly more?: Partial<Stripe.Checkout.SessionCreateParams>;
  } = {},
): Promise<Agreement> {
  const session = await openSession(world, {
    mode: 'setup',
    customer,
    ...(wish.save ? { saved_payment_method_options: { payment_method_save: 'enabled' } } : {}),
    ...wish.more,
  });
  const { offers } = await look(world, session.secret, '?payment_method=');
  const [month, year] = wish.exp ?? [12, 2031];
  const answer = await press(world, session.secret, {
    card_token: await world.token(wish.number, { exp_month: month, exp_year: year }),
    consents: {
      mandate: accept(offers.mandate),
      ...(wish.save ? { redisplay: accept(offers.redisplay) } : {}),
    },
  });
  assert.equal(answer.result?.status, 'complete', JSON.stringify(answer.error));
  const intent = await world.stripe.setupIntents.retrieve(session.intent);
  const [card, mandate] = [String(intent.payment_method), String(intent.mandate)];
  return { session: session.id, intent: intent.id, card, mandate };
}

/** A buyer pays with a typed card and ticks (or not) the box that keeps it. @returns the intent's id */
export async function payTyped(
  world: World,
  customer: string,
  wish: {
    readonly number?: string;
    readonly exp?: readonly [month: number, year: number];
    readonly save?: boolean;
    readonly authorize?: boolean;
  } = {},
): Promise<string> {
  const session = await openSession(world, {
    customer,
    saved_payment_method_options: { payment_method_save: 'enabled' },
    ...(wish.authorize ? { payment_intent_data: { setup_future_usage: 'off_session' } } : {}),
  });
  const { offers } = await look(world, session.secret, '?payment_method=');
  const [month, year] = wish.exp ?? [12, 2031];
  const answer = await press(world, session.secret, {
    card_token: await world.token(wish.number, { exp_month: month, exp_year: year }),
    consents: {
      ...(wish.save ? { redisplay: accept(offers.redisplay) } : {}),
      ...(wish.authorize ? { mandate: accept(offers.mandate) } : {}),
    },
  });
  assert.equal(answer.result?.status, 'complete', JSON.stringify(answer.error));
  return session.intent;
}

const named = z.looseObject({ id: z.string() });
const mandateShape = z.looseObject({
  id: z.string(),
  status: z.string(),
  status_reason: z.string().nullable(),
  payment_method: z.string(),
  terms: z.record(z.string(), z.unknown()),
  revoked_by: z.string().nullable(),
  needs_reauthentication: z.boolean(),
});
export type MandateObject = z.infer<typeof mandateShape>;

const encoded = (terms: Readonly<Record<string, unknown>>) =>
  Object.entries(terms)
    .map(([key, value]) => `terms[${key}]=${encodeURIComponent(String(value))}`)
    .join('&');

/** `POST /v1/mandates`, whatever comes of it. */
export const postMandate = (
  world: World,
  card: string,
  terms: Readonly<Record<string, unknown>>,
): Promise<Raw> =>
  form(
    world,
    '/v1/mandates',
    `payment_method=${card}&customer_acceptance[type]=offline&${encoded(terms)}`,
  );

/** An authorization that the merchant took elsewhere. @returns the mandate's id */
export async function authorize(
  world: World,
  card: string,
  terms: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const answer = await postMandate(world, card, { category: 'unscheduled', ...terms });
  assert.equal(answer.status, 200, answer.text);
  return named.parse(answer.body).id;
}

export async function mandate(world: World, id: string): Promise<MandateObject> {
  return mandateShape.parse((await raw(world, 'GET', `/v1/mandates/${id}`)).body);
}

export async function revoke(world: World, id: string): Promise<MandateObject> {
  const answer = await form(world, `/v1/mandates/${id}/revoke`, '');
  assert.equal(answer.status, 200, answer.text);
  return mandateShape.parse(answer.body);
}

type Params = Stripe.PaymentIntentCreateParams;

const laterParams = (customer: string, card: string, amount: number, more: Partial<Params>) => ({
  amount,
  currency: 'usd',
  customer,
  payment_method: card,
  off_session: true,
  confirm: true,
  ...more,
});

/** A later charge that goes through. */
export const chargeLater = (
  world: World,
  customer: string,
  card: string,
  amount: number,
  more: Partial<Params> = {},
): Promise<Stripe.PaymentIntent> =>
  world.stripe.paymentIntents.create(laterParams(customer, card, amount, more));

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly declineCode: string | null;
  /** Codes of every reason, in their order. */
  readonly reasons: readonly string[];
  readonly intent: Stripe.PaymentIntent;
  readonly recoveryUrl: string | null;
}

const refusedShape = z.looseObject({
  readiness: z.object({ reasons: z.array(z.looseObject({ code: z.string() })) }).optional(),
  recovery_url: z.string().optional(),
});

/** A later charge that is refused or declined. */
export async function refusedLater(
  world: World,
  customer: string,
  card: string,
  amount: number,
  more: Partial<Params> = {},
): Promise<Refused> {
  const error = await refusal(chargeLater(world, customer, card, amount, more));
  const told = refusedShape.parse(error.raw);
  assert.ok(error.payment_intent, 'the error holds the intent');
  return {
    status: error.statusCode ?? 0,
    code: error.code ?? '',
    declineCode: error.decline_code ?? null,
    reasons: told.readiness?.reasons.map((reason) => reason.code) ?? [],
    intent: error.payment_intent,
    recoveryUrl: told.recovery_url ?? null,
  };
}

const listOf = <S extends z.ZodType>(item: S) => z.looseObject({ data: z.array(item) });

const attemptShape = z.looseObject({
  id: z.string(),
  status: z.string(),
  authorization: z.string(),
  mandate: z.string().nullable(),
  initiator: z.string(),
});

export async function attemptsOf(world: World, intent: string) {
  const { body } = await raw(world, 'GET', `/v1/payment_intents/${intent}/attempts`);
  return listOf(attemptShape).parse(body).data;
}

const readinessShape = z.object({
  object: z.literal('readiness'),
  ready: z.boolean(),
  reasons: z.array(
    z.object({
      code: z.string(),
      message: z.string().min(1),
      fix: z.enum(['buyer', 'merchant', 'wait']),
      until: z.number().int().optional(),
    }),
  ),
});
export type ReadinessObject = z.infer<typeof readinessShape>;

export async function readiness(
  world: World,
  card: string,
  amount = 500,
  query = 'currency=usd',
): Promise<ReadinessObject> {
  const path = `/v1/payment_methods/${card}/readiness?amount=${amount}&${query}`;
  return readinessShape.parse((await raw(world, 'GET', path)).body);
}

const refusalShape = z.looseObject({
  code: z.string(),
  intent: z.string().nullable(),
  checkout_session: z.string().nullable(),
  payment_method: z.string().nullable(),
  reasons: z.array(z.string()),
});

/** What was refused and kept on record, newest first. */
export async function refusalsOn(world: World, query: string) {
  const { body } = await raw(world, 'GET', `/v1/refusals?limit=100&${query}`);
  return listOf(refusalShape).parse(body).data;
}

const consentShape = z.looseObject({
  id: z.string(),
  act: z.string(),
  scope: z.string(),
  actor: z.string(),
  position: z.number().int(),
  allow_redisplay: z.string().nullable(),
  mandate: z.string().nullable(),
  refers_to: z.string().nullable(),
  payment_method: z.string(),
  person: z.record(z.string(), z.unknown()).nullable(),
});
export type ConsentObject = z.infer<typeof consentShape>;

/** Records of a card or a customer, oldest first. @param query such as `customer=cus_1` */
export async function consentsOn(world: World, query: string): Promise<readonly ConsentObject[]> {
  const { body } = await raw(world, 'GET', `/v1/consents?limit=100&${query}`);
  return listOf(consentShape).parse(body).data.toReversed();
}

const verificationShape = z.looseObject({
  object: z.literal('verification'),
  ok: z.boolean(),
  checked: z.number().int(),
  broken: z.array(z.string()),
  erased: z.array(z.string()),
  missing: z.number().int(),
});

export async function verify(world: World): Promise<z.infer<typeof verificationShape>> {
  return verificationShape.parse((await raw(world, 'GET', '/v1/consents/verify')).body);
}

export interface Wallet {
  readonly secret: string;
  /** The whole wallet, held against its schema. */
  look(): Promise<WalletState>;
  /** One act of the buyer, whatever comes of it. */
  act(
    method: 'POST' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
}

/** Opens a customer's own wallet. */
export async function openWallet(world: World, customer: string): Promise<Wallet> {
  const answer = await form(world, '/v1/customer_sessions', `customer=${customer}`);
  const { client_secret: secret } = z.looseObject({ client_secret: z.string() }).parse(answer.body);
  return {
    secret,
    async look() {
      const { status, body } = await world.elements(secret, '/elements/wallet');
      assert.equal(status, 200, JSON.stringify(body));
      return walletState.parse(body);
    },
    act: (method, path, body) =>
      world.elements(secret, path, { method, ...(body === undefined ? {} : { body }) }),
  };
}

/** The code of an error envelope; empty where the answer is none. */
export function codeOf(answer: { readonly body: Record<string, unknown> }): string {
  const parsed = z
    .looseObject({ error: z.looseObject({ code: z.string() }) })
    .safeParse(answer.body);
  return parsed.success ? parsed.data.error.code : '';
}

/** The secret in a hosted page's address. */
export function secretIn(url: string | null): string {
  const secret = url?.split('#')[1];
  assert.ok(secret, 'the address carries a secret in its fragment');
  return secret;
}

/** Charges of the bank for an intent's attempts that took money. */
export async function takenFor(world: World, intent: string): Promise<number> {
  const ids = new Set((await attemptsOf(world, intent)).map((each) => each.id));
  const rows = await world.charges();
  return rows.filter((row) => row.status === 'succeeded' && ids.has(String(row.reference))).length;
}

/** Arms a fault at the bank, or disarms all of them. */
export async function fault(world: World, rule: Record<string, unknown> | null): Promise<void> {
  const response = await fetch(`${world.bank.url}/faults`, {
    method: rule ? 'POST' : 'DELETE',
    ...(rule
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(rule) }
      : {}),
  });
  assert.ok(response.ok, `${response.status} ${await response.text()}`);
}
