/**
 * A checkout whose card fields are Adyen's, under the policy that is printed for it. Adyen Web is a
 * stand-in that gives what Adyen's test system takes; that system is ours.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import {
  API_KEY,
  HMAC_KEY,
  MERCHANT,
  startAdyenTestSystem,
} from '../server/processors/adyen-test-system/index.ts';
import { fillBilling, payButton, returned, saveBox, savedCard } from '../support/buyer.ts';
import { openStage, secretOf } from '../support/journey.ts';

const STAND_IN = fileURLToPath(new URL('../support/stand-ins/adyen.js', import.meta.url));

let webhooks = '';
const system = await startAdyenTestSystem(() => webhooks);
const stage = await openStage({
  config: {
    processors: 'adyen',
    adyenApiKey: API_KEY,
    adyenMerchantAccount: MERCHANT,
    adyenHmacKey: HMAC_KEY,
    adyenClientKey: 'test_client',
    adyenApiBase: system.url,
  },
});
webhooks = `${stage.world.api.url.replace('localhost', '127.0.0.1')}/webhooks/processors/adyen`;
after(() => system.close());

const { PUBLIC_URL, BANK_URL } = stage.world.environment;
const csp = spawnSync(process.execPath, ['server/keepsake.mjs', 'csp'], {
  env: {
    ...process.env,
    PUBLIC_URL,
    BANK_URL,
    KEEPSAKE_PROCESSORS: 'adyen',
    ADYEN_API_KEY: API_KEY,
    ADYEN_MERCHANT_ACCOUNT: MERCHANT,
    ADYEN_HMAC_KEY: HMAC_KEY,
    ADYEN_CLIENT_KEY: 'test_client',
  },
  encoding: 'utf8',
}).stdout.trimEnd();

const field = (page: Page, title: string) =>
  page.getByTitle(title, { exact: true }).contentFrame().getByRole('textbox');

async function open(customer: string) {
  const session = await stage.session({
    customer,
    saved_payment_method_options: { payment_method_save: 'enabled' },
  });
  const visit = await stage.browser();
  await visit.context.route('https://checkoutshopper-test.cdn.adyen.com/**', (route) =>
    route.fulfill({ path: STAND_IN }),
  );
  await visit.page.goto(stage.site.publish(secretOf(session), { csp }));
  return { ...visit, session };
}

test('a card is typed in Adyen’s fields, kept, and pays by one press the next time', async () => {
  const { id: customer } = await stage.customer();
  const { page, session, witness } = await open(customer);
  await field(page, 'Iframe for card number').pressSequentially('4111111111111111');
  await field(page, 'Iframe for expiry date').fill('03 / 30');
  await field(page, 'Iframe for security code').fill('737');
  await page.getByRole('textbox', { name: 'Name on card' }).fill('Noor Haddad');
  await fillBilling(page);
  await saveBox(page).check();
  await field(page, 'Iframe for security code').press('Enter');
  assert.equal(await returned(page), session.id);
  const paid = system.ledger.payments.filter(({ amount }) => amount.value === 1099);
  assert.equal(paid.length, 1);
  assert.deepEqual(witness.complaints, []);

  const next = await open(customer);
  await savedCard(next.page, '1111').waitFor();
  await payButton(next.page).click();
  assert.equal(await returned(next.page), next.session.id);
  await system.delivered();
});
