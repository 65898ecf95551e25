/** The hosted page: the same tag on a page of our own, reached by a link that keeps its secret. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCard, payButton, returned, savedCard } from '../support/buyer.ts';
import { LINE_ITEMS, openStage } from '../support/journey.ts';

const stage = await openStage();

function hosted(customer: string) {
  return stage.stripe.checkout.sessions.create({
    mode: 'payment',
    customer,
    line_items: LINE_ITEMS,
    success_url: `${stage.site.origin}/return?session={CHECKOUT_SESSION_ID}`,
  });
}

test('the link shows the cards, one press pays, and the buyer is back at the shop', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await hosted(customer.id);
  const url = new URL(session.url ?? '');
  assert.equal(url.origin, stage.world.api.url);
  assert.equal(url.search, '');
  const secret = decodeURIComponent(url.hash.slice(1));
  assert.match(secret, /_secret_/, 'the secret is in the fragment');
  stage.guarded.secrets.add(secret);

  const { page, witness } = await stage.browser();
  await page.goto(url.href);
  await savedCard(page, '4242').waitFor();
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
  const atShop = witness.requests.filter(({ url: to }) => to.startsWith(stage.site.origin));
  assert.ok(atShop.length > 0);
  for (const { headers } of atShop) assert.equal(headers.referer ?? '', '', 'it was not referred');
  assert.deepEqual(witness.complaints, [], 'the page keeps its own policy');
});

test('a link without its fragment shows nothing of anybody', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await hosted(customer.id);
  const { page } = await stage.browser();
  await page.goto((session.url ?? '').split('#', 1)[0] ?? '');
  await page
    .getByRole('alert')
    .filter({ hasText: /incomplete/ })
    .waitFor();
  assert.equal(await newCard(page).count(), 0);
  assert.doesNotMatch(await page.content(), /4242/);
});
