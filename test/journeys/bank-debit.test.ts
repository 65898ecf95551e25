/** A bank account in the same choice as cards: typed in the bank's frame, debited by permission, paid days later. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { fillBilling, payButton, returned } from '../support/buyer.ts';
import { eventually, openStage } from '../support/journey.ts';

const stage = await openStage();

const ACCOUNT = '000123456789';
const radio = (page: Page, name: string | RegExp) =>
  page.getByRole('radiogroup', { name: 'Payment method' }).getByRole('radio', { name });
const debitBox = (page: Page) => page.getByRole('checkbox', { name: /^I authorize .*\$10\.99/ });
const saveBox = (page: Page) => page.getByRole('checkbox', { name: /^Save this bank account/ });

test('a buyer pays by debit, is told that it takes days, and the money comes', async () => {
  const { id: customer } = await stage.customer([{}]);
  const options = {
    customer,
    allowed_payment_method_types: ['card', 'us_bank_account'] as ('card' | 'us_bank_account')[],
    saved_payment_method_options: { payment_method_save: 'enabled' as const },
  };
  const session = await stage.session(options);
  const { page, witness } = await stage.visit(session);
  assert.ok(await radio(page, /^Visa ending in 4242/).isChecked(), 'a card is chosen beforehand');
  await radio(page, /^Bank account$/).check();
  const fields = page.frameLocator('iframe[title="Bank account"]');
  await fields.getByRole('textbox', { name: 'Routing number' }).fill('110000000');
  stage.guarded.numbers.add(ACCOUNT);
  await fields.getByRole('textbox', { name: 'Account number' }).fill(ACCOUNT);
  await fields.getByRole('combobox', { name: 'Account type' }).selectOption('savings');
  await fields.getByRole('textbox', { name: 'Name on account' }).fill('Ada Long');
  await fillBilling(page);

  await debitBox(page).waitFor();
  assert.equal(await debitBox(page).isChecked(), false);
  await payButton(page).click();
  await page.getByText('Tick this box to continue.').first().waitFor();
  assert.equal((await stage.charged()).length, 0, 'nothing is debited without permission');
  await debitBox(page).check();
  await saveBox(page).check();
  await page.evaluate(() =>
    document.addEventListener('keepsake-complete', (event) => event.preventDefault()),
  );
  await payButton(page).click();
  await page.getByRole('heading', { name: 'Payment on its way' }).waitFor();
  await page.getByText('a few business days').waitFor();

  const { stripe } = stage;
  const waiting = await stripe.checkout.sessions.retrieve(session.id);
  assert.deepEqual([waiting.status, waiting.payment_status], ['complete', 'unpaid']);
  const [debit, ...others] = await stage.world.charges();
  assert.deepEqual([debit?.status, others.length], ['pending', 0]);
  await fetch(`${stage.world.bank.url}/settle`, { method: 'POST' });
  await eventually(async () => {
    const { data } = await stripe.events.list({
      type: 'checkout.session.async_payment_succeeded',
    });
    assert.ok(data.some((event) => (event.data.object as { id?: string }).id === session.id));
  });
  assert.deepEqual(witness.complaints, []);

  const next = await stage.session(options);
  const again = await stage.visit(next);
  await radio(again.page, 'Bank account ending in 6789').check();
  await again.page
    .getByRole('checkbox', { name: /^I authorize .* my bank account ending in 6789/ })
    .check();
  await again.page
    .getByRole('button', { name: /^Pay \$10\.99 with Bank account •••• 6789/ })
    .click();
  assert.equal(await returned(again.page), next.id);
  // A card again: its words are back, and it is paid at once.
  const third = await stage.session(options);
  const last = await stage.visit(third);
  await radio(last.page, /^Bank account$/).check();
  await debitBox(last.page).waitFor();
  await radio(last.page, /^Visa ending in 4242/).check();
  await debitBox(last.page).waitFor({ state: 'detached' });
  await payButton(last.page).click();
  assert.equal(await returned(last.page), third.id);
  const paid = await stripe.checkout.sessions.retrieve(third.id);
  assert.equal(paid.payment_status, 'paid');
});

test('an IBAN is held against its rules before anything is sent', async () => {
  const session = await stage.session({
    allowed_payment_method_types: ['sepa_debit'],
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 1099, product_data: { name: 'T-shirt' } },
      },
    ],
  });
  const { page } = await stage.visit(session);
  await radio(page, /^Bank account$/).check();
  const fields = page.frameLocator('iframe[title="Bank account"]');
  const iban = fields.getByRole('textbox', { name: 'IBAN' });
  await iban.fill('AT611904300234573202');
  await fields.getByRole('textbox', { name: 'Name on account' }).fill('Ada Long');
  await fields.getByText('This IBAN is not valid.').waitFor();
  await iban.fill('AT611904300234573201');
  await fields.getByText('This IBAN is not valid.').waitFor({ state: 'hidden' });
  await fillBilling(page);
  await page.getByRole('textbox', { name: 'Email' }).fill('ada@example.com');
  await page.getByRole('checkbox', { name: /^I authorize .*8 weeks/ }).check();
  await page.getByRole('button', { name: /^Pay €10\.99/ }).click();
  assert.equal(await returned(page), session.id);
  const { payment_status: status } = await stage.stripe.checkout.sessions.retrieve(session.id);
  assert.equal(status, 'unpaid');
});
