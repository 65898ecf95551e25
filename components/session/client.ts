/**
 * What a checkout asks the elements' API before anything is pressed; the calls after that come with
 * `checkout-calls.ts`. How a call is made and how it can fail is the transport's matter.
 */
import type { CheckoutState } from '../../server/wire/elements.ts';
import { createTransport, isRecord, read } from './transport.ts';

/** Deadline in milliseconds. */
const STATE_MS = 15_000;

export interface StateQuery {
  /** Whose offers: a shown card's, empty for a new card's; without it, the prefilled card's. */
  readonly paymentMethod?: string;
  readonly locale?: string;
}

export interface Client {
  state(query: StateQuery): Promise<CheckoutState>;
  /** Any other call below `/elements/`. @throws ClientError */
  call(path: string, deadlineMs: number, init?: RequestInit): Promise<unknown>;
}

/** The least that the elements rely on; the server owns the schema. */
export function isCheckoutState(value: unknown): value is CheckoutState {
  return isRecord(value) && isRecord(value.session) && Array.isArray(value.payment_methods);
}

export function createClient(api: string, secret: string): Client {
  const base = `${api.replace(/\/$/, '')}/elements/`;

  const { json } = createTransport(secret);
  const call = (path: string, deadlineMs: number, init?: RequestInit) =>
    json(base + path, deadlineMs, init);

  return {
    call,
    async state({ paymentMethod, locale }) {
      const query = new URLSearchParams();
      if (paymentMethod !== undefined) query.set('payment_method', paymentMethod);
      if (locale) query.set('locale', locale);
      const search = query.toString();
      return read(
        await call(search ? `checkout?${search}` : 'checkout', STATE_MS),
        isCheckoutState,
      );
    },
  };
}
