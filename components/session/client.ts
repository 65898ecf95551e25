/**
 * The checkout's part of the elements' API as functions, each with its deadline. How a call is made
 * and how it can fail is the transport's matter.
 */
import type { CheckoutState, ConfirmInput, ConfirmResult } from '../../server/wire/elements.ts';
import { createTransport, isRecord, read } from './transport.ts';

/** Deadlines in milliseconds. */
const CONFIRM_MS = 30_000;
const OTHERS_MS = 15_000;

export interface StateQuery {
  /** Whose offers: a shown card's, empty for a new card's; without it, the prefilled card's. */
  readonly paymentMethod?: string;
  readonly locale?: string;
}

export interface Client {
  state(query: StateQuery): Promise<CheckoutState>;
  confirm(input: ConfirmInput): Promise<ConfirmResult>;
  status(): Promise<ConfirmResult>;
  /** @param leaving the page is being left: the call must outlive it */
  remove(paymentMethod: string, leaving?: boolean): Promise<void>;
  /** Any other call below `/elements/`. @throws ClientError */
  call(path: string, deadlineMs: number, init?: RequestInit): Promise<unknown>;
}

/** The least that the elements rely on; the server owns the schema. */
export function isCheckoutState(value: unknown): value is CheckoutState {
  return isRecord(value) && isRecord(value.session) && Array.isArray(value.payment_methods);
}

function isConfirmResult(value: unknown): value is ConfirmResult {
  return isRecord(value) && typeof value.status === 'string' && isRecord(value.session);
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
        await call(search ? `checkout?${search}` : 'checkout', OTHERS_MS),
        isCheckoutState,
      );
    },
    async confirm(input) {
      const init = { method: 'POST', body: JSON.stringify(input) };
      return read(await call('checkout/confirm', CONFIRM_MS, init), isConfirmResult);
    },
    async status() {
      return read(await call('checkout/status', OTHERS_MS), isConfirmResult);
    },
    async remove(paymentMethod, leaving = false) {
      const init = { method: 'DELETE', keepalive: leaving };
      await call(`payment_methods/${encodeURIComponent(paymentMethod)}`, OTHERS_MS, init);
    },
  };
}
