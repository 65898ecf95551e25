/** A subscriber's account page: the plan, what is charged next, invoices, letters, and what happened. */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import { picture } from '../art.ts';
import { date } from '../coffee/dates.ts';
import type { Letter } from '../coffee/letters.ts';
import { COFFEE } from '../coffee/plan.ts';
import type { Happening } from '../coffee/story.ts';
import type { Standing } from '../coffee/subscriber.ts';
import { cardName, money, plain, sentence } from '../spoken.ts';
import type { Html } from './layout.ts';
import { letterList } from './mail.ts';
import { type Machine, timeMachine } from './time-machine.ts';

export interface Account {
  readonly standing: Standing;
  readonly machine: Machine;
  /** Both newest first. */
  readonly letters: readonly Letter[];
  readonly happenings: readonly Happening[];
}

/** How much is shown at once; the rest is folded away. */
const LETTERS = 6;
const HAPPENINGS = 12;
const INVOICES = 6;

export function yourCoffeePage({ standing, machine, letters, happenings }: Account): Html {
  const { subscription, invoices } = standing;
  const since = machine.from;
  return html`${timeMachine(machine)}
<div class="yours">
<div class="yours-column">
${subscription === null ? nothingYet() : plan(subscription, standing)}
<section class="yours-events" aria-labelledby="events-title">
<h2 id="events-title">What happened</h2>
${story(happenings, since)}
</section>
</div>
<div class="yours-column">
<section class="yours-mail" aria-labelledby="mail-title">
<h2 id="mail-title"><a class="heading" href="/coffee/mail">Mailbox</a> <span class="count">${letters.length}</span></h2>
${letters.length === 0 ? html`<p class="quiet">No letters yet.</p>` : letterList(letters.slice(0, LETTERS), { since })}
${letters.length > LETTERS ? html`<p class="small more"><a href="/coffee/mail">All ${letters.length} letters</a></p>` : ''}
</section>
${invoices.length === 0 ? '' : invoiceList(invoices)}
</div>
</div>
<form method="post" action="/coffee/again" class="again">
<p class="quiet small">Done with it? <button class="link" type="submit">Start again</button> with a new clock, and forget all of this.</p>
</form>`;
}

function nothingYet(): Html {
  return html`<section class="plan"><h1>Your coffee</h1><p>You have not subscribed yet.</p>
<p><a class="button" href="/coffee">See the coffee</a></p></section>`;
}

const OVER = ['canceled', 'incomplete_expired'];

function plan(subscription: Stripe.Subscription, { card }: Standing): Html {
  const over = OVER.includes(subscription.status);
  return html`<section class="plan" aria-labelledby="plan-title">
<div class="tile mint plan-tile">${picture('coffee')}</div>
<div>
<h1 id="plan-title">Your coffee</h1>
<p>${standingBadge(subscription)}</p>
</div>
<dl class="plan-facts">
<div><dt>Plan</dt><dd>${COFFEE.name}, ${money(amountOf(subscription), subscription.currency)}</dd></div>
${over ? '' : html`<div><dt>${subscription.cancel_at_period_end ? 'Ends' : 'Next charge'}</dt><dd>${next(subscription)}</dd></div>`}
<div><dt>Card</dt><dd>${card === null ? 'None' : cardName(card)}</dd></div>
</dl>
<p class="plan-links">${
    over
      ? html`<a class="button" href="/coffee">Subscribe again</a>`
      : html`<a href="/coffee/wallet">Change the card, or stop</a>`
  }</p>
</section>`;
}

function amountOf({ items }: Stripe.Subscription): number {
  return items.data.reduce(
    (sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1),
    0,
  );
}

function next(subscription: Stripe.Subscription): string {
  const ends = subscription.items.data[0]?.current_period_end;
  if (ends === undefined) return 'None';
  const amount = money(amountOf(subscription), subscription.currency);
  return subscription.cancel_at_period_end ? date(ends) : `${amount} on ${date(ends)}`;
}

function standingBadge(subscription: Stripe.Subscription): Html {
  const { status, trial_end: trialEnd, cancel_at_period_end: ending } = subscription;
  if (status === 'trialing' && trialEnd !== null) {
    return html`<span class="status">free until ${date(trialEnd)}</span>`;
  }
  const kind = status === 'active' ? 'succeeded' : status === 'paused' ? '' : 'bad';
  const name = status === 'canceled' ? 'ended' : plain(status);
  return html`<span class="status ${kind}">${name}</span>${ending && !OVER.includes(status) ? html` <span class="status">ends soon</span>` : ''}`;
}

function invoiceList(invoices: readonly Stripe.Invoice[]): Html {
  const table = (some: readonly Stripe.Invoice[]) =>
    html`<ul class="invoices">${some.map(invoiceRow)}</ul>`;
  const earlier = invoices.slice(INVOICES);
  return html`<section class="yours-invoices" aria-labelledby="invoices-title"><h2 id="invoices-title">Invoices</h2>
${table(invoices.slice(0, INVOICES))}
${earlier.length === 0 ? '' : html`<details><summary>${earlier.length} earlier</summary>${table(earlier)}</details>`}
</section>`;
}

const PAID: Readonly<Record<string, string>> = {
  paid: 'succeeded',
  open: 'bad',
  uncollectible: 'bad',
};

function invoiceRow(invoice: Stripe.Invoice): Html {
  const { status, created, amount_due: due, currency, hosted_invoice_url: url } = invoice;
  const again = invoice.next_payment_attempt;
  return html`<li>
<span>${date(created)}</span>
<span class="price">${money(due, currency)}</span>
<span><span class="status ${PAID[status ?? ''] ?? ''}">${status === 'open' ? 'due' : plain(status ?? 'draft')}</span></span>
<span class="invoice-link">${typeof url === 'string' && url !== '' ? html`<a href="${url}">${status === 'open' ? 'Pay' : 'See it'}<span class="unseen"> (invoice of ${date(created)})</span></a>` : ''}</span>
${status === 'open' && again !== null ? html`<span class="again-on">Next try on ${date(again)}</span>` : ''}
</li>`;
}

function story(happenings: readonly Happening[], since: number | null): Html {
  if (happenings.length === 0) return html`<p class="quiet">Nothing yet. Move the time.</p>`;
  const list = (some: readonly Happening[]) =>
    html`<ol class="events">${some.map(
      ({ at, kind, says }) =>
        html`<li class="event-${kind} ${since !== null && at > since ? 'fresh' : ''}"><span class="event-when">${date(at)}</span> <span>${sentence(says)}</span></li>`,
    )}</ol>`;
  const earlier = happenings.slice(HAPPENINGS);
  return html`${list(happenings.slice(0, HAPPENINGS))}${
    earlier.length === 0
      ? ''
      : html`<details><summary>${earlier.length} earlier</summary>${list(earlier)}</details>`
  }`;
}
