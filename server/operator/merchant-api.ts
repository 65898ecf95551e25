/**
 * The merchant API as the operator's pages use it: within the process, with the key of whoever is
 * signed in, and by no other door. What the key may not see is not seen here either.
 */
import { setTimeout as pause } from 'node:timers/promises';

/** An answer that is no success, as the API's envelope tells it. */
export class Refused extends Error {
  readonly status: number;
  /** The envelope's `error`. */
  readonly error: Readonly<Record<string, unknown>>;
  constructor(status: number, error: Readonly<Record<string, unknown>>) {
    super(typeof error.message === 'string' ? error.message : 'The API did not answer.');
    this.status = status;
    this.error = error;
  }
}

/** Parameters of a form, bracketed as the API reads them. */
export type Params = Readonly<Record<string, string | number | null | undefined>>;

export interface MerchantApi {
  /** @throws Refused */
  get<T>(path: string, params?: Params): Promise<T>;
  /** The same under one idempotency key happens once. @throws Refused */
  post<T>(path: string, params: Params, idempotencyKey: string): Promise<T>;
}

export type Fetch = (request: Request) => Response | Promise<Response>;

/** Where requests seem to go; nothing leaves the process. */
const HERE = 'http://operator.internal';
/** How often, and in milliseconds how far apart, a request that is already under way is asked for. */
const PATIENCE = { times: 40, pauseMs: 150 } as const;

function encoded(params: Params): URLSearchParams {
  const given = Object.entries(params).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

async function answerOf<T>(response: Response): Promise<T> {
  const body = (await response.json()) as { readonly error?: Record<string, unknown> };
  if (!response.ok) throw new Refused(response.status, body.error ?? {});
  return body as T;
}

/** @param key as it was typed; it goes into one header and nowhere else */
export function connect(fetch: Fetch, key: string, userAgent: string | undefined): MerchantApi {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(userAgent === undefined ? {} : { 'user-agent': userAgent }),
  };
  return {
    async get<T>(path: string, params: Params = {}) {
      const query = encoded(params).toString();
      const address = `${HERE}${path}${query === '' ? '' : `${path.includes('?') ? '&' : '?'}${query}`}`;
      return answerOf<T>(await fetch(new Request(address, { headers })));
    },
    async post<T>(path: string, params: Params, idempotencyKey: string) {
      for (let tries = 1; ; tries += 1) {
        const request = new Request(`${HERE}${path}`, {
          method: 'POST',
          headers: {
            ...headers,
            'content-type': 'application/x-www-form-urlencoded',
            'idempotency-key': idempotencyKey,
          },
          body: encoded(params).toString(),
        });
        const response = await fetch(request);
        // The same press is under way: its answer is the answer.
        if (response.status !== 409 || tries >= PATIENCE.times) return answerOf<T>(response);
        await pause(PATIENCE.pauseMs);
      }
    },
  };
}

/** Null where the API knows no such object. */
export async function unlessMissing<T>(ask: Promise<T>): Promise<T | null> {
  try {
    return await ask;
  } catch (reason) {
    if (reason instanceof Refused && reason.status === 404) return null;
    throw reason;
  }
}

/** What a key may not read is left out where the rest of a page can do without it. */
export async function unlessForbidden<T>(ask: Promise<T>, instead: T): Promise<T> {
  try {
    return await ask;
  } catch (reason) {
    if (reason instanceof Refused && (reason.status === 403 || reason.status === 404))
      return instead;
    throw reason;
  }
}
