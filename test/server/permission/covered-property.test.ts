/**
 * Nothing is charged later without a live mandate that covers it, whatever happened in whatever order:
 * held against a book that the test keeps by the rules as merchants are told them.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import type { Outcome } from '../../../server/model/attempt.ts';
import type { ChargeCall, Processor } from '../../../server/processors/processor.ts';
import { bentClock, DAY_MS } from './agreements.ts';
import { type Counter, openCounter } from './in-process.ts';
import { createTeller } from './teller.ts';

const RUNS = 2000;
const clock = bentClock();
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
  shop = await openCounter({ processors: [processor], now: clock.now });
});
after(() => shop.close());

interface Buyer {
  readonly customer: string;
  readonly card: string;
}

async function newBuyer(): Promise<Buyer> {
  const customer = await shop.made('/v1/customers', {});
  return {
    customer,
    card: await shop.made('/v1/payment_methods/pm_card_visa/attach', { customer }),
  };
}

interface Terms {
  readonly category: 'recurring' | 'installment' | 'unscheduled';
  readonly currency: 'usd' | 'eur';
  readonly maxAmount: number | null;
  readonly perPeriod: number | null;
  readonly interval: 'day' | 'week' | null;
  readonly maxCount: number | null;
  /** Days from now. */
  readonly from: number | null;
  readonly until: number | null;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });

const terms: fc.Arbitrary<Terms> = fc
  .record({
    category: fc.constantFrom(
      'recurring' as const,
      'recurring' as const,
      'installment' as const,
      'unscheduled' as const,
    ),
    currency: fc.constantFrom('usd' as const, 'usd' as const, 'usd' as const, 'eur' as const),
    maxAmount: maybe(fc.integer({ min: 4, max: 12 })),
    perPeriod: maybe(fc.integer({ min: 6, max: 20 })),
    interval: maybe(fc.constantFrom('day' as const, 'week' as const)),
    maxCount: maybe(fc.integer({ min: 1, max: 3 })),
    from: maybe(fc.constantFrom(-1, -1, 0, 0, 1)),
    until: maybe(fc.integer({ min: 2, max: 6 })),
  })
  .map((each) => ({ ...each, perPeriod: each.interval === null ? null : each.perPeriod }));

const seconds = (days: number) => Math.floor((clock.now() + days * DAY_MS) / 1000);

const register = (card: string, { category, currency, ...rest }: Terms) =>
  shop.made('/v1/mandates', {
    payment_method: card,
    customer_acceptance: { type: 'offline' },
    terms: {
      category,
      currency,
      ...(rest.maxAmount === null ? {} : { max_amount: rest.maxAmount }),
      ...(rest.perPeriod === null ? {} : { max_amount_per_period: rest.perPeriod }),
      ...(rest.interval === null ? {} : { interval: rest.interval }),
      ...(rest.maxCount === null ? {} : { max_count: rest.maxCount }),
      ...(rest.from === null ? {} : { valid_from: seconds(rest.from) }),
      ...(rest.until === null ? {} : { valid_until: seconds(rest.until) }),
    },
  });

/** A mandate as the test's own book has it. */
interface Page {
  readonly id: string;
  readonly terms: Terms;
  readonly fromMs: number;
  readonly untilMs: number;
  revoked: boolean;
  /** Charges that count: made, or not known to have failed. */
  readonly uses: { readonly atMs: number; readonly amount: number }[];
}

const LENGTH = { day: DAY_MS, week: 7 * DAY_MS } as const;

/** By the rules as they are told to merchants, and not by the server's own code. */
function allows(page: Page, amount: number, currency: string, recurring: boolean): boolean {
  const { terms: agreed, fromMs, untilMs, uses, revoked } = page;
  const now = clock.now();
  if (revoked || now < fromMs || now >= untilMs || agreed.currency !== currency) return false;
  if (recurring && agreed.category !== 'recurring') return false;
  if (agreed.maxAmount !== null && amount > agreed.maxAmount) return false;
  if (agreed.maxCount !== null && uses.length >= agreed.maxCount) return false;
  if (agreed.perPeriod === null || agreed.interval === null) return true;
  const length = LENGTH[agreed.interval];
  const period = (ms: number) => Math.floor((ms - fromMs) / length);
  const used = uses.filter((use) => period(use.atMs) === period(now));
  return used.reduce((sum, use) => sum + use.amount, amount) <= agreed.perPeriod;
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('register' as const), terms }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('charge' as const),
      amount: fc.integer({ min: 1, max: 12 }),
      currency: fc.constantFrom('usd', 'usd', 'usd', 'usd', 'eur'),
      recurring: fc.constantFrom(false, false, true),
      declined: fc.constantFrom(false, false, true),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revoke' as const), which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('detach' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Life extends Buyer {
  readonly pages: Page[];
  attached: boolean;
}

async function charge(life: Life, each: Extract<Step, { do: 'charge' }>): Promise<boolean> {
  const { amount, currency, recurring, declined } = each;
  const covering = life.attached
    ? life.pages.filter((page) => allows(page, amount, currency, recurring))
    : [];
  let reached = 0;
  onCharge = async ({ attempt }) => {
    reached += 1;
    const reference = `ref_${attempt}`;
    return declined
      ? {
          kind: 'declined',
          reference,
          code: 'insufficient_funds',
          networkCode: '51',
          message: null,
        }
      : { kind: 'succeeded', reference, networkTransactionId: null, reusability: 'off_session' };
  };
  const reply = await shop.api('POST', '/v1/payment_intents', {
    amount,
    currency,
    customer: life.customer,
    payment_method: life.card,
    off_session: recurring ? 'recurring' : true,
    confirm: true,
  });
  onCharge = null;
  const expected = covering.length === 0 ? 400 : declined ? 402 : 200;
  assert.deepEqual([reply.status, reached], [expected, covering.length === 0 ? 0 : 1]);
  // Of several that cover, the newest is used.
  if (reply.status === 200) covering.at(-1)?.uses.push({ atMs: clock.now(), amount });
  return reached > 0;
}

async function take(life: Life, each: Step): Promise<boolean> {
  if (each.do === 'charge') return charge(life, each);
  if (each.do === 'wait') clock.advance(each.hours * 3_600_000);
  if (each.do === 'detach' && life.attached) {
    await shop.made(`/v1/payment_methods/${life.card}/detach`, {});
    life.attached = false;
  }
  if (each.do === 'register' && life.attached) {
    const id = await register(life.card, each.terms);
    const { from, until } = each.terms;
    life.pages.push({
      id,
      terms: each.terms,
      fromMs: from === null ? clock.now() : seconds(from) * 1000,
      untilMs: until === null ? Number.POSITIVE_INFINITY : seconds(until) * 1000,
      revoked: false,
      uses: [],
    });
  }
  if (each.do === 'revoke' && life.pages.length > 0) {
    const page = life.pages[each.which % life.pages.length];
    assert.ok(page);
    await shop.made(`/v1/mandates/${page.id}/revoke`, {});
    page.revoked = true;
  }
  return false;
}

it('no later charge reaches the processor without a live mandate that covers it', async () => {
  let [reached, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      terms,
      fc.array(step, { minLength: 1, maxLength: 4 }),
      async (first, steps) => {
        const life: Life = { ...(await newBuyer()), pages: [], attached: true };
        await take(life, { do: 'register', terms: first });
        for (const each of steps) {
          const went = await take(life, each);
          if (each.do !== 'charge') continue;
          if (went) reached += 1;
          else refused += 1;
        }
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(reached > RUNS / 4 && refused > RUNS / 4, `${reached} went, ${refused} were refused`);
});
