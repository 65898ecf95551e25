/**
 * Everything that can be checked, in one command: build, types, lint, tests on Node, elements in
 * Chromium, journeys on real origins. It closes with one line, `N passed, N failed`, and fails when
 * anything failed or nothing ran. What is tested and how is the tests' own affair.
 *
 *     npm test                              everything
 *     npm test -- consent wallet            only test files with one of these words in their path
 *     npm test -- --only node               one of static, node, postgres, proof, components, journeys
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { endChildrenOnInterrupt, runChild } from './support/child.ts';
import { ensureChromium } from './support/chromium.ts';
import { startPostgres } from './support/postgres-server.ts';

const STEP_TIMEOUT_MS = 25 * 60_000;
const GROUPS = ['static', 'node', 'postgres', 'proof', 'components', 'journeys'] as const;
type Group = (typeof GROUPS)[number];

/** What a step came to; null where there was nothing to run. */
interface Result {
  readonly passed: number;
  readonly failed: number;
  readonly note?: string;
  /** Files with a failed test in them, where the step tells them. */
  readonly files?: readonly string[];
}
interface Step {
  readonly name: string;
  readonly groups: readonly Group[];
  /** Whether words on the command line leave it out. */
  readonly wholeOnly?: boolean;
  run(): Promise<Result | null>;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function readArguments(): { only: Group | null; words: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      options: { only: { type: 'string' } },
      allowPositionals: true,
    });
    const only = GROUPS.find((group) => group === values.only) ?? null;
    if (values.only !== undefined && only === null)
      fail(`--only takes one of ${GROUPS.join(', ')}`);
    return { only, words: positionals };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const { only, words } = readArguments();
const bin = (name: string) => join('node_modules', '.bin', name);

