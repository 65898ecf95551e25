/**
 * Payments with a saved card as requests to send: a buyer, open sessions, one confirm each. It
 * measures nothing.
 */
import { randomUUID } from 'node:crypto';
import type { Load, Salvo, Shot } from '../load.ts';
import { openShop, type Place } from '../shop.ts';

/** However slow, no request begins after that many milliseconds. */
const MAX_MS = 120_000;

export interface Till {
  /** Opens that many sessions, then pays all of them. */
  pay(count: number, connections: number): Promise<Salvo>;
  /** Sessions that are open, as requests that would pay them. */
  shots(count: number): Promise<readonly Shot[]>;
  readonly customer: string;
}

export async function openTill(place: Place, load: Load): Promise<Till> {
  const shop = openShop(place, 'http://localhost/return');
  const { customer, cards } = await shop.buyer(1);
  const shots = async (count: number) =>
    (await shop.sessions(customer, count)).map((secret) => ({
      method: 'POST',
      path: '/elements/checkout/confirm',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ press: randomUUID(), payment_method: cards[0], consents: {} }),
    }));
  return {
    customer,
    shots,
    async pay(count, connections) {
      const order = { origin: place.api.url, shots: await shots(count), repeat: false };
      return load.fire({ ...order, connections, maxMs: MAX_MS });
    },
  };
}
