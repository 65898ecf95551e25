/** A card that is declined: the buyer hears it, loses nothing that was typed, and pays otherwise. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alert,
  cardFrame,
  fillBilling,
  newCard,
  payButton,
  returned,
  savedCard,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { openStage } from '../support/journey.ts';

const stage = await openStage();

const DECLINES = [
  { number: '4000000000000002', says: /declined/ },
  { number: '4000000000009995', says: /enough funds/ },
] as const;

for (const { number, says } of DECLINES) {
  test(`…${number.slice(-4)}: everything typed stands there still, another card pays`, async () => {
    const customer = await stage.customer();
    const session = await stage.session({ customer: customer.id });
    const { page, witness } = await stage.visit(session);
    await newCard(page).waitFor();
    await typeCard(page, stage.guarded, { ...VISA, number });
    await fillBilling(page);
    await payButton(page).click();

    await alert(page).filter({ hasText: says }).waitFor();
    assert.match((await alert(page).textContent()) ?? '', /not been charged/);
    const field = (name: string) => cardFrame(page).getByRole('textbox', { name });
    const typed = (await field('Card number').inputValue()).replaceAll(' ', '');
    assert.equal(typed, number);
    assert.equal(await field('Name on card').inputValue(), VISA.name);
    const billing = page.getByRole('group', { name: 'Billing address' });
    assert.equal(await billing.getByRole('textbox', { name: 'Postal code' }).inputValue(), '62701');
    assert.deepEqual(await stage.charged(), []);

    await typeCard(page, stage.guarded, VISA);
    await payButton(page).click();
    assert.equal(await returned(page), session.id);
    assert.equal((await stage.charged()).length, 1);
    assert.equal(witness.to('/elements/checkout/confirm', 'POST').length, 2);
  });
}

test('a saved card that declines leaves the other one to pay with', async () => {
  const customer = await stage.customer([
    { test: 'pm_card_visa' },
    { test: 'pm_card_chargeCustomerFail' },
  ]);
  const session = await stage.session({ customer: customer.id });
  const { page, witness } = await stage.visit(session);
  await payButton(page, /0341$/).click();
  await alert(page)
    .filter({ hasText: /declined/ })
    .waitFor();
  const errors = witness.events.filter(({ type }) => type === 'keepsake-error');
  assert.equal(errors.length, 1);
  assert.equal(errors[0]?.detail.code, 'card_declined');

  await savedCard(page, '4242').check();
  assert.equal(await alert(page).count(), 0, 'the error goes with the card that it was about');
  await payButton(page, /4242$/).click();
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
});
