/**
 * Where a buyer lands afterwards. It believes the API alone: an address that says "paid" in its
 * query shows whatever the session itself says.
 */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import { type Html, money } from './layout.ts';

type Session = Stripe.Checkout.Session;

export function thanksPage(session: Session): Html {
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
  if (session.mode === 'setup') {
    return outcome('Your card is saved', cardLine(session), '/', 'Back to the shop');
  }
  return session.payment_status === 'unpaid' ? waiting(session) : receipt(session);
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

function receipt(session: Session): Html {
  return html`<section class="narrow outcome"><h1>Thank you</h1>
<p>Your order is paid and we are wrapping it now.</p>
${slip(session)}
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

function cardLine(session: Session): string {
  const intent = session.mode === 'setup' ? session.setup_intent : session.payment_intent;
  const method = intent !== null && typeof intent === 'object' ? intent.payment_method : null;
  const card = method !== null && typeof method === 'object' ? method.card : undefined;
  if (card === undefined) return session.mode === 'setup' ? 'It is ready for your next order.' : '';
  return `${session.mode === 'setup' ? '' : 'Paid with '}${cardName(card)}`;
}

/** Such as `Visa •••• 4242`. */
export function cardName(card: { readonly brand: string; readonly last4: string | null }): string {
  const names: Readonly<Record<string, string>> = {
    amex: 'American Express',
    jcb: 'JCB',
    unionpay: 'UnionPay',
    diners: 'Diners Club',
  };
  const name = names[card.brand] ?? card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return `${name} •••• ${card.last4 ?? '????'}`;
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-US', { dateStyle: 'long' });
}
