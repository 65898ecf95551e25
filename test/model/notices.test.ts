/** What a subscriber is told and when, as a table. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueNotices, type NoticeFacts, plannedNotices, timed } from '../../server/model/notices.ts';

const DAY = 86_400_000;
/** A Friday. */
const START = Date.UTC(2027, 0, 1);
const at = (iso: string) => Date.parse(`${iso}T00:00:00Z`);

const monthly = { interval: 'month', intervalCount: 1 } as const;
const yearly = { interval: 'year', intervalCount: 1 } as const;

function facts(
  over: Partial<NoticeFacts['subscription']> = {},
  more: Partial<NoticeFacts> = {},
  {
    amount = 1200,
    recurring = monthly as NoticeFacts['subscription']['items'][number]['recurring'],
  } = {},
): NoticeFacts {
  return {
    nowMs: START,
    subscription: {
      id: 'sub_1',
      status: 'active',
      items: [
        {
          id: 'si_1',
          createdMs: START,
          price: 'price_1',
          product: 'prod_1',
          name: 'Coffee',
          quantity: 1,
          unitAmountMinor: amount,
          recurring,
          metadata: {},
        },
      ],
      periodStartMs: START,
      periodEndMs: at('2027-02-01'),
      trialEndMs: null,
      cancelAtPeriodEnd: false,
      cancelAtMs: null,
      pauseCollection: null,
      ...over,
    },
    method: { id: 'pm_1', network: 'mastercard', expMonth: 12, expYear: 2030, expires: true },
    lastPaid: { recurringMinor: 1200, paidAtMs: START },
    ...more,
  };
}

const told = (of: NoticeFacts) =>
  plannedNotices(of).map(
    ({ kind, atMs }) => `${kind} ${new Date(atMs).toISOString().slice(0, 10)}`,
  );

const trial = { status: 'trialing', trialEndMs: at('2027-02-01') } as const;
const old = { id: 'pm_1', network: 'mastercard', expMonth: 1, expYear: 2027, expires: true };
const visa = { id: 'pm_1', network: 'visa', expMonth: 12, expYear: 2030, expires: true };

const ROWS: readonly (readonly [string, NoticeFacts, readonly string[]])[] = [
  ['a month', facts(), ['upcoming 2027-01-25']],
  [
    'a trial',
    facts(trial, { lastPaid: null }),
    ['trial_will_end 2027-01-25', 'upcoming 2027-01-25'],
  ],
  [
    'a trial with a Visa: seven working days, and one to write it',
    facts(trial, { lastPaid: null, method: visa }),
    ['trial_will_end 2027-01-20', 'upcoming 2027-01-25'],
  ],
  [
    'a year',
    facts({ periodEndMs: at('2028-01-01') }, {}, { recurring: yearly }),
    ['upcoming 2027-12-25', 'rare_charge 2027-12-22'],
  ],
  [
    'another price',
    facts({}, {}, { amount: 1500 }),
    ['upcoming 2027-01-25', 'changed_charge 2027-01-22'],
  ],
  [
    'a card that will have ended',
    facts({}, { method: old }),
    ['upcoming 2027-01-25', 'card_expiring 2027-01-18'],
  ],
  [
    'a card that ends before the charge: while it is good still',
    facts(
      { periodStartMs: at('2027-01-15'), periodEndMs: at('2027-02-15') },
      { method: old, nowMs: at('2027-01-15') },
    ),
    ['upcoming 2027-02-08', 'card_expiring 2027-01-18'],
  ],
  ['nothing, where it ends', facts({ cancelAtPeriodEnd: true }), []],
  ['nothing, where it is over', facts({ status: 'canceled' }), []],
  [
    'nothing, while it rests',
    facts({ pauseCollection: { behavior: 'void', resumesAtMs: null } }),
    [],
  ],
  ['nothing, where it costs nothing', facts({}, {}, { amount: 0 }), []],
  [
    'a week: as it begins',
    facts(
      { periodEndMs: START + 7 * DAY },
      {},
      { recurring: { interval: 'week', intervalCount: 1 } },
    ),
    ['upcoming 2027-01-01'],
  ],
  [
    'long after the last charge',
    facts({}, { lastPaid: { recurringMinor: 1200, paidAtMs: at('2026-06-01') } }),
    ['upcoming 2027-01-25', 'rare_charge 2027-01-22'],
  ],
  [
    'a merchant who gives more time',
    facts(trial, { lastPaid: null, days: { trial_will_end: 14 } }),
    ['trial_will_end 2027-01-18', 'upcoming 2027-01-25'],
  ],
];

describe('notices', () => {
  for (const [what, of, expected] of ROWS) it(what, () => assert.deepEqual(told(of), expected));

  it('a merchant cannot give less time than the rules ask', () => {
    const charge = at('2027-02-01');
    const { atMs, dueByMs } = timed('changed_charge', 'x', charge, null, { changed_charge: 1 });
    assert.deepEqual([charge - dueByMs, charge - atMs], [7 * DAY, 8 * DAY]);
    assert.equal(
      charge - timed('changed_charge', 'x', charge, 'us_bank_account').dueByMs,
      10 * DAY,
    );
  });

  it('are told once a cause, and not after what they are about', () => {
    const first = dueNotices(facts(), new Set());
    assert.deepEqual([first.now, first.againMs], [[], at('2027-01-25')]);
    const then = facts({}, { nowMs: at('2027-01-26') });
    const [notice] = dueNotices(then, new Set()).now;
    assert.equal(notice?.kind, 'upcoming');
    const again = dueNotices(then, new Set([`upcoming ${notice?.cause}`]));
    assert.deepEqual([again.now, again.againMs], [[], null]);
    assert.deepEqual(dueNotices(facts({}, { nowMs: at('2027-02-02') }), new Set()).now, []);
  });
});
