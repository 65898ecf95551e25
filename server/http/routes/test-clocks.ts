/** `/v1/test_helpers/test_clocks`. */
import { advanceNow } from '../../domain/advancing.ts';
import {
  beginAdvance,
  createTestClock,
  deleteTestClock,
  findTestClock,
  listTestClocks,
} from '../../domain/test-clocks.ts';
import { encodeList } from '../../wire/lists.ts';
import {
  advanceTestClockInput,
  createTestClockInput,
  deleteTestClockInput,
  encodeDeletedTestClock,
  encodeTestClock,
  listTestClocksInput,
  retrieveTestClockInput,
} from '../../wire/test-clocks.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createTestClockInput, async (ctx, input) =>
  encodeTestClock(
    await createTestClock(ctx, {
      frozenMs: input.frozen_time * 1000,
      name: input.name ?? null,
      customer: input.customer ?? null,
    }),
  ),
);

export const retrieve = endpoint(retrieveTestClockInput, async (ctx, _input, params) =>
  encodeTestClock(await findTestClock(ctx, idOf(params))),
);

export const list = endpoint(listTestClocksInput, async (ctx, input) => {
  const { data, hasMore } = await listTestClocks(ctx, input);
  return encodeList('/v1/test_helpers/test_clocks', data.map(encodeTestClock), hasMore);
});

/** A short way is gone before the answer; what is longer is a worker's, and the answer says `advancing`. */
export const advance = endpoint(advanceTestClockInput, async (ctx, input, params) => {
  const { id } = await beginAdvance(ctx, idOf(params), input.frozen_time * 1000);
  await advanceNow(ctx, id);
  return encodeTestClock(await findTestClock(ctx, id));
});

export const remove = endpoint(deleteTestClockInput, async (ctx, _input, params) => {
  await deleteTestClock(ctx, idOf(params));
  return encodeDeletedTestClock(idOf(params));
});
