/** The real program on a real file, killed under load at any moment: nothing is doubled, lost or stuck. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { report, runLoop } from './loop.ts';
import { buildProgram } from './program.ts';

const CYCLES = 44;
const SEED = 1;
const LANES = 2;

it(`${CYCLES} deaths at any moment: every charge is there once, and every answer stays true`, async () => {
  const { done, answers, broken, failure } = await runLoop({
    program: await buildProgram(),
    cycles: CYCLES,
    seed: SEED,
    lanes: LANES,
    points: null,
    always: { fate: null },
  });
  assert.ok(!failure, failure ? report(failure) : '');
  assert.equal(done, CYCLES);
  assert.ok(answers > CYCLES * 10, `${answers} answers`);
  assert.ok(broken > CYCLES, `${broken} broken connections`);
});
