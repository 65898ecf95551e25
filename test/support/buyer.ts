/**
 * What a buyer does on a page with the tag, in the words of the contract: everything is found by
 * role and accessible name. It knows no selector, no class and no state behind the screen.
 */
import assert from 'node:assert/strict';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { eventually } from './journey.ts';
import type { Guarded } from './witness.ts';

/** What is typed into the card's frame. */
export interface TypedCard {
  readonly number: string;
  readonly expiry: string;
  readonly code: string;
  readonly name: string;
}

/** Stripe's plain Visa, with a code that no other text holds by chance. */
export const VISA: TypedCard = {
  number: '4242424242424242',
  expiry: '12/34',
  code: '917',
  name: 'Noor Haddad',
};

export const cards = (page: Page): Locator =>
  page.getByRole('radiogroup', { name: 'Payment method' });

/** The radio of a saved card, by its last four digits. */
export const savedCard = (page: Page, last4: string): Locator =>
  page.getByRole('radio', { name: `ending in ${last4}` });

export const newCard = (page: Page): Locator => page.getByRole('radio', { name: 'New card' });

export const saveBox = (page: Page): Locator =>
  page.getByRole('checkbox', { name: /^Save this card for future purchases/ });

export const mandateBox = (page: Page): Locator =>
  page.getByRole('checkbox', { name: /^I authorize/ });

export const payButton = (page: Page, name: RegExp = /^Pay \$10\.99/): Locator =>
  page.getByRole('button', { name });

/** An error that is on screen. */
export const alert = (page: Page): Locator => page.getByRole('alert').filter({ hasText: /\S/ });

export const cardFrame = (page: Page): FrameLocator =>
  page.getByTitle('Card details', { exact: true }).contentFrame();

export const challengeFrame = (page: Page): FrameLocator =>
  page.getByTitle('Card verification', { exact: true }).contentFrame();

/** Types a card, key by key, and has the witness look out for its number and code. */
export async function typeCard(page: Page, guarded: Guarded, card: TypedCard): Promise<void> {
  guarded.numbers.add(card.number);
  guarded.codes.add(card.code);
  const frame = cardFrame(page);
  const field = (name: string) => frame.getByRole('textbox', { name });
  await field('Card number').fill('');
  await field('Card number').pressSequentially(card.number);
  await field('Expiry date').fill(card.expiry);
  await field('Security code').fill(card.code);
  await field('Name on card').fill(card.name);
}

/** Types what a card of that session needs beside itself: name, country and postal code. */
export async function fillBilling(page: Page): Promise<void> {
  const billing = page.getByRole('group', { name: 'Billing address' });
  await billing.getByRole('textbox', { name: 'Full name' }).fill('Noor Haddad');
  await billing.getByRole('combobox', { name: 'Country or region' }).selectOption('US');
  await billing.getByRole('textbox', { name: 'Postal code' }).fill('62701');
}

/** Answers the bank's question. */
export async function answerChallenge(page: Page, answer: 'Approve' | 'Decline'): Promise<void> {
  await challengeFrame(page).getByRole('button', { name: answer }).click();
}

/** Waits until a status on the page says so. */
export async function told(page: Page, words: RegExp): Promise<void> {
  await page.getByRole('status').filter({ hasText: words }).first().waitFor();
}

/** Waits for the merchant's page that a buyer comes back to. @returns the session that it names */
export async function returned(page: Page): Promise<string | null> {
  await page.getByRole('heading', { name: 'Thank you for your order' }).waitFor();
  return new URL(page.url()).searchParams.get('session');
}

/** Role and name of what has the focus, through shadow roots; `body` when nothing has it. */
export function focus(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (!at || at === document.body) return 'body';
    const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.title;
    return (at.localName + ' ' + (label || at.textContent)).replace(/\\s+/g, ' ').trim();
  })()`);
}

/** Waits until the focus is on what the words describe. */
export async function focusedOn(page: Page, words: RegExp): Promise<void> {
  await eventually(async () => assert.match(await focus(page), words));
}

/** Presses Tab until the focus is there, as somebody without a mouse does. */
export async function tabTo(page: Page, words: RegExp, key = 'Tab'): Promise<void> {
  const way: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    if (words.test(way.at(-1) ?? (await focus(page)))) return;
    await page.keyboard.press(key);
    way.push(await focus(page));
  }
  assert.fail(`Tab never came to ${words}: ${way.join(' → ')}`);
}
