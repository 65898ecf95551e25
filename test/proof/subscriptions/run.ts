/**
 * Years of subscriptions, from the command line: many lives, or one again.
 *
 *     node --import tsx test/proof/subscriptions/run.ts --seeds 20 --subscriptions 500 --years 3
 *     node --import tsx test/proof/subscriptions/run.ts --seed 7 --trace       one life again, line by line
 *     node --import tsx test/proof/subscriptions/run.ts --bug leap-day-in-march
 *
 * Further: `--from S` the first seed, `--workers N` processes. A failure names the rule that did not hold
 * and whose books do not agree; the last lines of the trace show the way there.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabases } from '../simulation/database.ts';
import type { LifeResult } from '../simulation/life.ts';
import { plant } from '../simulation/planting.ts';
import { campaign } from '../simulation/pool.ts';
import { lead, type Outcome } from './life.ts';
import { WATCH } from './mailbox.ts';
import { PLANTS, ROOM } from './plants.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    subscriptions: { type: 'string', default: '500' },
    years: { type: 'string', default: '3' },
    workers: { type: 'string', default: '2' },
    bug: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});

const write = (line: string) => void process.stdout.write(`${line}\n`);
const subscriptions = Number(values.subscriptions);

function tell(result: LifeResult): void {
  const { seed, steps, hash, failure } = result;
  const { figures } = result as Outcome;
  const seen = Object.entries(figures).map(([name, count]) => `${count} ${name}`);
  write(`seed ${seed}: ${steps} happenings, trace ${hash.slice(0, 16)}, ${seen.join(', ')}`);
  if (!failure) return;
  for (const line of failure.last) write(`  ${line}`);
  write(failure.message);
}

async function again(seed: number): Promise<boolean> {
  const databases = await openDatabases(WATCH);
  const speak = values.trace ? write : null;
  const years = Number(values.years);
  const result = await lead({ seed, subscriptions, years, path: databases.make(), speak });
  databases.close();
  tell(result);
  return result.failure === null;
}

async function many(): Promise<boolean> {
  const bug = values.bug === undefined ? undefined : PLANTS.find(({ name }) => name === values.bug);
  if (values.bug !== undefined && !bug)
    throw new Error(`--bug takes one of ${PLANTS.map(({ name }) => name).join(', ')}`);
  const planted = bug && plant(bug, ROOM);
  let failed = 0;
  await campaign({
    from: Number(values.from),
    seeds: Number(values.seeds),
    operations: subscriptions,
    processes: Number(values.workers),
    child: planted?.child ?? fileURLToPath(new URL('child.ts', import.meta.url)),
    args: ['--years', values.years],
    perOrder: 1,
    heard(result) {
      tell(result);
      if (result.failure) failed += 1;
      return !(bug && result.failure);
    },
  });
  planted?.remove();
  write(`${failed} lives failed`);
  return failed === 0;
}

process.exitCode = (await (values.seed === undefined ? many() : again(Number(values.seed))))
  ? 0
  : 1;
