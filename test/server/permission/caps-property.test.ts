/**
 * Requests cross, outcomes come in any order, some never: what was taken and what may have been taken
 * is never above a cap, counted at the processor's door.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import type { Outcome } from '../../../server/model/attempt.ts';
import type { ChargeCall, Processor } from '../../../server/processors/processor.ts';
import { bentClock } from './agreements.ts';
import { type Counter, openCounter } from './in-process.ts';
import { createTeller } from './teller.ts';

const RUNS = 2000;
const teller = createTeller();
/** What a test wants done with a charge; null for the teller's own answer. */
let onCharge: ((call: ChargeCall) => Promise<Outcome>) | null = null;
const processor: Processor = {
  ...teller,
  capabilities: teller.capabilities,
  charge: (call) => (onCharge ? onCharge(call) : teller.charge(call)),
};

let shop: Counter;
before(async () => {
  shop = await openCounter({ processors: [processor], now: bentClock().now });
});
after(() => shop.close());

const caps = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ period: fc.integer({ min: 5, max: 20 }) }),
  fc.record({ count: fc.integer({ min: 1, max: 3 }), period: fc.integer({ min: 5, max: 20 }) }),
) as fc.Arbitrary<{ count?: number; period?: number }>;

const request = fc.record({
  amount: fc.integer({ min: 1, max: 10 }),
  outcome: fc.constantFrom(
    'succeeded' as const,
    'succeeded' as const,
    'declined' as const,
    'unknown' as const,
  ),
  /** Asks for the revocation instead. */
  revokes: fc.constantFrom(false, false, false, false, false, true),
});

it('consumed and reserved are never above a cap, however requests cross', async () => {
  let [most, full] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      caps,
      fc.array(request, { minLength: 2, maxLength: 4 }),
      async (scheduler, cap, requests) => {
        const customer = await shop.made('/v1/customers', {});
        const card = await shop.made('/v1/payment_methods/pm_card_visa/attach', { customer });
        const mandate = await shop.made('/v1/mandates', {
          payment_method: card,
          customer_acceptance: { type: 'offline' },
          terms: {
            category: 'unscheduled',
            currency: 'usd',
            ...(cap.count === undefined ? {} : { max_count: cap.count }),
            ...(cap.period === undefined
              ? {}
              : { max_amount_per_period: cap.period, interval: 'day' }),
          },
        });
        /** Amounts at the processor that were not declined. */
        const open = new Map<string, number>();
        let revoked = false;
        const within = () => {
          const sum = [...open.values()].reduce((total, each) => total + each, 0);
          assert.ok(open.size <= (cap.count ?? Number.POSITIVE_INFINITY), `${open.size} charges`);
          assert.ok(sum <= (cap.period ?? Number.POSITIVE_INFINITY), `${sum} in all`);
          most = Math.max(most, open.size);
        };
        const outcomes = new Map<number, (typeof requests)[number]['outcome'][]>();
        for (const { amount, outcome } of requests)
          outcomes.set(amount, [...(outcomes.get(amount) ?? []), outcome]);
        onCharge = async ({ attempt, amountMinor }) => {
          open.set(attempt, amountMinor);
          within();
          const outcome = outcomes.get(amountMinor)?.shift() ?? 'succeeded';
          await scheduler.schedule(Promise.resolve(), outcome);
          const reference = `ref_${attempt}`;
          if (outcome === 'unknown') return { kind: 'unknown', reason: 'timeout' };
          if (outcome === 'succeeded')
            return { kind: 'succeeded', reference, networkTransactionId: null, reusability: null };
          open.delete(attempt);
          return {
            kind: 'declined',
            reference,
            code: 'do_not_honor',
            networkCode: '05',
            message: null,
          };
        };
        const sent = requests.map(async ({ amount, revokes }, index) => {
          await scheduler.schedule(Promise.resolve(), `request ${index}`);
          if (revokes) {
            await shop.made(`/v1/mandates/${mandate}/revoke`, {});
            revoked = true;
            return;
          }
          const late = revoked;
          const reply = await shop.api('POST', '/v1/payment_intents', {
            amount,
            currency: 'usd',
            customer,
            payment_method: card,
            off_session: true,
            confirm: true,
          });
          if (late) assert.equal(reply.status, 400, 'nothing is planned after a revocation');
          if (reply.status === 400) full += 1;
        });
        await scheduler.waitFor(Promise.all(sent));
        onCharge = null;
        within();
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(most > 1 && full > RUNS / 10, `${most} at once, ${full} refused`);
});
