/** What PostgreSQL, its driver and the network mean by an error: whether to run again, and whether anybody is there. */

import { Unavailable } from '../model/unavailable.ts';

/** Serialization failure, deadlock, and a key that another unit has taken meanwhile. */
const CONTENDED: ReadonlySet<string> = new Set(['40001', '40P01']);
const TAKEN = '23505';

/**
 * The server goes down, comes up, has become a standby, or has no place: nothing of this is about the
 * statement. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const ABSENT: ReadonlySet<string> = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25006',
  '25P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** A statement or a lock took too long: somebody else holds what is wanted, and does not let go. */
const STUCK: ReadonlySet<string> = new Set(['55P03', '57014']);
/** Connection exceptions. */
const CONNECTION_CLASS = '08';
const WAITED = /timeout exceeded when trying to connect/i;
/** What the driver says of a connection without a code. */
const SAYINGS =
  /connection terminated|connection error and is not queryable|client was closed|timeout exceeded when trying to connect|query read timeout/i;

const codeOf = (reason: Error) => String((reason as { code?: unknown }).code ?? '');

/** Whether another unit stood in the way, so that running again may succeed. */
export function isOvertaken(reason: unknown): boolean {
  return reason instanceof Error && (CONTENDED.has(codeOf(reason)) || codeOf(reason) === TAKEN);
}

/** Whether a place was waited for in vain, or will not do: trying again at once is no use. */
export function isHopeless(reason: unknown): boolean {
  return reason instanceof Unavailable || (reason instanceof Error && WAITED.test(reason.message));
}

/** What a caller hears when a unit is given up: that nobody is there, or else the reason itself. */
export function asTold(reason: unknown): unknown {
  if (reason instanceof Unavailable) return reason;
  if (isLost(reason)) return new Unavailable('the database does not answer', { cause: reason });
  const code = reason instanceof Error ? codeOf(reason) : '';
  return STUCK.has(code) || CONTENDED.has(code)
    ? new Unavailable('too much happens at once', { cause: reason })
    : reason;
}

/** Whether the connection is gone, or there is none to be had. */
export function isLost(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  const code = codeOf(reason);
  return (
    reason instanceof Unavailable ||
    ABSENT.has(code) ||
    code.startsWith(CONNECTION_CLASS) ||
    SAYINGS.test(reason.message) ||
    // Several addresses were tried, each in vain.
    (reason instanceof AggregateError && reason.errors.some(isLost))
  );
}
