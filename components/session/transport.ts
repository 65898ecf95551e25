/**
 * One call to the API: the secret goes into a header and nowhere else, every call has a deadline,
 * and an answer that cannot be read is an unknown outcome. It knows no path and no schema.
 */
import type { ErrorBody } from '../../server/wire/elements.ts';
import { ClientError, localError } from './client-error.ts';

export interface Transport {
  /** The body of a good answer; null where there is none. */
  json(url: string, deadlineMs: number, init?: RequestInit): Promise<unknown>;
  /** What is made of a good answer. */
  call<T>(
    url: string,
    deadlineMs: number,
    init: RequestInit,
    good: (response: Response) => Promise<T>,
  ): Promise<T>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isErrorBody(value: unknown): value is ErrorBody {
  return isRecord(value) && typeof value.type === 'string';
}

/** What was read, if it is what was expected. */
export function read<T>(body: unknown, is: (value: unknown) => value is T): T {
  if (is(body)) return body;
  throw new ClientError('unknown', 200, localError('unreadable'));
}

function body(response: Response): Promise<unknown> {
  return response.status === 204 ? Promise.resolve(null) : response.json();
}

export function createTransport(secret: string): Transport {
  async function call<T>(
    url: string,
    deadlineMs: number,
    init: RequestInit,
    good: (response: Response) => Promise<T>,
  ): Promise<T> {
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(url, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${secret}` },
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(deadlineMs),
      });
      if (response.ok) return await good(response);
      answer = await body(response);
    } catch {
      throw new ClientError('unknown', 0, localError('network'));
    }
    const error = isRecord(answer) && isErrorBody(answer.error) ? answer.error : null;
    const refused = error && response.status < 500;
    throw new ClientError(
      refused ? 'refused' : 'unknown',
      response.status,
      error ?? localError('unreadable'),
    );
  }

  return {
    call,
    json(url, deadlineMs, init = {}) {
      const headers = init.body ? { 'content-type': 'application/json' } : {};
      return call(url, deadlineMs, { ...init, headers }, body);
    },
  };
}
