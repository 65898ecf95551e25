/** The first page: one field to find somebody by, and what happened last. */
import { html } from 'hono/html';
import type { Customer, Match, PaymentIntent } from '../objects.ts';
import { cardName, money } from '../words/spoken.ts';
import { type Html, note, type Part, time } from './layout.ts';
import { paymentState } from './payment-state.ts';

export interface SearchView {
  readonly typed: string;
  /** Null before anything was searched for. */
  readonly matches: readonly Match[] | null;
  readonly more: boolean;
  /** Why the search could not be made; null where it could. */
  readonly problem: string | null;
  readonly customers: readonly Customer[];
  readonly payments: readonly PaymentIntent[];
}

export function searchPage(view: SearchView): Html {
  const { typed, matches, problem } = view;
  return html`<h1>Find a customer</h1>
<form method="get" action="/operator" class="search" role="search">
<label class="field"><span>E-mail, name, last four digits, or any id</span>
<input type="search" name="q" value="${typed}" autocomplete="off" spellcheck="false" maxlength="200"></label>
<button class="button">Find</button>
</form>
<p class="quiet small">Ids of customers, payments, charges, attempts, invoices, mandates and refunds; a processor’s own reference too. Names and addresses are found by how they begin.</p>
${problem === null ? '' : note('bad', 'That was not searched for', html`<p>${problem}</p>`)}
${matches === null ? latest(view) : found(view, matches)}`;
}

const REASONS: Readonly<Record<Match['because'], string>> = {
  id: 'by its id',
  email: 'by e-mail',
  last4: 'by a card',
  name: 'by name',
  reference: 'by the processor’s reference',
};

function found({ more, typed }: SearchView, matches: readonly Match[]): Html {
  if (matches.length === 0)
    return html`<h2>Nobody found</h2><p>No customer goes with “${typed}”. Try the whole e-mail address, or an id from a receipt or a statement.</p>`;
  return html`<h2>${matches.length}${more ? ' and more' : ''} found</h2>
<ul class="people">${matches.map(
    ({ customer, because, payment_intent: payment }) =>
      html`<li>${customer === null ? html`<strong>A guest</strong>` : person(customer)}
<p class="quiet small">Found ${REASONS[because]}${
        payment === null
          ? ''
          : html` · <a href="/operator/payments/${payment}">the payment <code>${payment}</code></a>`
      }</p></li>`,
  )}</ul>
${more ? html`<p class="quiet">Type more of it to see the others.</p>` : ''}`;
}

function person(customer: Customer): Part {
  const { id, name, email, deleted } = customer;
  const title = deleted ? 'Erased customer' : (name ?? email ?? 'Without a name');
  return html`<a href="/operator/customers/${id}">${title}</a> ${
    email && name ? html`<span class="quiet">${email}</span> ` : ''
  }<code>${id}</code>`;
}

function latest({ customers, payments }: SearchView): Html {
  return html`<div class="columns"><section aria-labelledby="payments"><h2 id="payments">Latest payments</h2>
${
  payments.length === 0
    ? html`<p class="quiet">None yet, or this key may not see them.</p>`
    : html`<ul class="rows">${payments.map(paymentRow)}</ul>`
}</section>
<section aria-labelledby="customers"><h2 id="customers">Latest customers</h2>
${
  customers.length === 0
    ? html`<p class="quiet">None yet, or this key may not see them.</p>`
    : html`<ul class="rows">${customers.map((each) => html`<li>${person(each)}</li>`)}</ul>`
}</section></div>`;
}

function paymentRow(payment: PaymentIntent): Html {
  const { payment_method: method, description } = payment;
  const card = method !== null && typeof method === 'object' ? method.card : undefined;
  const about = [card && cardName(card), description].filter(Boolean).join(' · ');
  return html`<li><a href="/operator/payments/${payment.id}">${money(payment.amount, payment.currency)}</a> ${paymentState(payment)}
<p class="quiet small">${time(payment.created)}${about === '' ? '' : ` · ${about}`}</p></li>`;
}
