/** Calendar arithmetic: short months, leap years, and no drift. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addPeriods, type Cadence, INTERVALS, periodAt } from '../../server/model/period.ts';

const at = (text: string) => Date.parse(text);
const every = (interval: Cadence['interval'], intervalCount = 1): Cadence => ({
  interval,
  intervalCount,
});

describe('addPeriods', () => {
  for (const [from, cadence, periods, to] of [
    ['2027-01-31T10:30:00Z', every('month'), 1, '2027-02-28T10:30:00Z'],
    ['2027-01-31T10:30:00Z', every('month'), 2, '2027-03-31T10:30:00Z'],
    ['2027-01-31T10:30:00Z', every('month'), 3, '2027-04-30T10:30:00Z'],
    ['2028-01-31T00:00:00Z', every('month'), 1, '2028-02-29T00:00:00Z'],
    ['2027-01-31T00:00:00Z', every('month'), 13, '2028-02-29T00:00:00Z'],
    ['2028-02-29T00:00:00Z', every('year'), 1, '2029-02-28T00:00:00Z'],
    ['2028-02-29T00:00:00Z', every('year'), 4, '2032-02-29T00:00:00Z'],
    ['2027-11-30T00:00:00Z', every('month', 3), 1, '2028-02-29T00:00:00Z'],
    ['2027-12-15T23:59:59Z', every('month'), 1, '2028-01-15T23:59:59Z'],
    ['2027-01-01T00:00:00Z', every('week', 2), 3, '2027-02-12T00:00:00Z'],
    ['2027-02-27T05:00:00Z', every('day'), 2, '2027-03-01T05:00:00Z'],
    ['2027-03-31T00:00:00Z', every('month'), -1, '2027-02-28T00:00:00Z'],
    ['2027-01-31T00:00:00Z', every('month'), -2, '2026-11-30T00:00:00Z'],
  ] as const) {
    it(`${from} ${periods} × ${cadence.intervalCount} ${cadence.interval}`, () => {
      assert.equal(
        new Date(addPeriods(at(from), cadence, periods)).toISOString(),
        new Date(at(to)).toISOString(),
      );
    });
  }
});

describe('periodAt', () => {
  for (const [anchor, cadence, now, index] of [
    ['2027-01-31T00:00:00Z', every('month'), '2027-01-31T00:00:00Z', 0],
    ['2027-01-31T00:00:00Z', every('month'), '2027-02-27T23:59:59Z', 0],
    ['2027-01-31T00:00:00Z', every('month'), '2027-02-28T00:00:00Z', 1],
    ['2027-01-31T00:00:00Z', every('month'), '2027-03-30T00:00:00Z', 1],
    ['2027-01-31T00:00:00Z', every('month'), '2027-01-30T00:00:00Z', -1],
    ['2027-01-31T00:00:00Z', every('year'), '2030-01-30T00:00:00Z', 2],
    ['2027-01-01T00:00:00Z', every('week'), '2027-01-08T00:00:00Z', 1],
  ] as const) {
    it(`${now} is in period ${index} from ${anchor}`, () => {
      assert.equal(periodAt(at(anchor), cadence, at(now)).index, index);
    });
  }

  it('always holds its moment, and periods join without gap or overlap', () => {
    const moment = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') });
    fc.assert(
      fc.property(
        moment,
        moment,
        fc.constantFrom(...INTERVALS),
        fc.integer({ min: 1, max: 13 }),
        (anchor, now, interval, count) => {
          const cadence = every(interval, count);
          const period = periodAt(anchor, cadence, now);
          assert.ok(period.startMs <= now && now < period.endMs);
          assert.equal(periodAt(anchor, cadence, period.endMs).startMs, period.endMs);
          assert.equal(periodAt(anchor, cadence, period.startMs - 1).endMs, period.startMs);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
