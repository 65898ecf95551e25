/** One customer: what may be charged now and a way to charge it, what is owed, and the whole story. */
import { html } from 'hono/html';
import { TIMELINE_KINDS } from '../../model/timeline.ts';
import { attemptEntry, refusalEntry } from '../entries/attempt.ts';
import {
  copyable,
  decisionEntry,
  eventEntry,
  noticeEntry,
  refundEntry,
  sessionEntry,
} from '../entries/other.ts';
import { permissionEntry, standingPill } from '../entries/permission.ts';
import type { Customer, Entry, Invoice, Listed, Mandate, PaymentMethod } from '../objects.ts';
import { methodName } from '../words/method-name.ts';
import { money } from '../words/spoken.ts';
import { termsInWords } from '../words/terms.ts';
import { chargeForm } from './charge-form.ts';
import { code, type Html, type Part, time } from './layout.ts';

export interface CustomerView {
  readonly customer: Customer;
  /** Where their time stands, where they live by a test clock: epoch seconds. */
  readonly clock: number | null;
  readonly methods: readonly PaymentMethod[];
  readonly mandates: readonly Mandate[];
  /** Open ones. */
  readonly invoices: readonly Invoice[];
  readonly story: Listed<Entry>;
  /** Which part of the story is shown. */
  readonly shown: string;
  /** Whether it begins with the newest. */
  readonly first: boolean;
}

/** Parts of the story, with the kinds of entries that the API knows. */
export const PARTS: Readonly<Record<string, { readonly name: string; readonly kinds: string[] }>> =
  {
    story: {
      name: 'The story',
      // Events tell of the same things a second time.
      kinds: TIMELINE_KINDS.filter((kind) => kind !== 'event'),
    },
    permissions: { name: 'Permissions', kinds: ['consent', 'mandate'] },
    visits: { name: 'Visits', kinds: ['session'] },
    charges: { name: 'Charges', kinds: ['attempt', 'refusal', 'refund'] },
    invoices: { name: 'Invoices', kinds: ['decision', 'notice'] },
    events: { name: 'Events', kinds: ['event'] },
  };

export function customerPage(view: CustomerView): Html {
  const { customer, clock, methods, mandates, invoices } = view;
  const erased = customer.deleted === true;
  const title = erased ? 'Erased customer' : (customer.name ?? customer.email ?? 'Without a name');
  return html`<header class="title">
<p class="crumb"><a href="/operator">Find a customer</a></p>
<h1>${title}</h1>
<p class="quiet">${customer.email ?? ''} ${code(customer.id)}</p>
${erased ? html`<p>Personal fields were erased; the evidence that has to be kept is still here.</p>` : ''}
${clock === null ? '' : html`<p>Lives by a test clock, which stands at ${time(clock)}.</p>`}
</header>
<div class="columns">
<div class="side">
${erased ? '' : html`<section aria-labelledby="charge"><h2 id="charge">Charge</h2>${chargeForm(customer.id, methods)}</section>`}
${invoices.length === 0 ? '' : owed(invoices)}
${permissions(mandates, methods)}
</div>
${story(view, title.split(' ')[0] ?? 'the buyer')}
</div>`;
}

function owed(invoices: readonly Invoice[]): Html {
  return html`<section aria-labelledby="owed"><h2 id="owed">Open invoices</h2><ul class="rows">${invoices.map(
    (invoice) =>
      html`<li><strong>${money(invoice.amount_remaining, invoice.currency)}</strong> ${invoice.number ?? ''} <span class="quiet small">${time(invoice.created)}</span>
${invoice.hosted_invoice_url === null ? '' : copyable('Its page, for the buyer', invoice.hosted_invoice_url)}</li>`,
  )}</ul></section>`;
}

function permissions(mandates: readonly Mandate[], methods: readonly PaymentMethod[]): Html {
  const live = mandates.filter(({ status }) => status === 'active');
  return html`<section aria-labelledby="live"><h2 id="live">Permissions to charge</h2>${
    live.length === 0
      ? html`<p>None. A later charge is refused before anything is sent.</p>`
      : html`<ul class="rows">${live.map((mandate) => permission(mandate, methods))}</ul>`
  }</section>`;
}

function permission(mandate: Mandate, methods: readonly PaymentMethod[]): Html {
  const { id, payment_method: of, terms, needs_reauthentication: unsure, subscription } = mandate;
  const method = methods.find((each) => each.id === of);
  return html`<li><strong>${method ? methodName(method) : 'A removed card'}</strong> ${standingPill(mandate)}
<p class="small">${termsInWords(terms)}${subscription === null ? '' : html` For ${code(subscription)}.`}</p>
${unsure ? html`<p class="small">The bank wants to see the buyer before the next charge.</p>` : ''}
<p class="ids"><a href="/operator/mandates/${id}/revoke">Revoke</a> ${code(id)}</p></li>`;
}

function story({ customer, story: list, shown, first }: CustomerView, name: string): Html {
  const here = `/operator/customers/${customer.id}`;
  const { next_page: next = null } = list;
  return html`<section class="story" aria-labelledby="story"><h2 id="story">What happened</h2>
<nav class="parts" aria-label="Parts of the story">${Object.entries(PARTS).map(
    ([key, part]) =>
      html`<a href="${here}?show=${key}" ${key === shown ? html`aria-current="page"` : ''}>${part.name}</a>`,
  )}</nav>
<p class="quiet small">Newest first; times are in UTC.</p>
${
  list.data.length === 0
    ? html`<p>${list.withheld ? 'This key may not see it: it lacks the right events=read.' : 'Nothing of that kind.'}</p>`
    : html`<ol class="timeline">${list.data.map((entry) => entryOf(entry, name))}</ol>`
}
<p class="pages">${first ? '' : html`<a href="${here}?show=${shown}">Newest</a>`}${
    next === null
      ? ''
      : html`<a href="${here}?show=${shown}&page=${encodeURIComponent(next)}" rel="next">Earlier</a>`
  }</p></section>`;
}

function entryOf(entry: Entry, name: string): Part {
  switch (entry.kind) {
    case 'consent':
    case 'mandate':
      return permissionEntry(entry, name);
    case 'attempt':
      return attemptEntry(entry.attempt, true);
    case 'refusal':
      return refusalEntry(entry.refusal, true);
    case 'session':
      return sessionEntry(entry.session);
    case 'refund':
      return refundEntry(entry.refund, true);
    case 'decision':
      return decisionEntry(entry.decision);
    case 'notice':
      return noticeEntry(entry.notice);
    case 'event':
      return eventEntry(entry.event);
  }
}
