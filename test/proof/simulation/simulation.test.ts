/**
 * A thousand lives of the whole server, each from one seed: with faults at everything that it waits
 * for no rule is ever broken, and without them everything comes to rest. And that a seed is a life:
 * led again, in another process, it is the same to the letter.
 */
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import type { LifeResult } from './life.ts';
import { campaign } from './pool.ts';

const SEEDS = 1_000;
const OPERATIONS = 300;
const LED_AGAIN = 12;
const PROCESSES = Math.min(4, Math.max(2, availableParallelism()));

async function lead(seeds: number): Promise<ReadonlyMap<number, LifeResult>> {
  const results = new Map<number, LifeResult>();
  await campaign({
    from: 1,
    seeds,
    operations: OPERATIONS,
    processes: PROCESSES,
    heard(result) {
      results.set(result.seed, result);
      return true;
    },
  });
  return results;
}

const told = ({ seed, failure }: LifeResult) =>
  [
    `seed ${seed}, after ${failure?.done} things done`,
    ...(failure?.last ?? []),
    failure?.message,
    `again: npm run simulate -- --seed ${seed} --trace`,
  ].join('\n');

test(`${SEEDS} lives of ${OPERATIONS} things each break no rule, and come to rest`, async (t) => {
  const first = await lead(SEEDS);
  assert.equal(first.size, SEEDS);
  const broken = [...first.values()].filter(({ failure }) => failure);
  assert.equal(broken.length, 0, broken.slice(0, 3).map(told).join('\n\n'));
  const happenings = [...first.values()].reduce((sum, { steps }) => sum + steps, 0);
  t.diagnostic(`${happenings} happenings`);
  assert.ok(happenings > SEEDS * OPERATIONS, 'a great deal happens');

  await t.test('the same seed is the same life, in whichever process', async () => {
    for (const [seed, { hash }] of await lead(LED_AGAIN))
      assert.equal(hash, first.get(seed)?.hash, `seed ${seed} led another life`);
  });
});
