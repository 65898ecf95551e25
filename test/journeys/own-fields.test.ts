/**
 * A checkout whose card fields are the processor's own, under the policy that is printed for it. Stripe.js
 * is a stand-in; what it asks of Stripe, and what our server asks, goes to a second installation.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { alert, fillBilling, payButton, returned, saveBox, savedCard } from '../support/buyer.ts';
import { openStage, secretOf } from '../support/journey.ts';
import { startWorld } from '../support/world.ts';

const STAND_IN = fileURLToPath(new URL('../support/stand-ins/stripe.js', import.meta.url));
const SCRIPT = 'https://js.stripe.com/**';

const behind = await startWorld({ config: { mandates: 'advisory' } });
const config = {
  processors: 'stripe',
  stripeSecretKey: behind.api.key,
  stripePublishableKey: 'pk_test_shop',
  stripeApiBase: behind.api.url.replace('localhost', '127.0.0.1'),
};
const stage = await openStage({ config });
after(() => behind.close());

const { PUBLIC_URL, BANK_URL } = stage.world.environment;
const csp = spawnSync(process.execPath, ['server/keepsake.mjs', 'csp'], {
  env: {
    ...process.env,
    PUBLIC_URL,
    BANK_URL,
    KEEPSAKE_PROCESSORS: 'stripe',
    STRIPE_SECRET_KEY: behind.api.key,
    STRIPE_PUBLISHABLE_KEY: config.stripePublishableKey,
  },
  encoding: 'utf8',
}).stdout.trimEnd();

interface Asked {
  readonly card: { readonly number: string };
  readonly metadata: Record<string, string>;
  readonly billing_details?: { readonly name: string };
}

/** Answers for Stripe's two addresses. */
async function standIn(context: BrowserContext): Promise<void> {
  await context.route(SCRIPT, (route) => route.fulfill({ path: STAND_IN }));
  await context.route('https://api.stripe.com/**', async (route) => {
    const { card, metadata, billing_details } = route.request().postDataJSON() as Asked;
    const made = await behind.stripe.paymentMethods.create({
      type: 'card',
      card: { token: card.number.startsWith('5') ? 'tok_mastercard' : 'tok_visa' },
      metadata,
      ...(billing_details ? { billing_details } : {}),
    });
    await route.fulfill({ json: made, headers: { 'access-control-allow-origin': '*' } });
  });
}

const field = (page: Page, title: string) =>
  page.getByTitle(title, { exact: true }).contentFrame().getByRole('textbox');
const numberField = (page: Page) => field(page, 'Secure card number input frame');

async function typeCard(page: Page): Promise<void> {
  await numberField(page).pressSequentially('4242424242424242');
  await field(page, 'Secure expiration date input frame').fill('12 / 34');
  await field(page, 'Secure CVC input frame').fill('917');
  await page.getByRole('textbox', { name: 'Name on card' }).fill('Noor Haddad');
}

async function open(customer: string, more = {}) {
  const session = await stage.session({
    customer,
    saved_payment_method_options: { payment_method_save: 'enabled' },
  });
  const visit = await stage.browser();
  await standIn(visit.context);
  await visit.page.goto(stage.site.publish(secretOf(session), { csp, ...more }));
  return { ...visit, session };
}

test('a card is typed in Stripe’s fields, kept, and pays by one press the next time', async () => {
  const { id: customer } = await stage.customer();
  const around = (tag: string) =>
    `<main><template shadowrootmode="open"><section><template shadowrootmode="open">${tag}</template></section></template></main>`;
  const { page, session, witness } = await open(customer, { around });
  await numberField(page).waitFor();
  await page.getByRole('group', { name: 'Card details' }).waitFor();
  await payButton(page).click({ force: true });
  await alert(page).filter({ hasText: 'Card number: Fill in this field.' }).waitFor();
  await typeCard(page);
  await fillBilling(page);
  await saveBox(page).check();
  await field(page, 'Secure CVC input frame').press('Enter');
  assert.equal(await returned(page), session.id);

  const { data: intents } = await behind.stripe.paymentIntents.list({ limit: 10 });
  assert.deepEqual(
    intents.map(({ amount, status }) => [amount, status]),
    [[1099, 'succeeded']],
  );
  const method = await behind.stripe.paymentMethods.retrieve(String(intents[0]?.payment_method));
  assert.equal(method.metadata?.keepsake_session, session.id);
  assert.equal(method.billing_details.name, 'Noor Haddad');
  for (const { url, body } of witness.requests)
    if (!url.startsWith('https://api.stripe.com/'))
      assert.doesNotMatch(body, /4242 ?4242|917/, `${url} hears what was typed`);
  assert.deepEqual(witness.complaints, []);

  const next = await open(customer);
  await savedCard(next.page, '4242').waitFor();
  assert.equal(await savedCard(next.page, '4242').isChecked(), true);
  await payButton(next.page).click();
  assert.equal(await returned(next.page), next.session.id);
  const asked = next.witness.requests.filter(({ url }) => url.includes('stripe.com'));
  assert.deepEqual(asked, [], 'nothing of Stripe’s is fetched for a saved card');
});

test('a card that was typed in another session is refused', async () => {
  const { id: customer } = await stage.customer();
  const theirs = await behind.stripe.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_visa' },
    metadata: { keepsake_session: 'cs_test_theirs' },
  });
  const unbound = await behind.stripe.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_visa' },
  });
  const session = await stage.session({ customer });
  const hosted = await fetch(`${stage.world.api.url}/pay/${session.id}`);
  assert.match(hosted.headers.get('content-security-policy') ?? '', /js\.stripe\.com/);
  for (const token of [theirs.id, unbound.id, 'tok_visa']) {
    const { status, body } = await stage.world.elements(
      secretOf(session),
      '/elements/checkout/confirm',
      {
        method: 'POST',
        body: {
          press: crypto.randomUUID(),
          card_token: token,
          billing_details: { name: 'Ada', address: { country: 'US', postal_code: '62701' } },
        },
      },
    );
    const { code } = body.error as { code: string };
    assert.deepEqual([status, code], [400, 'token_foreign'], token);
  }
});

test('a script that does not come is said so, and comes when tried again', async () => {
  const { id: customer } = await stage.customer();
  const session = await stage.session({ customer });
  const { page, context } = await stage.browser();
  await standIn(context);
  await context.route(SCRIPT, (route) => route.abort(), { times: 1 });
  await page.goto(stage.site.publish(secretOf(session), { csp }));
  await alert(page).filter({ hasText: 'The card fields could not be loaded.' }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await typeCard(page);
  await fillBilling(page);
  await payButton(page).click();
  assert.equal(await returned(page), session.id);
});
