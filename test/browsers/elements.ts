/**
 * Runs the elements' tests in the given engines and counts what came of them, each by itself. It
 * knows no test; what an engine cannot do is said by the tests in their names.
 */

import type { Reporter, TestSuiteResult } from '@web/test-runner';
import { startTestRunner, type TestRunnerConfig } from '@web/test-runner';
import type { Engine } from './engine.ts';
import { launcher } from './launcher.ts';

/** The same as for Chromium, but for the browsers. */
const CONFIG = new URL('../../web-test-runner.config.mjs', import.meta.url).href;

/** Two engines at a time have less of the machine each than Chromium has. */
const TEST_MS = 40_000;

export interface Counts {
  passed: number;
  failed: number;
  readonly skipped: string[];
  /** Files with a failed test in them. */
  readonly files: Set<string>;
}

/** A browser by its name, and how it is opened. */
export type Choice = readonly [name: string, open: () => Promise<Engine>];

function add(counts: Counts, file: string, suite: TestSuiteResult | undefined): void {
  for (const { name, passed, skipped } of suite?.tests ?? []) {
    if (skipped) counts.skipped.push(name);
    else if (passed) counts.passed += 1;
    else {
      counts.failed += 1;
      counts.files.add(file);
    }
  }
  for (const inner of suite?.suites ?? []) add(counts, file, inner);
}

/** @param files as they are in the folder, or patterns @returns the counts by browser */
export async function runElements(
  choices: readonly Choice[],
  files: readonly string[],
): Promise<Map<string, Counts>> {
  const all = new Map<string, Counts>(
    choices.map(([name]) => [name, { passed: 0, failed: 0, skipped: [], files: new Set() }]),
  );
  const counter: Reporter = {
    stop({ sessions }) {
      for (const { browser, errors, passed, testFile, testResults } of sessions) {
        const counts = all.get(browser.name);
        if (!counts) continue;
        const before = counts.failed;
        add(counts, testFile, testResults);
        if (passed || counts.failed > before) continue;
        // A file that could not be run, or whose preparation failed.
        counts.failed += Math.max(1, errors.length);
        counts.files.add(testFile);
      }
    },
  };
  const { default: config } = (await import(CONFIG)) as { default: TestRunnerConfig };
  const [results] = [config.reporters ?? []].flat();
  const runner = await startTestRunner({
    config: {
      ...config,
      files: [...files],
      browsers: choices.map(([name, open]) => launcher(name, open)),
      concurrentBrowsers: choices.length,
      browserStartTimeout: 120_000,
      testFramework: { config: { ui: 'bdd', timeout: TEST_MS } },
      browserLogs: false,
      reporters: [...(results ? [results] : []), counter],
    },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) throw new Error('the elements’ test runner did not start');
  await new Promise<void>((resolve) => runner.on('stopped', () => resolve()));
  return all;
}
