/** How a call to the elements' API can fail, as the one distinction that matters: do we know the outcome? */
import type { ErrorBody } from '../../server/wire/elements.ts';

/**
 * `refused`: the server answered no, in its envelope; nothing was done. `unknown`: no answer, too
 * late an answer or an unreadable one; the call may have had its effect.
 */
export class ClientError extends Error {
  readonly kind: 'refused' | 'unknown';
  /** HTTP status, 0 when there was no answer. */
  readonly status: number;
  readonly body: ErrorBody;

  constructor(kind: 'refused' | 'unknown', status: number, body: ErrorBody) {
    super(body.code ?? body.type);
    this.kind = kind;
    this.status = status;
    this.body = body;
  }
}

/** A problem of this end, in the server's shape. */
export function localError(code: string, param?: string): ErrorBody {
  return { type: 'client_error', code, message: code, ...(param === undefined ? {} : { param }) };
}

/** @throws what is no failed call */
export function failureOf(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  throw error;
}

/** Whether a refusal says that the session is over. */
export function isExpiry({ body }: ClientError): boolean {
  return /(session|secret)_expired/.test(body.code ?? '');
}
