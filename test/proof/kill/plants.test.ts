/** The kill loop can fail: it finds each mistake that is planted into the program, within a few deaths. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runLoop } from './loop.ts';
import { PLANTED_BUGS } from './plants.ts';
import { buildProgram } from './program.ts';

const SEED = 1;
const LANES = 2;
/** A planted bug must show in this many cycles. */
const PLANTED_CYCLES = 20;
/** Nobody needs to be patient, or to die twice, for a bug to show. */
const PLANTED_PLAN = {
  trades: 10,
  absenceMs: 61_000,
  crew: 'all',
  again: null,
  bankDies: false,
  faultRate: 0,
} as const;

describe('the kill loop finds', () => {
  for (const { point, found, settlingMs, ...plant } of PLANTED_BUGS) {
    it(`that ${plant.name}`, async () => {
      const { failure } = await runLoop({
        program: await buildProgram(plant),
        cycles: PLANTED_CYCLES,
        seed: SEED,
        lanes: LANES,
        points: [point],
        settlingMs,
        always: PLANTED_PLAN,
      });
      assert.ok(failure, `${PLANTED_CYCLES} cycles found nothing`);
      assert.match(failure.wrong.join('\n'), found);
      rmSync(failure.folder, { recursive: true, force: true });
    });
  }
});
