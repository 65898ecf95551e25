/** Answers a request with one page of the shop. It knows no page and no payment. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Cart } from './cart.ts';
import { type Html, layout } from './pages/layout.ts';
import { frameOf } from './visit.ts';

/** @param path where the links of the strip lead to */
export function show(c: Context, path: string, title: string, body: Html, cart?: Cart) {
  return c.html(layout(frameOf(c, path, cart), title, body));
}

export function message(title: string, text: string): Html {
  return html`<section class="narrow outcome"><h1>${title}</h1><p>${text}</p>
<p><a class="button" href="/">Back to the shop</a></p></section>`;
}
