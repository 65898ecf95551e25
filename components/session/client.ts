/**
 * The elements' API as functions. It puts the secret into a header and nowhere else, gives every
 * call a deadline, and refuses to guess: an answer it cannot read is an unknown outcome.
 */
import type {
  CheckoutState,
  ConfirmInput,
  ConfirmResult,
  ErrorBody,
} from '../../server/wire/elements.ts';
import { ClientError, localError } from './client-error.ts';

/** Deadlines in milliseconds. */
const CONFIRM_MS = 30_000;
const OTHERS_MS = 15_000;

export interface StateQuery {
  readonly paymentMethod?: string;
  readonly locale?: string;
}

export interface Client {
  state(query: StateQuery): Promise<CheckoutState>;
  confirm(input: ConfirmInput): Promise<ConfirmResult>;
  status(): Promise<ConfirmResult>;
  /** @param leaving the page is being left: the call must outlive it */
  remove(paymentMethod: string, leaving?: boolean): Promise<void>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The least that the elements rely on; the server owns the schema. */
export function isCheckoutState(value: unknown): value is CheckoutState {
  return isRecord(value) && isRecord(value.session) && Array.isArray(value.payment_methods);
}

function isConfirmResult(value: unknown): value is ConfirmResult {
  return isRecord(value) && typeof value.status === 'string' && isRecord(value.session);
}

function isErrorBody(value: unknown): value is ErrorBody {
  return isRecord(value) && typeof value.type === 'string';
}

export function createClient(api: string, secret: string): Client {
  const base = `${api.replace(/\/$/, '')}/elements/`;

  async function call(path: string, deadlineMs: number, init: RequestInit = {}): Promise<unknown> {
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(base + path, {
        ...init,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(init.body ? { 'content-type': 'application/json' } : {}),
        },
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(deadlineMs),
      });
      body = response.status === 204 ? null : await response.json();
    } catch {
      throw new ClientError('unknown', 0, localError('network'));
    }
    if (response.ok) return body;
    const error = isRecord(body) && isErrorBody(body.error) ? body.error : null;
    const refused = error && response.status < 500;
    throw new ClientError(
      refused ? 'refused' : 'unknown',
      response.status,
      error ?? localError('unreadable'),
    );
  }

  function read<T>(body: unknown, is: (value: unknown) => value is T): T {
    if (is(body)) return body;
    throw new ClientError('unknown', 200, localError('unreadable'));
  }

  return {
    async state({ paymentMethod, locale }) {
      const query = new URLSearchParams();
      if (paymentMethod) query.set('payment_method', paymentMethod);
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
