/** Nothing that is sent makes the server fall, hang, change what it should not, or keep a card number. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardCards } from '../../../server/http/body.ts';
import { Problem } from '../../../server/model/problem.ts';
import { AREAS } from './areas.ts';
import { orderNumber } from './card-numbers.ts';
import { chanceOf } from './chance.ts';
import { PLANTS } from './plants.ts';
import { CASES, fuzz, inProcess, NUMBERS, SEED } from './run.ts';

const ORDERS = 100_000;
/** Of 1,000 order numbers, fewer than one. */
const REFUSED_AT_MOST = ORDERS / 1_000;
/** Plants that are looked for at once. */
const AT_ONCE = 2;

test('200,000 hostile cases and 100,000 planted card numbers', async (t) => {
  const order = { seed: SEED, cases: CASES, numbers: NUMBERS, area: null, shorten: true };
  const shares = await fuzz(order);
  for (const { area, ran, failures } of shares) {
    t.diagnostic(`${area}: ${ran} cases`);
    await t.test(area, () => assert.deepEqual(failures, []));
  }
  const counted = (names: readonly string[]) =>
    shares.filter(({ area }) => names.includes(area)).reduce((sum, { ran }) => sum + ran, 0);
  assert.ok(counted(AREAS.map(({ name }) => name)) >= CASES);
  assert.equal(counted(['planting']), NUMBERS);
});

test('of 100,000 ordinary order numbers fewer than one in a thousand are refused', (t) => {
  const refused: string[] = [];
  for (let number = 0; number < ORDERS; number += 1) {
    const order = orderNumber(chanceOf(SEED, 'orders', number));
    try {
      guardCards({ metadata: { order } });
    } catch (reason) {
      assert.ok(reason instanceof Problem, String(reason));
      refused.push(order);
    }
  }
  t.diagnostic(`${refused.length} of ${ORDERS} were refused`);
  assert.ok(refused.length < REFUSED_AT_MOST, refused.slice(0, 10).join('\n'));
});

test('each planted mistake is found', async (t) => {
  const waiting = [...PLANTS];
  const told = new Map<string, string>();
  const worker = async () => {
    for (let plant = waiting.shift(); plant; plant = waiting.shift()) {
      const { area, cases, name } = plant;
      const order = { seed: SEED, cases, numbers: 0, area, shard: 0, shorten: false };
      const shares = await inProcess(order, plant);
      told.set(name, shares.flatMap(({ failures }) => failures).join('\n'));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const { name, found } of PLANTS)
    await t.test(name, () => assert.match(told.get(name) ?? '', found));
});
