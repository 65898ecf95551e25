/** The bench's arithmetic and its table; no figure of any machine is tested. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duel } from './duel.ts';
import { formatTable, median } from './table.ts';

test('median', () => {
  const table: [number[], number][] = [
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
  ];
  for (const [values, expected] of table) assert.equal(median(values), expected, String(values));
  assert.ok(Number.isNaN(median([])));
});

test('a duel goes by turns and throws its first round away', async () => {
  const turns: string[] = [];
  const playing = (name: string, figures: number[]) => async () => {
    turns.push(name);
    return figures.shift() ?? 0;
  };
  const ours = playing('ours', [1000, 2, 4, 6]);
  const result = await duel(3, ours, playing('theirs', [1, 4, 4, 4]));
  assert.deepEqual(result, { ours: 4, baseline: 4, ratio: 1 });
  assert.deepEqual(turns, Array(4).fill(['ours', 'theirs']).flat());
});

test('the table says what was kept, what was missed, and what was not measured', () => {
  const row = { ours: '5 /s', against: '10 /s', limit: '≥ 0.40' };
  const text = formatTable([
    { ...row, name: 'good', ratio: 0.5, kept: true },
    { ...row, name: 'slow', ratio: 0.3, kept: false, note: 'because' },
    { ...row, name: 'absent', ratio: null, kept: null },
  ]);
  assert.deepEqual(text.split('\n'), [
    'case    ours  against  ratio   limit',
    '--------------------------------------------',
    'good    5 /s    10 /s   0.50  ≥ 0.40  kept',
    'slow    5 /s    10 /s   0.30  ≥ 0.40  MISSED',
    'absent  5 /s    10 /s      –  ≥ 0.40  –',
    '',
    'slow: because',
  ]);
});
