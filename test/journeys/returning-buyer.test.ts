/** A returning buyer pays with one press: what the product is for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cards, payButton, returned, savedCard, told } from '../support/buyer.ts';
import { eventually, openStage } from '../support/journey.ts';

const stage = await openStage();

test('the newest card is chosen, and one press pays with it', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }, { test: 'pm_card_mastercard' }]);
  const session = await stage.session({ customer: customer.id });
  const { page, witness } = await stage.visit(session);

  await cards(page).waitFor();
  const toApi = witness.requests.filter(({ url }) => url.includes('/elements/'));
  assert.deepEqual(
    toApi.map(({ method, url }) => `${method} ${new URL(url).pathname}`),
    ['GET /elements/checkout'],
    'cards are seen after one request',
  );
  assert.equal(await page.getByTitle('Card details').count(), 0, 'no frame before it is wanted');
  assert.equal(await savedCard(page, '4444').isChecked(), true, 'the newest is chosen');
  assert.match((await cards(page).textContent()) ?? '', /your newest card/, 'and it is said why');

  await payButton(page, /^Pay \$10\.99 with Mastercard •••• 4444$/).click();
  await told(page, /Payment complete/);
  await eventually(() => {
    const complete = witness.events.filter(({ type }) => type === 'keepsake-complete');
    assert.equal(complete.length, 1);
    assert.deepEqual(complete[0]?.detail.session, {
      id: session.id,
      mode: 'payment',
      status: 'complete',
    });
  });
  assert.equal(await returned(page), session.id);

  const charges = await stage.charged();
  assert.equal(charges.length, 1, 'the bank charged once');
  assert.equal(charges[0]?.amount, 1099);
  const paid = await stage.stripe.checkout.sessions.retrieve(session.id);
  assert.equal(paid.status, 'complete');
  assert.equal(paid.payment_status, 'paid');
});

test('a page that carries the state asks for nothing before the cards are seen', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const secret = session.client_secret ?? '';
  const { body: state } = await stage.world.elements(secret, '/elements/checkout');
  const { page, witness } = await stage.visit(session, { state });

  await savedCard(page, '4242').waitFor();
  assert.deepEqual(witness.to('/elements/checkout'), []);
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
});
