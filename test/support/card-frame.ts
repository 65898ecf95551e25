/**
 * The card frame as a merchant's page holds it: built, served by a real bank, framed by a page of
 * another origin that records every word that crosses.
 */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { build } from 'vite';
import { createSandbox } from '../../server/processors/sandbox.ts';
import { frameOf } from './bank-frame.ts';
import { launchChromium } from './chromium.ts';
import type { TestBank } from './sandbox.ts';
import { SECRET, startBank } from './sandbox.ts';

const source = (name: string) =>
  fileURLToPath(new URL(`../../server/bank/frame/${name}`, import.meta.url));

/** Builds the frame's script and style. @returns the folder with `frame.js` and `frame.css` */
async function buildFrame(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'keepsake-frame-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: false,
      rolldownOptions: {
        input: { frame: source('main.ts'), style: source('frame.css') },
        output: { entryFileNames: '[name].js', assetFileNames: 'frame[extname]' },
      },
    },
  });
  return outDir;
}

/** The merchant's page: greets the frame, asks, and keeps what it hears. */
const SHOP = `<!doctype html><meta name="color-scheme" content="light dark"><title>Shop</title>
<body><script>
window.heard = [];
window.addEventListener('message', (event) => heard.push({ window: true, data: event.data }));
window.mount = (url, v = 1) => new Promise((resolve) => {
  const frame = document.createElement('iframe');
  frame.title = 'Card details';
  frame.style.cssText = 'border:0;width:100%;height:300px';
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
  frame.src = url;
  frame.onload = () => {
    const { port1, port2 } = new MessageChannel();
    const waiting = new Map();
    let id = 0;
    port1.onmessage = ({ data }) => {
      heard.push(data);
      if (data.type === 'ready') resolve(data);
      if (data.type === 'height') frame.style.height = data.height + 'px';
      waiting.get(data.id)?.(data);
    };
    window.ask = (request) => new Promise((answer) => {
      id += 1;
      waiting.set(id, answer);
      port1.postMessage({ id, ...request });
    });
    frame.contentWindow.postMessage({ type: 'keepsake:hello', v, nonce: 'n1' }, new URL(url).origin, [port2]);
    setTimeout(() => resolve(null), 1500);
  };
  document.body.replaceChildren(frame);
});
</script>`;

export interface CardFrame {
  readonly bank: TestBank;
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly shop: string;
  /** A signed address for the shop, or for another origin. */
  address(options?: { origin?: string; lifeMs?: number }): string;
  /** Opens the shop with the frame in it. @returns the frame's greeting, null without one */
  mount(url: string, version?: number): Promise<unknown>;
  ask(request: Record<string, unknown>): Promise<Record<string, unknown>>;
  heard(): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export const INIT = {
  type: 'init',
  locale: 'en',
  dir: 'ltr',
  mode: 'card',
  theme: { colorScheme: 'light', tokens: {} },
};

export async function openCardFrame(): Promise<CardFrame> {
  const bank = await startBank({ frameAssets: await buildFrame(), now: Date.now });
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(SHOP),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Another host as well as another port: another site, as in a merchant's page.
  const shop = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await launchChromium();
  const page = await browser.newPage();

  return {
    bank,
    page,
    frame: page.frameLocator('iframe[title="Card details"]'),
    shop,
    address({ origin = shop, lifeMs = 0 } = {}) {
      const processor = createSandbox({
        name: 'sandbox',
        internalUrl: bank.url,
        publicUrl: bank.url,
        secret: SECRET,
        timeoutMs: 1000,
        fetch,
        now: () => Date.now() + lifeMs,
      });
      return frameOf(processor.cardEntry({ id: 'cs_frame', origins: [origin] }));
    },
    async mount(url, version = 1) {
      await page.goto(shop);
      return page.evaluate(`mount(${JSON.stringify(url)}, ${version})`);
    },
    ask: (request) => page.evaluate(`ask(${JSON.stringify(request)})`),
    heard: () => page.evaluate('heard'),
    async stop() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await bank.stop();
    },
  };
}
