/** A test clock as a row. */
import type { TestClock } from '../../model/test-clock.ts';
import { defineTable } from '../table.ts';

export const testClockTable = defineTable<TestClock>()('test_clocks', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  name: 'plain',
  frozenMs: 'plain',
  targetMs: 'plain',
  waitingSinceMs: 'plain',
  status: 'plain',
  deletesAfterMs: 'plain',
  dueMs: 'plain',
  fence: 'plain',
});
