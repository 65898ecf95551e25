/**
 * The other side of the counter: what the shop's owner sees of payments and events, read from the
 * API and nowhere else.
 */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import { cardName, money, plain } from '../spoken.ts';
import { type Html, time } from './layout.ts';

export function merchantPage(
  customers: readonly Stripe.Customer[],
  payments: readonly Stripe.PaymentIntent[],
  events: readonly Stripe.Event[],
): Html {
  return html`<section class="ledger">
<h1>Merchant</h1>
<p class="quiet">What the owner of the shop sees. All of it comes from the API, with the shop's secret key.</p>
<h2>Customers</h2>
<ul class="links">${customers.map(
    (customer) =>
      html`<li><a href="/merchant/customers/${customer.id}">${customer.name ?? customer.email ?? customer.id}</a>
<span class="quiet small">${customer.email ?? ''}</span></li>`,
  )}</ul>
<p class="quiet small">Who agreed to what, which charges followed, and a way to charge somebody who is away.</p>
<h2>Payments</h2>
<p class="quiet small"><a href="/merchant/processors">Processors</a>: what payments go through, with a switch for each.</p>
${
  payments.length === 0
    ? html`<p>No payments yet. <a href="/checkout?buyer=ada">Make the first one as Ada.</a></p>`
    : html`<div class="scroll" role="region" aria-label="Payments" tabindex="0"><table>
<thead><tr><th scope="col">Amount</th><th scope="col">Status</th><th scope="col">Card</th><th scope="col">For</th><th scope="col">When</th><th scope="col">Id</th></tr></thead>
<tbody>${payments.map(paymentRow)}</tbody></table></div>`
}
<h2>Events</h2>
${
  events.length === 0
    ? html`<p>No events yet.</p>`
    : html`<div class="scroll" role="region" aria-label="Events" tabindex="0"><table>
<thead><tr><th scope="col">Type</th><th scope="col">About</th><th scope="col">When</th></tr></thead>
<tbody>${events.map(
        (event) => html`<tr><td>${event.type}</td>
<td><code>${'id' in event.data.object ? String(event.data.object.id) : ''}</code></td>
<td>${time(event.created)}</td></tr>`,
      )}</tbody></table></div>`
}
</section>`;
}

function paymentRow(payment: Stripe.PaymentIntent): Html {
  const method = payment.payment_method;
  const card = method !== null && typeof method === 'object' ? method.card : undefined;
  return html`<tr><td class="digits">${money(payment.amount, payment.currency)}</td>
<td>${status(payment)}</td>
<td>${card === undefined ? html`<span class="quiet">none</span>` : cardName(card)}</td>
<td>${payment.description ?? ''}</td><td>${time(payment.created)}</td><td><a href="/merchant/payments/${payment.id}"><code>${payment.id}</code></a></td></tr>`;
}

/** Where a payment stands; a decline says why. */
export function status(payment: Stripe.PaymentIntent): Html {
  const failed = payment.last_payment_error;
  const why = failed?.decline_code ?? failed?.code ?? 'failed';
  return payment.status === 'requires_payment_method' && failed !== null
    ? html`<span class="status bad">declined: ${plain(why)}</span>`
    : html`<span class="status ${payment.status}">${plain(payment.status)}</span>`;
}
