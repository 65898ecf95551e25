/** A theme comes without a jump, reaches the card frame too, and follows the system from light to dark. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { cardFrame, newCard, payButton, savedCard } from '../support/buyer.ts';
import { eventually, openStage, secretOf } from '../support/journey.ts';

const stage = await openStage();

/** Keeps every layout shift that nobody caused. */
const WATCH_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput) window.shifts.push(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });
`;

const background = (page: Page) =>
  cardFrame(page)
    .getByRole('textbox', { name: 'Card number' })
    .evaluate((field) => getComputedStyle(field).backgroundColor);

test('a theme that comes slowly moves nothing, and is seen at once when it is there', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const secret = secretOf(session);
  const { body: state } = await stage.world.elements(secret, '/elements/checkout');
  const { page } = await stage.browser();
  await page.addInitScript(WATCH_SHIFTS);
  await page.route(/\/assets\/pop-[^/]+\.js$/, async (route) => {
    await pause(300);
    await route.continue();
  });
  const inline = JSON.stringify(state).replaceAll('<', '\\u003c');
  const tag = `<keepsake-checkout client-secret="${secret}" theme="pop"><script
    type="application/json" slot="state">${inline}</script></keepsake-checkout>`;
  await page.goto(stage.address(session, { tag }));
  const pay = payButton(page);
  await pay.waitFor();
  const color = await pay.evaluate((button) => getComputedStyle(button).backgroundColor);
  assert.equal(color, 'rgb(106, 43, 226)', 'never seen in another look');
  await savedCard(page, '4242').waitFor();
  await page.getByRole('group', { name: 'Billing address' }).waitFor();
  await pause(300);
  assert.deepEqual(await page.evaluate('window.shifts'), []);
});

test('where the page knows light and dark, the frame follows the system', async () => {
  const session = await stage.session();
  const { page } = await stage.browser({ colorScheme: 'light' });
  const tag = `<style>:root { color-scheme: light dark }</style>
    <keepsake-checkout client-secret="${secretOf(session)}" theme="paper"></keepsake-checkout>`;
  await page.goto(stage.address(session, { tag }));
  await newCard(page).waitFor();
  await eventually(async () => assert.equal(await background(page), 'rgb(255, 254, 251)'));
  await page.emulateMedia({ colorScheme: 'dark' });
  await eventually(async () => assert.equal(await background(page), 'rgb(25, 22, 18)'));
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--keepsake-color-field', 'rgb(9, 9, 9)');
  });
  await eventually(async () => assert.equal(await background(page), 'rgb(9, 9, 9)'));
});
