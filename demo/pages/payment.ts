/**
 * One payment as an operator sees it: every try with what was decided and until when, what was never
 * sent, and why its card can or cannot be charged now.
 */
import { html } from 'hono/html';
import type { Refusal } from '../evidence.ts';
import type { CardUpdate, PaymentHistory, Standing, Try } from '../payment-history.ts';
import { cardName, money } from '../spoken.ts';
import { type Html, time } from './layout.ts';
import { status } from './merchant.ts';
import { tryEntry } from './try-entry.ts';

const MENDS = { buyer: 'the buyer', merchant: 'the shop', wait: 'time' } as const;

export function paymentPage(history: PaymentHistory): Html {
  const { payment, tries, refusals, card, standing, updates } = history;
  const { customer } = payment;
  const whose = typeof customer === 'string' ? customer : (customer?.id ?? null);
  return html`<div class="customer">
<header class="customer-head">
<p class="crumb"><a href="/merchant">Merchant</a>${
    whose === null ? '' : html` · <a href="/merchant/customers/${whose}">Customer</a>`
  }</p>
<h1>${money(payment.amount, payment.currency)} ${status(payment)}</h1>
<p class="quiet">${[payment.description, card?.card ? cardName(card.card) : null].filter(Boolean).join(' · ')} <code>${payment.id}</code></p>
</header>
<div class="side">
<section class="later" aria-labelledby="card-title">
<h2 id="card-title">Could its card be charged now?</h2>
${standing === null || card === null ? html`<p class="quiet">No card stands behind this payment.</p>` : cardNow(card, standing, updates)}
</section>
</div>
<section class="story" aria-labelledby="story-title">
<h2 id="story-title">What was tried, and what was decided</h2>
${tries.length + refusals.length === 0 ? html`<p>Nothing was tried yet.</p>` : html`<ol class="timeline">${inOrder(tries, refusals)}</ol>`}
</section>
</div>`;
}

/**
 * Tries and refusals in the order in which they happened. Within one second a refusal comes after what
 * was sent, and before the skipped try that it led to.
 */
function inOrder(tries: readonly Try[], refusals: readonly Refusal[]): readonly Html[] {
  return [
    ...tries.map((one) => ({
      at: one.created,
      rank: one.status === 'skipped' ? 2 : 0,
      entry: tryEntry(one),
    })),
    ...refusals.map((one) => ({ at: one.created, rank: 1, entry: refusalEntry(one) })),
  ]
    .toSorted((a, b) => a.at - b.at || a.rank - b.rank)
    .map(({ entry }) => entry);
}

function refusalEntry({ id, created, message, reasons }: Refusal): Html {
  return html`<li class="entry refusal" id="${id}">
<p class="entry-when">${time(created)}</p>
<h3>Asked for while the buyer was away <span class="status bad">refused</span></h3>
<p>${message}</p>
<p class="quiet small">Nothing was sent to a processor. ${reasons.map((code) => html`<code>${code}</code> `)}</p>
</li>`;
}

function cardNow(
  card: NonNullable<PaymentHistory['card']>,
  { ready, reasons }: Standing,
  updates: readonly CardUpdate[],
): Html {
  return html`<p>${card.card ? cardName(card.card) : card.id}, with nobody there, for as much: ${
    ready
      ? html`<span class="status succeeded">ready</span>`
      : html`<span class="status bad">not ready</span>`
  }</p>
<ul class="reasons">${reasons.map(
    ({ code, message, fix, until }) =>
      html`<li><p>${message}</p><p class="quiet small"><code>${code}</code> · mended by ${MENDS[fix]}${
        until === undefined ? '' : html`, not before ${time(until)}`
      }</p></li>`,
  )}</ul>
${
  updates.length === 0
    ? ''
    : html`<h3>What became of it since it was kept</h3>
<ul class="reasons">${updates.map(updateLine)}</ul>`
}`;
}

function updateLine({ kind, processor, before, after, created }: CardUpdate): Html {
  const expiry = (side: CardUpdate['after']) => `${side.exp_month}/${side.exp_year}`;
  const what = {
    expiry: `new expiry: ${expiry(after)}, was ${expiry(before)}`,
    number: `new number: •••• ${after.last4}, was •••• ${before.last4}`,
    closed: 'the account is closed',
    reopened: 'the account is open again',
  }[kind];
  return html`<li><p>${what}</p><p class="quiet small">${processor ?? 'by hand'}, ${time(created)}</p></li>`;
}
