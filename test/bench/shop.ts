/**
 * A merchant's side of the bench: customers with many saved cards, and open checkout sessions, made
 * through the public API with the official client. What it makes is not what is measured.
 */
import Stripe from 'stripe';

/** Where a whole Keepsake runs. */
export interface Place {
  readonly api: { readonly url: string; readonly key: string };
  readonly bank: { readonly url: string };
}

export interface Buyer {
  readonly customer: string;
  /** Newest last. */
  readonly cards: readonly string[];
}

export interface Shop {
  buyer(cards: number): Promise<Buyer>;
  /** Client secrets of that many open sessions. */
  sessions(customer: string, count: number): Promise<string[]>;
}

/** Requests under way at once while the shop is stocked. */
const AT_ONCE = 8;

const BILLING = {
  name: 'Ada Buyer',
  email: 'ada@example.com',
  address: {
    line1: '1 High Street',
    city: 'Springfield',
    state: 'IL',
    postal_code: '62701',
    country: 'US',
  },
};

/** The card number with that ordinal: Luhn-valid, and in the range that the sandbox accepts. */
function testNumber(ordinal: number): string {
  const body = `424242${String(ordinal).padStart(9, '0')}`;
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** `make` for 0 … count-1, a few at once, in order. */
async function several<T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - from);
    made.push(...(await Promise.all(Array.from({ length: size }, (_, at) => make(from + at)))));
  }
  return made;
}

/** @param returnUrl where sessions come back to; its origin may show the tag */
export function openShop(place: Place, returnUrl: string): Shop {
  const { hostname, port } = new URL(place.api.url);
  const stripe = new Stripe(place.api.key, { host: hostname, port, protocol: 'http' });

  async function token(ordinal: number): Promise<string> {
    const number = testNumber(ordinal);
    const response = await fetch(new URL('/tokens', place.bank.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ number, exp_month: 12, exp_year: 2034, cvc: '123' }),
    });
    const answer: unknown = await response.json();
    const id: unknown = Object(answer).id;
    if (typeof id !== 'string')
      throw new Error(`the bank gave no token: ${JSON.stringify(answer)}`);
    return id;
  }

  return {
    async buyer(count) {
      const customer = await stripe.customers.create({ name: BILLING.name, email: BILLING.email });
      const cards = await several(count, async (at) => {
        const method = await stripe.paymentMethods.create({
          type: 'card',
          card: { token: await token(at) },
          billing_details: BILLING,
          allow_redisplay: 'always',
        });
        await stripe.paymentMethods.attach(method.id, { customer: customer.id });
        return method.id;
      });
      return { customer: customer.id, cards };
    },
    sessions: (customer, count) =>
      several(count, async () => {
        const session = await stripe.checkout.sessions.create({
          mode: 'payment',
          ui_mode: 'elements',
          customer,
          return_url: returnUrl,
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: 'usd',
                unit_amount: 1099,
                product_data: { name: 'T-shirt' },
              },
            },
          ],
        });
        if (!session.client_secret) throw new Error('the session has no client secret');
        return session.client_secret;
      }),
  };
}
