/**
 * What follows when a debt could not be collected: another try and when, a word to the buyer, or the
 * end. It reads the failure table's schedules, asks the networks' limits about the very moment that it
 * proposes, and gives every answer its reason. Whose debt it is and what the end means for a
 * subscription is not known here.
 */
import { classify } from './decline.ts';
import { DAY, type DeclineRow, KEEPSAKE, type RetryBudgetName, TECHNICAL } from './decline-row.ts';
import { type Failure, type Refusal, refusalOf } from './fallback.ts';
import { morningFrom, paydayFrom } from './morning.ts';
import type { ReadinessReason } from './readiness.ts';
import { type DeclinedTry, type RetryBar, type RetryQuestion, retryBudget } from './retry.ts';
import type { FinalAction } from './subscription.ts';

/** How long and how often a merchant wants to try; the table and the networks may allow less. */
export interface DunningPolicy {
  /** Tries after the first, at most 8. */
  readonly tries: number;
  /** From the first failure to the end, in milliseconds. */
  readonly windowMs: number;
  /** How long before the end the buyer is told once more, in milliseconds. */
  readonly lastWordMs: number;
  /** What becomes of the subscription then. */
  readonly final: FinalAction;
}

/** A try to collect this debt that came to nothing. */
export interface FailedTry {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly initiator: 'customer' | 'merchant';
  /** With the card that would be tried next. */
  readonly sameCard: boolean;
  readonly failure: Failure;
}

/** Why the question comes up. */
export type Setback =
  /** The last of the tries failed. */
  | { readonly kind: 'failed' }
  /** Nothing was tried, because the card was not ready. */
  | { readonly kind: 'not_ready'; readonly reasons: readonly ReadinessReason[] }
  /** The outcome of a try is unknown. */
  | { readonly kind: 'unknown' }
  /** Somebody was waited for until now. */
  | { readonly kind: 'waited' };

export interface DunningFacts {
  readonly nowMs: number;
  /** When the debt was first to be collected, epoch ms. */
  readonly sinceMs: number;
  readonly setback: Setback;
  /** Every failed try of this debt, oldest first. */
  readonly tries: readonly FailedTry[];
  /** What counts against the card and the debt; see `retryBudget`. */
  readonly history: readonly DeclinedTry[];
  readonly card: Pick<RetryQuestion, 'network' | 'amountMinor' | 'currency' | 'intent'> & {
    /** Two letters, where it is known. */
    readonly country: string | null;
  };
  readonly policy: DunningPolicy;
  /** Of a subscription that has not begun: the buyer's to pay within its own hours, and nobody's to try. */
  readonly isFirst?: boolean;
}

/** What follows. `rule` names whose rule it is; times are epoch milliseconds. */
export type DunningDecision = { readonly reason: string; readonly rule: string } & (
  | { readonly action: 'retry'; readonly atMs: number }
  /** Nobody tries; at `atMs` the buyer is told again, or the end comes. Null where it has an end of its own. */
  | { readonly action: 'ask_buyer' | 'ask_merchant'; readonly atMs: number | null }
  /** Null where whoever learns of the outcome says so. */
  | { readonly action: 'wait_outcome'; readonly atMs: number | null }
  | { readonly action: 'stop'; readonly final: FinalAction }
);

/** How long an unknown outcome of something else is waited for before another look. */
const LOOK_AGAIN_MS = 3_600_000;
/** Limits push a try further at most this often; each has its own name. */
const PUSHES = 8;

const ruleOf = ({ source, edition }: Pick<DeclineRow, 'source' | 'edition'>) =>
  `${source}, edition ${edition}`;
const OWN_RULE = ruleOf(KEEPSAKE);

const REFUSALS: readonly Refusal[] = [
  'processor_unavailable',
  'processor_refuses_us',
  'processor_busy',
  'credential_incompatible',
];
/** What a refusal says of the processor, by its own word or by ours. */
const refusalIn = (reason: string): Refusal | null =>
  refusalOf(reason) ?? REFUSALS.find((each) => each === reason) ?? null;

