/**
 * The elements in Firefox and in WebKit, as Debian ships them: every test of theirs that runs in
 * Chromium, and three whole journeys. Takes minutes, so it is a command of its own; what is missing
 * is installed where that is possible, and named where it is not.
 *
 *     npm run browsers                       both
 *     npm run browsers -- firefox            one of firefox, webkit
 *     npm run browsers -- webkit wallet      only test files with one of these words in their path
 *     npm run browsers -- journeys           only the journeys
 */
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { endChildrenOnInterrupt, runChild } from '../support/child.ts';
import { type Choice, type Counts, runElements } from './elements.ts';
import { openFirefox } from './firefox.ts';
import { runJourneys } from './journeys.ts';
import { openWebKit } from './webkit.ts';

const BUILD_MS = 300_000;

/** Tests look at what rests, journeys at what moves: WebKit learns of that wish at its start. */
const ENGINES = ['firefox', 'webkit'] as const;
const opening = (still: boolean): readonly Choice[] => [
  ['Firefox', openFirefox],
  ['WebKit', () => openWebKit({ still })],
];

function testFiles(words: readonly string[]): string[] {
  return readdirSync('test/components', { recursive: true, encoding: 'utf8' })
    .map((path) => `test/components/${path}`)
    .filter((path) => path.endsWith('.test.ts'))
    .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
    .sort();
}

/** What a browser paints late fails now and then: such a file gets one second look, by itself. */
async function elements(choices: readonly Choice[], files: readonly string[]): Promise<number> {
  let failed = 0;
  const all = await runElements(choices, files);
  for (const choice of choices) {
    const first = all.get(choice[0]);
    if (!first) continue;
    let last: Counts = first;
    if (first.failed > 0 && first.files.size < 4) {
      const again = [...first.files].map((file) => relative('.', file));
      console.log(`\n${choice[0]}, a second look: ${again.join(', ')}`);
      last = (await runElements([choice], again)).get(choice[0]) ?? first;
    }
    const mended = last === first ? 0 : first.failed - last.failed;
    failed += last.failed;
    const { passed, skipped } = first;
    console.log(
      `${choice[0]}: ${passed + mended} passed, ${last.failed} failed, ${skipped.length} left out`,
    );
    for (const name of skipped) console.log(`  left out: ${name}`);
  }
  return failed;
}

async function journeys(choices: readonly Choice[]): Promise<number> {
  let failed = 0;
  for (const mode of [['build'], ['build', '--mode', 'frame']]) {
    const built = await runChild('node_modules/.bin/vite', mode, {
      loud: false,
      timeoutMs: BUILD_MS,
    });
    if (!built.ok) throw new Error(`${built.output}\nthe elements could not be built`);
  }
  for (const [, open] of choices) {
    const engine = await open();
    try {
      for (const [name, error] of await runJourneys(engine)) {
        console.log(`${error === null ? '✔' : '✖'} ${engine.name} ${engine.version}: ${name}`);
        if (error === null) continue;
        failed += 1;
        console.log(error);
      }
    } finally {
      await engine.close();
    }
  }
  return failed;
}

async function main(words: readonly string[]): Promise<number> {
  const named = ENGINES.filter((name) => words.includes(name));
  const wanted = ({ 0: name }: Choice) =>
    named.length === 0 || named.some((each) => each === name.toLowerCase());
  const others = words.filter((word) => !ENGINES.some((name) => name === word));
  const files = testFiles(others.filter((word) => word !== 'journeys'));
  const onlyJourneys = others.length > 0 && others.every((word) => word === 'journeys');
  if (files.length === 0) throw new Error(`no test of the elements is called ${others.join(', ')}`);
  let failed = 0;
  if (others.length === 0 || others.includes('journeys')) {
    failed += await journeys(opening(false).filter(wanted));
  }
  if (!onlyJourneys) failed += await elements(opening(true).filter(wanted), files);
  return failed;
}

endChildrenOnInterrupt();
const failed = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
// A browser that would not end must not hold us.
process.exit(failed === 0 ? 0 : 1);
