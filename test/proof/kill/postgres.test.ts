/**
 * Two real programs on one real PostgreSQL: one is killed under load and the other lives on, 64 come at
 * once to both, and the database itself dies and comes back. Nothing is doubled, lost or stuck.
 * `npm run kill-loop -- --postgres` does as many cycles as one likes.
 */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { freshDatabase } from '../../support/test-database.ts';
import { runRound } from '../storm/storm.ts';
import { cardToken, judge, SETTLING_MS, settle } from './cycle.ts';
import { type Lane, openLane } from './lane.ts';
import { report, runLoop } from './loop.ts';
import { buildProgram, type Program } from './program.ts';
import { seeded } from './seeded.ts';
import { anyTrade } from './trades.ts';

const CYCLES = 2;
const ROUNDS = 3;
const SEED = 3;
/** Trades that are under way when the database dies. */
const TRADES = 6;

/** 64 cards are read at once: a call to the bank gets a real second on the lane's fast clock. */
const PATIENT = { KEEPSAKE_PROCESSOR_TIMEOUT_MS: '20000' };

let program: Program;
let server: PostgresServer;
before(async () => {
  [program, server] = await Promise.all([buildProgram(), startPostgres()]);
});
after(() => server.stop());

it(`${CYCLES} deaths beside somebody who lives on: every charge is there once`, async () => {
  const { done, broken, failure } = await runLoop({
    program,
    cycles: CYCLES,
    seed: SEED,
    lanes: 1,
    points: null,
    postgres: server.url,
    always: { absenceMs: 61_000 },
  });
  assert.ok(!failure, failure ? report(failure) : '');
  assert.equal(done, CYCLES);
  assert.ok(broken > 0, 'somebody was cut off');
});

describe('two servers', () => {
  let lane: Lane;
  before(async () => {
    lane = await openLane(program, SEED, PATIENT, await freshDatabase(server.url));
    await lane.killCrew();
    await lane.start('two');
  });
  after(async () => {
    await lane.close();
    rmSync(lane.folder, { recursive: true, force: true });
  });

  it(`take ${ROUNDS} storms of 64 at once on one intent`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { kind, wrong } = await runRound(lane, SEED * 1_000 + round);
      assert.deepEqual(wrong, [], `round ${round}, ${kind}`);
    }
  });

  for (const signal of ['SIGQUIT', 'SIGKILL'] as const)
    it(`outlive the database's death by ${signal}, and say so meanwhile`, async () => {
      const complaints: string[] = [];
      const roll = seeded(SEED);
      const trades = Array.from({ length: TRADES }, async (_, at) => {
        const its = roll.fork(at);
        const token = () => cardToken(lane);
        await anyTrade({ client: lane.client, roll: its, name: `${signal} ${at}`, token }).catch(
          (reason: Error) => complaints.push(reason.message),
        );
      });
      await new Promise((resolve) => setTimeout(resolve, 150));
      await server.crash(signal);
      const told = await lane.ask('/v1/customers?limit=1');
      assert.equal(told.status, 503);
      assert.match(told.text, /"code":"service_unavailable"/);
      await server.restart();
      await Promise.all(trades);
      const crew = lane.crew().length;
      const stuck = await settle(lane, SETTLING_MS);
      const wrong = await judge(lane, lane.client.takeTold());
      assert.deepEqual([...complaints, ...stuck, ...lane.client.faults, ...wrong], []);
      assert.equal(crew, 2, 'nobody ended with it');
    });
});
