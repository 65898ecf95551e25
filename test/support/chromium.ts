/**
 * Finds the machine's Chromium, or installs Debian's where that is possible, and opens it for
 * tests: quiet on the network, alone in its profile. It downloads no browser of its own.
 */
import { type Browser, chromium } from 'playwright-core';
import { findProgram, install, isExecutable, isRoot, mayInstall } from './debian.ts';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

const PATHS = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What every test's browser is started with, `--no-sandbox` aside. */
const FLAGS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-dev-shm-usage',
];

/**
 * The browser's path: `CHROME_PATH` alone where it is set, else the usual names on `PATH`, else the
 * usual places. Null where there is none.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.CHROME_PATH) return isExecutable(env.CHROME_PATH) ? env.CHROME_PATH : null;
  return findProgram(NAMES, PATHS, env);
}

/**
 * The browser's path, after installing Debian's package where none was found and we may.
 * @throws an error whose message is one line that says what to do
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  if (process.env.CHROME_PATH) {
    throw new Error(`CHROME_PATH is ${process.env.CHROME_PATH}, which is no program that can run.`);
  }
  const advice = 'install Chromium or Chrome, or set CHROME_PATH to its program';
  if (!mayInstall()) throw new Error(`No Chromium was found: ${advice}.`);
  console.log('No Chromium was found; installing Debian’s package (this takes a minute) …');
  const failure = install('chromium', 'fonts-liberation');
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(`apt-get could not install chromium (${failure ?? 'no program'}): ${advice}.`);
}

/** Opens the browser, headless. The caller closes it. */
export async function launchChromium(
  options: { flags?: readonly string[] } = {},
): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: [...FLAGS, ...(isRoot() ? ['--no-sandbox'] : []), ...(options.flags ?? [])],
  });
}
