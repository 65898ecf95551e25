/** An expired card brought up to date, a computer that others use, and a session renewed in place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  cards,
  fillBilling,
  focusedOn,
  newCard,
  payButton,
  savedCard,
  told,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { eventually, openStage, secretOf } from '../support/journey.ts';

const stage = await openStage();
const EXPIRED = { test: 'pm_card_visa', expires: { exp_month: 1, exp_year: 2024 } } as const;

test('an expired card gets its new date in the checkout and pays', async () => {
  const customer = await stage.customer([EXPIRED]);
  const session = await stage.session({ customer: customer.id });
  const { page } = await stage.visit(session);
  await page.getByRole('button', { name: 'Update card: Visa ending in 4242' }).click();
  await focusedOn(page, /Expiry date/);
  await page.getByRole('textbox', { name: 'Expiry date' }).first().fill('12/39');
  await page.keyboard.press('Enter');
  await told(page, /Visa ending in 4242 is ready to pay with/);
  await focusedOn(page, /Visa ending in 4242/);
  assert.equal(await savedCard(page, '4242').isChecked(), true);
  await payButton(page, /^Pay \$10\.99 with Visa •••• 4242$/).click();
  await told(page, /Payment complete/);
  const [charge, ...others] = await stage.charged();
  assert.deepEqual([charge?.amount, others], [1099, []]);
});

test('a shared computer shows nothing of the buyer any more, after a reload too', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({
    customer: customer.id,
    saved_payment_method_options: { payment_method_remove: 'enabled' },
  });
  const { page } = await stage.visit(session);
  await savedCard(page, '4242').waitFor();
  await page.getByRole('button', { name: 'This is a shared computer' }).click();
  await focusedOn(page, /Your saved cards are hidden here/);
  const gone = async () => {
    assert.equal(await page.getByRole('radio').count(), 1);
    assert.equal(await newCard(page).isChecked(), true);
    assert.equal(await page.getByText(/4242|Ada Long/).count(), 0);
  };
  await gone();
  await page.reload();
  await cards(page).waitFor();
  await gone();
  await page.getByRole('heading', { name: 'Your saved cards are hidden here' }).waitFor();
});

/** The page brings another session as soon as it hears that this one is over. */
async function renewWith(page: Page, clientSecret: string): Promise<void> {
  await page.evaluate((secret) => {
    const tag = document.querySelector('keepsake-checkout');
    tag?.addEventListener('keepsake-error', (event) => {
      if (event.detail.code !== 'session_expired') return;
      event.preventDefault();
      tag.setAttribute('client-secret', secret);
    });
  }, clientSecret);
}

test('a session that ends is renewed by the page: what was typed stays, and one press pays', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const next = await stage.session({ customer: customer.id });
  const { page } = await stage.visit(session);
  await savedCard(page, '4242').waitFor();
  await page.getByRole('textbox', { name: 'Full name' }).fill('Ada B. Long');
  await renewWith(page, secretOf(next));
  await stage.stripe.checkout.sessions.expire(session.id);
  await payButton(page).click();
  await told(page, /The checkout was renewed/);
  assert.equal(await page.getByRole('textbox', { name: 'Full name' }).inputValue(), 'Ada B. Long');
  await payButton(page).click();
  await told(page, /Payment complete/);
  await eventually(async () => assert.equal((await stage.charged()).length, 1));
  const paid = await stage.stripe.checkout.sessions.retrieve(next.id);
  assert.deepEqual([paid.status, paid.customer_details?.name], ['complete', 'Ada B. Long']);
});

test('a number that was typed survives the renewal, and is charged under the new session', async () => {
  const { id: customer } = await stage.customer();
  const [session, next] = [await stage.session({ customer }), await stage.session({ customer })];
  const { page } = await stage.visit(session);
  await typeCard(page, stage.guarded, VISA);
  await fillBilling(page);
  await renewWith(page, secretOf(next));
  await stage.stripe.checkout.sessions.expire(session.id);
  await payButton(page).click();
  await told(page, /The checkout was renewed/);
  await payButton(page).click();
  await told(page, /Payment complete/);
  const [charge, ...others] = await stage.charged();
  assert.deepEqual([charge?.amount, others], [1099, []]);
  assert.equal((await stage.stripe.checkout.sessions.retrieve(next.id)).status, 'complete');
});
