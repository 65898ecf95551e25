/** An operator's day in a real browser: who was refused and why, and what can be done about it; by keyboard, on any screen. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage } from '../support/journey.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const stage = await openStage({
  config: { operatorPage: 'on', webhooksAllowPrivate: 'on' },
});
const home = `${stage.world.api.url}/operator`;

/** A buyer who authorized later charges up to $50.00 each, and the declined one of them. */
async function story() {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  const [card = ''] = customer.cards;
  const mandate = await stage.ours('POST', '/v1/mandates', {
    payment_method: card,
    customer_acceptance: { type: 'offline' },
    terms: {
      category: 'unscheduled',
      currency: 'usd',
      max_amount: 5000,
      text: 'I authorize Corner shop to charge my card for refills, never more than $50.00.',
    },
  });
  await stage.fault({ kind: 'decline', next: 1, code: 'insufficient_funds' });
  const declined = stage.stripe.paymentIntents.create({
    amount: 2500,
    currency: 'usd',
    customer: customer.id,
    payment_method: card,
    description: 'Refill',
    off_session: true,
    confirm: true,
  });
  await assert.rejects(declined, /insufficient funds/);
  return { customer: customer.id, mandate: String(mandate.id) };
}

async function signIn(page: Page): Promise<void> {
  await page.goto(home);
  await page.getByLabel('API key').fill(stage.world.api.key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Find a customer' }).waitFor();
}

const LOOKS = [
  [390, 'light'],
  [1280, 'dark'],
  [390, 'dark'],
  [1280, 'light'],
] as const;

/**
 * What a check for accessibility finds on the page as it is, light and dark, on a phone and a desk.
 * @param looks how many of them; two show each width and each scheme once
 */
async function assertReadable(page: Page, looks: 2 | 4 = 2): Promise<void> {
  await page.evaluate(AXE);
  for (const [width, colorScheme] of LOOKS.slice(0, looks)) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const found = (await page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ').slice(0, 300)))`,
    )) as readonly string[];
    assert.deepEqual(found, [], `${page.url()} ${colorScheme} ${width}`);
    const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    assert.equal(over, 0, `${page.url()} is wider than ${width}`);
  }
}

test('by keyboard alone: a wrong key, the right one, and why a charge was refused', async () => {
  const { customer } = await story();
  const { page } = await stage.browser();
  await page.goto(home);
  const type = async (text: string) => {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  const tabTo = async (name: RegExp) => {
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Tab');
      const at = (await page.evaluate(
        `(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent ?? ''`,
      )) as string;
      if (name.test(at.trim())) return;
    }
    assert.fail(`nothing to tab to is called ${name}`);
  };
  await tabTo(/^API key/);
  await type('sk_test_nobody1234');
  await page.getByRole('alert').getByText('This key opens nothing').waitFor();
  await tabTo(/^API key/);
  await type(stage.world.api.key);
  await page.getByRole('heading', { name: 'Find a customer' }).waitFor();
  assert.ok(!page.url().includes('sk_test'));
  await tabTo(/^E-mail, name/);
  await type('ADA@');
  await page.getByRole('heading', { name: /found$/ }).waitFor();
  await tabTo(/^Ada Long$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What happened' }).waitFor();
  assert.match(page.url(), /\/customers\/cus_/);
  await page.goto(`${home}/customers/${customer}`);
  await page.getByText('There was not enough money in the account.').waitFor();
  await page.getByText('The exact words, and the record').first().click();
  await page.getByText('I authorize Corner shop to charge my card for refills').waitFor();
  await tabTo(/^Sign out$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${home}/customers/${customer}`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('charge, refund, send the link again, revoke; and the account of it on paper', async () => {
  await stage.stripe.webhookEndpoints.create({
    url: `${stage.site.origin}/letters`,
    enabled_events: ['*'],
  });
  const { customer } = await story();
  const { page, witness } = await stage.browser();
  await page.goto(home);
  await assertReadable(page);
  await signIn(page);
  await assertReadable(page);
  await page.goto(`${home}/customers/${customer}`);
  await assertReadable(page, 4);

  await page.getByLabel('Amount').fill('12.50');
  await page.getByLabel('What for').fill('Refill, by phone');
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await page.getByText('Nothing stands against charging the card now.').waitFor();
  assert.equal((await stage.charged()).length, 0, 'nothing was charged yet');
  await assertReadable(page);
  await page.getByRole('button', { name: 'Charge $12.50' }).click();
  await page.getByRole('heading', { name: '$12.50 paid' }).waitFor();
  assert.equal((await stage.charged()).length, 1);
  await assertReadable(page);

  await page.getByLabel(/^Amount/).fill('2.50');
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await page.getByRole('button', { name: 'Refund $2.50' }).click();
  await page.getByRole('heading', { name: '$2.50 given back succeeded' }).waitFor();

  await page.getByRole('link', { name: 'Open the account of it' }).click();
  await page.getByRole('heading', { name: 'Charge of 12.50 USD', exact: true }).waitFor();
  await assertReadable(page, 4);
  await page.getByText('covers this charge').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'The same as JSON' }).click();
  assert.match((await download).suggestedFilename(), /^evidence_\w+\.json$/);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation').isVisible(), false, 'paper has no navigation');
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.match(paper.toString('latin1'), /MediaBox \[0 0 59[45][\d.]* 84[12]/, 'A4');
  await page.emulateMedia({ media: 'screen' });

  await page.goto(`${home}/customers/${customer}?show=charges`);
  await page
    .getByRole('listitem')
    .filter({ hasText: 'not enough money' })
    .getByRole('link', { name: 'The payment' })
    .click();
  await page.getByRole('heading', { name: 'The link for the buyer' }).waitFor();
  assert.match(await page.getByRole('textbox', { name: 'Link' }).inputValue(), /\/pay\/cs_test_/);
  await assertReadable(page);
  await page.getByRole('link', { name: 'Send it again' }).click();
  await page.getByRole('button', { name: 'Send it again' }).click();
  await page.getByText('The event is on its way again.').waitFor();

  await page.goto(`${home}/customers/${customer}`);
  await page.getByRole('link', { name: 'Revoke' }).first().click();
  await page.getByRole('heading', { name: 'Revoke this permission?' }).waitFor();
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('You revoked the permission to charge Visa').waitFor();
  const { data } = await stage.ours('GET', `/v1/mandates?customer=${customer}`);
  assert.equal((data as { status: string }[])[0]?.status, 'inactive');
  assert.deepEqual(witness.complaints, []);
  assert.ok(witness.requests.every(({ url }) => !url.includes('sk_test')));
});
