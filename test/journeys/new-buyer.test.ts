/** A new buyer types a card into the bank's frame, may allow it to be kept, and may take that back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  cards,
  fillBilling,
  newCard,
  payButton,
  returned,
  saveBox,
  savedCard,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { eventually, openStage } from '../support/journey.ts';

const stage = await openStage();

const OFFERED = {
  saved_payment_method_options: {
    payment_method_save: 'enabled',
    payment_method_remove: 'enabled',
  },
} as const;

const removeButton = (page: Page) =>
  page.getByRole('button', { name: 'Remove Visa ending in 4242', exact: true });
const dialog = (page: Page) => page.getByRole('alertdialog', { name: /Visa ending in 4242/ });

async function payWithNewCard(page: Page): Promise<void> {
  await typeCard(page, stage.guarded, VISA);
  await fillBilling(page);
  await payButton(page).click();
}

test('a card that may be kept is shown next time, and can be removed again', async (t) => {
  const customer = await stage.customer();
  const first = await stage.session({ customer: customer.id, ...OFFERED });

  await t.test('the box is not ticked beforehand; ticked, the card is kept', async () => {
    const { page, witness } = await stage.visit(first);
    await newCard(page).waitFor();
    assert.equal(await newCard(page).isChecked(), true, 'without saved cards a new one is chosen');
    assert.equal(await saveBox(page).isChecked(), false);
    await saveBox(page).check();
    await payWithNewCard(page);
    assert.equal(await returned(page), first.id);

    assert.ok(witness.messages.length > 3, 'page and frame did speak to each other');
    const [confirm] = witness.to('/elements/checkout/confirm', 'POST');
    assert.match(confirm?.body ?? '', /"card_token":"ctok_/, 'the page sent a token');
    assert.equal((await stage.charged()).length, 1);
  });

  await t.test('the next session shows it, chosen', async () => {
    const session = await stage.session({ customer: customer.id, ...OFFERED });
    const { page } = await stage.visit(session);
    await savedCard(page, '4242').waitFor();
    assert.equal(await savedCard(page, '4242').isChecked(), true);
    assert.equal(await saveBox(page).count(), 0, 'what is kept is not asked about again');
  });

  await t.test('removing asks first, can be undone, and then is done', async () => {
    const session = await stage.session({ customer: customer.id, ...OFFERED });
    const { page, witness } = await stage.visit(session);
    const [method] = (await stage.stripe.customers.listPaymentMethods(customer.id)).data;
    const path = `/elements/payment_methods/${method?.id}`;

    await removeButton(page).click();
    await dialog(page).getByRole('button', { name: 'Keep' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    assert.equal(await savedCard(page, '4242').count(), 1, 'kept');

    await removeButton(page).click();
    await dialog(page).getByRole('button', { name: 'Remove' }).click();
    await savedCard(page, '4242').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await savedCard(page, '4242').waitFor();
    assert.deepEqual(witness.to(path), [], 'nothing was removed yet');

    await removeButton(page).click();
    await dialog(page).getByRole('button', { name: 'Remove' }).click();
    await savedCard(page, '4242').waitFor({ state: 'detached' });
    await eventually(() => assert.equal(witness.to(path, 'DELETE').length, 1));
    await eventually(async () => {
      const now = await stage.stripe.paymentMethods.retrieve(method?.id ?? '');
      assert.equal(now.customer, null, 'the API says that it is detached');
    });
    assert.deepEqual((await stage.stripe.customers.listPaymentMethods(customer.id)).data, []);
  });

  await t.test('afterwards it is not shown, and both decisions are on record', async () => {
    const session = await stage.session({ customer: customer.id, ...OFFERED });
    const { page } = await stage.visit(session);
    await cards(page).waitFor();
    assert.equal(await page.getByRole('radio', { name: /ending in/ }).count(), 0);

    const { data } = await stage.ours('GET', `/v1/consents?customer=${customer.id}`);
    assert.ok(Array.isArray(data));
    assert.deepEqual(data.map(({ act }) => act).sort(), ['grant', 'withdrawal']);
  });
});

test('without the tick nothing is kept, and paying does not depend on it', async () => {
  const customer = await stage.customer();
  const session = await stage.session({ customer: customer.id, ...OFFERED });
  const { page } = await stage.visit(session);
  await saveBox(page).waitFor();
  await payWithNewCard(page);
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
  assert.deepEqual((await stage.stripe.customers.listPaymentMethods(customer.id)).data, []);

  const next = await stage.visit(await stage.session({ customer: customer.id, ...OFFERED }));
  await cards(next.page).waitFor();
  assert.equal(await next.page.getByRole('radio', { name: /ending in/ }).count(), 0);
});

test('where the session does not offer saving, nobody is asked', async () => {
  const customer = await stage.customer();
  const { page } = await stage.visit(await stage.session({ customer: customer.id }));
  await newCard(page).waitFor();
  assert.equal(await page.getByRole('checkbox').count(), 0);
});
