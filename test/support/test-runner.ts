/**
 * Runs the named test files with Node's own runner, a process each, tells the tale on stdout, and
 * writes the totals to a file. A program of its own, so that whoever started it can end it whole.
 *
 *     node --import tsx test/support/test-runner.ts TOTALS.json CONCURRENCY FILE…
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';

/** A file that has not ended by then has hung. */
const FILE_TIMEOUT_MS = 600_000;

/** What a run came to. A skipped test is neither passed nor failed. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** `file: test` of each that failed. */
  readonly failures: readonly string[];
}

/** One `test:pass` or `test:fail` of Node's runner, as far as it is counted. */
export interface Outcome {
  readonly name: string;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: {
    readonly type?: string | undefined;
    readonly error?: { readonly failureType?: string } | undefined;
  };
}

/** Counts tests, and suites or whole files only where they failed for a reason of their own. */
export function createTally(files: readonly string[]): {
  add(passed: boolean, outcome: Outcome): void;
  totals(): Totals;
} {
  const wholeFiles = new Set(files.flatMap((file) => [file, resolve(file)]));
  const failures: string[] = [];
  let passed = 0;
  let skipped = 0;
  return {
    add(ok, outcome) {
      const { name, file, skip, todo, details } = outcome;
      // A file stands for itself only when it crashed, or when no test of it was ever seen.
      const whole = wholeFiles.has(name);
      const holder = details.type === 'suite';
      if (skip !== undefined || todo !== undefined) skipped += holder ? 0 : 1;
      else if (whole) failures.push(ok ? `${name}: holds no test` : name);
      else if (ok) passed += holder ? 0 : 1;
      else if (!(holder && details.error?.failureType === 'subtestsFailed')) {
        failures.push(`${file ?? '?'}: ${name}`);
      }
    },
    totals: () => ({ passed, failed: failures.length, skipped, failures }),
  };
}

async function main(words: readonly string[]): Promise<void> {
  const [totalsPath, concurrency, ...files] = words;
  if (totalsPath === undefined || files.length === 0) {
    throw new Error('usage: test-runner.ts TOTALS.json CONCURRENCY FILE…');
  }
  const tally = createTally(files);
  const events = run({
    files: files.map((file) => resolve(file)),
    concurrency: Number(concurrency),
    timeout: FILE_TIMEOUT_MS,
  });
  events.on('test:pass', (outcome) => tally.add(true, outcome));
  events.on('test:fail', (outcome) => tally.add(false, outcome as Outcome));
  events.once('end', () => {
    const { failures } = tally.totals();
    if (failures.length > 0) process.exitCode = 1;
    mkdirSync(dirname(totalsPath), { recursive: true });
    writeFileSync(totalsPath, JSON.stringify(tally.totals()));
  });
  events.compose(new spec()).pipe(process.stdout);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.slice(2));
}
