/**
 * `npm run simulate`: many lives, or one again.
 *
 *     npm run simulate -- --seeds 100000             for a night
 *     npm run simulate -- --seed 17 --trace          one life again, line by line
 *     npm run simulate -- --bug settle-blindly       the same against a server with a planted bug
 *
 * Further: `--from S` the first seed, `--ops N` things done in a life, `--workers N` processes.
 *
 * How to read a failure: it names the rule that did not hold (each is one function with a sentence in
 * `invariants/`), what was seen, and after how many things done. Then come the last lines of the trace:
 * time in virtual milliseconds, whose it was (`m3` is the third process of the server, `net` is
 * nobody's: a message on its way), and what happened. `#` lines are the things done. The command at
 * the end leads the same life again, to the letter, as long as the code is the same; fewer `--ops` end
 * it sooner, and a `--trace` shows all of it.
 */
import { parseArgs } from 'node:util';
import { BUGS } from './bugs.ts';
import { openDatabases } from './database.ts';
import { type LifeResult, lead } from './life.ts';
import { plant } from './planting.ts';
import { campaign } from './pool.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    ops: { type: 'string', default: '300' },
    workers: { type: 'string', default: '2' },
    bug: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});

const write = (line: string) => void process.stdout.write(`${line}\n`);
const operations = Number(values.ops);

function tell({ seed, failure }: LifeResult): void {
  if (!failure) return;
  write(`\nseed ${seed}, after ${failure.done} things done: ${failure.rule}`);
  for (const line of failure.last) write(`  ${line}`);
  write(failure.message);
  write(`again: npm run simulate -- --seed ${seed} --ops ${operations} --trace`);
}

async function again(seed: number): Promise<LifeResult> {
  const databases = await openDatabases();
  const speak = values.trace ? write : null;
  const result = await lead({ seed, operations, path: databases.make(), speak });
  databases.close();
  return result;
}

async function many(): Promise<readonly LifeResult[]> {
  const failed: LifeResult[] = [];
  let lived = 0;
  const bug = values.bug === undefined ? undefined : BUGS.find(({ name }) => name === values.bug);
  if (values.bug !== undefined && !bug)
    throw new Error(`--bug takes one of ${BUGS.map(({ name }) => name).join(', ')}`);
  const planted = bug && plant(bug);
  await campaign({
    from: Number(values.from),
    seeds: Number(values.seeds),
    operations,
    processes: Number(values.workers),
    ...(planted ? { child: planted.child } : {}),
    heard(result) {
      lived += 1;
      if (lived % 1000 === 0) write(`${lived} lives, ${failed.length} failed`);
      if (result.failure) failed.push(result);
      if (result.failure && failed.length <= 10) tell(result);
      return !(bug && result.failure);
    },
  });
  planted?.remove();
  const rules = new Map<string, number>();
  for (const { failure } of failed)
    rules.set(failure?.rule ?? '', (rules.get(failure?.rule ?? '') ?? 0) + 1);
  write(`\n${lived} lives of ${operations} things each, ${failed.length} failed`);
  for (const [rule, count] of rules) write(`  ${rule}: ${count}`);
  return failed;
}

if (values.seed === undefined) {
  process.exitCode = (await many()).length > 0 ? 1 : 0;
} else {
  const result = await again(Number(values.seed));
  tell(result);
  write(`${result.steps} happenings, trace ${result.hash.slice(0, 16)}`);
  process.exitCode = result.failure ? 1 : 0;
}
