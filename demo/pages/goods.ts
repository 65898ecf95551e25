/** The shop window: the front page and one page a product. */
import { html } from 'hono/html';
import { frontPicture, picture } from '../art.ts';
import { PRODUCTS, type Product } from '../catalogue.ts';
import { money } from '../spoken.ts';
import { coffeeBand } from './coffee.ts';
import type { Html } from './layout.ts';

export function frontPage(): Html {
  return html`<section class="front">
<div class="front-words">
<h1>Paper worth keeping</h1>
<p>Postcards, letters and a few good tools for writing them. Printed two inks at a time, in small numbers.</p>
<a class="button" href="#goods">See the goods</a>
</div>
<div class="front-art tile sky">${frontPicture()}</div>
</section>
<section id="goods" aria-labelledby="goods-title">
<h2 id="goods-title">The goods</h2>
<ul class="grid">
${PRODUCTS.map(
  (product) => html`<li class="card">
<a href="/goods/${product.id}">
<div class="tile ${product.tile}">${picture(product.id)}</div>
<h3>${product.name}</h3>
<p class="price">${money(product.priceMinor)}</p>
<p class="quiet">${product.line}</p>
</a>
</li>`,
)}
</ul>
</section>
${coffeeBand()}`;
}

/** @param inBasket how many of it are in the basket already */
export function productPage(product: Product, inBasket: number): Html {
  return html`<article class="product">
<div class="tile ${product.tile}">${picture(product.id)}</div>
<div class="product-words">
<p class="crumb"><a href="/#goods">The goods</a></p>
<h1>${product.name}</h1>
<p class="price big">${money(product.priceMinor)}</p>
<p>${product.about}</p>
<form method="post" action="/cart/add">
<input type="hidden" name="item" value="${product.id}">
<button class="button wide-button" type="submit">Add to basket</button>
</form>
${inBasket > 0 ? html`<p class="quiet small">${inBasket} in your <a href="/cart">basket</a> already.</p>` : ''}
<ul class="facts">${product.facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</div>
</article>`;
}
