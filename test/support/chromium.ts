/**
 * Finds the machine's Chromium, or installs Debian's where that is possible, and opens it for
 * tests: quiet on the network, alone in its profile. It downloads no browser of its own.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

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

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The browser's path: `CHROME_PATH` alone where it is set, else the usual names on `PATH`, else the
 * usual places. Null where there is none.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.CHROME_PATH) return isExecutable(env.CHROME_PATH) ? env.CHROME_PATH : null;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...PATHS].find(isExecutable) ?? null;
}

/** Runs apt-get without questions. @returns its last words where it failed, null where it went well */
function aptGet(...words: string[]): string | null {
  const ran = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 600_000,
  });
  if (ran.status === 0) return null;
  return (ran.stderr ?? '').trim().split('\n').at(-1) || String(ran.error?.message ?? ran.status);
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
  if (!isRoot() || !existsSync('/etc/debian_version')) {
    throw new Error(`No Chromium was found: ${advice}.`);
  }
  console.log('No Chromium was found; installing Debian’s package (this takes a minute) …');
  // A failed update is no reason to stop: the lists that are there may do.
  aptGet('update');
  const failure = aptGet(
    'install',
    '-y',
    '--no-install-recommends',
    'chromium',
    'fonts-liberation',
  );
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
