/** Which `Stripe-Version` headers are versions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isApiVersion } from '../../server/model/api-version.ts';

const ROWS: readonly (readonly [header: string | null, known: boolean])[] = [
  [null, true],
  ['2026-10-28.endive', true],
  ['2025-03-31.basil', true],
  ['2026-10-28.preview', true],
  ['2020-08-27', true],
  [' 2020-08-27 ', true],
  ['2024-02-29', true],
  ['2020-08-27; some_feature_beta=v1', true],
  ['2020-08-27;one_beta=v1;two_beta=v2', true],
  ['', false],
  ['latest', false],
  ['2020-8-27', false],
  ['2023-02-29', false],
  ['2020-13-01', false],
  ['0000-00-00', false],
  ['2026-10-28.', false],
  ['2026-10-28.Endive', false],
  ['2026-10-28 endive', false],
  ['2026-10-28.endive<script>', false],
  [`2026-10-28; ${'x'.repeat(300)}`, false],
];

for (const [header, known] of ROWS)
  test(`${JSON.stringify(header)} ${known ? 'is' : 'is not'} a version`, () => {
    assert.equal(isApiVersion(header), known);
  });
