/** The one order of a story, and where its next page begins. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Beyond,
  beyond,
  byPlace,
  cursorAt,
  type Place,
  readCursor,
} from '../../server/model/timeline.ts';

const place = (kind: Place['kind'], createdMs: number, seq: number, id = 'a'): Place => ({
  kind,
  createdMs,
  seq,
  id,
});

/** Newest first. */
const STORY = [
  place('session', 2000, 1),
  place('event', 1000, 1),
  place('refund', 1000, 9),
  place('attempt', 1000, 8, 'b'),
  place('attempt', 1000, 8, 'a'),
  place('attempt', 1000, 7, 'z'),
  place('session', 1000, 99),
  place('event', 999, 99),
];

const isBeyond = (past: Beyond, { createdMs, seq, id }: Place) =>
  createdMs < past.beforeMs ||
  ('seq' in past &&
    createdMs === past.beforeMs &&
    (seq < past.seq || (seq === past.seq && id < past.id)));

describe('a story', () => {
  it('is told newest first, and within a millisecond what followed from what', () => {
    assert.deepEqual(STORY.toReversed().sort(byPlace), STORY);
    assert.equal(byPlace(place('event', 1, 1), place('event', 1, 1)), 0);
  });
  it('goes on after any entry with exactly those that come after it', () => {
    for (const [index, last] of STORY.entries())
      assert.deepEqual(
        STORY.filter((each) => isBeyond(beyond(each.kind, last), each)),
        STORY.slice(index + 1),
        cursorAt(last),
      );
  });
  it('has cursors that are read as they were written, and nothing else', () => {
    for (const each of STORY) assert.deepEqual(readCursor(cursorAt(each)), each);
    for (const bad of [
      '',
      'attempt',
      'attempt.1.1',
      'secret.1.1.a',
      'attempt.-1.1.a',
      'event.1.1.é',
    ])
      assert.equal(readCursor(bad), null, bad);
  });
});
