/**
 * 64 at once on one intent, 200 rounds, over HTTP to a real server: one charge, one answer, one event
 * of a kind. A file has one server; two of them on one PostgreSQL are in `kill/postgres.test.ts`.
 */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type Lane, openLane } from '../kill/lane.ts';
import { buildProgram, type Program } from '../kill/program.ts';
import { AT_ONCE, KINDS } from './rounds.ts';
import { runRound } from './storm.ts';

const ROUNDS = 200;
/** Another one each day; a failure names it. */
const SEED = Number(process.env.STORM_SEED ?? Math.floor(Date.now() / 86_400_000));

/** 64 cards are read at once: a call to the bank gets a real second on the lane's fast clock. */
const PATIENT = { KEEPSAKE_PROCESSOR_TIMEOUT_MS: '20000' };

let program: Program;
before(async () => {
  program = await buildProgram();
});

describe('the storm', () => {
  let lane: Lane;
  before(async () => {
    lane = await openLane(program, SEED, PATIENT);
    await lane.killCrew();
    await lane.start('all');
  });
  after(async () => {
    await lane.close();
    rmSync(lane.folder, { recursive: true, force: true });
  });

  it(`${ROUNDS} rounds of ${AT_ONCE} at once (STORM_SEED=${SEED})`, async () => {
    const met = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { kind, answers, wrong } = await runRound(lane, SEED * 1_000 + round);
      assert.deepEqual(wrong, [], `round ${round}, ${kind}, STORM_SEED=${SEED}`);
      assert.equal(answers.length, AT_ONCE);
      met.set(kind, (met.get(kind) ?? 0) + 1);
    }
    assert.equal(met.size, KINDS.length, 'every kind came');
    assert.equal(await lane.command('verify'), 0, 'the consent ledger holds');
  });
});
