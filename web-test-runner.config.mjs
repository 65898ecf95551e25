/**
 * Runs the elements' tests in a real Chromium: an installed one (`CHROME_PATH`, else Debian's).
 * Leaves a summary in `test/output/wtr.json` for whoever adds up all tests.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';

function count(suite, file, counts) {
  for (const test of suite?.tests ?? []) {
    if (test.skipped) counts.skipped += 1;
    else if (test.passed) counts.passed += 1;
    else {
      counts.failed += 1;
      counts.failures.push(`${file}: ${test.name}`);
    }
  }
  for (const inner of suite?.suites ?? []) count(inner, file, counts);
}

/** Totals on the last line and in a file; a file of tests that cannot be loaded counts as failed. */
function summary() {
  return {
    stop({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
      for (const session of sessions) {
        const file = relative(process.cwd(), session.testFile);
        count(session.testResults, file, counts);
        if (!session.passed && session.errors.length > 0) {
          counts.failed += 1;
          counts.failures.push(`${file}: cannot be run`);
        }
      }
      mkdirSync('test/output', { recursive: true });
      writeFileSync('test/output/wtr.json', `${JSON.stringify(counts)}\n`);
      console.log(`elements: ${counts.passed} passed, ${counts.failed} failed`);
    },
  };
}

export default {
  files: 'test/components/**/*.test.ts',
  nodeResolve: true,
  // `localhost` is then another origin on the same server, which frames are tested with.
  hostname: '127.0.0.1',
  concurrency: 2,
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' })],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {
        executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
        args: [
          '--no-sandbox',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-quic',
        ],
      },
    }),
  ],
  // A file with many states takes a while where others work beside it.
  testsFinishTimeout: 300_000,
  testFramework: { config: { ui: 'bdd', timeout: 10_000 } },
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), summary()],
};
