/** What follows from each try of a delivery, as a table, and who wants which event. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, afterTry, tryOf } from '../../server/model/delivery.ts';
import { DAY_MS, WEBHOOK_BACKOFF_MS } from '../../server/model/limits.ts';
import { isListening, wants } from '../../server/model/webhook-endpoint.ts';

const NOW = 1_800_000_000_000;
const answered = (status: number, retryAfterMs: number | null = null): Answer => ({
  kind: 'answered',
  status,
  retryAfterMs,
});
const SILENCE: Answer = { kind: 'unanswered', fault: 'timeout' };
const FIRST = WEBHOOK_BACKOFF_MS[0];
const LAST = WEBHOOK_BACKOFF_MS.length;

describe('after a try', () => {
  type Row = readonly [
    name: string,
    answer: Answer,
    made: number,
    status: string,
    waitMs: number | null,
    gone?: boolean,
  ];
  const rows: readonly Row[] = [
    ['200 is delivered', answered(200), 1, 'delivered', null],
    ['299 is delivered', answered(299), 7, 'delivered', null],
    ['204 on the last try is delivered', answered(204), LAST + 1, 'delivered', null],
    ['199 is no answer that counts', answered(199), 1, 'pending', FIRST],
    ['a redirect is a failure', answered(301), 1, 'pending', FIRST],
    ['so is a temporary one', answered(307), 2, 'pending', WEBHOOK_BACKOFF_MS[1]],
    ['400 is tried again', answered(400), 1, 'pending', FIRST],
    ['500 is tried again', answered(500), LAST, 'pending', WEBHOOK_BACKOFF_MS[LAST - 1] ?? 0],
    ['silence is tried again', SILENCE, 3, 'pending', WEBHOOK_BACKOFF_MS[2]],
    ['the last failure ends it', answered(500), LAST + 1, 'failed', null],
    ['the last silence ends it', SILENCE, LAST + 1, 'failed', null],
    ['410 ends it, and the endpoint', answered(410), 1, 'failed', null, true],
    ['429 says when', answered(429, 90_000), 1, 'pending', 90_000],
    ['503 says when', answered(503, 90_000), 1, 'pending', 90_000],
    ['but not sooner than we would', answered(429, 1), 1, 'pending', FIRST],
    ['nor later than a day', answered(503, 9 * DAY_MS), 1, 'pending', DAY_MS],
    ['a 500 is not asked', answered(500, 90_000), 1, 'pending', FIRST],
    ['429 on the last try ends it all the same', answered(429, 5), LAST + 1, 'failed', null],
    ['what we stopped ourselves is due at once', { kind: 'stopped' }, 0, 'pending', 0],
  ];
  for (const [name, answer, made, status, waitMs, gone = false] of rows) {
    it(name, () => {
      const nextAttemptMs = waitMs === null ? null : NOW + waitMs;
      assert.deepEqual(afterTry(answer, made, NOW, 0), { status, nextAttemptMs, gone });
    });
  }

  it('waits grow, reach three days in all, and chance shortens them by a tenth at most', () => {
    const waits = (chance: number) =>
      WEBHOOK_BACKOFF_MS.map(
        (_, index) => (afterTry(SILENCE, index + 1, NOW, chance).nextAttemptMs ?? 0) - NOW,
      );
    const longest = waits(0);
    assert.deepEqual(
      longest.toSorted((a, b) => a - b),
      longest,
    );
    const days = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0) / DAY_MS;
    assert.ok(days(longest) > 3 && days(longest) < 3.5, String(days(longest)));
    const shortest = waits(0.999999);
    assert.ok(days(shortest) > days(longest) * 0.9 - 0.001);
    assert.ok(shortest.every((wait, index) => wait < (longest[index] ?? 0)));
  });
});

describe('the log of a try', () => {
  it('has a status or a fault, and how long it took', () => {
    assert.deepEqual(tryOf({ kind: 'answered', status: 302, retryAfterMs: null }, NOW, NOW + 40), {
      atMs: NOW,
      durationMs: 40,
      statusCode: 302,
      fault: null,
    });
    const silent = tryOf({ kind: 'unanswered', fault: 'host_not_found' }, NOW, NOW - 5);
    assert.deepEqual(
      [silent.statusCode, silent.fault, silent.durationMs],
      [null, 'host_not_found', 0],
    );
  });
});

describe('an endpoint', () => {
  const rows: readonly (readonly [readonly string[], string, boolean])[] = [
    [['*'], 'charge.succeeded', true],
    [['charge.succeeded'], 'charge.succeeded', true],
    [['charge.succeeded'], 'charge.succeeded.twice', false],
    [['charge.failed', 'customer.created'], 'customer.created', true],
    [['charge.failed'], 'charge.succeeded', false],
    [['customer.created', '*'], 'anything.else', true],
    [[], 'charge.succeeded', false],
  ];
  for (const [enabledEvents, type, wanted] of rows) {
    it(`of ${enabledEvents.join(', ') || 'nothing'} ${wanted ? 'wants' : 'does not want'} ${type}`, () => {
      assert.equal(wants({ enabledEvents }, type), wanted);
    });
  }

  it('listens while it is enabled and there', () => {
    assert.equal(isListening({ status: 'enabled', deletedMs: null }), true);
    assert.equal(isListening({ status: 'disabled', deletedMs: null }), false);
    assert.equal(isListening({ status: 'enabled', deletedMs: 1 }), false);
  });
});
