/** How figures of pages become rows: which promise is held against what. No figure of a machine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Figures, rowsOf } from './rows.ts';

interface Sample {
  readonly paintedMs?: number;
  readonly pressMs?: number;
  readonly heap?: number;
  readonly elements?: number;
  readonly asked?: Figures['inspection']['asked'];
  readonly movedBelow?: number;
}

function figures(name: string, sample: Sample = {}): Figures {
  return {
    name,
    paintedMs: sample.paintedMs ?? 100,
    pressMs: sample.pressMs ?? 20,
    heap: sample.heap ?? 1_000,
    inspection: {
      asked: sample.asked ?? [],
      elementsPerCard: sample.elements ?? 6,
      sight: { paintedMs: 1, pressMs: 1, shift: 0, movedBelow: sample.movedBelow ?? 0 },
    },
  };
}

const verdicts = (all: readonly Figures[], word: string) =>
  rowsOf(all, null)
    .filter(({ name }) => name.includes(word))
    .map(({ name, kept }) => [name.split(': ')[1], kept]);

const plain = figures('plain HTML');
const state = { path: '/elements/checkout', type: 'application/json', bytes: 9 };
const script = { path: '/a.js', type: 'text/javascript', bytes: 7_000 };

test('ours is held against plain HTML and against Adyen’s, the others against nothing', () => {
  const all = [
    plain,
    figures('Keepsake', { paintedMs: 141, pressMs: 22, heap: 1_501, elements: 6.5 }),
    figures('Adyen Drop-in', { paintedMs: 400, pressMs: 900 }),
    figures('Primer', { paintedMs: 500 }),
  ];
  assert.deepEqual(verdicts(all, 'cards painted'), [
    ['Keepsake', false],
    ['Adyen Drop-in', null],
    ['Primer', null],
    ['Keepsake against Adyen Drop-in', true],
  ]);
  assert.deepEqual(verdicts(all, 'press'), [
    ['Keepsake', true],
    ['Adyen Drop-in', null],
    ['Primer', null],
  ]);
  assert.deepEqual(verdicts(all, 'heap')[0], ['Keepsake', false]);
  assert.deepEqual(verdicts(all, 'elements a card')[0], ['Keepsake', false]);
});

test('what is promised depends on how the state comes', () => {
  const asked = [script, state, { path: '/', type: 'text/html; charset=utf-8', bytes: 9 }];
  const all = [
    plain,
    figures('Keepsake', { asked, movedBelow: 200 }),
    figures('Keepsake, state inline', { asked, movedBelow: 1 }),
    figures('Keepsake, state rendered'),
  ];
  assert.deepEqual(verdicts(all, 'requests'), [
    ['Keepsake', true],
    ['Keepsake, state inline', false],
    ['Keepsake, state rendered', true],
  ]);
  assert.deepEqual(verdicts(all, 'stands below'), [
    ['Keepsake', null],
    ['Keepsake, state inline', false],
    ['Keepsake, state rendered', true],
  ]);
  const code = rowsOf(all, null).filter(({ name }) => name.startsWith('code'));
  assert.deepEqual(
    code.map(({ ours }) => ours),
    ['7.0 kB', '7.0 kB', '0.0 kB'],
  );
});

test('others that could not be had are a row that says why', () => {
  const rows = rowsOf([plain, figures('Keepsake')], 'npm ci: no network');
  assert.deepEqual(rows.at(-1)?.note, 'npm ci: no network');
  assert.equal(rows.at(-1)?.kept, null);
});
