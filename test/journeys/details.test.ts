/** Contact, billing and shipping: asked for where the session collects them, and where they arrive. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { focusedOn, newCard, payButton, returned, typeCard, VISA } from '../support/buyer.ts';
import { eventually, openStage } from '../support/journey.ts';

const stage = await openStage();

const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const field = (within: Locator, name: string) => within.getByRole('textbox', { name });
const country = (within: Locator) => within.getByRole('combobox', { name: 'Country or region' });

const HOME = {
  'Full name': 'Noor Haddad',
  'Address line 1': '5 Canal Row',
  'Address line 2': 'Flat 2',
  City: 'Leeds',
  'Postal code': 'LS1 4DY',
} as const;

async function fill(within: Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await field(within, name).fill(value);
}

test('a guest gives all of it, is led to what is missing, and the merchant gets it', async () => {
  const session = await stage.session({
    billing_address_collection: 'required',
    shipping_address_collection: { allowed_countries: ['GB', 'IE', 'US'] },
  });
  const { page, witness } = await stage.visit(session);
  await newCard(page).waitFor();
  const contact = group(page, 'Contact');
  const billing = group(page, 'Billing address');
  const shipping = group(page, 'Shipping address');
  await typeCard(page, stage.guarded, VISA);

  await payButton(page).click();
  await focusedOn(page, /^input Email/);
  assert.equal(await field(contact, 'Email').getAttribute('autocomplete'), 'email');
  await field(contact, 'Email').fill('noor@example.com');

  await payButton(page).click();
  await focusedOn(page, /^input Full name/);
  const postal = field(billing, 'Postal code');
  assert.equal(await postal.getAttribute('autocomplete'), 'billing postal-code');
  await country(billing).selectOption('GB');
  await fill(billing, HOME);

  await payButton(page).click();
  await focusedOn(page, /^input Full name/);
  const offered = country(shipping).getByRole('option');
  const values = await offered.evaluateAll((all) => all.map((each) => each.getAttribute('value')));
  assert.deepEqual(values.filter(Boolean).sort(), ['GB', 'IE', 'US'], 'only where it is shipped');
  await country(shipping).selectOption('US');
  await fill(shipping, { ...HOME, City: 'Springfield', 'Postal code': '62701' });
  await payButton(page).click();
  await focusedOn(page, /^input State/);
  assert.deepEqual(witness.to('/elements/checkout/confirm'), [], 'nothing was sent so far');
  await field(shipping, 'State').fill('IL');

  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  const paid = await stage.stripe.checkout.sessions.retrieve(session.id);
  assert.equal(paid.customer_details?.email, 'noor@example.com');
  assert.equal(paid.customer_details?.name, 'Noor Haddad');
  assert.deepEqual(paid.customer_details?.address, {
    city: 'Leeds',
    country: 'GB',
    line1: '5 Canal Row',
    line2: 'Flat 2',
    postal_code: 'LS1 4DY',
    state: null,
  });
  const shipped = paid.collected_information?.shipping_details;
  assert.equal(shipped?.name, 'Noor Haddad');
  assert.deepEqual(shipped?.address, {
    city: 'Springfield',
    country: 'US',
    line1: '5 Canal Row',
    line2: 'Flat 2',
    postal_code: '62701',
    state: 'IL',
  });
});

test('under auto only what a bank checks is asked for, by country', async () => {
  const session = await stage.session({ customer_email: 'noor@example.com' });
  const { page } = await stage.visit(session);
  await newCard(page).waitFor();
  const billing = group(page, 'Billing address');
  await country(billing).waitFor();
  assert.equal(await group(page, 'Contact').count(), 0, 'the email is known');
  assert.equal(await group(page, 'Shipping address').count(), 0);

  for (const [code, asked] of [
    ['DE', 0],
    ['GB', 1],
    ['FR', 0],
    ['CA', 1],
    ['US', 1],
  ] as const) {
    await country(billing).selectOption(code);
    await eventually(async () => {
      assert.equal(await field(billing, 'Postal code').count(), asked, code);
    });
    assert.equal(await field(billing, 'Address line 1').count(), 0, code);
  }
});

test('the chosen card brings its details along', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({
    customer: customer.id,
    billing_address_collection: 'required',
  });
  const { page } = await stage.visit(session);
  const billing = group(page, 'Billing address');
  await billing.waitFor();
  await eventually(async () => {
    assert.equal(await field(billing, 'Full name').inputValue(), 'Ada Long');
    assert.equal(await field(billing, 'Address line 1').inputValue(), '1 High Street');
    assert.equal(await country(billing).inputValue(), 'US');
  });
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
});
