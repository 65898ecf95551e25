/** A session that is over, or a secret that is none: a clear panel, and nothing of the customer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { alert, payButton, returned, savedCard, told } from '../support/buyer.ts';
import { ADA, openStage, secretOf } from '../support/journey.ts';

const clock = { aheadMs: 0 };
const stage = await openStage({ overrides: { now: () => Date.now() + clock.aheadMs } });

/** Everything that stands in the page, open shadow roots included. */
function everything(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const read = (root) => [...root.querySelectorAll('*')].reduce(
      (text, each) => text + (each.shadowRoot ? read(each.shadowRoot) : ''),
      root.innerHTML ?? root.host?.shadowRoot.innerHTML ?? '',
    );
    return read(document.documentElement);
  })()`);
}

async function showsNobody(page: Page): Promise<void> {
  const all = await everything(page);
  assert.match(all, /<h2/, 'the panel was read, shadow roots included');
  for (const fact of [ADA.name, ADA.email, ADA.address.line1, '4242', 'T-shirt']) {
    assert.ok(!all.includes(fact), `the page still holds ${fact}`);
  }
  assert.equal(await payButton(page).count(), 0);
}

test('an expired session says so and shows nobody', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  clock.aheadMs = 25 * 3_600_000;
  try {
    const { page, witness } = await stage.visit(session);
    await alert(page)
      .filter({ hasText: /has expired/ })
      .waitFor();
    await showsNobody(page);
    const errors = witness.events.filter(({ type }) => type === 'keepsake-error');
    assert.deepEqual(
      errors.map(({ detail }) => detail.code),
      ['session_expired'],
    );
  } finally {
    clock.aheadMs = 0;
  }
});

test('a session that expires before the eyes of the buyer charges nothing', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const { page } = await stage.visit(session);
  await savedCard(page, '4242').waitFor();
  clock.aheadMs = 25 * 3_600_000;
  try {
    await payButton(page).click();
    await alert(page)
      .filter({ hasText: /has expired/ })
      .waitFor();
    await showsNobody(page);
    assert.deepEqual(await stage.charged(), []);
  } finally {
    clock.aheadMs = 0;
  }
});

test('a wrong secret opens nothing', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const wrong = `${secretOf(session).slice(0, -4)}AAAA`;
  const { page } = await stage.visit({ ...session, client_secret: wrong });
  await alert(page)
    .filter({ hasText: /cannot be opened/ })
    .waitFor();
  await showsNobody(page);
});

test('a session of another shop opens nothing here', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({
    customer: customer.id,
    return_url: 'https://elsewhere.example/return',
  });
  const { page } = await stage.visit(session);
  await alert(page)
    .filter({ hasText: /cannot be opened/ })
    .waitFor();
  await showsNobody(page);
});

test('a completed session says that it is complete, and not to whom', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const { page, context } = await stage.visit(session);
  await payButton(page).click();
  await returned(page);
  const later = await context.newPage();
  await later.goto(stage.address(session));
  await told(later, /Payment complete/);
  await showsNobody(later);
});
