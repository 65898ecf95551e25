/** What follows when a debt could not be collected, as a table: kinds of failures, budgets, hours, the end. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  afterSetback,
  type DunningDecision,
  type DunningFacts,
  type DunningPolicy,
  type FailedTry,
} from '../../server/model/dunning.ts';
import type { Failure } from '../../server/model/fallback.ts';
import { morningFrom } from '../../server/model/morning.ts';
import { type ReadinessCode, readinessReason } from '../../server/model/readiness.ts';
import type { DeclinedTry } from '../../server/model/retry.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** In the morning, so that whole days stay in the morning. */
const START = Date.UTC(2027, 2, 1, 8);
const POLICY: DunningPolicy = {
  tries: 8,
  windowMs: 21 * DAY,
  lastWordMs: 3 * DAY,
  final: 'cancel',
};

const declined = (code: string, networkCode: string | null = null): Failure => ({
  kind: 'declined',
  code,
  networkCode,
});
const refused = (reason: string): Failure => ({ kind: 'not_executed', reason });

/** Failures at days (or parts of days) after the start. */
const tried = (...all: readonly (readonly [day: number, failure: Failure])[]): FailedTry[] =>
  all.map(([day, failure]) => ({
    atMs: START + day * DAY,
    initiator: 'merchant',
    sameCard: true,
    failure,
  }));

const historyOf = (tries: readonly FailedTry[]): DeclinedTry[] =>
  tries.flatMap(({ atMs, initiator, sameCard, failure }) =>
    failure.kind === 'declined'
      ? [
          {
            atMs,
            intent: 'pi_1',
            initiator,
            amountMinor: 1200,
            currency: 'usd',
            decline: failure,
            sameNumber: sameCard,
            own: true,
          },
        ]
      : [],
  );

function decide(
  tries: readonly FailedTry[],
  more: Partial<DunningFacts> = {},
  network = 'discover',
): DunningDecision {
  return afterSetback({
    nowMs: tries.at(-1)?.atMs ?? START,
    sinceMs: START,
    setback: { kind: 'failed' },
    tries,
    history: historyOf(tries),
    card: { network, amountMinor: 1200, currency: 'usd', intent: 'pi_1', country: null },
    policy: POLICY,
    ...more,
  });
}

/** `retry +3d funds`: what is done, when after the start, and why. */
function told(decision: DunningDecision): string {
  const at = 'atMs' in decision && decision.atMs !== null ? (decision.atMs - START) / DAY : null;
  const when = at === null ? '' : ` +${Number(at.toFixed(3))}d`;
  const final = decision.action === 'stop' ? ` ${decision.final}` : '';
  return `${decision.action}${when}${final} ${decision.reason}`;
}

const FUNDS = declined('insufficient_funds', '51');
const VAGUE = declined('do_not_honor', '05');
const GLITCH = declined('processing_error');
const MINUTES_10 = Number((10 / 60 / 24).toFixed(3));
const HOURS_1 = Number((1 / 24).toFixed(3));

const ROWS: readonly (readonly [string, readonly FailedTry[], string])[] = [
  ['no funds, once', tried([0, FUNDS]), 'retry +1d insufficient_funds'],
  ['no funds, twice: on Friday', tried([0, FUNDS], [1, FUNDS]), 'retry +4d insufficient_funds'],
  ['thrice', tried([0, FUNDS], [1, FUNDS], [3, FUNDS]), 'retry +7d insufficient_funds'],
  [
    'four times',
    tried([0, FUNDS], [1, FUNDS], [3, FUNDS], [7, FUNDS]),
    'retry +14d insufficient_funds',
  ],
  [
    'the schedule is over: the buyer, told again three days before the end',
    tried([0, FUNDS], [1, FUNDS], [3, FUNDS], [7, FUNDS], [14, FUNDS]),
    'ask_buyer +18d insufficient_funds',
  ],
  ['a fault on the way passes soon', tried([0, GLITCH]), `retry +${MINUTES_10}d processing_error`],
  [
    'then in an hour',
    tried([0, GLITCH], [MINUTES_10, GLITCH]),
    `retry +${Number((MINUTES_10 + 50 / 60 / 24).toFixed(3))}d processing_error`,
  ],
  ['an issuer that hides its reason', tried([0, VAGUE]), 'retry +3d do_not_honor'],
  ['and again', tried([0, VAGUE], [3, VAGUE]), 'retry +7d do_not_honor'],
  ['and that was all', tried([0, VAGUE], [3, VAGUE], [7, VAGUE]), 'ask_buyer +18d do_not_honor'],
  ['each kind has its own steps', tried([0, VAGUE], [3, FUNDS]), 'retry +4d insufficient_funds'],
  ['stolen: never', tried([0, declined('stolen_card', '43')]), 'ask_buyer +18d stolen_card'],
  [
    'a never from the network',
    tried([0, declined('do_not_honor', 'mac_03')]),
    'ask_buyer +18d do_not_honor',
  ],
  ['expired', tried([0, declined('expired_card', '54')]), 'ask_buyer +18d expired_card'],
  [
    'the bank wants the buyer',
    tried([0, declined('authentication_required')]),
    'ask_buyer +18d authentication_required',
  ],
  ['ours to mend', tried([0, declined('testmode_decline')]), 'ask_merchant +18d testmode_decline'],
  [
    'may have gone through',
    tried([0, declined('duplicate_transaction')]),
    'ask_merchant +18d duplicate_transaction',
  ],
  [
    'nobody there',
    tried([0, refused('econnrefused')]),
    `retry +${MINUTES_10}d processor_unavailable`,
  ],
  [
    'a credential of no use',
    tried([0, refused('resource_missing')]),
    'ask_buyer +18d credential_incompatible',
  ],
  [
    'the network says when: ten days',
    tried([0, declined('do_not_honor', 'mac_30')]),
    'retry +10d do_not_honor',
  ],
];

