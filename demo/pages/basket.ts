/** The basket, and the short list of it that the checkout shows. */
import { html } from 'hono/html';
import { picture } from '../art.ts';
import { type Cart, MAX_QUANTITY, totalMinor } from '../cart.ts';
import { POSTAGE_MINOR } from '../catalogue.ts';
import { money } from '../spoken.ts';
import type { Html } from './layout.ts';

export function basketPage(cart: Cart): Html {
  if (cart.lines.length === 0) {
    return html`<section class="narrow"><h1>Basket</h1>
<p>Nothing in it yet.</p><p><a class="button" href="/#goods">See the goods</a></p></section>`;
  }
  return html`<section class="narrow"><h1>Basket</h1>
<form method="post" action="/cart">
<ul class="lines">
${cart.lines.map(
  ({ product, quantity }) => html`<li>
<a class="tile small-tile ${product.tile}" href="/goods/${product.id}" tabindex="-1" aria-hidden="true">${picture(product.id)}</a>
<div class="line-name"><a href="/goods/${product.id}">${product.name}</a>
<label class="quantity"><span>Quantity</span>
<select name="quantity.${product.id}" aria-label="Quantity of ${product.name}">
${Array.from(
  { length: MAX_QUANTITY + 1 },
  (_, n) =>
    html`<option value="${n}" ${n === quantity ? html`selected` : ''}>${n === 0 ? '0 – take out' : n}</option>`,
)}
</select></label></div>
<p class="price">${money(product.priceMinor * quantity)}</p>
</li>`,
)}
</ul>
<fieldset class="delivery">
<legend>How it reaches you</legend>
${choice(cart, 'pickup', 'Pick up at the studio', 'Free')}
${choice(cart, 'post', 'By post', money(POSTAGE_MINOR))}
</fieldset>
<p class="total"><span>Total</span><strong>${money(totalMinor(cart))}</strong></p>
<div class="actions">
<button class="button wide-button" type="submit" name="go" value="checkout">Check out</button>
<button class="plain" type="submit" name="go" value="hosted">Pay on a page of its own</button>
<button class="plain" type="submit" name="go" value="basket">Update basket</button>
</div>
</form></section>`;
}

function choice(cart: Cart, value: Cart['delivery'], name: string, price: string): Html {
  return html`<label><input type="radio" name="delivery" value="${value}" ${
    cart.delivery === value ? html`checked` : ''
  }><span>${name}</span><span class="quiet">${price}</span></label>`;
}

/** What is being paid for, beside the payment. */
export function summary(cart: Cart): Html {
  return html`<ul class="lines compact">
${cart.lines.map(
  ({ product, quantity }) => html`<li>
<div class="tile small-tile ${product.tile}">${picture(product.id)}</div>
<p class="line-name">${product.name}${quantity > 1 ? html` <span class="quiet">× ${quantity}</span>` : ''}</p>
<p class="price">${money(product.priceMinor * quantity)}</p>
</li>`,
)}
</ul>
<dl class="sums">
${
  cart.delivery === 'post'
    ? html`<div><dt>Post and packing</dt><dd>${money(POSTAGE_MINOR)}</dd></div>`
    : html`<div><dt>Pick up at the studio</dt><dd>Free</dd></div>`
}
<div class="total"><dt>Total</dt><dd>${money(totalMinor(cart))}</dd></div>
</dl>`;
}