/** The end of collecting. */
export function deadlineOf({ sinceMs, policy }: Pick<DunningFacts, 'sinceMs' | 'policy'>): number {
  return sinceMs + policy.windowMs;
}

/** Nobody tries any more; the buyer (or merchant) has until the end, and is told once more before it. */
function ask(
  facts: DunningFacts,
  action: 'ask_buyer' | 'ask_merchant',
  reason: string,
  rule: string,
): DunningDecision {
  const deadline = deadlineOf(facts);
  if (facts.nowMs >= deadline) return { action: 'stop', reason, rule, final: facts.policy.final };
  const lastWord = deadline - facts.policy.lastWordMs;
  return { action, reason, rule, atMs: facts.nowMs < lastWord ? lastWord : deadline };
}

/** Which row of the table a failure falls under; what was never executed waits as a technical fault does. */
function rowOf(failure: Failure): Pick<DeclineRow, 'scheduleMs' | 'budget' | 'source' | 'edition'> {
  if (failure.kind === 'not_executed') return { ...TECHNICAL, ...KEEPSAKE };
  return classify(failure.code, failure.networkCode, failure.advice ?? null);
}

/** The bar that stands longest against a try at that moment; null where it may be made. */
function barAt(facts: DunningFacts, nowMs: number): RetryBar | null {
  const { network, amountMinor, currency, intent } = facts.card;
  const question = { network, amountMinor, currency, intent, initiator: 'merchant' } as const;
  const bars = retryBudget(facts.history, { ...question, nowMs, scheduled: true });
  const endless = Number.POSITIVE_INFINITY;
  const [longest] = bars.toSorted((a, b) => (b.untilMs ?? endless) - (a.untilMs ?? endless));
  return longest ?? null;
}

/** What a try waits for beyond its time: nothing, a sensible hour, or a day on which many are paid. */
type Hour = 'any' | 'morning' | 'payday';

/** How long such a day is worth waiting for. */
const PAYDAY_WITHIN_MS = 2 * DAY;

function hourOf(facts: DunningFacts, hour: Hour, atMs: number): number {
  const { country, intent } = facts.card;
  const spread = intent ?? '';
  if (hour === 'any') return atMs;
  return hour === 'morning'
    ? morningFrom(atMs, country, spread)
    : paydayFrom(atMs, PAYDAY_WITHIN_MS, country, spread);
}

/** The first moment from `fromMs` on at which the limits allow a try. */
function allowedFrom(
  facts: DunningFacts,
  fromMs: number,
  hour: Hour,
  { reason, rule }: { readonly reason: string; readonly rule: string },
): DunningDecision {
  let atMs = hourOf(facts, hour, fromMs);
  let by = rule;
  for (let push = 0; push < PUSHES; push += 1) {
    const bar = barAt(facts, atMs);
    if (bar === null)
      return atMs < deadlineOf(facts)
        ? { action: 'retry', atMs, reason, rule: by }
        : ask(facts, 'ask_buyer', reason, 'window');
    by = `${bar.rule}, edition ${bar.edition}`;
    if (bar.untilMs === null) return ask(facts, 'ask_buyer', reason, by);
    atMs = hourOf(facts, hour, bar.untilMs);
  }
  return ask(facts, 'ask_buyer', reason, by);
}

const HOURS: Readonly<Record<RetryBudgetName, Hour>> = {
  funds: 'payday',
  issuer: 'morning',
  technical: 'any',
};

/** The next step of the schedule that the failure falls under, or its end. */
function nextTry(
  facts: DunningFacts,
  failure: Failure,
  reason: string,
  otherwise: 'ask_buyer' | 'ask_merchant',
): DunningDecision {
  const { scheduleMs, budget, ...row } = rowOf(failure);
  const ours = facts.tries.filter(({ initiator }) => initiator === 'merchant');
  if (ours.length > facts.policy.tries) return ask(facts, otherwise, reason, 'tries');
  // A schedule counts from its first failure; whoever comes late waits the step's own length at least.
  const step = ours.filter((each) => each.sameCard && rowOf(each.failure).budget === budget).length;
  const offset = scheduleMs[step - 1];
  if (offset === undefined) return ask(facts, otherwise, reason, `schedule of ${ruleOf(row)}`);
  const waitMs = offset - (scheduleMs[step - 2] ?? 0);
  const fromMs = facts.nowMs + Math.max(waitMs, 0);
  const hour = budget === undefined ? 'morning' : HOURS[budget];
  return allowedFrom(facts, fromMs, hour, { reason, rule: ruleOf(row) });
}

