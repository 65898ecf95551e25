/** The story of one customer, one entry an event, newest first. */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import type { Attempt, Evidence, Refusal } from '../evidence.ts';
import { cardName, listed, money, plain } from '../spoken.ts';
import type { Entry } from '../timeline.ts';
import { consentEntry } from './consent-entry.ts';
import { type Html, time } from './layout.ts';
import { status } from './merchant.ts';

/** @param name the buyer's first name */
export function timelineList(
  entries: readonly Entry[],
  name: string,
  { cards, ledger }: Pick<Evidence, 'cards' | 'ledger'>,
): Html {
  if (entries.length === 0) return html`<p>Nothing has been agreed to, and nothing charged.</p>`;
  return html`<ol class="timeline">${entries.map((entry) => {
    switch (entry.kind) {
      case 'consent':
        return consentEntry(entry, name, ledger.broken.includes(entry.consent.id));
      case 'charge':
        return chargeEntry(entry, name);
      case 'refusal':
        return refusalEntry(entry.refusal, cards);
    }
  })}</ol>`;
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
<h3>${later ? `The shop charged ${amount} while ${name} was away` : `${name} paid ${amount}`} ${status(payment)}</h3>
<p class="quiet small">${[card, payment.description].filter((part) => part !== null).join(' · ')}</p>
<ul class="attempts">${attempts.map(attemptLine)}</ul>
<p class="ids"><code>${payment.id}</code></p>
</li>`;
}

function cardOf({ payment_method: method }: Stripe.PaymentIntent): string | null {
  const card = method !== null && typeof method === 'object' ? method.card : undefined;
  return card === undefined ? null : cardName(card);
}

function attemptLine(attempt: Attempt): Html {
  const why = {
    on_session: 'the buyer was there and pressed',
    mandate: 'under an authorization',
    none: 'without an authorization',
  } as const;
  const { authorization, mandate, decline, processor } = attempt;
  return html`<li><span>${plain(attempt.operation)}: ${plain(attempt.status)}${
    decline === null ? '' : ` (${plain(decline.code)})`
  } at ${processor}, ${why[authorization]}</span>${
    authorization === 'mandate' && mandate !== null
      ? html` <a href="#${mandate}">which one</a>`
      : ''
  }</li>`;
}

function refusalEntry(refusal: Refusal, cards: readonly Stripe.PaymentMethod[]): Html {
  const { amount, currency, reasons } = refusal;
  const what = amount === null ? 'A request' : `A charge of ${money(amount, currency ?? 'usd')}`;
  const card = cards.find(({ id }) => id === refusal.payment_method)?.card;
  return html`<li class="entry refusal" id="${refusal.id}">
<p class="entry-when">${time(refusal.created)}</p>
<h3>${what} was refused <span class="status bad">${plain(refusal.code)}</span></h3>
<p>${refusal.message}</p>
<p class="quiet small">${[
    ...(card === undefined ? [] : [cardName(card)]),
    ...(reasons.length === 0 ? [] : [`because of ${listed(reasons.map(plain))}`]),
    'nothing was sent to a bank',
  ].join(' · ')}</p>
<p class="ids"><code>${refusal.intent ?? refusal.id}</code></p>
</li>`;
}