/** Test files under `test/`, in order, that the words on the command line do not leave out. */
function testFiles(belongs: (path: string) => boolean): string[] {
  return (
    readdirSync('test', { recursive: true, encoding: 'utf8' })
      .map((path) => `test/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.test.ts') && !path.startsWith('test/output/'))
      // What the bench has installed brings tests of its own.
      .filter((path) => !path.includes('/node_modules/'))
      .filter((path) => belongs(path))
      .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
      .sort()
  );
}

/** A program that passes or fails as one; what it says is shown only when it fails. */
async function quiet(command: string, args: readonly string[]): Promise<string | null> {
  const { ok, output, trouble } = await runChild(command, args, {
    loud: false,
    timeoutMs: STEP_TIMEOUT_MS,
  });
  if (ok) return null;
  console.log(output.trimEnd());
  return trouble ?? `${[command, ...args].join(' ')} failed`;
}

async function asOneTest(command: string, args: readonly string[]): Promise<Result> {
  const note = await quiet(command, args);
  return note === null ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, note };
}

/** A program that leaves its totals in a file; without the file it has crashed. */
async function withTotals(
  command: string,
  args: readonly string[],
  totalsPath: string,
): Promise<Result> {
  rmSync(totalsPath, { force: true });
  const { ok, trouble } = await runChild(command, args, { loud: true, timeoutMs: STEP_TIMEOUT_MS });
  if (!existsSync(totalsPath)) {
    return { passed: 0, failed: 1, note: trouble ?? 'ended without totals' };
  }
  const totals: unknown = JSON.parse(readFileSync(totalsPath, 'utf8'));
  const count = (key: string) => Number(Object(totals)[key] ?? Number.NaN);
  const [passed, failed] = [count('passed'), count('failed')];
  if (!Number.isInteger(passed) || !Number.isInteger(failed)) {
    return { passed: 0, failed: 1, note: `${totalsPath} holds no totals` };
  }
  if (!ok && failed === 0) {
    return { passed, failed: 1, note: trouble ?? 'ended badly though no test failed' };
  }
  return { passed, failed, files: filesOf(Object(totals).failures) };
}

/** The files in a list of `file: test`, each once. */
function filesOf(failures: unknown): string[] {
  const named = Array.isArray(failures) ? failures.map((failure) => String(failure)) : [];
  return [...new Set(named.map((failure) => relative('.', failure.split(': ')[0] ?? '')))];
}

/** More failing files than this are no accident of the clock. */
const SECOND_LOOK_FILES = 5;

/**
 * Tests that wait for a browser to paint fail now and then on a machine that others use too. Their
 * files get one second look, by themselves; a test that fails twice has failed, and one that did
 * not is counted as passed and named. Only for browsers: a rule of the server that holds every
 * other time does not hold.
 */
async function withSecondLook(
  files: readonly string[],
  run: (files: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const first = await run(files);
  const again = first.files?.filter((file) => files.includes(file)) ?? [];
  const worthwhile = again.length > 0 && again.length === first.files?.length;
  if (!worthwhile || again.length > SECOND_LOOK_FILES) return first;
  console.log(`\n▷ a second look: ${again.join(', ')}`);
  const second = await run(again);
  if (second.failed > 0) return { ...first, note: 'failed twice' };
  const note = `unsteady: ${again.join(', ')}`;
  return { passed: first.passed + first.failed, failed: 0, note };
}

async function nodeTests(name: string, files: readonly string[], concurrency: number) {
  const totals = `test/output/${name}.json`;
  const runner = ['--import', 'tsx', 'test/support/test-runner.ts', totals, String(concurrency)];
  return withTotals(process.execPath, [...runner, ...files], totals);
}

const elementTests = (files: readonly string[]) =>
  withTotals(bin('wtr'), ['--files', ...files], 'test/output/wtr.json');

/** Runs what there is to run. */
async function any(
  files: readonly string[],
  run: (files: readonly string[]) => Promise<Result>,
): Promise<Result | null> {
  return files.length === 0 ? null : run(files);
}

/** Test files that run over PostgreSQL too: whatever a store must get right, through the doors that use it. */
const OVER_POSTGRES: readonly string[] = [
  'test/server/billing/renewals.test.ts',
  'test/server/charges-and-events.test.ts',
  'test/server/elements-press.test.ts',
  'test/server/idempotency.test.ts',
  'test/server/money/captures.test.ts',
  'test/server/money/late.test.ts',
  'test/server/money/repeated.test.ts',
  'test/server/money/resuming.test.ts',
  'test/server/payment-intents.test.ts',
  'test/server/permission/mandates.test.ts',
  'test/server/permission/same-card.test.ts',
  'test/server/postgres/',
  'test/server/pruning.test.ts',
  'test/server/storage-postgres.test.ts',
];
/** Besides, where the group is asked for by its name: nothing new for most changes, and a minute. */
const LONG_OVER_POSTGRES: readonly string[] = [
  'test/server/billing/',
  'test/server/customers.test.ts',
  'test/server/hostile-requests.test.ts',
  'test/server/money/',
  'test/server/permission/later-charges.test.ts',
  'test/server/permission/recovery-link.test.ts',
  'test/server/permission/wallet.test.ts',
  'test/server/webhooks-out.test.ts',
];

const overPostgresToo =
  only === 'postgres' ? [...OVER_POSTGRES, ...LONG_OVER_POSTGRES] : OVER_POSTGRES;

/** The same tests over the other store, on a server that lives as long as they run. */
async function overPostgres(files: readonly string[]): Promise<Result> {
  const server = await startPostgres();
  process.env.KEEPSAKE_TEST_POSTGRES = server.url;
  try {
    return await nodeTests('postgres', files, 3);
  } finally {
    delete process.env.KEEPSAKE_TEST_POSTGRES;
    await server.stop();
  }
}

const inTypes = (path: string) => path.startsWith('test/types/');
/** Files that need a PostgreSQL, and share the one of their group. */
const needsPostgres = (path: string) =>
  path.startsWith('test/server/postgres/') || path === 'test/server/storage-postgres.test.ts';
const inProof = (path: string) => path.startsWith('test/proof/');
const inComponents = (path: string) => path.startsWith('test/components/');
const inJourneys = (path: string) => path.startsWith('test/journeys/');

const STEPS: readonly Step[] = [
  {
    name: 'build',
    groups: ['node', 'journeys'],
    async run() {
      if (!existsSync('vite.config.ts')) return null;
      const programs = [
        [bin('vite'), 'build'],
        [bin('vite'), 'build', '--mode', 'frame'],
        [process.execPath, '--import', 'tsx', 'server/build.ts'],
      ] as const;
      for (const [program, ...args] of programs) {
        const note = await quiet(program, args);
        if (note !== null) return { passed: 0, failed: 1, note };
      }
      return { passed: 0, failed: 0 };
    },
  },
  {
    name: 'types',
    groups: ['static'],
    wholeOnly: true,
    // By its own path: `.bin/tsc` may be the older compiler that templates are checked with.
    run: () => asOneTest('node_modules/@typescript/native/bin/tsc', ['-p', '.']),
  },
  {
    name: 'lint',
    groups: ['static'],
    wholeOnly: true,
    run: () => asOneTest(bin('biome'), ['check']),
  },
  {
    // What the compiler cannot read: templates and markup of other frameworks.
    name: 'templates',
    groups: ['static'],
    run: () => any(testFiles(inTypes), (files) => nodeTests('templates', files, 1)),
  },
  {
    name: 'node',
    groups: ['node'],
    run: () =>
      any(
        testFiles(
          (path) =>
            ![inTypes, inProof, inComponents, inJourneys, needsPostgres].some((is) => is(path)),
        ),
        (files) => nodeTests('node', files, 3),
      ),
  },
  {
    name: 'postgres',
    groups: ['postgres'],
    run: () =>
      any(
        testFiles((path) => overPostgresToo.some((start) => path.startsWith(start))),
        overPostgres,
      ),
  },
  {
    // Simulation, kill loop, storm and fuzz: each spreads over the cores by itself.
    name: 'proof',
    groups: ['proof'],
    run: () => any(testFiles(inProof), (files) => nodeTests('proof', files, 1)),
  },
  {
    name: 'components',
    groups: ['components'],
    run: () => any(testFiles(inComponents), (files) => withSecondLook(files, elementTests)),
  },
  {
    name: 'journeys',
    groups: ['journeys'],
    run: () =>
      any(testFiles(inJourneys), (files) =>
        withSecondLook(files, (some) => nodeTests('journeys', some, 2)),
      ),
  },
];

async function runStep(step: Step): Promise<Result> {
  console.log(`\n▶ ${step.name}`);
  const startedMs = performance.now();
  const result = await step.run().catch(
    (error: unknown): Result => ({
      passed: 0,
      failed: 1,
      note: error instanceof Error ? error.message : String(error),
    }),
  );
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (result === null) {
    console.log(`– ${step.name}: nothing to run yet, skipped`);
    return { passed: 0, failed: 0 };
  }
  const { passed, failed, note } = result;
  const counts = passed + failed === 0 ? 'done' : `${passed} passed, ${failed} failed`;
  const why = note === undefined ? '' : ` (${note})`;
  console.log(`${failed === 0 ? '✔' : '✖'} ${step.name}: ${counts} in ${seconds} s${why}`);
  return result;
}

async function main(): Promise<void> {
  endChildrenOnInterrupt();
  const steps = STEPS.filter((step) => only === null || step.groups.includes(only)).filter(
    (step) => !(step.wholeOnly && words.length > 0),
  );
  const failing: string[] = [];
  let passed = 0;
  let failed = 0;
  try {
    const browserWanted = only === null || only === 'components' || only === 'journeys';
    if (browserWanted) process.env.CHROME_PATH = await ensureChromium();
    for (const step of steps) {
      const result = await runStep(step);
      passed += result.passed;
      failed += result.failed;
      if (result.failed > 0) failing.push(step.name);
    }
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    failed += 1;
    failing.push('browser');
  }
  console.log('');
  if (failing.length > 0) console.log(`Failing: ${failing.join(', ')}`);
  if (passed + failed === 0) console.log('Nothing ran.');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

await main();
