/**
 * The oracle is proved: every planted bug is caught by some life within a thousand seeds, while the
 * server as it is passes the same.
 */
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { BUGS, type Bug } from './bugs.ts';
import { plant, withBug } from './planting.ts';
import { campaign } from './pool.ts';

const SEEDS = 1_000;
const OPERATIONS = 300;
const AT_ONCE = Math.min(2, availableParallelism());

/** The seed that catches a bug first, and by which rule; null where none does. */
async function caught(bug: Bug): Promise<{ seed: number; rule: string } | null> {
  const planted = plant(bug);
  let found: { seed: number; rule: string } | null = null;
  try {
    await campaign({
      from: bug.from ?? 1,
      seeds: SEEDS,
      operations: OPERATIONS,
      processes: 1,
      child: planted.child,
      heard({ seed, failure }) {
        if (failure) found = { seed, rule: failure.rule };
        return !failure;
      },
    });
  } finally {
    planted.remove();
  }
  return found;
}

test('what a bug would change stands where it says, once', () => {
  for (const bug of BUGS) assert.ok(withBug(bug).size > 0);
  assert.equal(new Set(BUGS.map(({ name }) => name)).size, BUGS.length);
});

test('every planted bug is caught', { concurrency: AT_ONCE }, async (t) => {
  await Promise.all(
    BUGS.map((bug) =>
      t.test(`${bug.name}: ${bug.says}`, async (its) => {
        const found = await caught(bug);
        assert.ok(found, `${bug.name} lives through ${SEEDS} seeds`);
        its.diagnostic(`seed ${found.seed}: ${found.rule}`);
      }),
    ),
  );
});
