/** The real program on a real file, killed under load where two steps must not come apart. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type LoopResult, report, runLoop } from './loop.ts';
import { POINTS } from './points.ts';
import { buildProgram } from './program.ts';

const CYCLES = 56;
const SEED = 2;
const LANES = 2;

describe('deaths at the named points', () => {
  let result: LoopResult;
  before(async () => {
    const program = await buildProgram();
    result = await runLoop({ program, cycles: CYCLES, seed: SEED, lanes: LANES, points: POINTS });
  });

  it(`${CYCLES} of them: every charge is there once, and every answer stays true`, () => {
    assert.ok(!result.failure, result.failure ? report(result.failure) : '');
    assert.equal(result.done, CYCLES);
  });

  for (const point of POINTS) {
    it(`somebody died at the point "${point}"`, () => {
      const there = [...result.deaths].filter(([name]) => name.startsWith(point));
      const count = there.reduce((sum, [, times]) => sum + times, 0);
      assert.ok(count >= CYCLES / POINTS.length / 2, `${count} times`);
    });
  }
});
