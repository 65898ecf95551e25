/** A later charge that needs the buyer: the link brings them back, and the next one goes through. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerChallenge, mandateBox, payButton, savedCard, told } from '../support/buyer.ts';
import { openStage } from '../support/journey.ts';

const stage = await openStage();

/** A later charge over $25, as the merchant makes it: without the buyer. */
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

/** A customer whose card the merchant may charge, by an authorization that it took elsewhere. */
async function authorized(card: `pm_card_${string}`) {
  const customer = await stage.customer([{ test: card }]);
  const [method = ''] = customer.cards;
  await stage.ours('POST', '/v1/mandates', {
    payment_method: method,
    customer_acceptance: { type: 'offline' },
    terms: { category: 'unscheduled', currency: 'usd', max_amount: 5_000 },
  });
  return { customer: customer.id, method };
}

/** A later charge that the bank will not make without the buyer. @returns the intent and the link */
async function owed(customer: string, method: string) {
  const refusal = await chargeLater(customer, method).then(
    () => assert.fail('the bank wants to see the buyer first'),
    (error: unknown) => error as { code?: string; raw?: Readonly<Record<string, unknown>> },
  );
  assert.equal(refusal.code, 'authentication_required');
  const { recovery_url: link, payment_intent: intent } = Object(refusal.raw);
  assert.ok(typeof link === 'string', 'the error says where the buyer can mend it');
  const secret = decodeURIComponent(new URL(link).hash.slice(1));
  assert.match(secret, /_secret_/);
  stage.guarded.secrets.add(secret);
  assert.deepEqual(await stage.charged(), []);
  return { link, intent: String(Object(intent).id) };
}

test('the buyer opens the link, approves, and the very same debt is closed', async () => {
  const { customer, method } = await authorized('pm_card_authenticationRequired');
  const { link, intent } = await owed(customer, method);
  const { page } = await stage.browser();
  await page.goto(link);
  await savedCard(page, '3184').check();
  const all = (await page.locator('body').textContent()) ?? '';
  assert.doesNotMatch(all, /Ada|example\.com|High Street/, 'brand and last digits only');
  assert.deepEqual(await stage.charged(), [], 'opening the link spends nothing');

  await payButton(page, /^Pay \$25\.00/).click();
  await answerChallenge(page, 'Approve');
  await told(page, /Payment complete/);
  assert.equal((await stage.stripe.paymentIntents.retrieve(intent)).status, 'succeeded');
  assert.equal((await stage.charged()).length, 1);
});

test('the authorization given again there lets the next later charge through', async () => {
  const { customer, method } = await authorized('pm_card_visa');
  await stage.fault({ kind: 'decline', code: 'authentication_required', next: 1 });
  const { link, intent } = await owed(customer, method);
  await assert.rejects(chargeLater(customer, method), (error: unknown) => {
    assert.match(JSON.stringify(error), /needs_reauthentication/);
    return true;
  });

  const { page } = await stage.browser();
  await page.goto(link);
  await savedCard(page, '4242').check();
  await mandateBox(page).check();
  await payButton(page, /^Pay \$25\.00/).click();
  await told(page, /Payment complete/);
  assert.equal((await stage.stripe.paymentIntents.retrieve(intent)).status, 'succeeded');

  const next = await chargeLater(customer, method);
  assert.equal(next.status, 'succeeded');
  assert.equal((await stage.charged()).length, 2);

  const again = await stage.browser();
  await again.page.goto(link);
  await told(again.page, /Payment complete/);
  assert.equal(await payButton(again.page, /^Pay/).count(), 0, 'a link is good for one payment');
});
