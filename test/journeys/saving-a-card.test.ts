/** Setup mode: nothing is paid, a card is saved, and the buyer authorizes later charges. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  answerChallenge,
  fillBilling,
  focusedOn,
  mandateBox,
  newCard,
  payButton,
  returned,
  told,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { openStage } from '../support/journey.ts';

const stage = await openStage();

async function settingUp(number: string) {
  const customer = await stage.customer();
  const session = await stage.session({ mode: 'setup', customer: customer.id });
  const { page, witness } = await stage.visit(session);
  await newCard(page).waitFor();
  await typeCard(page, stage.guarded, { ...VISA, number });
  await fillBilling(page);
  return { customer, session, page, witness, save: payButton(page, /^Save card$/) };
}

async function cardOf(customer: string): Promise<string> {
  const [method] = (await stage.stripe.customers.listPaymentMethods(customer)).data;
  assert.ok(method, 'the customer has a card');
  return method.id;
}

/** A later charge, as the merchant makes it: without the buyer. */
function chargeLater(customer: string, method: string) {
  return stage.stripe.paymentIntents.create({
    amount: 2_500,
    currency: 'usd',
    customer,
    payment_method: method,
    off_session: true,
    confirm: true,
  });
}

test('the authorization is asked for, and with it the card can be charged later', async () => {
  const { customer, session, page, witness, save } = await settingUp(VISA.number);
  assert.equal(await mandateBox(page).isChecked(), false, 'never ticked beforehand');

  await save.click();
  await focusedOn(page, /^input I authorize/);
  await told(page, /Tick this box/);
  assert.deepEqual(witness.to('/elements/checkout/confirm'), [], 'nothing was sent');

  await page.keyboard.press('Space');
  assert.equal(await mandateBox(page).isChecked(), true);
  await save.click();
  await told(page, /Card saved/);
  assert.equal(await returned(page), session.id);
  assert.deepEqual(await stage.charged(), [], 'saving charges nothing');

  const done = await stage.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['setup_intent'],
  });
  assert.equal(done.status, 'complete');
  assert.ok(typeof done.setup_intent === 'object' && done.setup_intent);
  assert.equal(done.setup_intent.status, 'succeeded');

  const later = await chargeLater(customer.id, await cardOf(customer.id));
  assert.equal(later.status, 'succeeded');
  assert.equal((await stage.charged()).length, 1);
});

test('a bank that wants to see the buyer sees them now, and not at the later charge', async () => {
  const { customer, session, page, save } = await settingUp('4000002500003155');
  await mandateBox(page).check();
  await save.click();
  await answerChallenge(page, 'Approve');
  assert.equal(await returned(page), session.id);
  const later = await chargeLater(customer.id, await cardOf(customer.id));
  assert.equal(later.status, 'succeeded');
});

test('after revocation no later charge is made', async () => {
  const { customer, session, page, save } = await settingUp(VISA.number);
  await mandateBox(page).check();
  await save.click();
  assert.equal(await returned(page), session.id);
  const method = await cardOf(customer.id);
  const mandates = await stage.ours('GET', `/v1/mandates?customer=${customer.id}`);
  assert.ok(Array.isArray(mandates.data));
  await stage.ours('POST', `/v1/mandates/${mandates.data[0].id}/revoke`);
  await assert.rejects(chargeLater(customer.id, method), { code: 'payment_method_not_ready' });
  assert.deepEqual(await stage.charged(), []);
});
