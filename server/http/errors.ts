/** The one catch of the HTTP edge: a `Problem` becomes its envelope, anything else a 500 that is logged. */
import type { Log } from '../context.ts';
import { Problem } from '../model/problem.ts';

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
  const error = reason instanceof Error ? reason : new Error(String(reason));
  log.error(
    { requestId, error: error.name, stack: error.stack?.split('\n').slice(0, 6).join('\n') },
    'unexpected error',
  );
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
