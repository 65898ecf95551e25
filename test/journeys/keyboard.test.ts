/** Without a mouse: paying, removing, mending and answering, with the focus always somewhere. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alert,
  cardFrame,
  challengeFrame,
  focus,
  focusedOn,
  payButton,
  returned,
  savedCard,
  tabTo,
} from '../support/buyer.ts';
import { eventually, openStage } from '../support/journey.ts';

const stage = await openStage();

test('a returning buyer picks another card and pays', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }, { test: 'pm_card_mastercard' }]);
  const session = await stage.session({ customer: customer.id });
  const { page } = await stage.visit(session);
  await savedCard(page, '4444').waitFor();
  await tabTo(page, /^input Mastercard ending in 4444/);
  await page.keyboard.press('ArrowDown');
  await focusedOn(page, /^input Visa ending in 4242/);
  assert.equal(await savedCard(page, '4242').isChecked(), true);
  await tabTo(page, /^button Pay \$10\.99 with Visa/);
  await page.keyboard.press('Enter');
  await focusedOn(page, /^h2 Payment complete/);
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
});

test('a new card is typed and sent', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const { page } = await stage.visit(session);
  await savedCard(page, '4242').waitFor();
  await tabTo(page, /^input Visa ending in 4242/);
  await page.keyboard.press('ArrowDown');
  await focusedOn(page, /^input New card/);
  stage.guarded.numbers.add('5555555555554444');
  stage.guarded.codes.add('917');
  await cardFrame(page).getByRole('textbox', { name: 'Name on card' }).waitFor();
  for (const typed of ['5555555555554444', '1234', '917', 'Ada Long']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed);
  }
  await tabTo(page, /^input Full name/);
  await page.keyboard.type('Ada Long');
  await tabTo(page, /^select Country or region/);
  await page.keyboard.type('Germany');
  await tabTo(page, /^iframe Card details/, 'Shift+Tab');
  // Enter in the frame presses the button of the page.
  await page.keyboard.press('Enter');
  assert.equal(await returned(page), session.id);
  const { payment_intent: intent } = await stage.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.payment_method'],
  });
  assert.ok(typeof intent === 'object');
  const paid = intent?.payment_method;
  assert.ok(typeof paid === 'object');
  assert.equal(paid?.card?.last4, '4444');
  assert.equal(paid?.billing_details.address?.country, 'DE');
});

test('removing keeps the focus among the cards, and so does taking it back', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }, { test: 'pm_card_mastercard' }]);
  const session = await stage.session({
    customer: customer.id,
    saved_payment_method_options: { payment_method_remove: 'enabled' },
  });
  const { page } = await stage.visit(session);
  await savedCard(page, '4444').waitFor();
  const removeMastercard = /^button Remove Mastercard ending in 4444/;

  await tabTo(page, removeMastercard);
  await page.keyboard.press('Enter');
  await focusedOn(page, /^button Keep$/);
  await page.keyboard.press('Escape');
  await focusedOn(page, removeMastercard);

  await page.keyboard.press('Enter');
  await focusedOn(page, /^button Keep$/);
  await tabTo(page, /^button Remove$/);
  await page.keyboard.press('Enter');
  await focusedOn(page, /^input Visa ending in 4242/);
  await tabTo(page, /^button Undo$/);
  await page.keyboard.press('Enter');
  await focusedOn(page, /^input Mastercard ending in 4444/);
  await tabTo(page, removeMastercard);
  await page.keyboard.press('Enter');
  await focusedOn(page, /^button Keep$/);
  await tabTo(page, /^button Remove$/);
  await page.keyboard.press('Enter');
  await focusedOn(page, /^input Visa ending in 4242/);
  await page.keyboard.press('Space');
  await tabTo(page, /^button Pay/);
  await page.keyboard.press('Enter');
  assert.equal(await returned(page), session.id);
  await eventually(async () => {
    const left = await stage.stripe.customers.listPaymentMethods(customer.id);
    assert.deepEqual(
      left.data.map(({ id }) => id),
      [customer.cards[0]],
    );
  });
});

test('after a decline and after a challenge the focus is where the buyer goes on', async () => {
  const customer = await stage.customer([
    { test: 'pm_card_authenticationRequired' },
    { test: 'pm_card_chargeCustomerFail' },
  ]);
  const session = await stage.session({ customer: customer.id });
  const { page } = await stage.visit(session);
  await savedCard(page, '0341').waitFor();
  await tabTo(page, /^button Pay/);
  await page.keyboard.press('Enter');
  await alert(page)
    .filter({ hasText: /declined/ })
    .waitFor();
  assert.notEqual(await focus(page), 'body');

  await tabTo(page, /^button Use another card$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await focusedOn(page, /^input .*ending in 0341/);
  await page.keyboard.press('ArrowDown');
  await focusedOn(page, /^input .*ending in 3184/);
  await tabTo(page, /^button Pay/);
  await page.keyboard.press('Enter');
  await challengeFrame(page).getByRole('button', { name: 'Decline' }).focus();
  await page.keyboard.press('Enter');
  await alert(page)
    .filter({ hasText: /did not confirm/ })
    .waitFor();
  await focusedOn(page, /^button Pay/);
  assert.equal(await payButton(page).count(), 1);
});
