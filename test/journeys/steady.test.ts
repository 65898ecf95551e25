/** Nothing jumps while the tag loads, and it works under the strictest policy that a page can have. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type Stripe from 'stripe';
import {
  answerChallenge,
  cardFrame,
  fillBilling,
  newCard,
  payButton,
  returned,
  savedCard,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { openStage, type SavedCard } from '../support/journey.ts';

const stage = await openStage();

/** Keeps every unexpected layout shift of a page, as its score. */
const WATCH_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map((each) => each.previousRect.y + ' to ' + each.currentRect.y);
      window.shifts.push(entry.value.toFixed(4) + ' from ' + moved);
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

const EVERYTHING: Partial<Stripe.Checkout.SessionCreateParams> = {
  billing_address_collection: 'required',
  shipping_address_collection: { allowed_countries: ['US'] },
  saved_payment_method_options: { payment_method_save: 'enabled' },
};
const SAVED: readonly SavedCard[] = [{ test: 'pm_card_visa' }, { test: 'pm_card_discover' }];

for (const [what, width, saved, params] of [
  ['saved cards', 800, SAVED, {}],
  ['saved cards and addresses, on a phone', 320, SAVED, EVERYTHING],
  ['a new card', 800, [], {}],
  ['a new card and addresses, on a phone', 320, [], EVERYTHING],
] as const) {
  test(`with ${what}, nothing moves while loading`, async () => {
    const customer = await stage.customer(saved);
    const session = await stage.session({ customer: customer.id, ...params });
    const { page } = await stage.browser({ viewport: { width, height: 2_500 } });
    await page.addInitScript(WATCH_SHIFTS);
    // A slow answer, so that the time before it is seen as well.
    await page.route('**/elements/checkout', async (route) => {
      await pause(200);
      await route.continue();
    });
    await page.goto(stage.address(session));
    await (saved.length > 0 ? savedCard(page, '1117') : newCard(page)).waitFor();
    await page.getByRole('group', { name: 'Billing address' }).waitFor();
    if (saved.length === 0) {
      await cardFrame(page).getByRole('textbox', { name: 'Name on card' }).waitFor();
    }
    await pause(300);
    assert.deepEqual(await page.evaluate('window.shifts'), []);
  });
}

test('a page that allows only our script, our answers and the bank’s frame works', async () => {
  const { api, bank } = stage.world;
  const csp = [
    "default-src 'none'",
    `script-src ${api.url}`,
    `connect-src ${api.url}`,
    `frame-src ${bank.url} ${api.url}`,
    "style-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({
    customer: customer.id,
    saved_payment_method_options: {
      payment_method_save: 'enabled',
      payment_method_remove: 'enabled',
    },
  });
  const { page, witness } = await stage.visit(session, { csp });
  await savedCard(page, '4242').waitFor();
  await page.getByRole('button', { name: 'Remove Visa ending in 4242' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep' }).click();
  await newCard(page).check();
  await typeCard(page, stage.guarded, { ...VISA, number: '4000002760003184' });
  await fillBilling(page);
  await payButton(page).click();
  await answerChallenge(page, 'Approve');
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
  assert.deepEqual(witness.complaints, []);
});
