/**
 * What is decided after a try that came to nothing: whether another processor is asked at once, and
 * if not, what may help. Only a definitive answer of the right kind leads on; what was unknown for a
 * while never does, and a "never" ends it whoever says it.
 */
import type { Attempt, Decision, Decline, Outcome } from './attempt.ts';
import { allowsFallback, classify } from './decline.ts';
import type { DeclineKind } from './decline-table.ts';

/** Why nothing was executed, in a processor's own word. */
const DOWN = [
  'econnrefused',
  'enotfound',
  'eai_again',
  'und_err_connect_timeout',
  'not_sent',
  'unavailable',
  'down',
];
const REFUSES_US = [
  'account_key_invalid',
  'http_401',
  'http_403',
  'api_key_expired',
  'account_invalid',
  'adyen_000',
  'adyen_010',
  'adyen_901',
];
const BUSY = ['rate_limit', 'http_429'];
const INCOMPATIBLE = [
  'payment_method_incompatible',
  'payment_method_unknown',
  'credential_unknown',
  'resource_missing',
  'payment_method_unexpected_state',
  'credential_unreadable',
  'adyen_800',
  'adyen_803',
];

/** What a refusal says of the processor; null where it is about the request itself. */
export type Refusal =
  | 'processor_unavailable'
  | 'processor_refuses_us'
  | 'processor_busy'
  | 'credential_incompatible';

export function refusalOf(reason: string): Refusal | null {
  if (DOWN.includes(reason)) return 'processor_unavailable';
  if (REFUSES_US.includes(reason)) return 'processor_refuses_us';
  if (BUSY.includes(reason)) return 'processor_busy';
  return INCOMPATIBLE.includes(reason) ? 'credential_incompatible' : null;
}

/** Whether a processor that refuses so is to be avoided for a while. */
export function isDown(reason: string): boolean {
  const refusal = refusalOf(reason);
  return refusal === 'processor_unavailable' || refusal === 'processor_refuses_us';
}

export type Failure =
  | { readonly kind: 'not_executed'; readonly reason: string }
  | ({ readonly kind: 'declined' } & Pick<Decline, 'code' | 'networkCode' | 'advice'>);

const meaningOf = ({
  code,
  networkCode,
  advice,
}: Pick<Decline, 'code' | 'networkCode' | 'advice'>) => classify(code, networkCode, advice ?? null);

/** How an attempt failed; null where it did not. */
export function failureOf(
  { status, decline }: Pick<Attempt, 'status' | 'decline'>,
  outcome: Outcome,
): Failure | null {
  if (status === 'declined' && decline !== null) return { ...decline, kind: 'declined' };
  return status === 'not_executed' && outcome.kind === 'not_executed' ? outcome : null;
}

export interface FailureFacts {
  readonly nowMs: number;
  readonly failure: Failure;
  /** It was known from the answer to the call itself; null where nobody waits who could go on. */
  readonly onward: {
    /** Somebody else can be asked with a credential of theirs. */
    readonly candidate: boolean;
    /** What speaks against another try with this card now: a reason of readiness; null for nothing. */
    readonly bar: { readonly reason: string; readonly untilMs: number | null } | null;
  } | null;
}

const ACTIONS: Readonly<Record<DeclineKind, string>> = {
  retry_later: 'retry_later',
  other_processor: 'retry_later',
  never: 'never_again',
  buyer: 'ask_buyer',
  incompatible: 'replace_credential',
  reconcile: 'reconcile',
  merchant: 'ask_merchant',
};

/** What follows a failure, where nobody else is asked. */
function otherwise({ failure, nowMs }: FailureFacts): Decision {
  if (failure.kind === 'not_executed') {
    const refusal = refusalOf(failure.reason);
    const passing = refusal === 'processor_unavailable' || refusal === 'processor_busy';
    const action = passing ? 'retry_later' : 'stop';
    return { action, reason: refusal ?? failure.reason, untilMs: null };
  }
  const { kind, scheduleMs } = meaningOf(failure);
  const [wait] = scheduleMs;
  const action = ACTIONS[kind];
  const untilMs = action === 'retry_later' && wait !== undefined ? nowMs + wait : null;
  return { action, reason: failure.code, untilMs };
}

/** Why another processor may be asked at once; null where it may not. */
export function leadsOn(failure: Failure): string | null {
  if (failure.kind === 'not_executed') return refusalOf(failure.reason);
  const row = meaningOf(failure);
  return allowsFallback(row) || row.kind === 'incompatible' ? failure.code : null;
}

/** The action of a decision after which another processor was asked. */
export const FALLBACK = 'fallback';

/** @returns `action` is `fallback` where another processor is asked at once */
export function afterFailure(facts: FailureFacts): Decision {
  const reason = leadsOn(facts.failure);
  const { onward } = facts;
  if (reason === null || !onward?.candidate) return otherwise(facts);
  if (onward.bar) return { action: 'stop', ...onward.bar };
  return { action: FALLBACK, reason, untilMs: null };
}
