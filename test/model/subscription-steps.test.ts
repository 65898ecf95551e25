/** What happens to a subscription by itself: which step, and when, as a table. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from '../../server/model/subscription.ts';
import {
  collectionOf,
  dueStep,
  endOf,
  nextLookMs,
  statusAfterFailure,
  statusAfterPayment,
} from '../../server/model/subscription-steps.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BORN = Date.UTC(2027, 0, 1);
const END = BORN + 30 * DAY;

type Its = Parameters<typeof dueStep>[0];
const its = (more: Partial<Its> = {}): Its => ({
  status: 'active',
  createdMs: BORN,
  periodEndMs: END,
  trialEndMs: null,
  cancelAtPeriodEnd: false,
  cancelAtMs: null,
  pauseCollection: null,
  ...more,
});
const pause = (resumesAtMs: number | null) =>
  ({ pauseCollection: { behavior: 'void', resumesAtMs } }) as const;

describe('steps of a subscription', () => {
  const CASES: readonly [string, Partial<Its>, string | null, number | null][] = [
    ['active: the next period', {}, 'renew', END],
    ['behind: the next period all the same', { status: 'past_due' }, 'renew', END],
    ['unpaid: the next period, as a draft', { status: 'unpaid' }, 'renew', END],
    ['on trial: its end', { status: 'trialing', trialEndMs: END }, 'end_trial', END],
    ['incomplete: 23 hours', { status: 'incomplete' }, 'expire', BORN + 23 * HOUR],
    ['paused: nothing', { status: 'paused' }, null, null],
    ['paused with an end', { status: 'paused', cancelAtMs: END }, 'end', END],
    ['canceled: nothing', { status: 'canceled', cancelAtMs: END }, null, null],
    ['expired: nothing', { status: 'incomplete_expired' }, null, null],
    ['to end with the period: no other follows', { cancelAtPeriodEnd: true }, 'end', END],
    ['to end within it', { cancelAtMs: END - DAY }, 'end', END - DAY],
    ['to end later: the period first', { cancelAtMs: END + DAY }, 'renew', END],
    ['an end that was asked for on trial', { status: 'trialing', cancelAtMs: END }, 'end', END],
    ['collected again before the period', pause(END - DAY), 'collect', END - DAY],
    ['collected again with the period: first that', pause(END), 'collect', END],
    ['paused for good: the period', pause(null), 'renew', END],
    [
      'both ends: the earlier',
      { cancelAtPeriodEnd: true, cancelAtMs: END - DAY },
      'end',
      END - DAY,
    ],
  ];
  for (const [name, more, kind, atMs] of CASES)
    it(name, () => {
      assert.equal(nextLookMs(its(more)), atMs);
      const late = dueStep(its(more), BORN + 1000 * DAY);
      assert.deepEqual(late && [late.kind, late.atMs], kind === null ? null : [kind, atMs]);
      if (atMs !== null) {
        assert.equal(dueStep(its(more), atMs - 1), null);
        assert.equal(dueStep(its(more), atMs)?.kind, kind);
      }
    });

  it('takes the step that was due first, however long nobody looked', () => {
    const both = its({ cancelAtMs: END + DAY });
    assert.equal(dueStep(both, END + 100 * DAY)?.kind, 'renew');
    assert.equal(dueStep({ ...both, periodEndMs: END + 30 * DAY }, END + 100 * DAY)?.kind, 'end');
    assert.equal(endOf(both), END + DAY);
  });

  it('has a state after every payment and every failure', () => {
    const paid = (status: SubscriptionStatus, owing = false, trialEndMs: number | null = null) =>
      statusAfterPayment({ status, trialEndMs }, owing, BORN);
    assert.deepEqual(
      SUBSCRIPTION_STATUSES.map((each) => [paid(each), paid(each, true), statusAfterFailure(each)]),
      [
        ['active', 'active', 'incomplete'],
        ['incomplete_expired', 'incomplete_expired', 'incomplete_expired'],
        ['trialing', 'trialing', 'past_due'],
        ['active', 'active', 'past_due'],
        ['active', 'past_due', 'past_due'],
        ['active', 'unpaid', 'unpaid'],
        ['paused', 'paused', 'paused'],
        ['canceled', 'canceled', 'canceled'],
      ],
    );
    assert.equal(paid('incomplete', false, END), 'trialing');
  });

  it('collects, or does not', () => {
    const of = (
      status: SubscriptionStatus,
      behavior?: 'keep_as_draft' | 'mark_uncollectible' | 'void',
    ) =>
      collectionOf({
        status,
        pauseCollection: behavior ? { behavior, resumesAtMs: null } : null,
      });
    assert.deepEqual(
      [
        of('active'),
        of('past_due'),
        of('unpaid'),
        of('active', 'keep_as_draft'),
        of('active', 'void'),
        of('unpaid', 'mark_uncollectible'),
      ],
      ['collect', 'collect', 'draft', 'draft', 'void', 'uncollectible'],
    );
  });
});
