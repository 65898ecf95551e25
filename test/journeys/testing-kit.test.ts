/** The testing kit for merchants does on a real page what it says, with a merchant's means alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkout, clock, TEST_CARDS, wallet } from '../../components/testing/index.ts';
import { openStage } from '../support/journey.ts';

const time = clock();
const stage = await openStage({ overrides: { now: time.now } });

const SAVES = {
  saved_payment_method_options: {
    payment_method_save: 'enabled',
    payment_method_remove: 'enabled',
  },
} as const;

test('a saved card is seen, chosen and paid with', async () => {
  const customer = await stage.customer([{ test: 'pm_card_mastercard' }, { test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id, ...SAVES });
  const { page } = await stage.visit(session);
  const buyer = checkout(page);
  const cards = await buyer.savedCards();
  assert.deepEqual(
    cards.map(({ last4, chosen, usable }) => [last4, chosen, usable]),
    [
      ['4242', true, true],
      ['4444', false, true],
    ],
  );
  assert.match(cards[0]?.name ?? '', /^Visa ending in 4242, expires/);
  await buyer.pick('Mastercard ending in 4444');
  const outcome = await buyer.pay();
  assert.equal(outcome.kind, 'complete', JSON.stringify(outcome));
  const [charge] = await stage.charged();
  assert.equal(charge?.amount, 1099);
  const { data } = await stage.stripe.paymentIntents.list({ limit: 1 });
  assert.equal(data[0]?.payment_method, customer.cards[0]);
});

test('a new card is typed, declined, typed again and kept', async () => {
  const customer = await stage.customer();
  const session = await stage.session({ customer: customer.id, ...SAVES });
  const { page } = await stage.visit(session);
  const buyer = checkout(page);
  await buyer.ready();
  await buyer.newCard();
  await buyer.fillDetails({ billing: { name: 'Noor Haddad', country: 'US', postalCode: '62701' } });
  await buyer.fillCard(TEST_CARDS.insufficientFunds);
  await buyer.keep();
  const declined = await buyer.pay();
  assert.equal(declined.kind, 'error');
  assert.match((await buyer.error()) ?? '', /enough funds/);
  assert.deepEqual(await stage.charged(), []);
  await buyer.fillCard(TEST_CARDS.visa);
  const paid = await buyer.pay();
  assert.equal(paid.kind, 'complete', JSON.stringify(paid));
  const { data } = await stage.stripe.customers.listPaymentMethods(customer.id);
  assert.deepEqual(
    data.map((card) => [card.card?.last4, card.allow_redisplay]),
    [['4242', 'always']],
  );
});

test('what is missing is told, a challenge is declined and approved', async () => {
  const customer = await stage.customer();
  const session = await stage.session({ mode: 'setup', customer: customer.id });
  const { page } = await stage.visit(session);
  const buyer = checkout(page);
  await buyer.ready();
  await buyer.fillCard(TEST_CARDS.challenge);
  await buyer.fillDetails({ billing: { name: 'Noor Haddad', country: 'US', postalCode: '62701' } });
  assert.equal((await buyer.pay()).kind, 'missing');
  await buyer.authorize();
  assert.deepEqual(await buyer.pay(), { kind: 'challenge' });
  const declined = await buyer.challenge('decline');
  assert.equal(declined.kind, 'error');
  await buyer.fillCard(TEST_CARDS.challenge);
  assert.deepEqual(await buyer.pay(), { kind: 'challenge' });
  const approved = await buyer.challenge('approve');
  assert.equal(approved.kind, 'complete', JSON.stringify(approved));
});

test('a card is removed, brought back, and removed for good', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }, { test: 'pm_card_amex' }]);
  const session = await stage.session({ customer: customer.id, ...SAVES });
  const { page } = await stage.visit(session);
  const buyer = checkout(page);
  const shown = async () => (await buyer.savedCards()).map(({ last4 }) => last4);
  await buyer.ready();
  await buyer.remove('Visa ending in 4242');
  assert.deepEqual(await shown(), ['0005']);
  await buyer.undo();
  assert.deepEqual(await shown(), ['0005', '4242']);
  await buyer.remove('Visa ending in 4242');
  await buyer.removed('Visa ending in 4242');
  const { data } = await stage.stripe.customers.listPaymentMethods(customer.id);
  assert.deepEqual(
    data.map((card) => card.card?.last4),
    ['0005'],
  );
});

test('another language is spoken, and time is moved', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id, locale: 'de', ...SAVES });
  const { page } = await stage.browser();
  await time.follow(page);
  await page.goto(stage.address(session, { lang: 'de' }));
  const buyer = checkout(page, { locale: 'de' });
  const [card] = await buyer.savedCards();
  assert.equal(card?.chosen, true);
  assert.match(card?.name ?? '', /^Visa mit Endziffern 4242/);
  await time.advance({ minutes: 31 });
  await page.reload();
  assert.equal((await buyer.savedCards())[0]?.chosen, false, 'prefill lasts half an hour');
  await buyer.pick('4242');
  const paid = await buyer.pay();
  assert.equal(paid.kind, 'complete', JSON.stringify(paid));
});

test('the wallet: default, expiry, showing, charging, removal', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }, { test: 'pm_card_mastercard' }]);
  const [card = ''] = customer.cards;
  await stage.ours('POST', '/v1/mandates', {
    payment_method: card,
    customer_acceptance: { type: 'offline' },
    terms: { category: 'unscheduled', currency: 'usd', max_amount: 5000, text: 'As agreed.' },
  });
  const { client_secret: secret } = await stage.ours('POST', '/v1/customer_sessions', {
    customer: customer.id,
    allowed_origins: [stage.site.origin],
  });
  const { page } = await stage.browser();
  const address = stage.site.publish('', {
    tag: `<keepsake-wallet client-secret="${secret}"></keepsake-wallet>`,
    scripts: `<script type="module" src="${stage.world.api.url}/keepsake-wallet.js"></script>`,
  });
  await page.goto(address);
  const own = wallet(page);
  const visa = 'Visa ending in 4242';
  await own.shows(visa);
  await own.useAsDefault(visa);
  await own.updateExpiry(visa, '09/2039');
  await own.told(/is updated/);
  await own.revoke(visa);
  await own.told(/is revoked/);
  await own.remove('Mastercard ending in 4444');
  await own.undo();
  await own.shows('Mastercard ending in 4444');
  assert.equal(await own.error(), null);
  const kept = await stage.stripe.paymentMethods.retrieve(card);
  assert.deepEqual([kept.card?.exp_month, kept.card?.exp_year], [9, 2039]);
  const mandates = await stage.ours('GET', `/v1/mandates?customer=${customer.id}`);
  assert.ok(Array.isArray(mandates.data));
  assert.equal(mandates.data[0].status, 'inactive');
  await own.stopShowing(visa);
});