function afterFailed(facts: DunningFacts): DunningDecision {
  const last = facts.tries.at(-1);
  if (!last) return ask(facts, 'ask_merchant', 'nothing_tried', OWN_RULE);
  const { failure } = last;
  const reason = failure.kind === 'declined' ? failure.code : failure.reason;
  // Whoever is there and could not pay is not tried behind their back.
  if (last.initiator === 'customer') return ask(facts, 'ask_buyer', 'buyer_acted', OWN_RULE);
  if (failure.kind === 'not_executed') {
    const refusal = refusalIn(failure.reason);
    if (refusal === 'credential_incompatible') return ask(facts, 'ask_buyer', refusal, OWN_RULE);
    const ours = refusal === 'processor_refuses_us' ? 'ask_merchant' : 'ask_buyer';
    return nextTry(facts, failure, refusal ?? reason, ours);
  }
  const row = classify(failure.code, failure.networkCode, failure.advice ?? null);
  switch (row.kind) {
    case 'retry_later':
    case 'other_processor':
      return nextTry(facts, failure, reason, 'ask_buyer');
    case 'never':
    case 'buyer':
    case 'incompatible':
      return ask(facts, 'ask_buyer', reason, ruleOf(row));
    case 'reconcile':
    case 'merchant':
      return ask(facts, 'ask_merchant', reason, ruleOf(row));
  }
}

/** Nothing was tried: who can mend it is asked, and what passes by itself is waited for. */
function afterNotReady(facts: DunningFacts, reasons: readonly ReadinessReason[]): DunningDecision {
  const unknown = reasons.find(({ code }) => code === 'attempt_outcome_unknown');
  if (unknown) {
    const soonest = facts.nowMs + LOOK_AGAIN_MS;
    const atMs = Math.max(unknown.untilMs ?? soonest, soonest);
    return { action: 'wait_outcome', reason: unknown.code, rule: OWN_RULE, atMs };
  }
  const merchant = reasons.find(({ fix }) => fix === 'merchant');
  const buyer = reasons.find(({ fix }) => fix === 'buyer');
  if (buyer) return ask(facts, 'ask_buyer', buyer.code, OWN_RULE);
  if (merchant) return ask(facts, 'ask_merchant', merchant.code, OWN_RULE);
  const [longest] = reasons.toSorted((a, b) => (b.untilMs ?? 0) - (a.untilMs ?? 0));
  const untilMs = longest?.untilMs ?? null;
  // A time that has come and has not helped will not help by itself.
  if (!longest || untilMs === null || untilMs <= facts.nowMs)
    return ask(facts, 'ask_buyer', longest?.code ?? 'not_ready', OWN_RULE);
  const hour = untilMs - facts.nowMs >= DAY ? 'morning' : 'any';
  const fromMs = untilMs;
  return allowedFrom(facts, fromMs, hour, { reason: longest.code, rule: OWN_RULE });
}

/** What follows a setback in collecting a debt. */
export function afterSetback(facts: DunningFacts): DunningDecision {
  const { setback, nowMs } = facts;
  if (setback.kind === 'unknown')
    return { action: 'wait_outcome', reason: 'outcome_unknown', rule: OWN_RULE, atMs: null };
  const last = facts.tries.at(-1)?.failure;
  const reason = last ? (last.kind === 'declined' ? last.code : last.reason) : 'not_ready';
  if (facts.isFirst) return { action: 'ask_buyer', reason, rule: 'first invoice', atMs: null };
  if (nowMs >= deadlineOf(facts))
    return { action: 'stop', reason, rule: 'window', final: facts.policy.final };
  if (setback.kind === 'not_ready') return afterNotReady(facts, setback.reasons);
  if (setback.kind === 'waited') return ask(facts, 'ask_buyer', 'still_due', OWN_RULE);
  return afterFailed(facts);
}
