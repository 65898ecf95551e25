/** Pages as merchants really have them: shadow roots in shadow roots, two checkouts, forms, two scripts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  cards,
  fillBilling,
  newCard,
  payButton,
  returned,
  savedCard,
  told,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { eventually, openStage, secretOf } from '../support/journey.ts';

const stage = await openStage();

/** Keeps the buyer on the page. */
const STAY =
  '<script>addEventListener("keepsake-complete", (event) => event.preventDefault())</script>';

async function order(test: 'pm_card_visa' | 'pm_card_mastercard' = 'pm_card_visa') {
  const customer = await stage.customer([{ test }]);
  return stage.session({ customer: customer.id });
}

test('three shadow roots deep, a new card is typed and pays', async () => {
  const within = (inner: string, depth: number): string =>
    depth === 0
      ? inner
      : `<div><template shadowrootmode="open">${within(inner, depth - 1)}</template></div>`;
  const session = await order();
  const around = (tag: string) => within(tag, 3);
  const { page, witness } = await stage.visit(session, { around });
  await newCard(page).check();
  await typeCard(page, stage.guarded, VISA);
  await fillBilling(page);
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
  assert.deepEqual(witness.complaints, []);
});

test('two checkouts on one page know nothing of each other', async () => {
  const first = await order('pm_card_visa');
  const second = await order('pm_card_mastercard');
  const other = `<keepsake-checkout client-secret="${secretOf(second)}"></keepsake-checkout>`;
  const { page } = await stage.visit(first, {
    around: (tag) => `${STAY}<section aria-label="first">${tag}</section>
      <section aria-label="second">${other}</section>`,
  });
  const part = (name: string) => page.getByRole('region', { name });
  const radio = (name: string, card: string) => part(name).getByRole('radio', { name: card });
  await radio('second', '4444').waitFor();
  await radio('first', 'New card').check();
  assert.equal(await radio('second', '4444').isChecked(), true);
  assert.equal(await part('second').getByTitle('Card details').count(), 0);

  await part('second').getByRole('button', { name: /^Pay/ }).click();
  await part('second').getByRole('status').filter({ hasText: 'Payment complete' }).waitFor();
  assert.equal(await radio('first', 'New card').isChecked(), true);
  await radio('first', '4242').check();
  await part('first').getByRole('button', { name: /^Pay/ }).click();
  await part('first').getByRole('status').filter({ hasText: 'Payment complete' }).waitFor();
  assert.equal((await stage.charged()).length, 2);
});

test('inside a form, paying sends nothing and leaves what was typed', async () => {
  const { page, witness } = await stage.visit(await order(), {
    around: (tag) => `${STAY}<form action="/return" aria-label="order">
      <label>Gift note <input name="note"></label>${tag}</form>`,
  });
  await page.getByRole('textbox', { name: 'Gift note' }).fill('For Noor');
  await savedCard(page, '4242').press('Enter');
  await payButton(page).click();
  await told(page, /Payment complete/);
  assert.equal(await page.getByRole('textbox', { name: 'Gift note' }).inputValue(), 'For Noor');
  assert.deepEqual(
    witness.requests.filter(({ url }) => url.includes('/return')),
    [],
  );
  assert.equal((await stage.charged()).length, 1);
});

/** Another copy of the element files, on the merchant's own origin. */
async function serveCopy(page: Page): Promise<void> {
  await page.route(`${stage.site.origin}/copy/**`, (route) => {
    const path = new URL(route.request().url()).pathname.replace('/copy/', '');
    const body = readFileSync(`dist/elements/${path}`, 'utf8');
    return route.fulfill({ contentType: 'text/javascript', body });
  });
}

test('a page that loads the script twice, and another copy of it, has one checkout', async () => {
  const session = await order();
  const { page, witness } = await stage.browser();
  await serveCopy(page);
  const { url } = stage.world.api;
  const scripts = [`${url}/keepsake-checkout.js?again`, '/copy/keepsake-checkout.js'];
  const around = (tag: string) =>
    tag + scripts.map((src) => `<script type="module" src="${src}"></script>`).join('');
  await page.goto(stage.address(session, { around }));
  await cards(page).waitFor();
  await eventually(() => {
    const files = witness.requests.filter((seen) => seen.url.endsWith('.js'));
    assert.ok(
      files.some((seen) => seen.url.endsWith('/copy/keepsake-checkout.js')),
      'the copy was loaded',
    );
  });
  await newCard(page).check();
  await page.getByTitle('Card details').waitFor();
  await savedCard(page, '4242').check();
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  assert.equal(witness.to('/elements/checkout', 'GET').length, 1);
  assert.deepEqual(witness.complaints, []);
});

test('a tag that a script makes, and moves about, keeps what was chosen', async () => {
  const session = await order();
  const { page, witness } = await stage.visit(session, { around: () => '<main></main>' });
  await page.evaluate(`(() => {
    const tag = document.createElement('keepsake-checkout');
    tag.clientSecret = ${JSON.stringify(secretOf(session))};
    document.querySelector('main').append(tag);
  })()`);
  await newCard(page).check();
  await page.evaluate(`document.body.prepend(document.querySelector('keepsake-checkout'))`);
  assert.equal(await newCard(page).isChecked(), true);
  assert.equal(witness.to('/elements/checkout', 'GET').length, 1);
  await savedCard(page, '4242').check();
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
});
