/** Fifty cards, some of them not to be shown or not to be used, on a narrow screen too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sandboxNumber } from '../../demo/seed.ts';
import { cards, payButton, returned, savedCard } from '../support/buyer.ts';
import { eventually, openStage, type SavedCard } from '../support/journey.ts';

const stage = await openStage();

test('fifty are shown, the newest first and chosen', async () => {
  const many = Array.from({ length: 52 }, (_, index) => ({ number: sandboxNumber(index) }));
  const customer = await stage.customer(many);
  const session = await stage.session({ customer: customer.id });
  const { page, witness } = await stage.visit(session, {
    browser: { viewport: { width: 320, height: 640 } },
  });
  const saved = cards(page).getByRole('radio', { name: /ending in/ });
  await saved.first().waitFor();
  assert.equal(await saved.count(), 50);
  assert.equal(witness.to('/elements/checkout').length, 1);
  const newest = many.at(-1)?.number.slice(-4) ?? '';
  assert.match((await saved.first().getAttribute('aria-label')) ?? '', new RegExp(newest));
  assert.equal(await saved.first().isChecked(), true);

  await saved.nth(49).check();
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
});

const MIXED: readonly SavedCard[] = [
  { test: 'pm_card_visa' },
  { test: 'pm_card_amex', shown: 'limited' },
  { test: 'pm_card_discover', shown: 'unspecified' },
  { test: 'pm_card_mastercard', expires: { exp_month: 4, exp_year: 2024 } },
];

test('an expired card is shown as expired and cannot be chosen; others need permission', async () => {
  const customer = await stage.customer(MIXED);
  const session = await stage.session({ customer: customer.id });
  const { page } = await stage.visit(session);
  await cards(page).waitFor();
  const names = await cards(page)
    .getByRole('radio', { name: /ending in/ })
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  assert.equal(names.length, 2, names.join('; '));
  const expired = savedCard(page, '4444');
  assert.match(names[0] ?? '', /Mastercard ending in 4444.*expired/);
  assert.equal(await expired.isDisabled(), true);
  assert.match(names[1] ?? '', /Visa ending in 4242.*expires 12\/20\d\d/);
  assert.equal(await savedCard(page, '4242').isChecked(), true, 'the newest that is good');
});

test('a session may ask for limited ones instead', async () => {
  const customer = await stage.customer(MIXED);
  const session = await stage.session({
    customer: customer.id,
    saved_payment_method_options: { allow_redisplay_filters: ['limited'] },
  });
  const { page } = await stage.visit(session);
  await cards(page).waitFor();
  assert.equal(
    await cards(page)
      .getByRole('radio', { name: /ending in/ })
      .count(),
    1,
  );
  assert.equal(await savedCard(page, '0005').isChecked(), true);
});

for (const width of [320, 1280]) {
  test(`at ${width} pixels nothing is cut off or moved sideways`, async () => {
    const customer = await stage.customer(MIXED);
    const session = await stage.session({
      customer: customer.id,
      billing_address_collection: 'required',
      shipping_address_collection: { allowed_countries: ['US'] },
      saved_payment_method_options: {
        payment_method_remove: 'enabled',
        payment_method_save: 'enabled',
      },
    });
    const { page } = await stage.visit(session, {
      browser: { viewport: { width, height: 700 }, hasTouch: width === 320 },
    });
    await page.getByRole('radio', { name: 'New card' }).check();
    await page.getByRole('group', { name: 'Shipping address' }).waitFor();
    const frame = page.getByTitle('Card details').contentFrame();
    await frame.getByRole('textbox', { name: 'Name on card' }).waitFor();
    await eventually(async () => {
      const overflow: unknown = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.equal(overflow, 0);
    });
    const inner: unknown = await frame
      .locator('html')
      .evaluate((root) => root.scrollWidth - root.clientWidth);
    assert.equal(inner, 0, 'nor in the card frame');
  });
}
