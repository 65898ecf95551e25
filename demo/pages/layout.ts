/**
 * The frame of every page: the strip that says who is looking, the shop's head and foot.
 * It knows nothing of sessions or payments.
 */
import { html } from 'hono/html';
import { mark } from '../art.ts';
import { BUYER_KEYS, type BuyerKey, buyerOf } from '../buyers.ts';

export type Html = ReturnType<typeof html>;

export interface Frame {
  readonly buyer: BuyerKey;
  /** How many things are in the basket. */
  readonly count: number;
  /** The address that the buyer links of the strip lead to. */
  readonly path: string;
  /** The address of this page, for the menu. */
  readonly here: string;
}

const SHEETS = ['shop', 'art', 'goods', 'order', 'ledger', 'customer', 'coffee', 'mail'];

const MENU = [
  ['/', 'Shop'],
  ['/coffee', 'Coffee'],
  ['/save-card', 'Save a card'],
  ['/wallet', 'Wallet'],
  ['/operator', 'Operator'],
] as const;

export function layout(frame: Frame, title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === '' ? 'Keepsake Goods' : `${title} – Keepsake Goods`}</title>
<link rel="icon" href="/shop/icon.svg" type="image/svg+xml">
${SHEETS.map((sheet) => html`<link rel="stylesheet" href="/shop/${sheet}.css">`)}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${strip(frame)}
<header class="head">
<a class="brand" href="/">${mark()}<span>Keepsake Goods</span></a>
<nav aria-label="Shop">
${MENU.map(
  ([href, name]) =>
    html`<a href="${href}" ${href === frame.here ? html`aria-current="page"` : ''}>${name}</a>`,
)}
</nav>
<a class="basket" href="/cart">Basket<span class="count">${frame.count}</span></a>
</header>
<main id="main">${body}</main>
<footer class="foot">
<p>Keepsake Goods is not a real studio. It exists to show <strong>Keepsake</strong>, a checkout that remembers cards, with permission.</p>
<p><a href="/buyers">Buyers and test cards</a> · <a href="/reference">The elements</a></p>
</footer>
</body>
</html>`;
}

function strip(frame: Frame): Html {
  return html`<nav class="strip" aria-label="Demo: who is buying">
<p><strong>Demo</strong><span class="wide"> – no money moves.</span> <span class="wide">You are</span></p>
<ul>
${BUYER_KEYS.map((key) => {
  const buyer = buyerOf(key);
  const [name = 'Guest'] = (buyer?.name ?? 'Guest').split(' ');
  return html`<li><a href="${frame.path}?buyer=${key}" ${
    key === frame.buyer ? html`aria-current="true"` : ''
  }>${name}<small>${buyer?.role ?? ''}</small></a></li>`;
})}
</ul>
</nav>`;
}

/** A moment, such as `21 Nov 2026, 13:05`. @param seconds since 1970 */
export function time(seconds: number): Html {
  const date = new Date(seconds * 1000);
  const shown = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return html`<time datetime="${date.toISOString()}">${shown}</time>`;
}
