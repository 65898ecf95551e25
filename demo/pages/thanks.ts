/**
 * Where a buyer lands afterwards. It believes the API alone: an address that says "paid" in its
 * query shows whatever the session itself says.
 */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import type { Consent } from '../evidence.ts';
import { cardName, day, money } from '../spoken.ts';
import { agreed } from './agreed.ts';
import type { Html } from './layout.ts';

type Session = Stripe.Checkout.Session;

/** @param consents what was agreed to in this session */
export function thanksPage(session: Session, consents: readonly Consent[]): Html {
  if (session.status === 'expired') {
    return outcome('This checkout has expired', 'Nothing was charged.', '/checkout', 'Start again');
  }
  if (session.status !== 'complete') {
    return outcome(
      'Not paid yet',
      'This order is still open, and nothing was charged.',
      session.mode === 'setup' ? '/save-card' : '/checkout',
      'Go back to it',
    );
  }
  if (session.mode === 'setup') return saved(session, consents);
  return session.payment_status === 'unpaid' ? waiting(session) : receipt(session, consents);
}

export function unknownSessionPage(): Html {
  return outcome('No such order', 'There is no order at this address.', '/', 'Back to the shop');
}

function outcome(title: string, text: string, href: string, go: string): Html {
  return html`<section class="narrow outcome"><h1>${title}</h1><p>${text}</p>
<p><a class="button" href="${href}">${go}</a></p></section>`;
}

function waiting(session: Session): Html {
  return html`<section class="narrow outcome"><h1>Thank you, we are waiting for your bank</h1>
<p>Your order is in. We start on it as soon as the bank confirms the payment; there is nothing more to do.</p>
${slip(session)}</section>`;
}

function saved(session: Session, consents: readonly Consent[]): Html {
  return html`<section class="narrow outcome"><h1>Your card is saved</h1>
<p>${cardLine(session)} Nothing was charged.</p>
${agreed(consents)}
<p class="actions"><a class="button" href="/wallet">See your wallet</a> <a class="plain" href="/">Back to the shop</a></p></section>`;
}

function receipt(session: Session, consents: readonly Consent[]): Html {
  return html`<section class="narrow outcome"><h1>Thank you</h1>
<p>Your order is paid and we are wrapping it now.</p>
${slip(session)}
${agreed(consents)}
<p><a class="button" href="/">Back to the shop</a></p></section>`;
}

function slip(session: Session): Html {
  const currency = session.currency ?? 'usd';
  return html`<div class="slip">
<p class="slip-head"><strong>Receipt</strong><span class="quiet">${day(session.created)}</span></p>
<ul class="slip-lines">
${(session.line_items?.data ?? []).map(
  (item) =>
    html`<li class="slip-line"><span>${item.description ?? 'Item'}${
      (item.quantity ?? 1) > 1 ? html` <span class="quiet">× ${item.quantity}</span>` : ''
    }</span><span class="price">${money(item.amount_total, currency)}</span></li>`,
)}
</ul>
<p class="total"><span>Total</span><strong>${money(session.amount_total ?? 0, currency)}</strong></p>
<p class="quiet small">${cardLine(session)}</p>
</div>`;
}

/** The card of a session; null before there is one. */
export function cardOf(session: Session): Stripe.PaymentMethod | null {
  const intent = session.mode === 'setup' ? session.setup_intent : session.payment_intent;
  const method = intent !== null && typeof intent === 'object' ? intent.payment_method : null;
  return method !== null && typeof method === 'object' ? method : null;
}

function cardLine(session: Session): string {
  const card = cardOf(session)?.card;
  const setup = session.mode === 'setup';
  if (card === undefined) return setup ? 'It is ready for your next order.' : '';
  return setup ? `${cardName(card)} is ready for your next order.` : `Paid with ${cardName(card)}`;
}
