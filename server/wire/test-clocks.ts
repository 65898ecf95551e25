/** Test clocks on Stripe's terms: parameters in, objects out. */
import { z } from 'zod';
import { CLOCK_MAX_MS, type TestClock } from '../model/test-clock.ts';
import { common, integer, page, text } from './form.ts';
import { inSeconds } from './intents.ts';

const time = () => integer(1, CLOCK_MAX_MS / 1000);

export const createTestClockInput = z.strictObject({
  ...common,
  frozen_time: time(),
  name: text(300).optional(),
  customer: text(100).optional(),
});

export const advanceTestClockInput = z.strictObject({ ...common, frozen_time: time() });
export const retrieveTestClockInput = z.strictObject(common);
export const listTestClocksInput = z.strictObject(page);
export const deleteTestClockInput = z.strictObject({});

export function encodeTestClock(clock: TestClock): Record<string, unknown> {
  return {
    id: clock.id,
    object: 'test_helpers.test_clock',
    created: inSeconds(clock.createdMs),
    deletes_after: inSeconds(clock.deletesAfterMs),
    frozen_time: inSeconds(clock.frozenMs),
    livemode: false,
    name: clock.name,
    status: clock.status,
    status_details:
      clock.targetMs === null
        ? {}
        : { advancing: { target_frozen_time: inSeconds(clock.targetMs) } },
  };
}

export function encodeDeletedTestClock(id: string): Record<string, unknown> {
  return { id, object: 'test_helpers.test_clock', deleted: true };
}
