/** A card of two networks: its holder says on which one it runs, and nobody else does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  cardFrame,
  fillBilling,
  newCard,
  payButton,
  returned,
  saveBox,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { openStage } from '../support/journey.ts';

const stage = await openStage();
const CO_BADGED = { ...VISA, number: '4000002500001001' };

const choice = (page: Page) => page.getByRole('radiogroup', { name: 'Card brand' });

async function visitWithCard() {
  const { id } = await stage.customer();
  const session = await stage.session({
    customer: id,
    saved_payment_method_options: { payment_method_save: 'enabled' },
  });
  const visit = await stage.visit(session);
  await newCard(visit.page).check();
  await typeCard(visit.page, stage.guarded, CO_BADGED);
  await fillBilling(visit.page);
  return { ...visit, session, customer: id };
}

test('the buyer chooses, the choice is kept with the card and told to the bank', async () => {
  const { page, session, customer, witness } = await visitWithCard();
  const radios = choice(page).getByRole('radio');
  assert.deepEqual(
    await radios.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked)),
    [false, false],
    'nothing is chosen beforehand',
  );
  const names = (await choice(page).locator('label').allInnerTexts()).map((name) => name.trim());
  assert.deepEqual(names, ['Cartes Bancaires', 'Visa'], 'by the alphabet');
  await choice(page).getByRole('radio', { name: 'Cartes Bancaires' }).check();
  await saveBox(page).check();
  await payButton(page).click();
  assert.equal(await returned(page), session.id);

  const [charge] = await stage.charged();
  assert.equal(charge?.network, 'cartes_bancaires');
  const { data } = await stage.stripe.customers.listPaymentMethods(customer);
  assert.deepEqual(data[0]?.card?.networks, {
    available: ['cartes_bancaires', 'visa'],
    preferred: 'cartes_bancaires',
  });
  assert.deepEqual(witness.complaints, []);

  const next = await stage.visit(await stage.session({ customer }));
  await next.page.getByRole('radio', { name: /^Cartes Bancaires ending in 1001/ }).waitFor();
});

test('leaving it open is fine, and another number takes the question away', async () => {
  const { page, session } = await visitWithCard();
  await choice(page).getByRole('radio', { name: 'Visa' }).check();
  const number = cardFrame(page).getByRole('textbox', { name: 'Card number' });
  await number.fill(VISA.number);
  await choice(page).waitFor({ state: 'detached' });
  await number.fill(CO_BADGED.number);
  await choice(page).waitFor();
  assert.equal(await choice(page).getByRole('radio', { checked: true }).count(), 0);
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  const [charge] = await stage.charged();
  assert.equal(charge?.network, 'cartes_bancaires', 'the issuer’s own order');
});
