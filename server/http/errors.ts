/** The one catch of the HTTP edge: a `Problem` becomes its envelope, anything else a 500 that is logged. */
import type { Log } from '../context.ts';
import { Problem } from '../model/problem.ts';
import { Unavailable } from '../model/unavailable.ts';

/** How long a caller had better wait while the store is away, in seconds. */
const UNAVAILABLE_S = 2;

/** @returns status and body of Stripe's error envelope */
export function toEnvelope(
  reason: unknown,
  log: Log,
  requestId: string,
): { status: number; body: Record<string, unknown>; retry: boolean } {
  if (reason instanceof Problem) {
    const { status, type, code, param, message, declineCode, extra } = reason;
    const error = {
      type,
      ...(code === undefined ? {} : { code }),
      ...(declineCode === undefined ? {} : { decline_code: declineCode }),
      message,
      ...(param === undefined ? {} : { param }),
      request_id: requestId,
      ...extra,
    };
    return { status, body: { error }, retry: false };
  }
  if (reason instanceof Unavailable) {
    log.error({ requestId, reason: reason.cause ?? reason }, reason.message);
    return {
      status: 503,
      body: {
        error: {
          type: 'api_error',
          code: 'service_unavailable',
          message:
            'The service is out of reach of its database for now. Send the same again, under the same key, in a moment.',
          request_id: requestId,
          retry_after: UNAVAILABLE_S,
        },
      },
      retry: true,
    };
  }
  const error = reason instanceof Error ? reason : new Error(String(reason));
  log.error({ requestId, reason: error }, 'unexpected error');
  return {
    status: 500,
    body: {
      error: {
        type: 'api_error',
        code: 'internal_error',
        message: 'Something went wrong on our side.',
        request_id: requestId,
      },
    },
    retry: true,
  };
}
