/**
 * The shop's server, as far as a checkout needs one: `POST /order` makes a session for a known buyer
 * with the official SDK. The secret key stays here.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import Stripe from 'stripe';

export interface Shop {
  /** Origin of the Keepsake API. */
  readonly api: string;
  readonly secretKey: string;
  /** Who buys; without one, the newest customer of the account. */
  readonly customer?: string;
}

/** Answers `POST /order`, and passes everything else on. */
export function createOrders({ api, secretKey, customer }: Shop) {
  const { hostname, port, protocol } = new URL(api);
  const stripe = new Stripe(secretKey, {
    host: hostname,
    port: port || (protocol === 'https:' ? 443 : 80),
    protocol: protocol === 'https:' ? 'https' : 'http',
    telemetry: false,
  });

  async function place(origin: string): Promise<string | null> {
    const buyer = customer ?? (await stripe.customers.list({ limit: 1 })).data[0]?.id;
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      return_url: `${origin}/`,
      ...(buyer === undefined ? {} : { customer: buyer }),
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: 'usd',
            unit_amount: 1099,
            product_data: { name: 'Six postcards' },
          },
        },
      ],
    });
    return session.client_secret;
  }

  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (request.method !== 'POST' || request.url !== '/order') {
      next();
      return;
    }
    response.setHeader('content-type', 'application/json');
    place(`http://${request.headers.host ?? 'localhost'}`).then(
      (clientSecret) => response.end(JSON.stringify({ clientSecret, api })),
      () => response.writeHead(502).end('{}'),
    );
  };
}
