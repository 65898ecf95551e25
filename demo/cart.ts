/**
 * The basket as it is kept in a cookie: `pickup:postcards.1~box.2`. Pure; whatever a browser sends
 * back is read leniently and can never name a price.
 */
import { findProduct, POSTAGE_MINOR, type Product } from './catalogue.ts';

export type Delivery = 'pickup' | 'post';

export interface CartLine {
  readonly product: Product;
  readonly quantity: number;
}

export interface Cart {
  readonly lines: readonly CartLine[];
  readonly delivery: Delivery;
}

export const EMPTY_CART: Cart = { lines: [], delivery: 'pickup' };
export const MAX_QUANTITY = 9;

export function readCart(value: string | undefined): Cart {
  if (value === undefined) return EMPTY_CART;
  const [delivery = '', list = ''] = value.slice(0, 500).split(':');
  const cart: Cart = { lines: [], delivery: delivery === 'post' ? 'post' : 'pickup' };
  return list.split('~').reduce((sum, entry) => {
    const [id = '', quantity = ''] = entry.split('.');
    return /^[1-9]$/.test(quantity) ? withQuantity(sum, id, Number(quantity)) : sum;
  }, cart);
}

export function writeCart(cart: Cart): string {
  return `${cart.delivery}:${cart.lines.map((line) => `${line.product.id}.${line.quantity}`).join('~')}`;
}

/** Sets how many of a product are in the basket; 0 takes it out, an unknown product changes nothing. */
export function withQuantity(cart: Cart, id: string, quantity: number): Cart {
  const product = findProduct(id);
  if (product === undefined || !Number.isInteger(quantity)) return cart;
  const line = { product, quantity: Math.min(quantity, MAX_QUANTITY) };
  const known = cart.lines.some((other) => other.product.id === id);
  const lines = known
    ? cart.lines.map((other) => (other.product.id === id ? line : other))
    : [...cart.lines, line];
  return { ...cart, lines: lines.filter((other) => other.quantity > 0) };
}

export function quantityOf(cart: Cart, id: string): number {
  return cart.lines.find((line) => line.product.id === id)?.quantity ?? 0;
}

export function countOf(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** US cents, postage included. */
export function totalMinor(cart: Cart): number {
  const goods = cart.lines.reduce((sum, line) => sum + line.product.priceMinor * line.quantity, 0);
  return goods + (cart.delivery === 'post' ? POSTAGE_MINOR : 0);
}
