/**
 * Three years of a thousand subscriptions, in two worlds of five hundred: every invoice that there must be
 * and no other, each paid, in dunning or closed by a rule, whatever failed and whoever was killed. That
 * a seed is a life, and that bugs of this kind are found.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Bug } from '../simulation/bugs.ts';
import { plant, withBug } from '../simulation/planting.ts';
import { campaign } from '../simulation/pool.ts';
import type { Outcome } from './life.ts';
import { PLANTS, ROOM } from './plants.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
const WORLDS = 2;
const EACH = 500;
/** A small world, in which plants are looked for. */
const FEW = 40;
const SMALL_WORLDS = 6;

interface Wish {
  readonly from?: number;
  readonly seeds: number;
  readonly subscriptions: number;
  readonly years: number;
  readonly processes?: number;
  readonly child?: string;
}

async function lead(
  { from = 1, seeds, subscriptions, years, processes = 2, child = CHILD }: Wish,
  heard: (outcome: Outcome) => boolean,
): Promise<void> {
  await campaign({
    from,
    seeds,
    operations: subscriptions,
    processes,
    child,
    args: ['--years', String(years)],
    perOrder: 1,
    heard: (result) => heard(result as Outcome),
  });
}

const words = ({ seed, failure }: Outcome) =>
  [`seed ${seed}`, ...(failure?.last ?? []), failure?.message].join('\n');

test(`three years of ${WORLDS * EACH} subscriptions: every invoice, once, and closed by rule`, async (t) => {
  const seen: Record<string, number> = {};
  await lead({ seeds: WORLDS, subscriptions: EACH, years: 3 }, (outcome) => {
    assert.equal(outcome.failure, null, words(outcome));
    for (const [name, count] of Object.entries(outcome.figures))
      seen[name] = (seen[name] ?? 0) + count;
    return true;
  });
  t.diagnostic(JSON.stringify(seen));
  assert.equal(seen.subscriptions, WORLDS * EACH);
  assert.ok((seen.kills ?? 0) >= 100, 'workers are killed');
  for (const name of ['invoice open', 'invoice draft', 'invoice void', 'invoice uncollectible'])
    assert.ok((seen[name] ?? 0) > 0, `${name}: the life is no easy one`);
});

test('the same seed is the same life, in whichever process', async () => {
  const hashes = new Set<string>();
  for (const _ of [1, 2])
    await lead({ seeds: 1, subscriptions: 12, years: 1, processes: 1 }, ({ hash }) => {
      hashes.add(hash);
      return true;
    });
  assert.equal(hashes.size, 1);
});

/** The rule that finds a plant first; null where none does. */
async function found(bug: Bug): Promise<string | null> {
  const planted = plant(bug, ROOM);
  let rule: string | null = null;
  try {
    const { child } = planted;
    const small = { seeds: SMALL_WORLDS, subscriptions: FEW, years: 1, processes: 1 };
    const wish = { ...small, from: bug.from ?? 1, child };
    await lead(wish, ({ failure }) => {
      rule = failure?.rule ?? null;
      return rule === null;
    });
  } finally {
    planted.remove();
  }
  return rule;
}

test('what a plant would change stands where it says, once', () => {
  for (const bug of PLANTS) assert.ok(withBug(bug).size > 0);
});

test('every plant is found', { concurrency: 2 }, async (t) => {
  await Promise.all(
    PLANTS.map((bug) =>
      t.test(`${bug.name}: ${bug.says}`, async (its) => {
        const rule = await found(bug);
        assert.notEqual(rule, null, `${bug.name} lives through ${SMALL_WORLDS} worlds`);
        its.diagnostic(String(rule));
      }),
    ),
  );
});
