/** Whatever the bank does wrong, in whatever operation: in the end both books say the same. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { assertBooksAgree, atBank, attemptsOf, openTill, type Till } from './books.ts';

const FAULTS = [
  'down',
  'timeout_before_effect',
  'timeout_after_effect',
  'error_after_effect',
  'garbage',
  'delay',
  'decline',
] as const;
const OPERATIONS = ['charge', 'capture', 'void', 'refund'] as const;
type Operation = (typeof OPERATIONS)[number];

/** Faults after which nobody can know what happened. */
const UNKNOWABLE: readonly string[] = FAULTS.filter(
  (kind) => kind !== 'down' && kind !== 'decline',
);

async function prepare(till: Till, operation: Operation): Promise<string> {
  const manual = operation === 'capture' || operation === 'void';
  const { id } = await till.pay({
    confirm: operation !== 'charge',
    capture_method: manual ? 'manual' : 'automatic',
  });
  return id;
}

/** @returns the status that the object has afterwards, or the refusal's */
async function act(till: Till, operation: Operation, intent: string): Promise<string> {
  const { paymentIntents, refunds } = till.stripe;
  const calls = {
    charge: () => paymentIntents.confirm(intent),
    capture: () => paymentIntents.capture(intent, { amount_to_capture: 700 }),
    void: () => paymentIntents.cancel(intent),
    refund: () => refunds.create({ payment_intent: intent, amount: 300 }),
  };
  try {
    return String((await calls[operation]()).status);
  } catch (reason) {
    assert.ok(reason instanceof Stripe.errors.StripeError, String(reason));
    return String(reason.statusCode);
  }
}

describe('one fault', () => {
  let till: Till;
  before(async () => {
    till = await openTill();
  });
  after(() => till.close());

  for (const operation of OPERATIONS) {
    for (const kind of FAULTS) {
      it(`${kind} in a ${operation}`, async () => {
        const intent = await prepare(till, operation);
        // The bank's own word would settle it at once: here only asking helps.
        await till.arm({ kind: 'webhook_late', next: 2, ms: 600_000 });
        await till.arm({ kind, next: 1, ms: 700 });
        const told = await act(till, operation, intent);
        await till.mend();
        if (UNKNOWABLE.includes(kind)) {
          assert.equal(told, operation === 'refund' ? 'pending' : 'processing');
          const tried = await till.tried(intent);
          assert.equal(tried.at(-1), `${operation} unknown`);
          if (operation !== 'refund') {
            assert.equal(await act(till, operation, intent), '400', 'no second one meanwhile');
            assert.equal((await till.tried(intent)).length, tried.length);
          }
        }
        await till.settle();
        await assertBooksAgree(till);
        const { status, latest_charge } = await till.stripe.paymentIntents.retrieve(intent);
        assert.notEqual(status, 'processing');
        if (operation === 'charge') {
          const bank = await atBank(till, String(latest_charge));
          assert.equal(status === 'succeeded', bank.taken === 1099);
        }
      });
    }
  }
});

describe('a call that is still on its way', () => {
  it('is not given up because its repetition was refused', async () => {
    const till = await openTill();
    try {
      const { id } = await till.pay();
      await till.arm({ kind: 'webhook_late', next: 2, ms: 600_000 });
      await till.arm({ kind: 'delay', next: 1, ms: 900 });
      const refund = await till.stripe.refunds.create({ payment_intent: id, amount: 300 });
      await till.arm({ kind: 'down', next: 1 });
      till.pass(16_000);
      await till.keepsake.worker.turn();
      assert.equal((await till.stripe.refunds.retrieve(refund.id)).status, 'pending');
      await new Promise((resolve) => setTimeout(resolve, 900));
      await till.settle();
      assert.equal((await till.stripe.refunds.retrieve(refund.id)).status, 'succeeded');
      const back = (await attemptsOf(till, id)).at(-1);
      assert.deepEqual([back?.operation, back?.status, back?.late], ['refund', 'succeeded', false]);
      await assertBooksAgree(till);
    } finally {
      await till.close();
    }
  });
});

/** Mulberry32, so that a run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('many faults at once', () => {
  for (const seed of [1, 2, 3]) {
    it(`a bad day at the bank, seed ${seed}`, async () => {
      const till = await openTill();
      try {
        const roll = seeded(seed);
        const customer = (await till.stripe.customers.create()).id;
        const card = (await till.stripe.paymentMethods.attach('pm_card_visa', { customer })).id;
        for (const kind of [...FAULTS, 'webhook_late', 'webhook_duplicate', 'webhook_reordered'])
          await till.arm({ kind, rate: 0.08, seed: seed * 31 + kind.length, ms: 800 });
        const one = async () => {
          const manual = roll() < 0.5;
          const { id } = await till.pay({
            customer,
            payment_method: card,
            confirm: false,
            capture_method: manual ? 'manual' : 'automatic',
          });
          for (let step = 0; step < 4; step += 1) {
            const next = OPERATIONS[Math.floor(roll() * OPERATIONS.length)] ?? 'charge';
            await act(till, step === 0 ? 'charge' : next, id);
            if (roll() < 0.3) {
              till.pass(6_000);
              await till.keepsake.worker.turn();
            }
          }
        };
        for (let round = 0; round < 4; round += 1)
          await Promise.all(Array.from({ length: 6 }, one));
        await till.mend();
        await till.settle();
        await assertBooksAgree(till);
      } finally {
        await till.close();
      }
    });
  }
});
