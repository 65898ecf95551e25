/**
 * Payments, captures, cancellations and refunds at Adyen, while answers get lost and notifications come
 * late, twice and in any order: in the end both ledgers agree to the cent, and nothing was done twice.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import type { Fault } from './adyen-test-system/index.ts';
import { type AdyenShop, eventually, startAdyenShop } from './adyen-test-system/shop.ts';

const PAYMENTS = 48;
const SEED = 20_261_121;

/** Numbers from 0 to 1 (mulberry32): the same in every run, though not who gets which. */
function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const draw = createDraw(SEED);
const pick = <T>(...among: readonly T[]): T => among[Math.floor(draw() * among.length)] as T;

let shop: AdyenShop;
let stripe: Stripe;

const lostly = (): Fault | null =>
  draw() < 0.6 ? null : pick<Fault>('before_effect', 'after_effect', 'garbage', 'down');

/** Everything twice, in any order. */
function jumbled(bodies: readonly string[]): readonly string[] {
  const twice = [...bodies, ...bodies];
  for (let at = twice.length - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    [twice[at], twice[other]] = [twice[other] as string, twice[at] as string];
  }
  return twice;
}

/** One buyer's payment, and what the merchant does with it; refusals and conflicts are part of life. */
async function live(number: number): Promise<string> {
  const manual = number % 2 === 0;
  const amount = 500 + Math.floor(draw() * 5_000);
  const made = await stripe.paymentIntents.create({ amount, currency: 'usd' });
  const confirm = {
    payment_method: pick('pm_card_visa', 'pm_card_visa', 'pm_card_chargeDeclined'),
    return_url: 'https://shop.example/back',
  };
  if (manual) await stripe.paymentIntents.update(made.id, { capture_method: 'manual' } as never);
  await stripe.paymentIntents.confirm(made.id, confirm).catch(() => null);
  return made.id;
}

/** What the merchant does next with the payment of that number. */
async function follow(intent: string, number: number): Promise<void> {
  const { status, amount_received: received } = await stripe.paymentIntents.retrieve(intent);
  const refund = (amount: number) => stripe.refunds.create({ payment_intent: intent, amount });
  const held = [
    () => stripe.paymentIntents.capture(intent),
    () => stripe.paymentIntents.capture(intent, { amount_to_capture: 300 }),
    () => stripe.paymentIntents.cancel(intent),
  ] as const;
  const taken = [
    () => refund(100),
    () => refund(Math.ceil(received / 2)),
    () => refund(received),
  ] as const;
  const among = status === 'requires_capture' ? held : status === 'succeeded' ? taken : [];
  await among[number % 3]?.().catch(() => null);
}

describe('money at Adyen', () => {
  before(async () => {
    shop = await startAdyenShop(250);
    stripe = shop.world.stripe;
  });
  after(() => shop.close());

  it(`agrees to the cent after ${PAYMENTS} payments with lost answers`, async () => {
    shop.system.arm(lostly);
    shop.system.hold(true);
    const intents = await Promise.all(Array.from({ length: PAYMENTS }, (_, at) => live(at)));
    for (let round = 0; round < 3; round += 1) {
      shop.system.hold(false, jumbled);
      await shop.system.delivered();
      shop.system.hold(true);
      await Promise.all(intents.map((id, at) => follow(id, at + round)));
    }
    shop.system.arm(null);
    shop.system.hold(false, jumbled);
    await shop.system.delivered();
    // What may be said again is said again; what Adyen never heard of, a person has to close.
    const open = async () =>
      (await Promise.all(intents.map(shop.triesOf)))
        .flat()
        .filter(({ status }) => status === 'unknown' || status === 'started');
    await eventually(
      async () => {
        await shop.world.keepsake.reconcile();
        await shop.system.delivered();
        return open();
      },
      (left) => left.every(({ operation }) => operation === 'charge'),
    );
    let closedByHand = 0;
    for (const each of await open()) {
      assert.equal(each.operation, 'charge', `${each.operation} is still ${each.status}`);
      const known = shop.system.ledger.payments.some(({ reference }) => reference === each.id);
      assert.equal(known, false, 'what Adyen did is never left open');
      closedByHand += 1;
      await shop.world.keepsake.resolveAttempt(each.id, {
        as: 'not-charged',
        evidence: 'not in the Customer Area',
      });
    }
    await shop.world.keepsake.reconcile();
    await shop.system.delivered();

    const seen = new Map<string, number>();
    let paid = 0;
    for (const intent of intents) {
      const { amount_received: received, status } = await stripe.paymentIntents.retrieve(intent);
      assert.notEqual(status, 'processing');
      const { data: refunds } = await stripe.refunds.list({ payment_intent: intent });
      const back = refunds
        .filter((refund) => refund.status === 'succeeded')
        .reduce((sum, { amount }) => sum + amount, 0);
      assert.ok(!refunds.some((refund) => refund.status === 'pending'));
      const charges = (await shop.triesOf(intent)).filter(
        ({ operation }) => operation === 'charge',
      );
      const there = shop.system.ledger.payments.filter(({ reference }) =>
        charges.some(({ id }) => id === reference),
      );
      for (const { reference } of there) seen.set(reference, (seen.get(reference) ?? 0) + 1);
      const net = there.reduce((sum, each) => sum + each.capturedMinor - each.refundedMinor, 0);
      assert.equal(received - back, net, `${intent} (${status})`);
      paid += net;
    }
    assert.ok(paid > 0);
    const done = (await Promise.all(intents.map(shop.triesOf)))
      .flat()
      .map(({ operation, status }) => `${operation} ${status}`);
    for (const each of ['capture succeeded', 'void voided', 'refund succeeded', 'charge declined'])
      assert.ok(done.includes(each), each);
    assert.ok(closedByHand > 0, 'some requests never arrived');
    assert.ok(
      [...seen.values()].every((times) => times === 1),
      'one payment an attempt',
    );
    assert.equal(seen.size, shop.system.ledger.payments.length, 'no payment without an attempt');
  });
});
