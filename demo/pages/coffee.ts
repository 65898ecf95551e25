/** The coffee in the shop window, on a page of its own, and where it is subscribed to. */
import { html } from 'hono/html';
import { picture } from '../art.ts';
import { COFFEE, type Start } from '../coffee/plan.ts';
import { money } from '../spoken.ts';
import { tag } from './checkout.ts';
import type { Html } from './layout.ts';

const EVERY_MONTH = `${money(COFFEE.priceMinor)} a month`;

/** The band on the shop's front. */
export function coffeeBand(): Html {
  return html`<section class="band" aria-labelledby="band-title">
<div class="tile mint">${picture('coffee')}</div>
<div class="band-words">
<h2 id="band-title">${COFFEE.name}</h2>
<p>${COFFEE.about}</p>
<p class="price">${EVERY_MONTH}</p>
<p><a class="button" href="/coffee">See the coffee</a></p>
</div>
</section>`;
}

/** @param subscribed whether this buyer has it already */
export function coffeePage(subscribed: boolean): Html {
  return html`<article class="product">
<div class="tile mint">${picture('coffee')}</div>
<div class="product-words">
<p class="crumb"><a href="/">The shop</a></p>
<h1>${COFFEE.name}</h1>
<p class="price big">${EVERY_MONTH}</p>
<p>${COFFEE.about}</p>
${
  subscribed
    ? html`<p class="note">You have it already.</p><p><a class="button wide-button" href="/coffee/yours">See your coffee</a></p>`
    : html`<form method="post" action="/coffee" class="start">
<fieldset class="delivery">
<legend>When it begins</legend>
${choice('now', 'Today', `${money(COFFEE.priceMinor)} now`, true)}
${choice('trial', `With ${COFFEE.trialDays} free days`, `${money(0)} now`, false)}
</fieldset>
<button class="button wide-button" type="submit">Subscribe</button>
</form>`
}
<ul class="facts">${COFFEE.facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</div>
</article>`;
}

function choice(value: Start, name: string, price: string, chosen: boolean): Html {
  return html`<label><input type="radio" name="start" value="${value}" ${
    chosen ? html`checked` : ''
  }><span>${name}</span><span class="quiet">${price}</span></label>`;
}

export function coffeeNeedsBuyer(): Html {
  return html`<section class="narrow"><h1>${COFFEE.name}</h1>
<p>A guest has no account that a subscription could belong to. Choose who you are first.</p>
<p class="actions"><a class="button" href="/coffee?buyer=ada">I am Ada</a> <a class="plain" href="/coffee?buyer=noor">I am Noor</a></p></section>`;
}

/** @param elements origin of the script, or nothing where it is the shop's own */
export function coffeeCheckoutPage(secret: string, elements: string): Html {
  return html`<div class="checkout">
<section class="order" aria-labelledby="order-title">
<h1 id="order-title">${COFFEE.name}</h1>
<div class="tile mint coffee-tile">${picture('coffee')}</div>
<p>${COFFEE.line}.</p>
<p class="small"><a href="/coffee">Change when it begins</a></p>
</section>
<section class="payment" aria-labelledby="payment-title">
<h2 id="payment-title">Payment</h2>
${tag(secret, elements)}
</section>
</div>`;
}
