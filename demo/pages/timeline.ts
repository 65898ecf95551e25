/** The story of one customer, one entry an event, newest first. */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import type { Attempt, Evidence } from '../evidence.ts';
import { cardName, money, plain, sentence } from '../spoken.ts';
import type { Entry } from '../timeline.ts';
import { consentEntry } from './consent-entry.ts';
import { type Html, time } from './layout.ts';
import { status } from './merchant.ts';

/** What is older is folded away. */
const AT_ONCE = 40;

/** @param name the buyer's first name */
export function timelineList(entries: readonly Entry[], name: string, evidence: Evidence): Html {
  if (entries.length === 0) return html`<p>Nothing has been agreed to, and nothing charged.</p>`;
  const list = (some: readonly Entry[]) =>
    html`<ol class="timeline">${some.map((entry) => entryOf(entry, name, evidence))}</ol>`;
  const earlier = entries.slice(AT_ONCE);
  return html`${list(entries.slice(0, AT_ONCE))}${
    earlier.length === 0
      ? ''
      : html`<details><summary>${earlier.length} earlier</summary>${list(earlier)}</details>`
  }`;
}

function entryOf(entry: Entry, name: string, { cards, ledger }: Evidence): Html {
  switch (entry.kind) {
    case 'consent':
      return consentEntry(entry, name, ledger.broken.includes(entry.consent.id));
    case 'charge':
      return chargeEntry(entry, name);
    case 'refusal':
      return refusalEntry(entry, cards);
  }
}

function chargeEntry(
  { payment, attempts, at }: Extract<Entry, { kind: 'charge' }>,
  name: string,
): Html {
  const card = cardOf(payment);
  const amount = money(payment.amount, payment.currency);
  const later = attempts.at(-1)?.initiator === 'merchant';
  return html`<li class="entry charge" id="${payment.id}">
<p class="entry-when">${time(at)}</p>
<h3>${later ? `The shop charged ${amount} while ${name} was away` : sentence(`${name} paid ${amount}`)} ${status(payment)}</h3>
<p class="quiet small">${[card, payment.description].filter((part) => part !== null).join(' · ')}</p>
<ul class="attempts">${attempts.map(attemptLine)}</ul>
<p class="ids"><a href="/merchant/payments/${payment.id}">How it went</a> <code>${payment.id}</code></p>
</li>`;
}

function cardOf({ payment_method: method }: Stripe.PaymentIntent): string | null {
  const card = method !== null && typeof method === 'object' ? method.card : undefined;
  return card === undefined ? null : cardName(card);
}

function attemptLine({ operation, status: where, ...attempt }: Attempt): Html {
  const { authorization, mandate, decline, processor } = attempt;
  const what = `${plain(operation)} ${plain(where)}`;
  return html`<li><span>${sentence(what)} at ${processor}${
    decline === null ? '' : html` <code>${decline.code}</code>`
  }, </span>${coverage(authorization, mandate)}</li>`;
}

/** On whose word an attempt was made. */
function coverage(authorization: Attempt['authorization'], mandate: string | null): Html {
  if (authorization === 'on_session') return html`<span>the buyer was there</span>`;
  if (mandate === null) return html`<span>without an authorization</span>`;
  return html`<span>covered by <a href="#${mandate}">an authorization</a></span>`;
}

function refusalEntry(
  { refusal, followed }: Extract<Entry, { kind: 'refusal' }>,
  cards: readonly Stripe.PaymentMethod[],
): Html {
  const { amount, currency, reasons } = refusal;
  const card = cards.find(({ id }) => id === refusal.payment_method)?.card;
  const to = card === undefined ? '' : ` to ${cardName(card)}`;
  const what = amount === null ? 'A request' : `A charge of ${money(amount, currency ?? 'usd')}`;
  return html`<li class="entry refusal" id="${refusal.id}">
<p class="entry-when">${time(refusal.created)}</p>
<h3>${what}${to} <span class="status bad">refused</span></h3>
<p>${refusal.message}</p>
<p class="quiet small">Nothing was sent to a bank. ${[refusal.code, ...reasons].map(
    (code) => html`<code>${code}</code> `,
  )}</p>
${followed === null ? '' : html`<p class="small"><a href="#${followed}">What came of it later</a></p>`}
<p class="ids"><code>${refusal.intent ?? refusal.id}</code></p>
</li>`;
}
