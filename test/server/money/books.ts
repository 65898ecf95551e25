/**
 * Both sets of books side by side: what the merchant API says was taken and given back, and what the
 * bank did. And the words to break the bank on purpose.
 */
import assert from 'node:assert/strict';
import type Stripe from 'stripe';
import { z } from 'zod';
import { startWorld, type World } from '../../support/world.ts';

const bankCharge = z.object({
  reference: z.string(),
  status: z.string(),
  captured: z.number(),
  refunded: z.number(),
});

export interface Till extends World {
  /** Moves the clock of API and bank. */
  pass(ms: number): void;
  /** Arms a fault of the bank. */
  arm(fault: Readonly<Record<string, unknown>>): Promise<void>;
  /** Lets the bank work again. */
  mend(): Promise<void>;
  /** A payment by a card that is always good, unless `more` says otherwise. */
  pay(more?: Partial<Stripe.PaymentIntentCreateParams>): Promise<Stripe.PaymentIntent>;
  /** Lets time pass, and the worker work, until nothing is open any more. */
  settle(): Promise<void>;
  /** Our attempts of an intent, oldest first, as `operation status`. */
  tried(intent: string): Promise<readonly string[]>;
}

const attemptList = z.object({
  data: z.array(
    z.object({ id: z.string(), operation: z.string(), status: z.string(), late: z.boolean() }),
  ),
});
export type Tried = z.infer<typeof attemptList>['data'][number];

/** Every attempt of an intent, oldest first. */
export async function attemptsOf(world: World, intent: string): Promise<readonly Tried[]> {
  const response = await fetch(`${world.api.url}/v1/payment_intents/${intent}/attempts`, {
    headers: { authorization: `Bearer ${world.api.key}` },
  });
  return attemptList.parse(await response.json()).data;
}

export async function openTill(options: Parameters<typeof startWorld>[0] = {}): Promise<Till> {
  let bent = 0;
  const world = await startWorld({
    ...options,
    config: { processorTimeoutMs: 500, ...options.config },
    overrides: { now: () => Date.now() + bent, ...options.overrides },
  });
  const tool = async (method: string, body?: unknown) => {
    const response = await fetch(`${world.bank.url}/faults`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.equal(response.status, 200);
  };
  const till: Till = {
    ...world,
    pass(ms) {
      bent += ms;
    },
    arm: (fault) => tool('POST', fault),
    mend: () => tool('DELETE'),
    pay: (more = {}) =>
      world.stripe.paymentIntents.create({
        amount: 1099,
        currency: 'usd',
        payment_method: 'pm_card_visa',
        confirm: true,
        ...more,
      }),
    async settle() {
      for (let turn = 0; turn < 60; turn += 1) {
        bent += 20_000;
        await world.keepsake.worker.turn();
        const { open } = await world.keepsake.reconcile();
        if (open.length === 0) break;
      }
      // What came to light with the last answer may have to go back.
      for (let turn = 0; turn < 3; turn += 1) {
        bent += 20_000;
        await world.keepsake.worker.turn();
      }
      assert.deepEqual((await world.keepsake.reconcile()).open, [], 'nothing stays open');
    },
    tried: async (intent) =>
      (await attemptsOf(world, intent)).map(({ operation, status }) => `${operation} ${status}`),
  };
  return till;
}

async function everyCharge(world: World): Promise<readonly Stripe.Charge[]> {
  const all: Stripe.Charge[] = [];
  for await (const charge of world.stripe.charges.list({ limit: 100 })) all.push(charge);
  return all;
}

/** What the bank took and gave back for a charge, in minor units. */
export async function atBank(world: World, charge: string) {
  const rows = z.array(bankCharge).parse(await world.charges(charge.replace(/^ch_/, 'att_')));
  assert.ok(rows.length <= 1, 'the bank has one charge for a reference at most');
  const [row] = rows;
  if (!row) return { status: 'absent', taken: 0, back: 0 };
  const voided = row.status === 'voided';
  return { status: row.status, taken: voided ? 0 : row.captured, back: row.refunded };
}

/** Holds every charge of ours against the bank's, to the cent, and no charge of theirs is unknown here. */
export async function assertBooksAgree(world: World): Promise<void> {
  const ours = await everyCharge(world);
  const theirs = z.array(bankCharge).parse(await world.charges());
  const known = new Set(ours.map(({ id }) => id.replace(/^ch_/, 'att_')));
  for (const { reference } of theirs) assert.ok(known.has(reference), `${reference} is on record`);
  for (const charge of ours) {
    const { data } = await world.stripe.refunds.list({ charge: charge.id, limit: 100 });
    assert.ok(
      data.every(({ status }) => status !== 'pending'),
      'no refund is pending',
    );
    const back = data
      .filter(({ status }) => status === 'succeeded')
      .reduce((sum, { amount }) => sum + amount, 0);
    const bank = await atBank(world, charge.id);
    assert.deepEqual(
      { taken: charge.amount_captured, back },
      { taken: bank.taken, back: bank.back },
      `${charge.id} (${charge.status}; at the bank ${bank.status})`,
    );
    assert.ok(back <= charge.amount_captured, 'no more goes back than was taken');
  }
}
