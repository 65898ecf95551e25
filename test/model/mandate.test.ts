/** Mandates: each bound as a row, and the caps under any order of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ATTEMPT_STATUSES, type AttemptStatus } from '../../server/model/attempt.ts';
import {
  chooseMandate,
  covers,
  type Mandate,
  type MandateUse,
  type PlannedCharge,
  standingOf,
  useStateFor,
} from '../../server/model/mandate.ts';
import { periodAt } from '../../server/model/period.ts';
import { mandate, NOW, terms, use } from './samples.ts';

const DAY = 86_400_000;
const charge = (change: Partial<PlannedCharge> = {}): PlannedCharge => ({
  amountMinor: 1000,
  currency: 'usd',
  category: null,
  ...change,
});
const monthly = terms({
  category: 'recurring',
  interval: 'month',
  intervalCount: 1,
  maxAmountPerPeriodMinor: 5000,
});

describe('covers', () => {
  const rows: readonly [
    string,
    Partial<Mandate>,
    MandateUse[],
    Partial<PlannedCharge>,
    string | null,
  ][] = [
    ['within all bounds', {}, [], {}, null],
    ['exactly the cap', {}, [], { amountMinor: 5000 }, null],
    ['one above the cap', {}, [], { amountMinor: 5001 }, 'mandate_amount_exceeded'],
    [
      'no cap said',
      { terms: terms({ maxAmountMinor: null }) },
      [],
      { amountMinor: 99_999_999 },
      null,
    ],
    ['another currency', {}, [], { currency: 'eur' }, 'mandate_currency_mismatch'],
    ['no currency said', { terms: terms({ currency: null }) }, [], { currency: 'eur' }, null],
    ['revoked', { revokedMs: NOW - 1 }, [], {}, 'mandate_revoked'],
    ['superseded', { supersededBy: 'mandate_2' }, [], {}, 'no_active_mandate'],
    ['not begun', { terms: terms({ validFromMs: NOW + 1 }) }, [], {}, 'no_active_mandate'],
    ['its last millisecond', { terms: terms({ validUntilMs: NOW + 1 }) }, [], {}, null],
    ['ended', { terms: terms({ validUntilMs: NOW }) }, [], {}, 'mandate_expired'],
    ['another category', {}, [], { category: 'recurring' }, 'no_active_mandate'],
    ['its category', {}, [], { category: 'unscheduled' }, null],
    ['count left', { terms: terms({ maxCount: 2 }) }, [use()], {}, null],
    ['count used up', { terms: terms({ maxCount: 1 }) }, [use()], {}, 'mandate_exhausted'],
    [
      'count reserved up',
      { terms: terms({ maxCount: 1 }) },
      [use({ state: 'reserved' })],
      {},
      'mandate_exhausted',
    ],
    ['count released', { terms: terms({ maxCount: 1 }) }, [use({ state: 'released' })], {}, null],
    ['single use, used', { singleUse: true }, [use()], {}, 'mandate_exhausted'],
    ['single use, released', { singleUse: true }, [use({ state: 'released' })], {}, null],
    ['period with room', { terms: monthly }, [use({ amountMinor: 4000 })], {}, null],
    [
      'period full',
      { terms: monthly },
      [use({ amountMinor: 4001 })],
      {},
      'mandate_period_exceeded',
    ],
    [
      'period full by a reservation',
      { terms: monthly },
      [use({ amountMinor: 4001, state: 'reserved' })],
      {},
      'mandate_period_exceeded',
    ],
    [
      'period with a release',
      { terms: monthly },
      [use({ amountMinor: 4001, state: 'released' })],
      {},
      null,
    ],
    [
      'period before',
      { terms: monthly },
      [use({ amountMinor: 5000, createdMs: NOW - 40 * DAY })],
      {},
      null,
    ],
    [
      'more than any period',
      { terms: { ...monthly, maxAmountMinor: null } },
      [],
      { amountMinor: 5001 },
      'mandate_amount_exceeded',
    ],
    ['no amount asked', {}, [], { amountMinor: null, currency: null }, null],
  ];
  for (const [name, change, uses, asked, reason] of rows) {
    it(`${name}: ${reason ?? 'covered'}`, () => {
      const coverage = covers(mandate(change), uses, charge(asked), NOW);
      assert.equal(coverage.ok ? null : coverage.reason, reason);
    });
  }

  it('says when the next period begins', () => {
    const one = mandate({ terms: monthly, anchorMs: Date.UTC(2026, 11, 31) });
    const coverage = covers(one, [use({ amountMinor: 5000 })], charge(), NOW);
    assert.deepEqual(coverage, {
      ok: false,
      reason: 'mandate_period_exceeded',
      untilMs: Date.UTC(2027, 0, 31),
    });
  });
});

describe('what is collected late', () => {
  const agreed = mandate({ terms: monthly, anchorMs: NOW - 40 * DAY });
  const used = [use({ amountMinor: 5000, createdMs: NOW })];
  const asked = charge({ amountMinor: 5000, category: 'recurring' });
  for (const [name, periodMs, ok] of [
    ['counts in the period that it pays for', NOW - 35 * DAY, true],
    ['does not count twice in one', NOW, false],
  ] as const) {
    it(name, () => assert.equal(covers(agreed, used, { ...asked, periodMs }, NOW).ok, ok));
  }
});

describe('a use follows its attempt', () => {
  const expected: Record<AttemptStatus, MandateUse['state']> = {
    started: 'reserved',
    requires_action: 'reserved',
    unknown: 'reserved',
    succeeded: 'consumed',
    authorized: 'consumed',
    declined: 'released',
    not_executed: 'released',
    skipped: 'released',
    voided: 'released',
  };
  for (const status of ATTEMPT_STATUSES) {
    it(`${status}: ${expected[status]}`, () => assert.equal(useStateFor(status), expected[status]));
  }
});

describe('standing', () => {
  for (const [change, uses, status, reason] of [
    [{}, [], 'active', null],
    [{ revokedMs: NOW }, [], 'inactive', 'revoked'],
    [{ supersededBy: 'mandate_2' }, [], 'inactive', 'superseded'],
    [{ terms: terms({ validUntilMs: NOW }) }, [], 'inactive', 'expired'],
    [{ terms: terms({ validFromMs: NOW + 1 }) }, [], 'pending', 'not_yet_valid'],
    [{ singleUse: true }, [use()], 'inactive', 'exhausted'],
    [{ singleUse: true }, [use({ state: 'reserved' })], 'active', null],
  ] as const) {
    it(`${status} ${reason ?? ''} ${uses.map((each) => each.state).join()}`, () => {
      assert.deepEqual(standingOf(mandate(change), uses, NOW), { status, reason });
    });
  }
});

describe('choosing among several', () => {
  const live = mandate({ id: 'live', seq: 1 });
  const revoked = mandate({ id: 'revoked', seq: 2, revokedMs: NOW });
  const ended = mandate({ id: 'ended', seq: 3, terms: terms({ validUntilMs: NOW }) });
  const newer = mandate({ id: 'newer', seq: 4 });
  for (const [name, mandates, asked, expected] of [
    ['the newest that covers', [live, newer, revoked], {}, 'newer'],
    ['a live one beside dead ones', [revoked, live, ended], {}, 'live'],
    ['none at all', [], {}, 'no_active_mandate'],
    ['revoked alone', [revoked], {}, 'mandate_revoked'],
    [
      'the live one, though too small',
      [revoked, live],
      { amountMinor: 9000 },
      'mandate_amount_exceeded',
    ],
    ['ended before revoked', [revoked, ended], {}, 'mandate_expired'],
  ] as const) {
    it(name, () => {
      const choice = chooseMandate(mandates, () => [], charge(asked), NOW);
      assert.equal(choice.ok ? choice.mandate.id : choice.reason, expected);
    });
  }
});

/** One thing that happens: time passes and a charge is planned, or an open one comes to its end. */
const step = fc.oneof(
  fc.record({
    plan: fc.integer({ min: 1, max: 3000 }),
    afterMs: fc.integer({ min: 0, max: 20 * DAY }),
  }),
  fc.record({ resolve: fc.nat(), status: fc.constantFrom(...ATTEMPT_STATUSES) }),
);

