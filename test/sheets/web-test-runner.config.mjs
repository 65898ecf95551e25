/**
 * The elements' tests with one more command, `shoot`: it saves what the page shows. Which states and
 * looks there are is the page's affair, and where the pictures go that of `run.ts`.
 */
import { join } from 'node:path';
import { defaultReporter } from '@web/test-runner';
import base from '../../web-test-runner.config.mjs';

const folder = process.env.SHEETS_FOLDER ?? '';
const words = (process.env.SHEETS_WORDS ?? '').split(' ').filter(Boolean);

const camera = {
  name: 'camera',
  async executeCommand({ command, payload, session }) {
    if (command === 'wanted') return words.every((word) => payload.includes(word));
    if (command !== 'shoot') return undefined;
    const page = session.browser.getPage(session.id);
    const { name, width, height } = payload;
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, clip: { x: 0, y: 0, width, height } });
    return true;
  },
};

export default {
  ...base,
  files: 'test/sheets/states.ts',
  rootDir: '.',
  plugins: [...base.plugins, camera],
  concurrency: 1,
  testsFinishTimeout: 1_200_000,
  testFramework: { config: { ui: 'bdd', timeout: 60_000 } },
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false })],
};
