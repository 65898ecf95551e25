/**
 * State that the page carries inside the tag: what holds is shown without a request; what is old,
 * broken or somebody else's is asked for again, and nothing wrong is ever seen or charged.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { inlineState } from '../../components/render/index.ts';
import type { CheckoutState } from '../../server/wire/elements.ts';
import { cards, payButton, returned, savedCard, told } from '../support/buyer.ts';
import { eventually, LINE_ITEMS, openStage, secretOf } from '../support/journey.ts';

const stage = await openStage();
const STATE = '/elements/checkout';

async function order(
  test: 'pm_card_visa' | 'pm_card_mastercard' = 'pm_card_visa',
  name = 'T-shirt',
) {
  const customer = await stage.customer([{ test }]);
  const line_items = LINE_ITEMS.map((item) => ({
    ...item,
    price_data: { ...item.price_data, product_data: { name } },
  }));
  const session = await stage.session({ customer: customer.id, line_items });
  const { body } = await stage.world.elements(secretOf(session), STATE);
  return { session, state: body as unknown as CheckoutState };
}

/** Holds requests for the state back until the returned function is called. */
async function hold(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**${STATE}`, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('a merchant’s server may put any name into the page', async () => {
  const name = '</script><script>document.title="taken over"</script><!--';
  const { session, state } = await order('pm_card_visa', name);
  const tag = `<keepsake-checkout client-secret="${secretOf(session)}">${inlineState(state)}</keepsake-checkout>`;
  const { page, witness } = await stage.visit(session, { tag });
  await page.getByText(name).waitFor();
  assert.equal(await page.title(), 'Corner shop');
  assert.deepEqual(witness.to(STATE), []);
});

test('when the time for a prefill is over, cards are shown at once and the choice is asked for', async () => {
  const { session, state } = await order();
  assert.ok(state.prefill);
  const late = { ...state, prefill: { ...state.prefill, expires_at: 1_700_000_000 } };
  const { page, witness } = await stage.browser();
  const release = await hold(page);
  await page.goto(stage.address(session, { state: late }));
  await savedCard(page, '4242').waitFor();
  assert.equal(await savedCard(page, '4242').isChecked(), false, 'nothing is prefilled any more');
  release();
  await eventually(async () => assert.equal(await savedCard(page, '4242').isChecked(), true));
  assert.equal(witness.to(STATE, 'GET').length, 1);
});

for (const [what, broken] of [
  ['half a state', (state: CheckoutState) => JSON.stringify(state).slice(0, 300)],
  ['an error', () => ({ error: { type: 'api_error', message: 'Try later.' } })],
  [
    'a session that is over',
    (state: CheckoutState) => ({ ...state, session: { ...state.session, expires_at: 1 } }),
  ],
] as const) {
  test(`${what} in the page costs one request`, async () => {
    const { session, state } = await order();
    const { page, witness } = await stage.visit(session, { state: broken(state) });
    await savedCard(page, '4242').waitFor();
    assert.equal(await savedCard(page, '4242').isChecked(), true);
    assert.equal(witness.to(STATE, 'GET').length, 1);
    assert.deepEqual(witness.complaints, []);
  });
}

test('another buyer’s state in the page is never seen', async () => {
  const other = await order('pm_card_mastercard');
  const { session } = await order();
  const { page } = await stage.browser();
  const release = await hold(page);
  await page.goto(stage.address(session, { state: other.state }));
  await told(page, /Loading checkout/);
  assert.equal(await page.getByText('4444').count(), 0);
  release();
  await savedCard(page, '4242').waitFor();
  assert.equal(await savedCard(page, '4444').count(), 0);
});

test('who comes back to a page asks again, and an old page of a paid session charges nothing', async () => {
  const { session, state } = await order();
  const { page, witness } = await stage.visit(session, { state });
  await savedCard(page, '4242').waitFor();
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  assert.deepEqual(witness.to(STATE), []);

  await page.goBack();
  await told(page, /Payment complete/);
  assert.equal(await cards(page).count(), 0);
  assert.equal((await stage.charged()).length, 1);

  // The same page once more, as out of somebody's cache: its state says that the session is open.
  await page.goto(stage.address(session, { state }));
  await savedCard(page, '4242').waitFor();
  await payButton(page).click();
  await told(page, /Payment complete/);
  assert.equal((await stage.charged()).length, 1);
});
