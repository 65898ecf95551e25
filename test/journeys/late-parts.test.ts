/** What follows a press is fetched after the cards are seen; without it nothing is sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payButton, returned, told } from '../support/buyer.ts';
import { openStage } from '../support/journey.ts';

const stage = await openStage();
const LATE = '**/assets/acting-*.js';

test('a press sends nothing while what follows it cannot be had, and pays once it can', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const { page, context, witness } = await stage.browser();
  let refused = 0;
  await context.route(LATE, (route) => {
    refused += 1;
    return route.abort();
  });
  await page.goto(stage.address(session));
  await payButton(page).click();
  await told(page, /A part of this page could not be loaded/);
  assert.ok(refused > 0);
  assert.deepEqual(witness.to('/elements/checkout/confirm', 'POST'), []);
  assert.equal((await stage.charged()).length, 0);

  await context.unroute(LATE);
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
  assert.equal(witness.to('/elements/checkout/confirm', 'POST').length, 1);
});

test('a computer that others use shows nothing saved at once, whatever comes later', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const { page, context } = await stage.browser();
  await context.route(LATE, (route) => route.abort());
  await page.goto(stage.address(session));
  await page.getByRole('button', { name: 'This is a shared computer' }).click();
  await page.getByRole('radio', { name: /4242/ }).waitFor({ state: 'detached' });
});
