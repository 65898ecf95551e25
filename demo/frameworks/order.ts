/**
 * What all four pages have in common, and would have in any framework: the shop's own server makes
 * a session and hands out its secret, and the tag's script comes from the API. No framework here.
 */
import type { KeepsakeChangeEvent, KeepsakeCompleteEvent } from '../../components/index.ts';

export interface Order {
  readonly clientSecret: string;
  /** The API's origin, where the tag's script comes from too. */
  readonly api: string;
}

/** @throws Error where the shop's server made none */
export async function placeOrder(): Promise<Order> {
  const response = await fetch('/order', { method: 'POST' });
  if (!response.ok) throw new Error('The order could not be placed.');
  const order: Order = await response.json();
  loadTag(order.api);
  return order;
}

/** Once a page, whichever part of it asks first. A page that knows its API writes this as HTML. */
function loadTag(api: string): void {
  if (document.querySelector('script[data-keepsake]')) return;
  const script = document.createElement('script');
  script.type = 'module';
  script.dataset.keepsake = '';
  script.src = `${api}/keepsake-checkout.js`;
  document.head.append(script);
}

/** The choice in the page's own words. */
export function chosenText({ detail }: KeepsakeChangeEvent): string {
  const card = detail.paymentMethod;
  return card ? `Chosen: ${card.brand} ${card.last4}` : 'Chosen: a new card';
}

/** Keeps the buyer here, and says what was paid, in the page's own words. */
export function paidText(event: KeepsakeCompleteEvent): string {
  event.preventDefault();
  return `Order ${event.detail.session?.id ?? ''} is ${event.detail.paymentStatus ?? 'done'}.`;
}
