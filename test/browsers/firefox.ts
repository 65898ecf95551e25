/**
 * Firefox as Debian ships it, driven by WebDriver BiDi. It turns what the standard has no command
 * for, the preferences of a buyer's system, by Firefox's own preferences.
 */
import puppeteer, { type Browser, type KeyInput, type Page } from 'puppeteer-core';
import { findProgram, install, mayInstall } from '../support/debian.ts';
import type { Engine, Media, Tab } from './engine.ts';

const NAMES = ['firefox-esr', 'firefox'];
const PATHS = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/** @throws an error whose message is one line that says what to do */
async function ensureFirefox(): Promise<string> {
  const { FIREFOX_PATH } = process.env;
  const found = FIREFOX_PATH || findProgram(NAMES, PATHS);
  if (found) return found;
  const advice = 'install it, or set FIREFOX_PATH to its program';
  if (!mayInstall()) throw new Error(`No Firefox was found: ${advice}.`);
  console.log('No Firefox was found; installing Debian’s package …');
  const failure = install('firefox-esr', 'fonts-liberation');
  const installed = findProgram(NAMES, PATHS);
  if (installed) return installed;
  throw new Error(`apt-get could not install firefox-esr (${failure ?? 'no program'}): ${advice}.`);
}

/** Firefox's own preferences for what the system may ask for, and their values. */
function settings({ colorScheme, forcedColors, reducedMotion }: Media): Record<string, number> {
  return {
    ...(colorScheme && {
      'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
    }),
    ...(forcedColors && {
      'browser.display.document_color_use': forcedColors === 'active' ? 2 : 0,
    }),
    ...(reducedMotion && { 'ui.prefersReducedMotion': reducedMotion === 'reduce' ? 1 : 0 }),
  };
}

/** What BiDi answers, as far as we ask. */
interface Answer {
  readonly result: { readonly contexts?: readonly { readonly context: string }[] };
}
interface Connection {
  send(method: string, params: object): Promise<Answer>;
}

/** Runs a line in Firefox's own window, where preferences are set. */
async function inChrome(browser: Browser, expression: string): Promise<void> {
  const { connection } = browser as unknown as { connection: Connection };
  const { result } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const context = result.contexts?.[0]?.context;
  if (!context) throw new Error('Firefox has no window');
  await connection.send('script.evaluate', { expression, target: { context }, awaitPromise: true });
}

function tab(browser: Browser, page: Page, close: () => Promise<void>): Tab {
  async function inside(title: string | undefined) {
    if (title === undefined) return page.mainFrame();
    for (const frame of page.frames()) {
      const element = await frame.frameElement();
      const own = await element?.evaluate((node) => node.getAttribute('title'));
      await element?.dispose();
      if (own === title) return frame;
    }
    throw new Error(`no frame ${title}`);
  }
  return {
    async goto(url) {
      await page.goto(url);
    },
    url: async () => page.url(),
    run: async (body, frame) => (await inside(frame)).evaluate(`(() => {${body}})()`),
    async press(key) {
      const names = key.split('+').map((each) => (each === 'Space' ? ' ' : each));
      const [last, ...held] = names.reverse() as [KeyInput, ...KeyInput[]];
      for (const each of held) await page.keyboard.down(each);
      await page.keyboard.press(last);
      for (const each of held) await page.keyboard.up(each);
    },
    type: (text) => page.keyboard.type(text),
    click: (x, y) => page.mouse.click(x, y),
    resize: (width, height) => page.setViewport({ width, height }),
    async prefer(media) {
      const lines = Object.entries(settings(media)).map(
        ([name, value]) => `Services.prefs.setIntPref('${name}', ${value})`,
      );
      await inChrome(browser, lines.join(';'));
      // The page hears of it a little later.
      await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
    },
    screenshot: () => page.screenshot(),
    close,
  };
}

export async function openFirefox(): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await ensureFirefox(),
    args: ['--remote-allow-system-access'],
  });
  return {
    name: 'Firefox',
    version: (await browser.version()).replace(/^\D*/, ''),
    async open() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.bringToFront();
      return tab(browser, page, () => context.close());
    },
    close: () => browser.close(),
  };
}
