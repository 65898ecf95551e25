/** What a session in mode subscription begins: what is due today, what later, and what cannot be sold so. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueToday, nextChargeMs, planFault, planOf } from '../../server/model/checkout-plan.ts';
import type { CheckoutSession, LineItem } from '../../server/model/checkout-session.ts';
import { DAY_MS } from '../../server/model/limits.ts';
import type { Cadence } from '../../server/model/period.ts';
import { NOW, session } from './samples.ts';

const monthly: Cadence = { interval: 'month', intervalCount: 1 };
const quarterly: Cadence = { interval: 'month', intervalCount: 3 };

const item = (recurring: Cadence | null, amountTotalMinor: number, price: string | null = null) =>
  ({
    id: 'li_1',
    name: 'Coffee beans',
    description: null,
    quantity: 1,
    unitAmountMinor: amountTotalMinor,
    amountTotalMinor,
    currency: 'usd',
    price,
    product: null,
    recurring,
  }) satisfies LineItem;

const offered = (
  lineItems: readonly LineItem[],
  subscriptionData: CheckoutSession['subscriptionData'] = {},
  mode: CheckoutSession['mode'] = 'subscription',
) => ({ ...session(), mode, lineItems, subscriptionData, createdMs: NOW });

describe('what is due today, and what comes round', () => {
  const inTenDays = { trial_end: (NOW + 10 * DAY_MS) / 1000 };
  for (const [name, items, data, today, each, trialDays] of [
    ['one price', [item(monthly, 1200)], {}, 1200, 1200, null],
    ['two prices', [item(monthly, 1200), item(monthly, 300)], {}, 1500, 1500, null],
    ['one thing beside it', [item(null, 500), item(monthly, 1200)], {}, 1700, 1200, null],
    ['a trial', [item(monthly, 1200)], { trial_period_days: 14 }, 0, 1200, 14],
    ['until a day', [item(monthly, 1200)], inTenDays, 0, 1200, 10],
    ['both', [item(monthly, 1200), item(null, 500)], { trial_period_days: 1 }, 500, 1200, 1],
  ] as const) {
    it(name, () => {
      const given = offered(items, data);
      const plan = planOf(given);
      assert.deepEqual(
        [plan?.todayMinor, plan?.eachMinor, dueToday(given), plan?.cadence],
        [today, each, today, monthly],
      );
      assert.equal(plan?.trialEndMs, trialDays === null ? null : NOW + trialDays * DAY_MS);
    });
  }
  it('is nothing of the kind in another mode', () => {
    assert.equal(planOf(offered([item(null, 500)], {}, 'payment')), null);
    assert.equal(planOf(offered([item(null, 500)])), null);
  });
  for (const [from, cadence, trial, next] of [
    ['2027-01-31T10:00:00Z', monthly, {}, '2027-02-28T10:00:00Z'],
    ['2027-11-30T10:00:00Z', quarterly, {}, '2028-02-29T10:00:00Z'],
  ] as const) {
    it(`${from} is followed by ${next}`, () => {
      const plan = planOf(offered([item(cadence, 1200)], trial));
      assert.ok(plan);
      assert.equal(nextChargeMs(plan, Date.parse(from)), Date.parse(next));
    });
  }
});

describe('what cannot be sold so', () => {
  const recurring = [item(monthly, 1200)];
  const soon = { trial_end: (NOW + DAY_MS) / 1000 };
  const late = { trial_end: (NOW + 800 * DAY_MS) / 1000 };
  for (const [name, given, param] of [
    ['a recurring price', offered(recurring), null],
    ['none', offered([item(null, 500)]), 'line_items'],
    ['one in payment mode', offered(recurring, {}, 'payment'), 'line_items'],
    ['two intervals', offered([...recurring, item(quarterly, 500)]), 'line_items'],
    [
      'the same price twice',
      offered([item(monthly, 1, 'price_1'), item(monthly, 1, 'price_1')]),
      'line_items',
    ],
    ['21 prices', offered(Array.from({ length: 21 }, () => item(monthly, 100))), 'line_items'],
    [
      'a subscription in payment mode',
      offered([item(null, 1)], { description: 'x' }, 'payment'),
      'subscription_data',
    ],
    [
      'two trials',
      offered(recurring, { ...late, trial_period_days: 3 }),
      'subscription_data[trial_end]',
    ],
    ['a trial too short', offered(recurring, soon), 'subscription_data[trial_end]'],
    ['a trial too long', offered(recurring, late), 'subscription_data[trial_end]'],
    [
      'an anchor',
      offered(recurring, { billing_cycle_anchor: 1 }),
      'subscription_data[billing_cycle_anchor]',
    ],
    [
      'an intent of its own',
      { ...offered(recurring), paymentIntentData: { description: 'x' } },
      'payment_intent_data',
    ],
  ] as const) {
    it(name, () => assert.equal(planFault(given)?.param ?? null, param));
  }
});