describe('after a setback', () => {
  for (const [what, tries, expected] of ROWS)
    it(`${what}: ${expected}`, () => assert.equal(told(decide(tries)), expected));

  it('a processor that refuses us is tried on the technical schedule, then it is ours', () => {
    const one = refused('http_401');
    assert.match(told(decide(tried([0, one]))), /^retry .* processor_refuses_us$/);
    const all = tried([0, one], [MINUTES_10, one], [HOURS_1, one], [1, one]);
    assert.match(told(decide(all)), /^ask_merchant .* processor_refuses_us$/);
  });

  it('a buyer who tried and failed is not charged behind their back', () => {
    const tries: FailedTry[] = [
      ...tried([0, FUNDS]),
      { atMs: START + DAY / 2, initiator: 'customer', sameCard: true, failure: FUNDS },
    ];
    assert.equal(told(decide(tries)), 'ask_buyer +18d buyer_acted');
  });

  it('another card begins its own schedule', () => {
    const [old] = tried([0, FUNDS]);
    assert.ok(old);
    const tries = [{ ...old, sameCard: false }, ...tried([2, FUNDS])];
    assert.equal(told(decide(tries)), 'retry +4d insufficient_funds');
  });

  it('the merchant may want fewer tries than the table', () => {
    const policy = { ...POLICY, tries: 1 };
    assert.match(told(decide(tried([0, FUNDS]), { policy })), /^retry/);
    const two = decide(tried([0, FUNDS], [1, FUNDS]), { policy });
    assert.equal(`${told(two)} by ${two.rule}`, 'ask_buyer +18d insufficient_funds by tries');
    assert.match(
      told(decide(tried([0, FUNDS]), { policy: { ...POLICY, tries: 0 } })),
      /^ask_buyer/,
    );
  });

  it('a try that would come after the end is left out', () => {
    const policy = { ...POLICY, windowMs: 5 * DAY };
    const decision = decide(tried([0, FUNDS], [1, FUNDS], [3, FUNDS]), { policy });
    assert.equal(
      `${told(decision)} by ${decision.rule}`,
      'ask_buyer +5d insufficient_funds by window',
    );
  });

  it('the networks’ limits push a try on, by name', () => {
    const tries = tried([0, FUNDS]);
    const others = Array.from({ length: 15 }, (_, index) => ({
      ...(historyOf(tries)[0] as DeclinedTry),
      intent: 'pi_of_another',
      atMs: START - 2 * DAY + index,
    }));
    const decision = decide(tries, { history: [...historyOf(tries), ...others] });
    assert.equal(decision.action, 'ask_buyer');
    assert.equal(decision.rule, 'window', 'the budget opens after 28 days, the window ends before');
    const wide = { ...POLICY, windowMs: 40 * DAY };
    const later = decide(tries, { history: [...historyOf(tries), ...others], policy: wide });
    assert.match(`${told(later)} by ${later.rule}`, /^retry \+28.*by card_month/);
  });

  it('never less than a day between two tries after the issuer’s no', () => {
    for (const failure of [FUNDS, VAGUE]) {
      const decision = decide(tried([0, failure]));
      assert.ok(decision.action === 'retry' && decision.atMs >= START + DAY);
    }
  });
});