describe('caps hold under any order of events', () => {
  it('consumed and reserved never exceed count, charge or period caps', () => {
    const bounds = fc.record({
      maxAmountMinor: fc.option(fc.integer({ min: 1, max: 3000 })),
      maxAmountPerPeriodMinor: fc.option(fc.integer({ min: 1, max: 6000 })),
      maxCount: fc.option(fc.integer({ min: 1, max: 6 })),
      interval: fc.constantFrom('day', 'week', 'month', 'year', null),
      singleUse: fc.boolean(),
    });
    let planned = 0;
    let refused = 0;
    fc.assert(
      fc.property(bounds, fc.array(step, { maxLength: 40 }), ({ singleUse, ...caps }, steps) => {
        const one = mandate({ singleUse, terms: terms({ ...caps, intervalCount: 1 }) });
        const uses: MandateUse[] = [];
        let now = NOW;
        for (const each of steps) {
          if ('resolve' in each) {
            const index = each.resolve % Math.max(1, uses.length);
            const found = uses[index];
            if (found?.state === 'reserved')
              uses[index] = { ...found, state: useStateFor(each.status) };
          } else {
            now += each.afterMs;
            const ruling = covers(one, uses, charge({ amountMinor: each.plan }), now);
            if (ruling.ok)
              uses.push(
                use({
                  id: `muse_${uses.length}`,
                  amountMinor: each.plan,
                  state: 'reserved',
                  createdMs: now,
                }),
              );
            planned += ruling.ok ? 1 : 0;
            refused += ruling.ok ? 0 : 1;
          }
          assertWithin(one, uses);
        }
      }),
      { numRuns: 2000 },
    );
    assert.ok(planned > 500 && refused > 500, 'both answers were exercised');
  });
});

function assertWithin(one: Mandate, uses: readonly MandateUse[]): void {
  const { maxAmountMinor, maxCount, maxAmountPerPeriodMinor, interval } = one.terms;
  const counted = uses.filter((each) => each.state !== 'released');
  const most = Math.min(
    maxCount ?? Number.POSITIVE_INFINITY,
    one.singleUse ? 1 : Number.POSITIVE_INFINITY,
  );
  assert.ok(counted.length <= most);
  for (const each of counted)
    assert.ok(each.amountMinor <= (maxAmountMinor ?? Number.POSITIVE_INFINITY));
  if (interval === null || maxAmountPerPeriodMinor === null) return;
  const sums = new Map<number, number>();
  for (const each of counted) {
    const { index } = periodAt(one.anchorMs, { interval, intervalCount: 1 }, each.createdMs);
    sums.set(index, (sums.get(index) ?? 0) + each.amountMinor);
  }
  for (const sum of sums.values()) assert.ok(sum <= maxAmountPerPeriodMinor);
}
