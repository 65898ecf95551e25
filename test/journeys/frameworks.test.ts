/**
 * The same small shop in React, Vue, Svelte and Angular, built as its users would build it: the tag
 * shows the buyer's cards, pays, tells the framework so, and leaves nothing behind when it goes.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { createOrders } from '../../demo/frameworks/orders.ts';
import { payButton, savedCard } from '../support/buyer.ts';
import { eventually, openStage, type Stage } from '../support/journey.ts';

const BUILT = 'dist/frameworks';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

const stage: Stage = await openStage();

/** The shop's site: the built pages, and the server that takes orders. */
async function openShop(customer: string) {
  const { url: api, key: secretKey } = stage.world.api;
  const orders = createOrders({ api, secretKey, customer });
  const server = createServer((request, response) =>
    orders(request, response, () => {
      const { pathname } = new URL(request.url ?? '/', 'http://shop');
      const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
      const type = TYPES[extname(path)];
      if (!type) return void response.writeHead(404).end();
      response.setHeader('content-type', type);
      response.end(readFileSync(join(BUILT, path)));
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

before(async () => {
  await build({ configFile: 'demo/frameworks/vite.config.ts', logLevel: 'error' });
});

/** How many elements of ours the page still holds, in the document or out of it. */
async function kept(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  return Number(await page.evaluate('window.tags.filter((tag) => tag.deref()).length'));
}

const NOTE_TAG =
  "(window.tags ??= []).push(new WeakRef(document.querySelector('keepsake-checkout')))";

for (const framework of ['react', 'vue', 'svelte', 'angular']) {
  test(`a shop in ${framework} shows the cards, is told of the payment, and forgets the tag`, async () => {
    const customer = await stage.customer([{ test: 'pm_card_visa' }, { test: 'pm_card_jcb' }]);
    const shop = await openShop(customer.id);
    after(shop.close);
    const { page, witness } = await stage.browser();
    await page.goto(`${shop.origin}/${framework}/`);
    const enter = page.getByRole('button', { name: 'Check out' });
    const leave = page.getByRole('button', { name: 'Back to the shop' });

    await enter.click();
    await savedCard(page, '4242').check();
    await page.getByText('Chosen: visa 4242').waitFor();
    await payButton(page, /with Visa •••• 4242$/).click();
    await page.getByText(/^Order cs_\w+ is paid\.$/).waitFor();
    assert.equal((await stage.charged()).length, 1);
    await page.evaluate(NOTE_TAG);
    await leave.click();

    // A second visit is a second order, and nothing of the first is left.
    for (let visit = 0; visit < 2; visit += 1) {
      await enter.click();
      await savedCard(page, '4242').waitFor();
      await page.evaluate(NOTE_TAG);
      await leave.click();
      await enter.waitFor();
      assert.equal(await page.locator('keepsake-checkout').count(), 0);
    }
    // Frameworks may hold what they showed last; what they showed before must be gone.
    await eventually(async () => assert.ok((await kept(page)) <= 1, 'tags are kept in memory'));
    assert.deepEqual(witness.complaints, []);
  });
}
