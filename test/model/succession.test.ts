/** What of an agreement can go on with another card, as a table. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MandateTerms } from '../../server/model/mandate.ts';
import { outlastsCard, standsIn, successionOf } from '../../server/model/succession.ts';

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const NOW = at('2026-11-20');
const terms = (more: Partial<MandateTerms> = {}): MandateTerms => ({
  category: 'recurring',
  currency: 'usd',
  maxAmountMinor: 2000,
  maxAmountPerPeriodMinor: 2000,
  maxCount: null,
  interval: 'month',
  intervalCount: 1,
  validFromMs: at('2026-01-01'),
  validUntilMs: null,
  ...more,
});
const agreement = (more: Partial<MandateTerms> = {}, singleUse = false) => ({
  terms: terms(more),
  anchorMs: at('2026-01-01'),
  singleUse,
});
const use = (day: string, state: 'consumed' | 'released' = 'consumed') => ({
  state,
  createdMs: at(day),
});
const UNSCHEDULED = {
  category: 'unscheduled',
  interval: null,
  intervalCount: null,
  maxAmountPerPeriodMinor: null,
} as const;
const INSTALMENT = { category: 'installment', maxCount: 12 } as const;

describe('an agreement that goes on with another card', () => {
  const rows: [
    string,
    ReturnType<typeof agreement>,
    ReturnType<typeof use>[],
    number,
    object | null,
  ][] = [
    [
      'at once, where nothing was charged in this period',
      agreement(),
      [use('2026-10-03')],
      NOW,
      {
        scope: { kind: 'recurring', cadence: { interval: 'month', intervalCount: 1 } },
        notBeforeMs: null,
      },
    ],
    [
      'from the next period on, where something was',
      agreement(),
      [use('2026-11-03')],
      NOW,
      { notBeforeMs: at('2026-12-01'), firstChargeMs: at('2026-12-01') },
    ],
    [
      'at once, where what was tried came to nothing',
      agreement(),
      [use('2026-11-03', 'released')],
      NOW,
      { notBeforeMs: null },
    ],
    [
      'as a backup, when the first card has ended',
      agreement(),
      [],
      at('2027-01-01'),
      { notBeforeMs: at('2027-01-01') },
    ],
    [
      'under the lower of two caps',
      agreement({ maxAmountPerPeriodMinor: 1500 }),
      [],
      NOW,
      { amount: { rule: 'max', amountMinor: 1500, currency: 'usd' } },
    ],
    [
      'with as many charges as are left',
      agreement(INSTALMENT),
      [use('2026-09-01'), use('2026-10-01')],
      NOW,
      {
        scope: { kind: 'installment', cadence: { interval: 'month', intervalCount: 1 }, count: 10 },
      },
    ],
    [
      'not as a backup, where charges are counted',
      agreement(INSTALMENT),
      [],
      at('2027-01-01'),
      null,
    ],
    [
      'not, where none is left',
      agreement({ ...INSTALMENT, maxCount: 1 }),
      [use('2026-10-01')],
      NOW,
      null,
    ],
    [
      'until its own end',
      agreement({ validUntilMs: at('2027-03-01') }),
      [],
      NOW,
      { lastChargeMs: at('2027-03-01') - 1 },
    ],
    [
      'not after its own end',
      agreement({ validUntilMs: at('2027-01-01') }),
      [],
      at('2027-01-01'),
      null,
    ],
    [
      'without an amount, where none was named',
      agreement({ ...UNSCHEDULED, maxAmountMinor: null }),
      [],
      NOW,
      { scope: { kind: 'unscheduled' }, amount: { rule: 'as_determined', currency: 'usd' } },
    ],
    ['not, where an amount has no currency', agreement({ currency: null }), [], NOW, null],
    [
      'not, where our words would say more',
      agreement({ ...UNSCHEDULED, maxCount: 3 }),
      [],
      NOW,
      null,
    ],
    [
      'once, where it is good for one charge',
      agreement(UNSCHEDULED, true),
      [],
      NOW,
      { scope: { kind: 'single' } },
    ],
    [
      'not, once that charge was made',
      agreement(UNSCHEDULED, true),
      [use('2026-10-01')],
      NOW,
      null,
    ],
  ];
  for (const [name, given, uses, fromMs, expected] of rows) {
    it(`goes on ${name}`, () => {
      const found = successionOf(given, uses, 'max', fromMs, NOW);
      if (expected === null || found === null) assert.equal(found, expected);
      else assert.deepEqual({ ...found, ...expected }, found);
    });
  }
});

describe('a card that ends before what was agreed', () => {
  const rows: [string, Partial<MandateTerms>, [number, number], boolean][] = [
    [
      'the end of the agreement is known and later',
      { validUntilMs: at('2029-02-01') },
      [12, 2028],
      true,
    ],
    ['the agreement ends first', { validUntilMs: at('2027-02-01') }, [12, 2028], false],
    ['both end together', { validUntilMs: at('2029-01-01') }, [12, 2028], false],
    ['no end, and the card is good for long', {}, [12, 2028], false],
    ['no end, and the card ends soon', {}, [1, 2027], true],
    ['no end, and the card has ended', {}, [10, 2026], true],
  ];
  for (const [name, more, [expMonth, expYear], expected] of rows) {
    it(name, () => {
      assert.equal(outlastsCard({ terms: terms(more) }, { expMonth, expYear }, NOW), expected);
    });
  }
});

describe('a backup', () => {
  const live = { revokedMs: null, supersededBy: null };
  const rows: [string, Parameters<typeof standsIn>[0], [number, number], boolean][] = [
    ['waits while the card is good', live, [11, 2026], false],
    ['stands in from the first day after its last month', live, [10, 2026], true],
    ['ends with the agreement', { ...live, revokedMs: 1 }, [10, 2026], false],
    [
      'ends with an agreement that another replaced',
      { ...live, supersededBy: 'mandate_2' },
      [10, 2026],
      false,
    ],
  ];
  for (const [name, first, [expMonth, expYear], expected] of rows) {
    it(name, () => assert.equal(standsIn(first, { expMonth, expYear }, NOW), expected));
  }
});
