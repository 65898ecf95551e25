/** Kept answers: given at their revision and within their time only, and never more than so many. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKeptAnswers, type KeptAnswer } from '../../server/http/kept-answers.ts';

const answer = (body: string, more: Partial<KeptAnswer> = {}): KeptAnswer => ({
  body,
  origins: [],
  revision: '1.1',
  madeMs: 1_000,
  untilMs: 2_000,
  ...more,
});

describe('a kept answer', () => {
  const ASKED: readonly (readonly [
    key: string,
    revision: string,
    nowMs: number,
    given: boolean,
  ])[] = [
    ['a', '1.1', 1_000, true],
    ['a', '1.1', 1_999, true],
    ['a', '1.1', 2_000, false],
    ['a', '1.1', 999, false],
    ['a', '1.2', 1_500, false],
    ['a', '2.1', 1_500, false],
    ['b', '1.1', 1_500, false],
  ];
  for (const [key, revision, nowMs, given] of ASKED) {
    it(`for ${key} at ${revision}, ${nowMs} ms: ${given ? 'given' : 'not given'}`, () => {
      const answers = createKeptAnswers(10);
      answers.keep('a', answer('one'));
      assert.equal(answers.find(key, revision, nowMs)?.body ?? null, given ? 'one' : null);
    });
  }

  it('that did not hold once is forgotten', () => {
    const answers = createKeptAnswers(10);
    answers.keep('a', answer('one'));
    assert.equal(answers.find('a', '1.2', 1_500), null);
    assert.equal(answers.find('a', '1.1', 1_500), null);
  });

  it('makes room when there are too many, the one that nobody asks for first', () => {
    const answers = createKeptAnswers(2);
    answers.keep('a', answer('a'));
    answers.keep('b', answer('b'));
    answers.find('a', '1.1', 1_500);
    answers.keep('c', answer('c'));
    const left = ['a', 'b', 'c'].filter((key) => answers.find(key, '1.1', 1_500));
    assert.deepEqual(left, ['a', 'c']);
  });

  it('leaves with its time, even if nobody asks', () => {
    const answers = createKeptAnswers(10);
    answers.keep('a', answer('a'));
    answers.keep('b', answer('b', { madeMs: 2_500, untilMs: 3_000 }));
    assert.equal(answers.find('a', '1.1', 1_500), null);
    assert.equal(answers.find('b', '1.1', 2_600)?.body, 'b');
  });
});
