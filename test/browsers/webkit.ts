/**
 * WebKit as Debian ships it: the small browser of WebKitGTK, driven by its own WebDriver on a screen
 * that nobody sees. Each page is a browser of its own, so that it shares nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram, install, isExecutable, mayInstall } from '../support/debian.ts';
import type { Engine, Tab } from './engine.ts';
import { driverAt, webdriverTab } from './webdriver.ts';

/** Longest wait for a driver or a window, in milliseconds. */
const PATIENCE_MS = 20_000;
const BROWSERS = ['x86_64', 'aarch64'].map(
  (machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
);

interface Programs {
  readonly browser: string;
  readonly driver: string;
  readonly screen: string;
}

function find(): Programs | null {
  const browser = BROWSERS.find(isExecutable);
  const [driver, screen] = [findProgram(['WebKitWebDriver']), findProgram(['Xvfb'])];
  return browser && driver && screen ? { browser, driver, screen } : null;
}

/** @throws an error whose message is one line that says what to do */
function ensureWebKit(): Programs {
  const found = find();
  if (found) return found;
  const advice = 'it is in Debian’s webkit2gtk-driver and xvfb';
  if (!mayInstall()) throw new Error(`No WebKit was found that can be driven: ${advice}.`);
  console.log('No WebKit was found that can be driven; installing Debian’s packages …');
  const failure = install('webkit2gtk-driver', 'xvfb', 'fonts-liberation');
  const installed = find();
  if (installed) return installed;
  throw new Error(`apt-get could not install WebKit (${failure ?? 'no program'}): ${advice}.`);
}

/** A screen whose middle, where the pointer rests, lies in every window: there the focus is. */
async function openScreen(program: string): Promise<{ process: ChildProcess; display: string }> {
  const words = ['-displayfd', '3', '-screen', '0', '480x900x24', '-nolisten', 'tcp'];
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('no screen for WebKit')));
    child.stdio[3]?.once('data', (chunk) => resolve(String(chunk).trim()));
  });
  return { process: child, display: `:${number}` };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilReady(ready: () => Promise<unknown>): Promise<void> {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await ready();
      return;
    } catch (error) {
      if (Date.now() > endMs) throw error;
      await pause(20);
    }
  }
}

/** What is left of the browser's own bars gives way to any width of the page. */
const NARROW = '* { min-width: 0; min-height: 0; margin: 0; padding: 0; border-width: 0 }';

/** The desktop's settings: what a page learns of motion comes from there. */
function writeSettings(folder: string, still: boolean): void {
  mkdirSync(join(folder, 'gtk-3.0'));
  const line = `gtk-enable-animations=${still ? 0 : 1}`;
  writeFileSync(join(folder, 'gtk-3.0', 'settings.ini'), `[Settings]\n${line}\n`);
  writeFileSync(join(folder, 'gtk-3.0', 'gtk.css'), NARROW);
}

/** @param options.still whether the system asks for less motion, which cannot be changed later */
export async function openWebKit(options: { still: boolean }): Promise<Engine> {
  const programs = ensureWebKit();
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-webkit-'));
  writeSettings(folder, options.still);
  const screen = await openScreen(programs.screen);
  const env = {
    ...process.env,
    DISPLAY: screen.display,
    GDK_BACKEND: 'x11',
    LIBGL_ALWAYS_SOFTWARE: '1',
    LANGUAGE: 'en_US',
    LC_ALL: 'en_US.UTF-8',
    XDG_CONFIG_HOME: folder,
  };
  const drivers = new Set<ChildProcess>();
  const end = () => {
    for (const driver of drivers) driver.kill();
    screen.process.kill();
  };
  // Whoever is interrupted closes nothing.
  process.once('exit', end);
  let version = '';

  async function open(): Promise<Tab> {
    const port = await freePort();
    const driver = spawn(programs.driver, [`--port=${port}`], { env, stdio: 'ignore' });
    drivers.add(driver);
    const send = driverAt(`http://127.0.0.1:${port}`);
    await untilReady(() => send('GET', '/status'));
    // Full screen leaves no bar that would keep a window from being narrow.
    const minibrowser = { binary: programs.browser, args: ['--automation', '--full-screen'] };
    const session = Object(
      await send('POST', '/session', {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': minibrowser } },
      }),
    );
    version = String(session.capabilities.browserVersion);
    const page = webdriverTab(
      (method, path, body) => send(method, `/session/${session.sessionId}${path}`, body),
      async () => {
        await send('DELETE', `/session/${session.sessionId}`);
        driver.kill();
        drivers.delete(driver);
      },
    );
    return {
      ...page,
      async resize(width, height) {
        await page.resize(width, height);
        await untilReady(async () => {
          const now = await page.run('return innerWidth');
          if (now !== width) throw new Error(`the page is ${now} pixels wide, not ${width}`);
        });
      },
      async prefer({ colorScheme, forcedColors, reducedMotion }) {
        const wish =
          colorScheme === 'dark' ||
          forcedColors === 'active' ||
          (reducedMotion === 'reduce' && !options.still);
        if (wish) throw new Error('WebKit takes no such wish while it runs');
      },
    };
  }

  await (await open()).close();
  return {
    name: 'WebKit',
    version,
    open,
    async close() {
      process.off('exit', end);
      end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