const NOT_READY: readonly (readonly [ReadinessCode, number | null, string])[] = [
  [
    'attempt_outcome_unknown',
    START + 2 * HOUR,
    `wait_outcome +${Number((2 / 24).toFixed(3))}d attempt_outcome_unknown`,
  ],
  ['mandate_revoked', null, 'ask_buyer +18d mandate_revoked'],
  ['no_active_mandate', null, 'ask_buyer +18d no_active_mandate'],
  ['card_expired', null, 'ask_buyer +18d card_expired'],
  ['needs_reauthentication', null, 'ask_buyer +18d needs_reauthentication'],
  ['currency_not_supported', null, 'ask_merchant +18d currency_not_supported'],
  ['retry_not_before', START + 2 * DAY, 'retry +2d retry_not_before'],
  ['mandate_period_exceeded', START + 4 * DAY, 'retry +4d mandate_period_exceeded'],
  ['mandate_period_exceeded', START + 40 * DAY, 'ask_buyer +18d mandate_period_exceeded'],
  // What has come and has not helped: asked again at once, it would be asked without end.
  ['mandate_period_exceeded', START, 'ask_buyer +18d mandate_period_exceeded'],
  ['retry_budget_exhausted', Number.POSITIVE_INFINITY, 'ask_buyer +18d retry_budget_exhausted'],
];

describe('what is not ready', () => {
  for (const [code, untilMs, expected] of NOT_READY)
    it(`${code}: ${expected}`, () => {
      const reasons = [readinessReason(code, untilMs)];
      assert.equal(told(decide([], { setback: { kind: 'not_ready', reasons } })), expected);
    });
});

describe('the end', () => {
  const waited = { kind: 'waited' } as const;
  for (const [day, expected] of [
    [17, 'ask_buyer +18d still_due'],
    [18, 'ask_buyer +21d still_due'],
    [20.9, 'ask_buyer +21d still_due'],
    [21, 'stop cancel insufficient_funds'],
  ] as const)
    it(`day ${day}: ${expected}`, () => {
      const more = { setback: waited, nowMs: START + day * DAY };
      assert.equal(told(decide(tried([0, FUNDS]), more)), expected);
    });

  it('comes as the merchant wants it, and never while an outcome is unknown', () => {
    const nowMs = START + 30 * DAY;
    const policy = { ...POLICY, final: 'unpaid' } as const;
    assert.equal(
      told(decide(tried([0, FUNDS]), { nowMs, policy })),
      'stop unpaid insufficient_funds',
    );
    const unknown = decide(tried([0, FUNDS]), { nowMs, setback: { kind: 'unknown' } });
    assert.equal(told(unknown), 'wait_outcome outcome_unknown');
  });
});

describe('a first invoice', () => {
  it('is the buyer’s to pay, and nobody’s to try', () => {
    const decision = decide(tried([0, FUNDS]), { isFirst: true });
    assert.deepEqual(
      [decision.action, 'atMs' in decision && decision.atMs, decision.rule],
      ['ask_buyer', null, 'first invoice'],
    );
  });
});

describe('the hour of a try', () => {
  for (const [country, at, from, until] of [
    [null, '03:00', '06:00', '10:00'],
    [null, '08:15', '08:15', '08:15'],
    [null, '11:00', '06:00', '10:00'],
    ['US', '08:15', '12:00', '16:00'],
    ['IN', '23:00', '00:30', '04:30'],
    ['JP', '22:00', '22:00', '22:00'],
    ['ZZ', '23:59', '06:00', '10:00'],
  ] as const)
    it(`${country ?? 'unknown'} at ${at} UTC`, () => {
      const before = Date.parse(`2027-03-01T${at}:00Z`);
      const after = morningFrom(before, country, 'pi_1');
      assert.ok(after >= before && after - before < DAY);
      const clock = new Date(after).toISOString().slice(11, 16);
      assert.ok(clock >= from && clock <= until, clock);
    });

  it('is another minute for another debt, and the same for the same', () => {
    const minutes = Array.from({ length: 40 }, (_, index) =>
      morningFrom(START, 'US', `pi_${index}`),
    );
    assert.ok(new Set(minutes).size > 30);
    assert.equal(morningFrom(START, 'US', 'pi_7'), minutes[7]);
  });
});
