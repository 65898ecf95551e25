/**
 * A returning buyer's first sight, in a real browser on a merchant's own origin: how many requests
 * go to the API before saved cards are visible, and what the browser has downloaded by the time
 * that one of them can be paid with.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { brotliBytes } from './brotli.ts';
import { downloadRow } from './download.ts';
import { openShop, type Place } from './shop.ts';
import type { Row } from './table.ts';

const PATIENCE_MS = 15_000;

/** A merchant's page with the two lines that it needs. The secret comes in the fragment. */
function pageOf(apiUrl: string): string {
  const script = new URL('/keepsake-checkout.js', apiUrl).href;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
<script type="module" src="${script}"></script>
<keepsake-checkout></keepsake-checkout>
<script>
document.querySelector('keepsake-checkout').setAttribute('client-secret', location.hash.slice(1));
</script></html>`;
}

async function startMerchant(page: string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const known = request.url === '/';
    response.writeHead(known ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(known ? page : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export async function measureFirstSight(place: Place): Promise<Row[]> {
  const merchant = await startMerchant(pageOf(place.api.url));
  const browser = await launchChromium();
  try {
    const shop = openShop(place, merchant.url);
    const { customer } = await shop.buyer(3);
    const [secret = ''] = await shop.sessions(customer, 1);
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const calls: string[] = [];
    const files: Response[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/elements/')) calls.push(`${request.method()} ${pathname}`);
    });
    page.on('response', (response) => {
      const kind = response.request().resourceType();
      if (kind === 'script' || kind === 'stylesheet') files.push(response);
    });
    await page.goto(`${merchant.url}#${secret}`);
    await page
      .getByRole('radio', { name: /ending in \d{4}/ })
      .first()
      .waitFor();
    const before = [...calls];
    const pay = page.getByRole('button', { name: /^Pay \$10\.99/ });
    await pay.waitFor();
    const bodies = await Promise.all(files.map((response) => response.body()));
    const bytes = bodies.reduce((sum, body) => sum + brotliBytes(body), 0);
    return [
      {
        name: 'requests before saved cards are seen',
        ours: String(before.length),
        against: '1',
        ratio: before.length,
        limit: '= 1',
        kept: before.length === 1,
        note: before.join(', '),
      },
      // The address fields and the rest of the words come once the button is there: told, not bounded.
      {
        ...downloadRow('download, with what follows the button', bytes, files.length),
        limit: '–',
        kept: null,
      },
    ];
  } finally {
    await browser.close();
    merchant.close();
  }
}
