/** Both tags under the very policy that `keepsake csp` prints, and with every script held to its hash. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  alert,
  answerChallenge,
  cardFrame,
  cards,
  fillBilling,
  newCard,
  payButton,
  returned,
  savedCard,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { eventually, openStage, secretOf } from '../support/journey.ts';

const stage = await openStage();

/** What the command prints for this installation. */
function csp(...words: string[]): string {
  const { PUBLIC_URL, BANK_URL } = stage.world.environment;
  const ran = spawnSync(process.execPath, ['server/keepsake.mjs', 'csp', ...words], {
    env: { ...process.env, PUBLIC_URL, BANK_URL },
    encoding: 'utf8',
  });
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout.trimEnd();
}

const policy = csp();
const pinned = JSON.parse(csp('--pinned', '--json')) as {
  readonly policy: string;
  readonly integrity_policy: string;
  readonly html: string;
};
/** A page that holds every script to its hash. */
const pinnedPage = {
  csp: pinned.policy,
  headers: { 'Integrity-Policy': pinned.integrity_policy },
  scripts: pinned.html,
};

const fieldColor = (page: Page) =>
  cardFrame(page)
    .getByRole('textbox', { name: 'Card number' })
    .evaluate((field) => getComputedStyle(field).color);

test('the printed policy lets the whole checkout work, and nothing else in', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({
    customer: customer.id,
    saved_payment_method_options: {
      payment_method_save: 'enabled',
      payment_method_remove: 'enabled',
    },
  });
  const secret = secretOf(session);
  const { body: state } = await stage.world.elements(secret, '/elements/checkout');
  const { page, witness } = await stage.visit(session, { csp: policy, state });
  await savedCard(page, '4242').waitFor();
  await page.getByRole('button', { name: 'Remove Visa ending in 4242' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep' }).click();
  await newCard(page).check();
  await typeCard(page, stage.guarded, { ...VISA, number: '4000002760003184' });
  await fillBilling(page);

  await page.evaluate(() => {
    document.querySelector('keepsake-checkout')?.setAttribute('theme', 'dark pop');
  });
  await eventually(async () => assert.equal(await fieldColor(page), 'rgb(243, 239, 255)'));

  await payButton(page).click();
  await answerChallenge(page, 'Approve');
  assert.equal(await returned(page), session.id);
  assert.equal((await stage.charged()).length, 1);
  assert.deepEqual(witness.complaints, []);
});

test('the policy keeps out what it does not name', async () => {
  const session = await stage.session();
  const { page, witness } = await stage.visit(session, {
    csp: policy,
    around: (tag) => `${tag}<script>document.title = 'inline'</script><img src="/favicon.ico">`,
  });
  await newCard(page).waitFor();
  assert.equal(await page.title(), 'Corner shop');
  assert.match(witness.complaints.join(), /script-src/);
  assert.match(witness.complaints.join(), /img-src/);
});

test('the wallet works under it as well', async () => {
  const { id } = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = { customer: id, components: {}, allowed_origins: [stage.site.origin] };
  const { client_secret: secret } = await stage.stripe.customerSessions.create(session);
  stage.guarded.secrets.add(secret);
  const { api } = stage.world;
  const { page, witness } = await stage.browser();
  const address = stage.site.publish(secret, {
    csp: policy,
    scripts: `<script type="module" src="${api.url}/keepsake-wallet.js"></script>`,
    tag: `<keepsake-wallet client-secret="${secret}" theme="paper"></keepsake-wallet>`,
  });
  await page.goto(address);
  await page.getByRole('button', { name: 'Remove Visa ending in 4242' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('button', { name: 'Update card' }).click();
  assert.deepEqual(witness.complaints, []);
});

test('with every script held to its hash, all parts still come', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const { page, witness } = await stage.visit(session, pinnedPage);
  await savedCard(page, '4242').check();
  await newCard(page).check();
  await cardFrame(page).getByRole('textbox', { name: 'Card number' }).waitFor();
  await savedCard(page, '4242').check();
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
  assert.deepEqual(witness.complaints, []);
});

test('a part that was changed on its way is not run, and the checkout says so', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const session = await stage.session({ customer: customer.id });
  const { page } = await stage.browser();
  await page.route(/\/assets\/card-[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `document.title = 'skimmed';${await response.text()}` });
  });
  const address = stage.address(session, pinnedPage);
  await page.goto(address);
  await newCard(page).check();
  await alert(page).waitFor();
  assert.equal(await page.title(), 'Corner shop');
  await cards(page).waitFor();
});
