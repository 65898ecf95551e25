/** Periods of subscriptions: counted from the anchor, in UTC, for years on end. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cadence } from '../../server/model/period.ts';
import { firstPeriod, periodAfter, periodAt, sameCadence } from '../../server/model/recurrence.ts';

const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`);
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const every = (interval: Cadence['interval'], intervalCount = 1): Cadence => ({
  interval,
  intervalCount,
});

/** The ends of so many periods, one after the other, as renewals walk them. */
function walk(anchorMs: number, cadence: Cadence, count: number): number[] {
  const ends: number[] = [];
  let endMs = firstPeriod(anchorMs, cadence, anchorMs).endMs;
  for (let each = 0; each < count; each += 1) {
    ends.push(endMs);
    endMs = periodAfter(anchorMs, cadence, endMs).endMs;
  }
  return ends;
}

describe('recurrence', () => {
  const WALKS: readonly [string, string, Cadence, readonly string[]][] = [
    [
      'the 31st comes back after short months',
      '2027-01-31',
      every('month'),
      ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2027-07-31'],
    ],
    ['the 30th in a leap year', '2028-01-30', every('month'), ['2028-02-29', '2028-03-30']],
    [
      'a leap day, yearly',
      '2028-02-29',
      every('year'),
      ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29', '2033-02-28'],
    ],
    ['a quarter', '2027-11-30', every('month', 3), ['2028-02-29', '2028-05-30', '2028-08-30']],
    ['over the new year', '2027-12-31', every('month'), ['2028-01-31', '2028-02-29']],
    ['weeks', '2027-12-27', every('week', 2), ['2028-01-10', '2028-01-24', '2028-02-07']],
    ['days', '2028-02-27', every('day'), ['2028-02-28', '2028-02-29', '2028-03-01']],
  ];
  for (const [name, anchor, cadence, ends] of WALKS)
    it(name, () => assert.deepEqual(walk(at(anchor), cadence, ends.length).map(day), ends));

  it('keeps the hour when clocks on walls are moved', () => {
    const ends = walk(at('2027-03-01T02:30'), every('month'), 12);
    assert.ok(ends.every((ms) => new Date(ms).toISOString().slice(11, 16) === '02:30'));
  });

  it('counts three years exactly, whatever the anchor', () => {
    for (let offset = 0; offset < 366; offset += 1) {
      const anchor = at('2027-03-01T10:00') + offset * 86_400_000;
      const until = Date.UTC(2030, 2, 1, 10) + offset * 86_400_000;
      const months = walk(anchor, every('month'), 36);
      assert.equal(new Set(months).size, 36);
      assert.ok(Math.abs((months[35] ?? 0) - until) <= 2 * 86_400_000);
      // What was walked is what is counted: nothing drifts.
      assert.deepEqual(
        months,
        months.map((_, index) => periodAt(anchor, every('month'), index).endMs),
      );
    }
    assert.equal(walk(at('2027-01-31'), every('week'), 157).at(-1), at('2030-02-03'));
  });

  it('begins at the end of what is no whole period, and finds back to the anchor', () => {
    const anchor = at('2027-03-31');
    assert.deepEqual(firstPeriod(anchor, every('month'), at('2027-03-10')), {
      startMs: at('2027-03-10'),
      endMs: anchor,
    });
    assert.deepEqual(periodAfter(anchor, every('month'), anchor), {
      startMs: anchor,
      endMs: at('2027-04-30'),
    });
    assert.deepEqual(periodAfter(anchor, every('month'), at('2027-04-10')), {
      startMs: at('2027-04-10'),
      endMs: at('2027-04-30'),
    });
  });

  it('tells cadences apart', () => {
    assert.ok(sameCadence(every('month'), every('month')));
    assert.ok(!sameCadence(every('month'), every('month', 2)));
    assert.ok(!sameCadence(every('year'), every('month')));
  });
});
