/**
 * The floor plan and the rules of the house, as a test. It checks the repository as it stands, and
 * plants a violation of every rule in a copy to prove that each would be found.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkHouse, describeViolation, type House, type Rule } from './tidy/check.ts';
import { findCycles } from './tidy/cycles.ts';
import { ROOMS, roomOf } from './tidy/floor-plan.ts';
import { FILE_RULES } from './tidy/house-rules.ts';
import { PLANTS } from './tidy/plants.ts';
import { readHouse } from './tidy/read-house.ts';

const house = readHouse(fileURLToPath(new URL('..', import.meta.url)));

test('the house was read whole', () => {
  for (const path of ['package.json', 'server/wire/elements.ts', 'test/tidy.test.ts']) {
    assert.ok(house.has(path), path);
  }
});

test('the house keeps its rules', () => {
  assert.deepEqual(checkHouse(house).map(describeViolation), []);
});

test('every rule has a plant', () => {
  const others: Rule[] = ['room', 'unknown-room', 'cycle-run-time', 'cycle-written'];
  const rules = [...Object.keys(FILE_RULES), ...others];
  assert.deepEqual([...new Set(PLANTS.map((plant) => plant.rule))].sort(), rules.sort());
});

test('every room has a plant at one of its walls', () => {
  const planted = PLANTS.filter((plant) => plant.rule === 'room').map(({ path }) => roomOf(path));
  const bare = ROOMS.filter((room) => !planted.includes(room)).map(({ path }) => path);
  assert.deepEqual(bare, []);
});

for (const { rule, path, files } of PLANTS) {
  const text = files[path] ?? '';
  const shown = text.split('\n').find((line, at) => at > 0 && line !== '') ?? text.trim();
  test(`finds ${rule} in ${path}: ${shown.slice(0, 60)}`, () => {
    const count = (where: House) =>
      checkHouse(where).filter((each) => each.rule === rule && each.path === path).length;
    // What stood there before must not pass for the plant.
    const without = new Map(house);
    for (const name of Object.keys(files)) without.delete(name);
    assert.ok(count(new Map([...without, ...Object.entries(files)])) > count(without));
  });
}

test('what only looks like a violation is none', () => {
  const text = [
    '/** Says console.log, any! and import of zod from "zod" in words only. */',
    'export const words = "import { z } from \'zod\'; console.log(1 as any)";',
    'export const template = `export * from "node:fs"; words!`;',
    'export const when = (at: number) => new Date(at);',
    '',
  ].join('\n');
  const planted = new Map([...house, ['server/model/innocent.ts', text]]);
  const found = checkHouse(planted).filter((each) => each.path === 'server/model/innocent.ts');
  assert.deepEqual(found, []);
});

test('cycles are found by their knot, chains and diamonds are none', () => {
  const table: [string, Record<string, string[]>, string[][]][] = [
    ['empty', {}, []],
    ['chain', { a: ['b'], b: ['c'], c: [] }, []],
    ['diamond', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
    ['self', { a: ['a'] }, [['a']]],
    ['pair behind a door', { a: ['b'], b: ['c'], c: ['b'] }, [['b', 'c']]],
    [
      'two knots',
      { a: ['b'], b: ['a'], c: ['d', 'a'], d: ['c'] },
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['rings that share a node', { a: ['b'], b: ['a', 'c'], c: ['b'] }, [['a', 'b', 'c']]],
  ];
  for (const [name, graph, knots] of table) {
    assert.deepEqual(findCycles(new Map(Object.entries(graph))), knots, name);
  }
});
