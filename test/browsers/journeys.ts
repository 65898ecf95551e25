/**
 * Three whole journeys in one engine, on real origins with real servers: a returning buyer pays with
 * one press, a new card is typed into the bank's frame and kept, the bank's question is answered.
 * Narrow screens are looked at on the way, and what was seen is left in `test/output/browsers/`.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ADA, LINE_ITEMS, secretOf } from '../support/journey.ts';
import { startMerchantSite } from '../support/merchant-site.ts';
import { startWorld } from '../support/world.ts';
import { type Buyer, buyer } from './buyer.ts';
import type { Engine, Tab } from './engine.ts';

const SEEN = 'test/output/browsers';
/** Widths of small phones, in CSS pixels. */
const NARROW = [320, 390] as const;
const FRAME = 'Card details';
/** A screenshot shows what was painted last, which may be from before a change of size. */
const PAINT_MS = 400;

interface Visit {
  readonly tab: Tab;
  readonly here: Buyer;
  readonly customer: string;
  /** What the bank has charged in this journey, in minor units. */
  charged(): Promise<readonly unknown[]>;
  /** Waits for the merchant's page, where the session has to be complete and paid. */
  paid(): Promise<void>;
  look(name: string): Promise<void>;
}

type Journey = (visit: Visit) => Promise<void>;

async function typeNewCard({ here }: Visit, number: string): Promise<void> {
  await here.see('textbox', /^Card number/, FRAME);
  await here.fill(/^Card number/, number, FRAME);
  await here.fill(/^Expiry date/, '1234', FRAME);
  await here.fill(/^Security code/, '917', FRAME);
  await here.fill(/^Name on card/, 'Noor Haddad', FRAME);
  // Name and country are known already: of the customer, and of the browser's language.
  await here.fill(/^Postal code/, '62701');
}

const JOURNEYS: readonly [name: string, cards: readonly string[], journey: Journey][] = [
  [
    'a returning buyer pays with one press',
    ['pm_card_visa', 'pm_card_mastercard'],
    async ({ here, look, paid, charged }) => {
      await here.see('radio', /Mastercard ending in 4444/);
      await here.see('textbox', /^Postal code/);
      await look('saved-cards');
      await here.click('button', /^Pay \$10\.99 with Mastercard/);
      await paid();
      assert.deepEqual(await charged(), [1099]);
    },
  ],
  [
    'a new card is typed into the bank’s frame, and kept',
    [],
    async (visit) => {
      const { here, look, paid, charged } = visit;
      await typeNewCard(visit, '4242424242424242');
      await here.click('checkbox', /^Save this card for future purchases/);
      await look('new-card');
      await here.click('button', /^Pay \$10\.99/);
      await paid();
      assert.deepEqual(await charged(), [1099]);
    },
  ],
  [
    'the bank’s question is answered',
    ['pm_card_authenticationRequired'],
    async ({ here, look, paid, charged }) => {
      await here.click('button', /^Pay \$10\.99 with Visa/);
      await here.see('button', /^Approve$/, 'Card verification');
      await look('challenge');
      assert.deepEqual(await charged(), [], 'nothing before the answer');
      await here.click('button', /^Approve$/, 'Card verification');
      await paid();
      assert.deepEqual(await charged(), [1099]);
    },
  ],
];

/** @returns what went wrong in each journey, null where nothing did */
export async function runJourneys(engine: Engine): Promise<Map<string, unknown>> {
  const results = new Map<string, unknown>();
  const world = await startWorld();
  const site = await startMerchantSite(world.api.url);
  mkdirSync(SEEN, { recursive: true });

  async function travel(cards: readonly string[], journey: Journey): Promise<void> {
    const { stripe } = world;
    const { id: customer } = await stripe.customers.create({ name: ADA.name, email: ADA.email });
    for (const card of cards) {
      const { id } = await stripe.paymentMethods.attach(card, { customer });
      await stripe.paymentMethods.update(id, { billing_details: ADA, allow_redisplay: 'always' });
    }
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer,
      line_items: LINE_ITEMS,
      saved_payment_method_options: { payment_method_save: 'enabled' },
      return_url: `${site.origin}/return?session={CHECKOUT_SESSION_ID}`,
    });
    const before = (await world.charges()).length;
    const tab = await engine.open();
    const here = buyer(tab);
    try {
      await tab.resize(800, 900);
      await tab.goto(site.publish(secretOf(session)));
      await journey({
        tab,
        here,
        customer,
        async charged() {
          const charges = (await world.charges()).slice(before);
          return charges.filter((each) => each.status === 'succeeded').map(({ amount }) => amount);
        },
        async paid() {
          await here.see('heading', /^Thank you for your order/);
          const { status, payment_status } = await stripe.checkout.sessions.retrieve(session.id);
          assert.deepEqual(
            { status, payment_status },
            { status: 'complete', payment_status: 'paid' },
          );
          const kept = await stripe.customers.listPaymentMethods(customer);
          assert.equal(kept.data.length, Math.max(1, cards.length));
        },
        async look(name) {
          for (const width of NARROW) {
            await tab.resize(width, 900);
            await pause(PAINT_MS);
            const path = `${SEEN}/${engine.name.toLowerCase()}-${name}-${width}.png`;
            writeFileSync(path, await tab.screenshot());
            assert.equal(await here.isTooWide(), false, `${width} pixels are enough`);
          }
          await tab.resize(800, 900);
        },
      });
    } catch (error) {
      writeFileSync(`${SEEN}/${engine.name.toLowerCase()}-failed.png`, await tab.screenshot());
      throw error;
    } finally {
      await tab.close();
    }
  }

  for (const [name, cards, journey] of JOURNEYS) {
    const error = await travel(cards, journey).then(
      () => null,
      (reason: unknown) => reason ?? new Error('no reason'),
    );
    results.set(name, error);
  }
  await site.close();
  await world.close();
  return results;
}
