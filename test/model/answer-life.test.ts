/** How long a checkout's answer says the same: to the next moment at which time alone changes it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerLife } from '../../server/model/answer-life.ts';
import { ANSWER_KEPT_MS, PREFILL_WINDOW_MS } from '../../server/model/limits.ts';

const HOUR = 3_600_000;
const JUNE = Date.UTC(2027, 5, 15, 12);
const NEW_YEAR = Date.UTC(2028, 0, 1);

describe('a checkout’s answer', () => {
  const TABLE: readonly (readonly [
    when: string,
    session: { readonly createdMs: number; readonly expiresAtMs: number },
    nowMs: number,
    untilMs: number,
  ])[] = [
    [
      'is kept for as long as one may be',
      { createdMs: JUNE, expiresAtMs: JUNE + 24 * HOUR },
      JUNE,
      JUNE + ANSWER_KEPT_MS,
    ],
    ['ends with the session', { createdMs: JUNE - HOUR, expiresAtMs: JUNE + 5 }, JUNE, JUNE + 5],
    [
      'ends with the prefill',
      { createdMs: JUNE - PREFILL_WINDOW_MS + 7, expiresAtMs: JUNE + HOUR },
      JUNE,
      JUNE + 7,
    ],
    [
      'is not cut short by a prefill that is over',
      { createdMs: JUNE - PREFILL_WINDOW_MS, expiresAtMs: JUNE + HOUR },
      JUNE,
      JUNE + ANSWER_KEPT_MS,
    ],
    [
      'ends with the month, in which cards expire, and with the year',
      { createdMs: NEW_YEAR - 100, expiresAtMs: NEW_YEAR + HOUR },
      NEW_YEAR - 9,
      NEW_YEAR,
    ],
  ];
  for (const [when, session, nowMs, untilMs] of TABLE)
    it(when, () => assert.equal(answerLife(session, nowMs), untilMs));
});
