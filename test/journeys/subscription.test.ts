/**
 * A subscription's life in the demo's shop: one tick and one press, months that collect themselves, a
 * card that fails, the letter that brings its buyer back, and months that collect themselves again.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { createPost } from '../../demo/coffee/post.ts';
import { listen } from '../../demo/listen.ts';
import { createShop } from '../../demo/shop.ts';
import {
  fillBilling,
  mandateBox,
  newCard,
  payButton,
  savedCard,
  told,
  typeCard,
  VISA,
} from '../support/buyer.ts';
import { openStage } from '../support/journey.ts';

const COFFEE_MINOR = 1400;
const PAUSE_MS = 50;
const MASTERCARD = { ...VISA, number: '5555555555554444', code: '358' };

const stage = await openStage({
  config: { webhooksAllowPrivate: 'on', merchantName: 'Keepsake Goods' },
});
const { world, stripe } = stage;
const front = await listen('127.0.0.1', 0, 'PORT');
const home = `http://127.0.0.1:${front.port}`;
const post = createPost();
const shop = createShop({
  post,
  api: { url: world.api.url, secretKey: world.api.key, publicUrl: world.api.url },
  shopUrl: home,
  frameUrl: world.bank.url,
  sandbox: { url: world.bank.url, accounts: ['sandbox'] },
  vendors: [],
});
front.answer((request, bindings) => shop.fetch(request, bindings));
await post.subscribe(stripe, `${home}/coffee/events`);
// The worker's own pause between turns is a second: too long for somebody who waits for each letter.
let open = true;
const turning = (async () => {
  while (open) {
    await world.keepsake.worker.turn();
    await pause(PAUSE_MS);
  }
})();
after(async () => {
  open = false;
  await turning;
  await front.close();
});

/** Subscribes as a buyer with a saved card does: one tick, one press. */
async function subscribe(page: Page, buyer: string): Promise<void> {
  await page.goto(`${home}/coffee?buyer=${buyer}`);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await savedCard(page, '4242').waitFor();
  assert.equal(await savedCard(page, '4242').isChecked(), true, 'the saved card is chosen');
  await mandateBox(page).check();
  await payButton(page, /^Subscribe/).click();
  await page.getByRole('heading', { name: 'Your coffee' }).waitFor();
}

/** Moves the subscriber's clock, and waits until it has arrived. */
async function move(page: Page, by: 'day' | 'week' | 'month' | 'year', times = 1): Promise<void> {
  const today = page.getByRole('region', { name: 'Demo: time and bank' }).getByRole('status');
  for (let made = 0; made < times; made += 1) {
    const before = await today.textContent();
    await page.getByRole('button', { name: `+ 1 ${by}` }).click();
    await today
      .filter({ hasText: 'Today is' })
      .filter({ hasNotText: before ?? '' })
      .waitFor();
  }
}

/** Has the bank of the subscriber's card say something else from now on. */
async function bankSays(page: Page, what: string): Promise<void> {
  await page.getByLabel(/^From now on the bank of/).selectOption({ label: what });
  await page.getByRole('button', { name: 'So be it' }).click();
}

/** Opens the newest letter. */
async function newestLetter(page: Page, subject: RegExp): Promise<void> {
  const mailbox = page.getByRole('region', { name: /^Mailbox/ });
  await mailbox.getByRole('listitem').first().getByRole('link').click();
  await page.getByRole('article').getByRole('heading', { name: subject }).waitFor();
}

const standing = (page: Page, words: string) =>
  page.getByRole('region', { name: 'Your coffee' }).getByText(words, { exact: true }).waitFor();

/** What the subscriber owes and has paid, oldest first. */
async function invoicesOf(email: string) {
  const [customer] = (await stripe.customers.list({ email })).data;
  assert.ok(customer);
  const list = await stripe.invoices.list({ customer: customer.id, limit: 100 });
  return list.data.toReversed();
}

/** Holds the bank's ledger against the invoices: each month is there once, and was charged once. */
async function assertOncePerMonth(email: string, months: number): Promise<void> {
  const invoices = await invoicesOf(email);
  assert.equal(invoices.length, months, 'one invoice a month');
  assert.ok(invoices.every(({ status }) => status === 'paid'));
  const periods = invoices.map(({ lines }) => lines.data[0]?.period ?? { start: 0, end: 0 });
  const gaps = periods.slice(1).filter(({ start }, at) => start !== periods[at]?.end);
  assert.deepEqual(gaps, [], 'months follow each other, none twice and none left out');
  const charged = await stage.charged();
  assert.deepEqual(
    charged.map(({ amount }) => amount),
    Array.from({ length: months }, () => COFFEE_MINOR),
    'the bank charged each once',
  );
}

test('what the API has not signed is not believed', async () => {
  const body = JSON.stringify({ id: 'evt_1', type: 'invoice.paid', data: { object: {} } });
  const signature = stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: 'whsec_another',
  });
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  const answer = await fetch(`${home}/coffee/events`, { method: 'POST', headers, body });
  assert.equal(answer.status, 400);
});

test('a card fails in month 7, the letter brings the buyer back, and month 8 collects itself', async () => {
  const email = 'ada+coffee@example.com';
  const { page } = await stage.browser();
  await subscribe(page, 'ada');
  await standing(page, 'active');
  await assertOncePerMonth(email, 1);

  await move(page, 'month', 5);
  await assertOncePerMonth(email, 6);
  await bankSays(page, 'says: reported lost');
  await move(page, 'month');
  await standing(page, 'past due');
  assert.equal((await stage.charged()).length, 6, 'month 7 is not paid');
  assert.equal((await invoicesOf(email)).at(-1)?.status, 'open');

  await newestLetter(page, /^Your coffee is waiting for \$14\.00$/);
  await page.getByRole('link', { name: 'Pay $14.00' }).click();
  await page.getByRole('button', { name: 'Pay $14.00' }).click();
  await newCard(page).check();
  await typeCard(page, stage.guarded, MASTERCARD);
  await fillBilling(page);
  await mandateBox(page).check();
  assert.equal((await stage.charged()).length, 6, 'opening and typing spend nothing');
  await payButton(page, /^Pay \$14\.00/).click();
  await told(page, /Payment complete/);
  await assertOncePerMonth(email, 7);

  await page.goto(`${home}/coffee/yours`);
  await standing(page, 'active');
  await standing(page, 'Mastercard •••• 4444');
  await move(page, 'month');
  await assertOncePerMonth(email, 8);
  await newestLetter(page, /^Receipt: \$14\.00$/);
  const letter = (await page.getByRole('article').textContent()) ?? '';
  assert.match(letter, /Mastercard.*4444/, 'the card that was chosen on the way back');
  await page.goto(`${home}/coffee/yours`);
  await move(page, 'year');
  await assertOncePerMonth(email, 20);
});

test('without money it is tried again by itself, and paid when the money is there', async () => {
  const { page } = await stage.browser();
  await subscribe(page, 'max');
  await bankSays(page, 'says: not enough money');
  await move(page, 'month');
  await standing(page, 'past due');
  await newestLetter(page, /^\$14\.00 could not be charged$/);
  await page.goto(`${home}/coffee/yours`);
  await bankSays(page, 'says yes');
  await move(page, 'week');
  await standing(page, 'active');
  await assertOncePerMonth('max+coffee@example.com', 2);
});
