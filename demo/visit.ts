/**
 * What the browser remembers of a visit: who is buying, what is in the basket, which session is
 * open. All of it in cookies that scripts cannot read; none of it is believed about money.
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type BuyerKey, parseBuyerKey } from './buyers.ts';
import { type Cart, countOf, readCart, writeCart } from './cart.ts';
import type { Frame } from './pages/layout.ts';

/** The order being paid, the card being saved and the coffee being subscribed to are three sessions. */
export type Purpose = 'order' | 'card' | 'coffee';

function remember(c: Context, name: string, value: string): void {
  const secure = new URL(c.req.url).protocol === 'https:';
  setCookie(c, `shop_${name}`, value, { path: '/', httpOnly: true, sameSite: 'Lax', secure });
}

function recall(c: Context, name: string): string | undefined {
  return getCookie(c, `shop_${name}`);
}

/** Who is buying: `?buyer=` decides and is remembered; at first it is the returning buyer. */
export function whoBuys(c: Context): BuyerKey {
  const asked = parseBuyerKey(c.req.query('buyer'));
  if (asked !== undefined) remember(c, 'buyer', asked);
  return asked ?? parseBuyerKey(recall(c, 'buyer')) ?? 'ada';
}

export function basketOf(c: Context): Cart {
  return readCart(recall(c, 'basket'));
}

export function keepBasket(c: Context, cart: Cart): void {
  remember(c, 'basket', writeCart(cart));
}

export function sessionOf(c: Context, purpose: Purpose): string | undefined {
  return recall(c, purpose);
}

export function keepSession(c: Context, purpose: Purpose, id: string): void {
  remember(c, purpose, id);
}

/** After an order: the basket is empty again and the next checkout is a new one. */
export function finish(c: Context, sessionId: string): void {
  for (const purpose of ['card', 'coffee'] as const) {
    if (recall(c, purpose) === sessionId) deleteCookie(c, `shop_${purpose}`, { path: '/' });
  }
  if (recall(c, 'order') !== sessionId) return;
  deleteCookie(c, 'shop_order', { path: '/' });
  deleteCookie(c, 'shop_basket', { path: '/' });
}

/** @param path where the strip's links lead */
export function frameOf(c: Context, path: string, cart: Cart = basketOf(c)): Frame {
  return { buyer: whoBuys(c), count: countOf(cart), path, here: c.req.path };
}
