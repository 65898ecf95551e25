/** Nothing of one account can be reached from another; and where it could be, it would be found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runChild } from '../../support/child.ts';
import { crossAll } from './crossing.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Places where an account could be forgotten. */
const PLANTS = [
  {
    name: 'an object is found by its id alone',
    file: 'server/storage/repository.ts',
    find: "any.selectFrom(table.name).selectAll().where('account', '=', '').where('id', '=', '')",
    replace: "any.selectFrom(table.name).selectAll().where('id', '!=', '').where('id', '=', '')",
    found: /\/v1\/customers\/:id by :id/,
  },
  {
    name: 'a cursor may be anybody’s',
    file: 'server/storage/repository.ts',
    find: ".select('seq')\n      .where('account', '=', account)",
    replace: ".select('seq')",
    found: /by starting_after/,
  },
  {
    name: 'an idempotency key is everybody’s',
    file: 'server/storage/idempotency-keys.ts',
    find: "    .where('account', '=', account)\n    .where('key', '=', key)\n    .executeTakeFirst();\n  const known",
    replace: "    .where('key', '=', key)\n    .executeTakeFirst();\n  const known",
    found: /idempotency key/,
  },
];

test('no id of one account leads anywhere in another', async (t) => {
  const { reached, tried, kinds } = await crossAll('accounts');
  t.diagnostic(`${tried} places were tried, with ids of ${kinds.length} kinds`);
  assert.deepEqual(reached, []);
  assert.ok(tried > 500, String(tried));
  for (const kind of ['cus', 'pm', 'pi', 'seti', 'att', 'cs_test', 'mandate', 'cons', 're', 'prod'])
    assert.ok(kinds.includes(kind), kind);
  for (const kind of ['price', 'sub', 'in', 'evt', 'clock', 'we', 'ch'])
    assert.ok(kinds.includes(kind), kind);
});

test('each forgotten account is found', async (t) => {
  const run = async (plant: (typeof PLANTS)[number]) => {
    const words = ['--import', file('./plant-loader.mjs'), '--import', 'tsx'];
    return runChild(process.execPath, [...words, file('./crossing-run.ts')], {
      loud: false,
      timeoutMs: 60_000,
      env: { ...process.env, KEEPSAKE_PLANT: JSON.stringify(plant) },
    });
  };
  const told = await Promise.all(PLANTS.map(run));
  for (const [at, plant] of PLANTS.entries())
    await t.test(plant.name, () => {
      const { ok, output, trouble } = told[at] ?? assert.fail();
      assert.ok(ok, `${trouble} ${output.slice(-500)}`);
      assert.match(
        JSON.parse(output.trim().split('\n').at(-1) ?? '').reached.join('\n'),
        plant.found,
      );
    });
});
