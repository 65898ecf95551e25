/** The bank wants to see the buyer: approved, declined, interrupted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  alert,
  answerChallenge,
  challengeFrame,
  focusedOn,
  payButton,
  returned,
  savedCard,
} from '../support/buyer.ts';
import { openStage } from '../support/journey.ts';

const stage = await openStage();

/** A page on which the bank is asking about the card …3184. */
async function challenged() {
  const customer = await stage.customer([
    { test: 'pm_card_visa' },
    { test: 'pm_card_authenticationRequired' },
  ]);
  const session = await stage.session({ customer: customer.id });
  const visit = await stage.visit(session);
  await payButton(visit.page, /3184$/).click();
  await asked(visit.page);
  return { ...visit, session };
}

async function asked(page: Page): Promise<void> {
  await challengeFrame(page).getByRole('button', { name: 'Approve' }).waitFor();
}

test('approved, the payment completes', async () => {
  const { page, session } = await challenged();
  assert.deepEqual(await stage.charged(), [], 'nothing is charged before the answer');
  await answerChallenge(page, 'Approve');
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
});

test('declined, the buyer hears it and can pay again', async () => {
  const { page, session } = await challenged();
  await answerChallenge(page, 'Decline');
  await alert(page)
    .filter({ hasText: /bank did not confirm/ })
    .waitFor();
  await focusedOn(page, /^button Pay/);
  assert.deepEqual(await stage.charged(), []);

  await payButton(page).click();
  await answerChallenge(page, 'Approve');
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
});

test('declined, another card pays', async () => {
  const { page, session } = await challenged();
  await answerChallenge(page, 'Decline');
  await alert(page).waitFor();
  await savedCard(page, '4242').check();
  await payButton(page, /4242$/).click();
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
});

test('a reload in the middle comes back to the question', async () => {
  const { page, session } = await challenged();
  await page.reload();
  await asked(page);
  await answerChallenge(page, 'Approve');
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
});

test('answered while the page was away, the page knows when it comes back', async () => {
  const { page, session } = await challenged();
  const address = await page.getByTitle('Card verification').getAttribute('src');
  const shop = page.url();
  await page.goto(address ?? '');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.waitForURL(/challenge-done/);
  await page.goto(shop);
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
});
