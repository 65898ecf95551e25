/** The breaker as stories: what happened to a processor at which second, and whether it is avoided. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  avoidedUntil,
  type BreakerState,
  CLOSED,
  whenAnswered,
  whenAsked,
  whenDown,
} from '../../server/model/breaker.ts';

/** `down 5`, `answers 5`, `asked 5`: what happened at that second. */
function after(story: readonly string[]): BreakerState {
  let state = CLOSED;
  for (const line of story) {
    const [what, second] = line.split(' ');
    const ms = Number(second) * 1000;
    if (what === 'down') state = whenDown(state, ms);
    else if (what === 'asked') state = whenAsked(state, ms, 10_000);
    else state = whenAnswered(state);
  }
  return state;
}

const FIVE = ['down 1', 'down 2', 'down 3', 'down 4', 'down 5'];

const ROWS: readonly (readonly [
  what: string,
  story: readonly string[],
  second: number,
  until: number | null,
])[] = [
  ['nothing happened', [], 0, null],
  ['four failures', FIVE.slice(1), 6, null],
  ['five within a minute', FIVE, 6, 35],
  ['five over two minutes', ['down 1', 'down 31', 'down 61', 'down 91', 'down 121'], 122, null],
  ['an answer between', [...FIVE.slice(0, 4), 'answers 5', 'down 6'], 7, null],
  ['the pause is over', FIVE, 35, null],
  ['one probe at a time', [...FIVE, 'asked 36'], 37, 46],
  ['a probe that never came back', [...FIVE, 'asked 36'], 46, null],
  ['the probe answers', [...FIVE, 'asked 36', 'answers 37'], 38, null],
  ['the probe fails: a longer pause', [...FIVE, 'asked 36', 'down 37'], 38, 97],
  ['and a longer one', [...FIVE, 'asked 36', 'down 37', 'asked 98', 'down 98'], 99, 218],
  ['being asked before the pause is over changes nothing', [...FIVE, 'asked 10'], 11, 35],
];

describe('whether a processor is avoided', () => {
  for (const [what, story, second, until] of ROWS)
    it(what, () =>
      assert.equal(avoidedUntil(after(story), second * 1000), until === null ? null : until * 1000),
    );

  it('no pause is longer than ten minutes', () => {
    let state = after(FIVE);
    for (let round = 0; round < 12; round += 1) state = whenDown(state, 1_000_000);
    assert.equal(avoidedUntil(state, 1_000_000), 1_600_000);
  });
});
