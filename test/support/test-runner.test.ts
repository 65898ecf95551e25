/** How outcomes of Node's runner are counted, case by case, and whole files in a process of its own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createTally, type Outcome } from './test-runner.ts';

const file = '/t/a.test.ts';
const suiteError = (failureType: string) => ({ type: 'suite', error: { failureType } });

const CASES: [string, boolean, Outcome, [passed: number, failed: number, skipped: number]][] = [
  ['a test that passed', true, { name: 'a', file, details: {} }, [1, 0, 0]],
  ['a test that failed', false, { name: 'a', file, details: {} }, [0, 1, 0]],
  ['a skipped test', true, { name: 'a', file, skip: true, details: {} }, [0, 0, 1]],
  [
    'a test for later that fails',
    false,
    { name: 'a', file, todo: 'later', details: {} },
    [0, 0, 1],
  ],
  ['a suite that passed', true, { name: 's', file, details: { type: 'suite' } }, [0, 0, 0]],
  [
    'a suite whose tests failed',
    false,
    { name: 's', file, details: suiteError('subtestsFailed') },
    [0, 0, 0],
  ],
  [
    'a suite whose own hook failed',
    false,
    { name: 's', file, details: suiteError('hookFailed') },
    [0, 1, 0],
  ],
  ['a file that crashed', false, { name: file, details: {} }, [0, 1, 0]],
  ['a file without tests', true, { name: file, details: {} }, [0, 1, 0]],
];

for (const [name, ok, outcome, expected] of CASES) {
  test(name, () => {
    const tally = createTally([file]);
    tally.add(ok, outcome);
    const { passed, failed, skipped } = tally.totals();
    assert.deepEqual([passed, failed, skipped], expected);
  });
}

test('real files, one of which dies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-runner-'));
  try {
    const good = join(folder, 'good.test.mjs');
    const dying = join(folder, 'dying.test.mjs');
    writeFileSync(good, "import { test } from 'node:test'; test('g', () => {});");
    writeFileSync(dying, "import { test } from 'node:test'; test('d', () => process.exit(3));");
    const totals = join(folder, 'totals.json');
    const runner = fileURLToPath(new URL('./test-runner.ts', import.meta.url));
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const words = ['--import', 'tsx', runner, totals, '1', good, dying];
    const ran = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    assert.equal(ran.status, 1);
    const { passed, failures } = JSON.parse(readFileSync(totals, 'utf8'));
    assert.deepEqual([passed, failures], [1, [dying]]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
