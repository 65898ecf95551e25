/**
 * The command `npm run kill-loop`: as many cycles as one likes, and the way to see a failing one again.
 *
 *     npm run kill-loop -- --cycles 10000 [--seed S] [--point NAME] [--lanes N]
 *     npm run kill-loop -- --plan JSON      the plan that a failure printed, ten times
 *     npm run kill-loop -- --postgres       on a PostgreSQL of its own (--server postgres://… for another),
 *                                           two servers to a lane, of which one may live on
 */
import { parseArgs } from 'node:util';
import { startPostgres } from '../../support/postgres-server.ts';
import type { CyclePlan } from './cycle.ts';
import { report, runLoop } from './loop.ts';
import { POINTS } from './points.ts';
import { buildProgram } from './program.ts';

const EVERY = 50;
/** The timing of a death is the machine's, so that one plan may need several tries. */
const TRIES = 10;

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '1000' },
    plan: { type: 'string' },
    seed: { type: 'string' },
    point: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    postgres: { type: 'boolean', default: false },
    server: { type: 'string' },
  },
});
const point = POINTS.find((each) => each === values.point) ?? null;
if (values.point !== undefined && point === null)
  throw new Error(`--point must be one of ${POINTS.join(', ')}`);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const only = values.plan === undefined ? null : (JSON.parse(values.plan) as CyclePlan);
const cycles = only === null ? Number(values.cycles) : TRIES;
const lanes = only === null ? Number(values.lanes) : 1;
if (![seed, cycles, lanes].every(Number.isInteger))
  throw new Error('--cycles, --seed and --lanes take whole numbers');

const own = values.postgres && values.server === undefined ? await startPostgres() : null;
const beganMs = performance.now();
console.log(only === null ? `seed ${seed}, ${cycles} cycles` : `one plan, ${TRIES} times`);
const result = await runLoop({
  program: await buildProgram(),
  cycles,
  seed,
  lanes,
  points: point && [point],
  only,
  postgres: values.server ?? own?.url ?? null,
  progress(done) {
    if (done % EVERY === 0) console.log(`${done} cycles, ${seconds()} s`);
  },
});
function seconds(): string {
  return ((performance.now() - beganMs) / 1000).toFixed(0);
}
for (const [name, count] of [...result.deaths].sort()) console.log(`  ${name}: ${count}`);
console.log(
  `${result.done} cycles in ${seconds()} s, ${result.answers} answers, ${result.broken} broken connections`,
);
if (result.failure) console.log(report(result.failure));
await own?.stop();
process.exitCode = result.failure ? 1 : 0;
