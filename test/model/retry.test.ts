/** Whether a declined card may be tried again: networks' limits, issuers' words, and how often one debt is tried. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type DeclinedTry,
  lastingBar,
  type RetryQuestion,
  retryBudget,
} from '../../server/model/retry.ts';
import { CEILING, limitsAt, RETRY_LIMITS } from '../../server/model/retry-limits.ts';

const NOW = Date.UTC(2026, 11, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const question = (more: Partial<RetryQuestion> = {}): RetryQuestion => ({
  nowMs: NOW,
  network: 'visa',
  initiator: 'merchant',
  amountMinor: 500,
  currency: 'usd',
  intent: null,
  scheduled: true,
  ...more,
});
const tried = (agoMs: number, more: Partial<DeclinedTry> = {}): DeclinedTry => ({
  atMs: NOW - agoMs,
  intent: 'pi_other',
  initiator: 'merchant',
  amountMinor: 500,
  currency: 'usd',
  decline: { code: 'generic_decline', networkCode: '05' },
  sameNumber: true,
  own: true,
  ...more,
});
const times = (count: number, everyMs: number, more: Partial<DeclinedTry> = {}) =>
  Array.from({ length: count }, (_, index) => tried((index + 1) * everyMs, more));
const said = (code: string, networkCode: string | null = null) => ({
  decline: { code, networkCode },
});
const others = { own: false } as const;

const rows: readonly [
  what: string,
  history: readonly DeclinedTry[],
  asked: Partial<RetryQuestion>,
  bars: readonly string[],
][] = [
  ['nothing was tried', [], {}, []],
  ['declined once', times(1, HOUR), {}, []],

  // Ours, of one customer's card, at whichever processor.
  ['nine in a day', times(9, HOUR), {}, []],
  ['ten in a day', times(10, HOUR), {}, ['card_day']],
  ['ten in a day, another amount', times(10, HOUR), { amountMinor: 999 }, ['card_day']],
  [
    'ten in a day, half of them with the buyer',
    [...times(5, HOUR), ...times(5, HOUR, { initiator: 'customer' })],
    {},
    ['card_day'],
  ],
  ['ten in more than a day', times(10, 3 * HOUR), {}, []],
  ['fourteen in a month', times(14, 2 * DAY), {}, []],
  [
    'fifteen in a month, of any amounts',
    times(15, 1.9 * DAY, { amountMinor: 7 }),
    {},
    ['card_month'],
  ],
  ['fifteen in a month, of an older number', times(15, 1.9 * DAY, { sameNumber: false }), {}, []],

  // Visa's, of one number whoever brought it, capped by our ceiling.
  ['Visa: others, fifteen of this amount', times(15, 1.9 * DAY, others), {}, ['visa_reattempts']],
  ['Visa: others, fourteen of this amount', times(14, 1.9 * DAY, others), {}, []],
  [
    'Visa: others, fifteen of another amount',
    times(15, 1.9 * DAY, { ...others, amountMinor: 7 }),
    {},
    [],
  ],
  [
    'Visa: others, fifteen in another currency',
    times(15, 1.9 * DAY, { ...others, currency: 'eur' }),
    {},
    [],
  ],
  [
    'Visa: others, with the buyer: counted apart',
    times(15, 1.9 * DAY, { ...others, initiator: 'customer' }),
    {},
    [],
  ],
  [
    'Visa: with the buyer, and asked with the buyer',
    times(15, 1.9 * DAY, { ...others, initiator: 'customer' }),
    { initiator: 'customer' },
    ['visa_reattempts'],
  ],
  ['Visa: others, fifteen in 31 days', times(15, 2.1 * DAY, others), {}, []],
  ['Visa: the amount is not known yet', times(15, 1.9 * DAY, others), { amountMinor: null }, []],

  // Mastercard's.
  [
    'Mastercard: others, ten in a day, of any amounts',
    times(10, HOUR, { ...others, amountMinor: 7 }),
    { network: 'mastercard' },
    ['mastercard_day'],
  ],
  [
    'Mastercard: with the buyer counts too',
    times(10, HOUR, { ...others, initiator: 'customer' }),
    { network: 'mastercard' },
    ['mastercard_day'],
  ],
  ['Mastercard: others, nine in a day', times(9, HOUR, others), { network: 'mastercard' }, []],
  [
    'Mastercard: others, fifteen in a month',
    times(15, 1.9 * DAY, others),
    { network: 'mastercard' },
    ['mastercard_month'],
  ],
  ['another network: others', times(15, 1.9 * DAY, others), { network: 'amex' }, []],

  // What was said of the card.
  [
    'never again, long ago',
    [tried(400 * DAY, said('generic_decline', '14'))],
    {},
    ['Visa Core Rules, table 7-2'],
  ],
  [
    'never again, by advice',
    [
      tried(DAY, {
        decline: { code: 'generic_decline', networkCode: '05', advice: 'do_not_try_again' },
      }),
    ],
    {},
    ['Stripe, advice codes'],
  ],
  ['never again, to somebody else’s', [tried(DAY, { ...others, ...said('lost_card') })], {}, []],
  [
    'never again, to the number before',
    [tried(DAY, { sameNumber: false, ...said('lost_card') })],
    {},
    [],
  ],
  [
    'never again, while the buyer was there',
    [tried(DAY, { initiator: 'customer', ...said('lost_card') })],
    {},
    [],
  ],
  [
    'in a day, says the network',
    [tried(23 * HOUR, said('generic_decline', 'mac_25'))],
    {},
    ['Mastercard merchant advice codes, as processors publish them'],
  ],
  ['a day has passed', [tried(DAY, said('generic_decline', 'mac_25'))], {}, []],
  [
    'in ten days; a later decline says otherwise',
    [
      tried(2 * HOUR, said('insufficient_funds', '51')),
      tried(DAY, said('generic_decline', 'mac_30')),
    ],
    {},
    [],
  ],

  // Ours, of one debt.
  [
    'this debt, no funds an hour ago',
    [tried(HOUR, { intent: 'pi_1', ...said('insufficient_funds', '51') })],
    { intent: 'pi_1' },
    ['debt_pause'],
  ],
  [
    'this debt, an unsaid reason an hour ago',
    [tried(HOUR, { intent: 'pi_1' })],
    { intent: 'pi_1' },
    ['debt_pause'],
  ],
  [
    'this debt, a fault on the way an hour ago',
    [tried(HOUR, { intent: 'pi_1', ...said('processing_error') })],
    { intent: 'pi_1' },
    [],
  ],
  [
    'this debt, another card an hour ago',
    [tried(HOUR, { intent: 'pi_1', sameNumber: false, own: false })],
    { intent: 'pi_1' },
    [],
  ],
  ['another debt an hour ago', [tried(HOUR)], { intent: 'pi_1' }, []],
  ['this debt, a day ago', [tried(DAY, { intent: 'pi_1' })], { intent: 'pi_1' }, []],
  [
    'this debt, the buyer pays now',
    [tried(HOUR, { intent: 'pi_1' })],
    { intent: 'pi_1', initiator: 'customer' },
    [],
  ],
  [
    'this debt, the buyer tried an hour ago',
    [tried(HOUR, { intent: 'pi_1', initiator: 'customer' })],
    { intent: 'pi_1' },
    [],
  ],
  [
    'no funds, tried and tried again four times',
    times(5, 2 * DAY, { intent: 'pi_1', ...said('insufficient_funds') }),
    { intent: 'pi_1' },
    ['debt_funds'],
  ],
  [
    'no funds, tried and tried again thrice',
    times(4, 2 * DAY, { intent: 'pi_1', ...said('insufficient_funds') }),
    { intent: 'pi_1' },
    [],
  ],
  [
    'faults, tried and tried again thrice',
    times(4, HOUR, { intent: 'pi_1', ...said('processing_error') }),
    { intent: 'pi_1' },
    ['debt_technical'],
  ],
  [
    'eight times again with several cards',
    times(9, 2 * DAY, { intent: 'pi_1', sameNumber: false }),
    { intent: 'pi_1' },
    ['debt_total'],
  ],
  [
    'seven times again with several cards',
    times(8, 2 * DAY, { intent: 'pi_1', sameNumber: false }),
    { intent: 'pi_1' },
    [],
  ],
];

describe('another try', () => {
  it('that a merchant asks for needs no pause; one that a schedule makes does', () => {
    const history = [tried(HOUR, { intent: 'pi_1' })];
    const asked = question({ intent: 'pi_1', scheduled: false });
    assert.deepEqual(retryBudget(history, asked), []);
    assert.equal(retryBudget(history, { ...asked, scheduled: true }).length, 1);
  });
  for (const [what, history, asked, bars] of rows) {
    it(`${what}: ${bars.join(' and ') || 'goes'}`, () => {
      const found = retryBudget(history, question(asked)).map((bar) => bar.rule);
      assert.deepEqual(found, bars);
      assert.deepEqual(
        retryBudget(history.toReversed(), question(asked)).map((bar) => bar.rule),
        bars,
      );
    });
  }
  for (const [what, history, asked, code, untilMs] of [
    [
      'a network’s limit opens when the oldest leaves its window',
      times(10, HOUR),
      {},
      'retry_budget_exhausted',
      NOW - 10 * HOUR + DAY,
    ],
    [
      'advice',
      [tried(HOUR, said('generic_decline', 'mac_25'))],
      {},
      'retry_not_before',
      NOW - HOUR + DAY,
    ],
    [
      'a debt’s pause',
      [tried(HOUR, { intent: 'pi_1' })],
      { intent: 'pi_1' },
      'retry_not_before',
      NOW - HOUR + DAY,
    ],
    [
      'a debt’s budget',
      times(9, 2 * DAY, { intent: 'pi_1' }),
      { intent: 'pi_1' },
      'retry_budget_exhausted',
      null,
    ],
    ['a card that is blocked', [tried(DAY, said('stolen_card'))], {}, 'card_blocked', null],
  ] as const) {
    it(`until: ${what}`, () => {
      const bar = lastingBar(retryBudget(history, question(asked)), code);
      assert.equal(bar?.untilMs, untilMs);
      assert.ok(bar.edition !== '');
    });
  }
  it('the longest of several stands', () => {
    const bars = [DAY, 3 * DAY, null, 2 * DAY].map(
      (untilMs) => ({ code: 'retry_budget_exhausted', rule: 'r', edition: 'e', untilMs }) as const,
    );
    assert.equal(lastingBar(bars, 'retry_budget_exhausted')?.untilMs, null);
    assert.equal(lastingBar(bars.slice(0, 2), 'retry_budget_exhausted')?.untilMs, 3 * DAY);
    assert.equal(lastingBar(bars, 'card_blocked'), null);
  });
  it('no order of tries ever passes the ceiling in a month, nor ten of an own card in a day', () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 0, max: 2 * DAY }),
      amountMinor: fc.constantFrom(500, 700),
      own: fc.boolean(),
      network: fc.constantFrom('51', '05', '91'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let nowMs = NOW;
        const made: DeclinedTry[] = [];
        for (const { afterMs, amountMinor, own, network } of steps) {
          nowMs += afterMs;
          if (retryBudget(made, question({ nowMs, amountMinor })).length > 0) continue;
          made.push({
            ...tried(0, { amountMinor, own, ...said('generic_decline', network) }),
            atMs: nowMs,
          });
          const since = (ms: number) => made.filter((each) => each.atMs > nowMs - ms);
          const month = since(30 * DAY).filter((each) => each.amountMinor === amountMinor);
          assert.ok(month.length <= CEILING);
          assert.ok(since(30 * DAY).filter((each) => each.own).length <= CEILING);
          assert.ok(since(DAY).filter((each) => each.own).length <= 10);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the limits', () => {
  it('name where they are from, and from when they hold', () => {
    assert.ok(RETRY_LIMITS.version > 0 && Date.parse(RETRY_LIMITS.effectiveFrom) > 0);
    for (const { rule, source, edition, effectiveFrom } of RETRY_LIMITS.rows)
      assert.ok(rule && source && edition && Date.parse(effectiveFrom) > 0, rule);
  });
  for (const [day, most] of [
    ['2021-01-01', undefined],
    ['2025-06-01', 15],
    ['2026-04-17', 15],
    ['2026-04-18', 20],
    ['2026-12-01', 20],
  ] as const) {
    it(`Visa's of ${day}: ${most ?? 'none yet'}`, () => {
      const [limit, ...more] = limitsAt(Date.parse(day)).filter(
        (row) => row.rule === 'visa_reattempts',
      );
      assert.equal(limit && 'most' in limit ? limit.most : undefined, most);
      assert.equal(more.length, 0);
    });
  }
  it('are each in force once', () => {
    const rules = limitsAt(NOW).map((row) => row.rule);
    assert.equal(new Set(rules).size, rules.length);
    assert.equal(rules.length, new Set(RETRY_LIMITS.rows.map((row) => row.rule)).size);
  });
});
