/** How far a test clock may go, and what comes next on its way. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ADVANCE_MAX_MS,
  type Advance,
  CLOCK_MAX_MS,
  canAdvance,
  type NextStep,
  nextStep,
  type TestClock,
} from '../../server/model/test-clock.ts';

const AT = Date.UTC(2027, 0, 31);
const DAY = 86_400_000;

describe('how far a clock may be advanced', () => {
  const LATE = CLOCK_MAX_MS - DAY;
  const rows: readonly (readonly [
    name: string,
    status: TestClock['status'],
    frozenMs: number,
    targetMs: number,
    code: string | null,
  ])[] = [
    ['a second on', 'ready', AT, AT + 1000, null],
    ['five years on', 'ready', AT, AT + ADVANCE_MAX_MS, null],
    ['further', 'ready', AT, AT + ADVANCE_MAX_MS + 1, 'parameter_invalid'],
    ['nowhere', 'ready', AT, AT, 'parameter_invalid'],
    ['back', 'ready', AT, AT - 1, 'parameter_invalid'],
    ['on, after a failure', 'internal_failure', AT, AT + DAY, null],
    ['on, while it is on its way', 'advancing', AT, AT + DAY, 'test_clock_advancing'],
    ['to the last time of all', 'ready', LATE, CLOCK_MAX_MS, null],
    ['beyond it', 'ready', LATE, CLOCK_MAX_MS + 1, 'parameter_invalid'],
  ];
  for (const [name, status, frozenMs, targetMs, code] of rows) {
    it(name, () => {
      const ruling: Advance = canAdvance({ status, frozenMs }, targetMs);
      assert.equal(ruling.ok ? null : ruling.code, code);
    });
  }
});

describe('what comes next on the way', () => {
  const rows: readonly (readonly [string, number | null, NextStep])[] = [
    ['nothing is due', null, { action: 'arrive' }],
    ['something is due beyond', AT + 10 * DAY + 1, { action: 'arrive' }],
    ['something is due at the very end', AT + 10 * DAY, { action: 'act', atMs: AT + 10 * DAY }],
    ['something is due on the way', AT + DAY, { action: 'act', atMs: AT + DAY }],
    ['something was left behind', AT - DAY, { action: 'act', atMs: AT }],
  ];
  for (const [name, dueMs, step] of rows) {
    it(name, () => {
      assert.deepEqual(nextStep({ frozenMs: AT, targetMs: AT + 10 * DAY }, dueMs), step);
    });
  }
});
