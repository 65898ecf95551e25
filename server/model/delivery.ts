/**
 * One event on its way to one endpoint: what each try came to, and what follows from it. It knows
 * neither the network nor the clock; both come in as values.
 */
import { DAY_MS, WEBHOOK_BACKOFF_MS } from './limits.ts';

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'canceled'] as const;
/**
 * `pending`: a try is due or under way. `failed`: the last try has failed. `canceled`: its endpoint
 * was deleted or disabled first.
 */
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why a try brought no answer. */
export type SendFault =
  | 'address_not_allowed'
  | 'host_not_found'
  | 'connection_failed'
  | 'tls_failed'
  | 'timeout'
  | 'bad_answer';

/** What came of sending once. `stopped`: given up from our side, before anything was decided. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'unanswered'; readonly fault: SendFault }
  | { readonly kind: 'stopped' };

export interface Try {
  readonly atMs: number;
  readonly durationMs: number;
  /** HTTP status; null without an answer. */
  readonly statusCode: number | null;
  readonly fault: SendFault | null;
}

export interface Delivery {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly event: string;
  /** The event's type. */
  readonly type: string;
  readonly endpoint: string;
  readonly cause: 'event' | 'resend';
  readonly status: DeliveryStatus;
  /** In their order; what a killed worker began is not among them. */
  readonly tries: readonly Try[];
  /** When it is due, or until when a worker holds it; null once it has ended. */
  readonly nextAttemptMs: number | null;
  /** Grows with every claim; only the holder of the newest one may record. */
  readonly fence: number;
  readonly endedMs: number | null;
}

/** Statuses whose `Retry-After` is believed. */
const ASKS_TO_WAIT = [429, 503];
/** The endpoint says that it will never be there again. */
const GONE = 410;
/** Waits are shortened by up to this share, so that what failed together does not return together. */
const JITTER = 0.1;

/** What the log says of a try. */
export function tryOf(
  answer: Exclude<Answer, { kind: 'stopped' }>,
  atMs: number,
  nowMs: number,
): Try {
  return {
    atMs,
    durationMs: Math.max(0, nowMs - atMs),
    statusCode: answer.kind === 'answered' ? answer.status : null,
    fault: answer.kind === 'unanswered' ? answer.fault : null,
  };
}

export interface Verdict {
  readonly status: DeliveryStatus;
  readonly nextAttemptMs: number | null;
  /** The endpoint asked never to be called again. */
  readonly gone: boolean;
}

/**
 * What follows from a try. Any 2xx is delivered; a redirect is a failure like every other answer.
 * @param made tries so far, this one included
 * @param chance from 0 up to 1, for the jitter
 */
export function afterTry(answer: Answer, made: number, nowMs: number, chance: number): Verdict {
  if (answer.kind === 'stopped') return { status: 'pending', nextAttemptMs: nowMs, gone: false };
  const code = answer.kind === 'answered' ? answer.status : null;
  if (code !== null && code >= 200 && code < 300)
    return { status: 'delivered', nextAttemptMs: null, gone: false };
  if (code === GONE) return { status: 'failed', nextAttemptMs: null, gone: true };
  const wait = WEBHOOK_BACKOFF_MS[made - 1];
  if (wait === undefined) return { status: 'failed', nextAttemptMs: null, gone: false };
  const asked =
    answer.kind === 'answered' && ASKS_TO_WAIT.includes(answer.status)
      ? Math.min(answer.retryAfterMs ?? 0, DAY_MS)
      : 0;
  const shortened = Math.round(wait * (1 - JITTER * chance));
  return { status: 'pending', nextAttemptMs: nowMs + Math.max(shortened, asked), gone: false };
}
