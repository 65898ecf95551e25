/** Money moves once, whatever fingers, tabs, reloads and networks do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route } from 'playwright-core';
import { alert, payButton, returned, told } from '../support/buyer.ts';
import { eventually, openStage } from '../support/journey.ts';
import type { Witness } from '../support/witness.ts';

const stage = await openStage();

async function returning() {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  return stage.session({ customer: customer.id });
}

/** The intentions that a page told the API of. */
function presses(witness: Witness): Set<unknown> {
  const sent = witness.to('/elements/checkout/confirm', 'POST');
  return new Set(sent.map(({ body }) => (JSON.parse(body) as { press?: unknown }).press));
}

test('twenty presses in a row are one charge', async () => {
  const session = await returning();
  const { page, witness } = await stage.visit(session);
  await payButton(page).click({ clickCount: 20 });
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
  assert.equal(presses(witness).size, 1);
});

test('two tabs of one session are one charge, and the other tab says so', async () => {
  const session = await returning();
  const { page, context } = await stage.visit(session);
  const other = await context.newPage();
  await other.goto(stage.address(session));
  await Promise.all([payButton(page).waitFor(), payButton(other).waitFor()]);
  await stage.fault({ kind: 'delay', ms: 600 });
  const both = Promise.all([told(page, /Payment complete/), told(other, /Payment complete/)]);
  // A click waits until what it goes to has been painted twice, which a tab in the back rarely is.
  await Promise.all([page, other].map((tab) => payButton(tab).dispatchEvent('click')));
  await both;
  assert.equal((await stage.charged()).length, 1);

  const third = await context.newPage();
  await third.goto(stage.address(session));
  await told(third, /Payment complete/);
  assert.equal(await payButton(third).count(), 0);
});

test('a tab that presses after the other one has paid hears that it is paid', async () => {
  const session = await returning();
  const { page, context } = await stage.visit(session);
  const late = await context.newPage();
  await late.goto(stage.address(session));
  await payButton(late).waitFor();
  await payButton(page).click();
  await told(page, /Payment complete/);
  await payButton(late).click();
  await told(late, /Payment complete/);
  assert.equal((await stage.charged()).length, 1);
});

test('a reload right after the press shows where the payment stands', async () => {
  const session = await returning();
  const { page, witness } = await stage.visit(session);
  await payButton(page).waitFor();
  await stage.fault({ kind: 'delay', ms: 2_500 });
  await payButton(page).click();
  await eventually(() => assert.equal(presses(witness).size, 1));
  await page.reload();
  await told(page, /will not be charged twice|Processing your payment/);
  await told(page, /Payment complete/);
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
  assert.equal(presses(witness).size, 1);
});

test('an answer that is lost on its way is asked for again, by the same press', async () => {
  const session = await returning();
  const { page, witness } = await stage.visit(session);
  await payButton(page).waitFor();
  let lost = 0;
  await page.route('**/elements/checkout/confirm', async (route: Route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost += 1;
    // The server gets it and charges; the buyer never hears.
    await route.fetch();
    await route.abort('connectionreset');
  });
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  assert.equal(lost, 1);
  assert.equal(witness.to('/elements/checkout/confirm', 'POST').length, 2);
  assert.equal(presses(witness).size, 1);
  assert.equal((await stage.charged()).length, 1);
});

test('offline, the buyer is told; connected again, the payment goes through', async () => {
  const session = await returning();
  const { page, context, witness } = await stage.visit(session);
  await payButton(page).waitFor();
  // What a press needs comes right after the cards.
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await payButton(page).click();
  await told(page, /You are offline/);
  assert.equal(await alert(page).count(), 0, 'an unknown outcome is not an error');
  assert.deepEqual(await stage.charged(), []);
  await context.setOffline(false);
  assert.equal(await returned(page), session.id);
  assert.equal(presses(witness).size, 1);
  assert.equal((await stage.charged()).length, 1);
});
