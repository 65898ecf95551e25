/**
 * The pages that hold the tag. All that a merchant writes for it are the two lines in
 * {@link tag}; everything else is the shop's own.
 */
import { html } from 'hono/html';
import type { Cart } from '../cart.ts';
import { summary } from './basket.ts';
import type { Html } from './layout.ts';

/** @param sample whether the shop put something into an empty basket by itself */
export function checkoutPage(cart: Cart, secret: string, elements: string, sample: boolean): Html {
  return html`<div class="checkout">
<section class="order" aria-labelledby="order-title">
<h1 id="order-title">Your order</h1>
${sample ? html`<p class="note">Your basket was empty, so here is one thing to try it with.</p>` : ''}
${summary(cart)}
<p class="small"><a href="/cart">Change the order</a></p>
</section>
<section class="payment" aria-labelledby="payment-title">
<h2 id="payment-title">Payment</h2>
${tag(secret, elements)}
<form class="aside" method="post" action="/checkout/hosted">
<p class="quiet small">Or <button class="link" type="submit">pay on a page of its own</button>, hosted by the payment API.</p>
</form>
</section>
</div>`;
}

export function saveCardPage(name: string, secret: string, elements: string): Html {
  return html`<section class="narrow payment">
<h1>Save a card</h1>
<p>${name}, keep a card with us for later orders. Nothing is charged today, and you can change your mind at any time.</p>
${tag(secret, elements)}
</section>`;
}

export function saveCardNeedsBuyer(): Html {
  return html`<section class="narrow"><h1>Save a card</h1>
<p>A card is kept for somebody. Guests have no account, so choose who you are first.</p>
<p class="actions"><a class="button" href="/save-card?buyer=noor">I am Noor</a> <a class="plain" href="/save-card?buyer=ada">I am Ada</a></p></section>`;
}

/** @param elements origin of the script, or nothing where it is the shop's own */
export function tag(secret: string, elements: string): Html {
  return html`<script type="module" src="${elements}/keepsake-checkout.js"></script>
<keepsake-checkout client-secret="${secret}"></keepsake-checkout>`;
}
