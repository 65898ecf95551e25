/** Charging somebody who is away: what is allowed, the form, and what came of it in words. */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import type { Evidence, Mandate } from '../evidence.ts';
import { CURRENCIES, type Outcome, type Reason } from '../later-charge.ts';
import { covered, type Planned, type Preset, uncovered } from '../presets.ts';
import { cardName, minorDigits, money, sentence } from '../spoken.ts';
import { termsInWords } from '../terms.ts';
import { type Html, time } from './layout.ts';

interface PanelView {
  /** The buyer's first name. */
  readonly name: string;
  readonly evidence: Evidence;
  readonly outcome: Outcome | null;
  readonly press: string;
}

type Cards = readonly Stripe.PaymentMethod[];

export function chargeLaterPanel({ name, evidence, outcome, press }: PanelView): Html {
  const { cards, mandates } = evidence;
  const planned = covered(mandates);
  const presets = uncovered(mandates, cards);
  return html`<section class="later" aria-labelledby="later-title">
<h2 id="later-title">Charge later</h2>
${outcome === null ? '' : told(outcome, name, cards)}
${allowed(mandates, cards, name)}
${
  cards.length === 0
    ? html`<p class="quiet">${sentence(name)} has no card on file.</p>`
    : html`<form method="post" class="later-form">
<input type="hidden" name="press" value="${press}">
<label class="field"><span>Card</span>
<select name="card">${cards.map((card) => cardOption(card, planned))}</select></label>
<div class="pair">
<label class="field"><span>Amount</span>
<input name="amount" inputmode="decimal" autocomplete="off" required pattern="\\d{1,8}([.,]\\d{1,3})?" value="${plainAmount(planned)}"></label>
<label class="field"><span>Currency</span>
<select name="currency">${CURRENCIES.map(
        (currency) =>
          html`<option value="${currency}" ${currency === planned.currency ? html`selected` : ''}>${currency.toUpperCase()}</option>`,
      )}</select></label>
</div>
<button class="button wide-button" type="submit">Charge without the buyer</button>
${presets.length === 0 ? '' : tries(presets, name)}
</form>`
}
</section>`;
}

function cardOption(card: Stripe.PaymentMethod, planned: Planned): Html {
  const name = card.card === undefined ? card.id : cardName(card.card);
  return html`<option value="${card.id}" ${card.id === planned.paymentMethod ? html`selected` : ''}>${name}</option>`;
}

function plainAmount({ amountMinor, currency }: Planned): string {
  const digits = minorDigits(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

/** Buttons beside the form's own: they need no field, so that an empty one does not hold them up. */
function tries(presets: readonly Preset[], name: string): Html {
  return html`<div class="tries"><p class="quiet small">Or try what ${name} has not agreed to:</p>
<ul>${presets.map(
    ({ paymentMethod, amountMinor, currency, says }) =>
      html`<li><button class="link" type="submit" name="preset" formnovalidate value="${paymentMethod} ${amountMinor} ${currency}">Charge ${says}</button></li>`,
  )}</ul></div>`;
}

function allowed(mandates: readonly Mandate[], cards: Cards, name: string): Html {
  const live = mandates.filter(({ status }) => status === 'active');
  if (live.length === 0) {
    return html`<p class="small">${sentence(name)} has authorized no later charge. Whatever is tried here is refused before it reaches a bank.</p>`;
  }
  return html`<ul class="allowed">${live.map(
    ({ consent, payment_method: method, terms, needs_reauthentication: unsure }) =>
      html`<li><a href="#${consent}">${nameOf(method, cards)}</a>
<span class="small">${termsInWords(terms)}</span>
${unsure ? html`<span class="small">The bank wants to see ${name} before the next charge.</span>` : ''}</li>`,
  )}</ul>`;
}

function nameOf(method: string, cards: Cards): string {
  const card = cards.find(({ id }) => id === method)?.card;
  return card === undefined ? 'A removed card' : cardName(card);
}

function told(outcome: Outcome, name: string, cards: Cards): Html {
  const { amountMinor, currency, paymentMethod } = outcome.charge;
  const what = `${money(amountMinor, currency)} to ${nameOf(paymentMethod, cards)}`;
  switch (outcome.kind) {
    case 'paid':
      return html`<div class="told good" role="status"><h3>Charged ${what}</h3>
<p>${sentence(name)} had authorized it. <a href="#${outcome.payment}">See it in the story.</a></p></div>`;
    case 'unknown':
      return html`<div class="told" role="status"><h3>${what}: not known yet</h3>
<p>The bank has not said what became of it. It is being asked; nothing else is tried meanwhile.</p></div>`;
    case 'refused':
      return html`<div class="told bad" role="alert"><h3>Refused: ${what}</h3>
<ul class="reasons">${outcome.reasons.map((reason) => reasonLine(reason, name))}</ul>
<p>Nothing was sent to a bank.</p>
${recovery(outcome.recoveryUrl, name)}</div>`;
    case 'declined':
    case 'invalid':
      return html`<div class="told bad" role="alert"><h3>${outcome.kind === 'declined' ? 'Declined' : 'Refused'}: ${what}</h3>
<p>${outcome.message}</p>
${recovery(outcome.recoveryUrl, name)}</div>`;
  }
}

function reasonLine({ code, message, fix, until }: Reason, name: string): Html {
  const who = {
    buyer: `${sentence(name)} can change that.`,
    merchant: 'You can change that.',
    wait: 'Waiting helps.',
  } as const;
  return html`<li><p>${message} <strong>${who[fix]}</strong>${
    until === undefined ? '' : html` It may pass after ${time(until)}.`
  }</p><code>${code}</code></li>`;
}

function recovery(url: string | null, name: string): Html {
  if (url === null) return html``;
  return html`<p><a class="button" href="${url}" target="_blank" rel="noopener">Send this link to the buyer</a></p>
<p class="quiet small">It opens a page where ${name} can pay this very amount, and renew the authorization. Opening it spends nothing.</p>`;
}
