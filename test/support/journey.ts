/**
 * The stage of a journey: an installation, a merchant's site of another origin, a browser, and the
 * customers and sessions that the merchant makes with the official SDK. What buyers do on it is in
 * `buyer.ts`; nothing here knows how the tag is built.
 */
import assert from 'node:assert/strict';
import { after, afterEach } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { launchChromium } from './chromium.ts';
import { type MerchantSite, type PageOptions, startMerchantSite } from './merchant-site.ts';
import { type Guarded, type Witness, watch } from './witness.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

/** Longest wait for anything on screen, in milliseconds. */
const PATIENCE_MS = 15_000;

export const ADA = {
  name: 'Ada Long',
  email: 'ada@example.com',
  address: {
    line1: '1 High Street',
    city: 'Springfield',
    state: 'IL',
    postal_code: '62701',
    country: 'US',
  },
} as const;

/** A card to be saved for a customer before the journey begins. */
export interface SavedCard {
  /** A published test id, or the number of a card without one. */
  readonly test?: `pm_card_${string}`;
  readonly number?: string;
  readonly shown?: Stripe.PaymentMethod.AllowRedisplay;
  readonly expires?: { readonly exp_month: number; readonly exp_year: number };
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly witness: Witness;
}

type SessionParams = Partial<Stripe.Checkout.SessionCreateParams>;

export interface Stage {
  readonly world: World;
  readonly site: MerchantSite;
  readonly stripe: Stripe;
  /** A customer whose cards were saved in this order, oldest first. */
  customer(cards?: readonly SavedCard[]): Promise<{ id: string; cards: readonly string[] }>;
  /** An open session over $10.99, or of another kind. */
  session(params?: SessionParams): Promise<Stripe.Checkout.Session>;
  /** Opens the merchant's page with that session's tag, in a browser that was never there before. */
  visit(
    session: Stripe.Checkout.Session,
    options?: PageOptions & { readonly browser?: BrowserContextOptions },
  ): Promise<Visit>;
  /** A browser that was never there before, on no page yet. */
  browser(options?: BrowserContextOptions): Promise<Visit>;
  /** The same session on the merchant's page, in a second tab of the same browser. */
  address(session: Stripe.Checkout.Session, options?: PageOptions): string;
  /** What is beside Stripe's shapes, as JSON, with the merchant's key. */
  ours(
    method: 'GET' | 'POST',
    path: string,
    params?: object,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Arms a fault at the bank, to be disarmed by itself after the test. */
  fault(fault: Readonly<Record<string, unknown>>): Promise<void>;
  /** What the bank has charged in this test. */
  charged(): Promise<readonly Record<string, unknown>[]>;
  /** What was typed in a frame and must stay there. */
  readonly guarded: Guarded;
}

export const LINE_ITEMS = [
  {
    quantity: 1,
    price_data: { currency: 'usd', unit_amount: 1099, product_data: { name: 'T-shirt' } },
  },
] satisfies Stripe.Checkout.SessionCreateParams['line_items'];

/** The secret of a session that is shown by the tag. */
export function secretOf(session: Stripe.Checkout.Session): string {
  assert.ok(session.client_secret, 'the session has no client secret');
  return session.client_secret;
}

/** Tries until it passes or patience ends; then fails as the last try did. */
export async function eventually(attempt: () => Promise<void> | void): Promise<void> {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > endMs) throw error;
      await pause(50);
    }
  }
}

/** Opens a stage for the tests of one file; it clears itself up after them. */
export async function openStage(options: WorldOptions = {}): Promise<Stage> {
  const world = await startWorld(options);
  const site = await startMerchantSite(world.api.url);
  const chromium = await launchChromium();
  const { stripe } = world;
  const visits: Visit[] = [];
  const guarded: Guarded = { secrets: new Set(), numbers: new Set(), codes: new Set() };
  let earlier = 0;

  async function addCard(customer: string, card: SavedCard): Promise<string> {
    const { test, number, shown = 'always', expires } = card;
    const token = number === undefined ? null : await world.token(number);
    const made = token
      ? await stripe.paymentMethods.create({ type: 'card', card: { token } })
      : { id: test ?? 'pm_card_visa' };
    const { id } = await stripe.paymentMethods.attach(made.id, { customer });
    await stripe.paymentMethods.update(id, {
      billing_details: ADA,
      ...(shown === 'unspecified' ? {} : { allow_redisplay: shown }),
      ...(expires ? { card: expires } : {}),
    });
    return id;
  }

  async function open(browser: BrowserContextOptions = {}): Promise<Visit> {
    const context = await chromium.newContext({ locale: 'en-US', ...browser });
    context.setDefaultTimeout(PATIENCE_MS);
    const witness = await watch(context, { api: world.api.url, bank: world.bank.url }, guarded);
    const visit = { page: await context.newPage(), context, witness };
    visits.push(visit);
    return visit;
  }

  afterEach(async () => {
    const over = visits.splice(0);
    await Promise.all(over.map(({ context }) => context.close()));
    await fetch(`${world.bank.url}/faults`, { method: 'DELETE' });
    earlier = (await world.charges()).length;
    for (const { witness } of over) witness.assertNothingCrossed();
  });
  after(async () => {
    await chromium.close();
    await site.close();
    await world.close();
  });

  return {
    world,
    site,
    stripe,
    guarded,
    async customer(cards = []) {
      const { name, email } = ADA;
      const { id } = await stripe.customers.create({ name, email });
      const ids: string[] = [];
      for (const card of cards) ids.push(await addCard(id, card));
      return { id, cards: ids };
    },
    async session(params = {}) {
      const back = `${site.origin}/return?session={CHECKOUT_SESSION_ID}`;
      const session = await stripe.checkout.sessions.create({
        mode: 'payment',
        ui_mode: 'elements',
        return_url: back,
        ...(params.mode === 'setup' ? { currency: 'usd' } : { line_items: LINE_ITEMS }),
        ...params,
      });
      if (session.client_secret) guarded.secrets.add(session.client_secret);
      return session;
    },
    async visit(session, { browser, ...page } = {}) {
      const visit = await open(browser);
      await visit.page.goto(site.publish(secretOf(session), page));
      return visit;
    },
    browser: open,
    address: (session, page) => site.publish(secretOf(session), page),
    async ours(method, path, params = {}) {
      const answer: unknown = await stripe.rawRequest(method, path, params);
      return answer as Readonly<Record<string, unknown>>;
    },
    async fault(fault) {
      const response = await fetch(`${world.bank.url}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
      assert.equal(response.ok, true, 'the bank did not take the fault');
    },
    async charged() {
      const charges = (await world.charges()).slice(earlier);
      return charges.filter(({ status }) => status === 'succeeded');
    },
  };
}
