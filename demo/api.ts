/**
 * The shop's line to the payment API: the official SDK with another base URL. Nothing else in the
 * shop knows where the API is or which key opens it.
 */
import Stripe from 'stripe';

export interface Api {
  /** Where this process reaches the API, such as `http://127.0.0.1:4242`. */
  readonly url: string;
  readonly secretKey: string;
}

export function connect(api: Api): Stripe {
  const url = new URL(api.url);
  const https = url.protocol === 'https:';
  return new Stripe(api.secretKey, {
    host: url.hostname,
    port: url.port === '' ? (https ? 443 : 80) : Number(url.port),
    protocol: https ? 'https' : 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}
