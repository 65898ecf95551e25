/**
 * Whether a declined card may be tried again now: what the networks allow of one card number, what
 * its issuer said, and how often one debt may be tried. It counts what was tried, and trusts no
 * counter; whether a merchant wants to try again is not asked here.
 */
import type { Decline } from './attempt.ts';
import { classify } from './decline.ts';
import { type CardLimit, CEILING, limitsAt, type RetryLimit } from './retry-limits.ts';

/** A try that was declined, at whichever processor. */
export interface DeclinedTry {
  /** Epoch milliseconds at which it was begun. */
  readonly atMs: number;
  /** What it was to collect: `pi_…` or `seti_…`. */
  readonly intent: string;
  readonly initiator: 'customer' | 'merchant';
  /** Zero for a check of the card. */
  readonly amountMinor: number;
  readonly currency: string | null;
  readonly decline: Pick<Decline, 'code' | 'networkCode' | 'advice'>;
  /** With the very card number that is asked about. */
  readonly sameNumber: boolean;
  /** Of the customer whose card is asked about. */
  readonly own: boolean;
}

/** The try that is thought of. */
export interface RetryQuestion {
  readonly nowMs: number;
  /** The card's brand, such as `visa`. */
  readonly network: string;
  readonly initiator: 'customer' | 'merchant';
  /** Null where it is not known yet: then no limit of one amount applies. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** What it is to collect; null for nothing in particular. */
  readonly intent: string | null;
  /** A schedule asks for it, not a merchant who may know more: then it waits as a schedule should. */
  readonly scheduled?: boolean;
}

/** A reason against another try. */
export interface RetryBar {
  readonly code: 'card_blocked' | 'retry_budget_exhausted' | 'retry_not_before';
  /** Its name in the table of limits, or the source of the decline that forbids it. */
  readonly rule: string;
  readonly edition: string;
  /** Epoch ms from which it no longer stands; null where time alone does not help. */
  readonly untilMs: number | null;
}

const meaningOf = ({ decline }: DeclinedTry) =>
  classify(decline.code, decline.networkCode, decline.advice ?? null);

function counts(limit: CardLimit, question: RetryQuestion, tried: DeclinedTry): boolean {
  const { nowMs, initiator, amountMinor, currency } = question;
  if (!tried.sameNumber || tried.atMs <= nowMs - limit.windowMs) return false;
  if (limit.whose === 'own' && !tried.own) return false;
  if (limit.sameInitiator && tried.initiator !== initiator) return false;
  if (!limit.sameAmount) return true;
  return tried.amountMinor === amountMinor && tried.currency === currency;
}

/** Whether a limit stands in the way, and until when. @param history newest first */
function barOf(
  limit: RetryLimit,
  question: RetryQuestion,
  history: readonly DeclinedTry[],
): RetryBar | null {
  const { rule, edition } = limit;
  const { intent, initiator, nowMs, scheduled = false } = question;
  if (limit.over === 'card') {
    if (limit.network !== 'any' && limit.network !== question.network) return null;
    const most = Math.min(limit.most, CEILING);
    const oldest = history.filter((tried) => counts(limit, question, tried))[most - 1];
    const untilMs = oldest && oldest.atMs + limit.windowMs;
    return untilMs === undefined
      ? null
      : { code: 'retry_budget_exhausted', rule, edition, untilMs };
  }
  // What follows is ours, and about one debt that is collected without the buyer.
  if (intent === null || initiator === 'customer') return null;
  const debt = history.filter((tried) => tried.intent === intent && tried.initiator === 'merchant');
  if (limit.over === 'pause') {
    if (!scheduled) return null;
    const last = debt.find((tried) => tried.sameNumber);
    const budget = last && meaningOf(last).budget;
    const untilMs = last ? last.atMs + limit.apartMs : 0;
    const waits = (budget === 'issuer' || budget === 'funds') && nowMs < untilMs;
    return waits ? { code: 'retry_not_before', rule, edition, untilMs } : null;
  }
  const spent = debt.filter(
    (tried) => limit.budget === 'any' || meaningOf(tried).budget === limit.budget,
  );
  // The first try was no retry.
  return spent.length > limit.most
    ? { code: 'retry_budget_exhausted', rule, edition, untilMs: null }
    : null;
}

/** What the issuer or the network said of this customer's card itself. */
function barsOfWords(question: RetryQuestion, history: readonly DeclinedTry[]): RetryBar[] {
  const own = history.filter((tried) => tried.own && tried.sameNumber);
  const never = own.find(
    (tried) => tried.initiator === 'merchant' && meaningOf(tried).kind === 'never',
  );
  const [last] = own;
  const { waitMs = 0, source, edition } = last ? meaningOf(last) : { source: '', edition: '' };
  const untilMs = last ? last.atMs + waitMs : 0;
  return [
    ...(never
      ? [
          {
            code: 'card_blocked',
            rule: meaningOf(never).source,
            edition: meaningOf(never).edition,
            untilMs: null,
          } as const,
        ]
      : []),
    ...(waitMs > 0 && question.nowMs < untilMs
      ? [{ code: 'retry_not_before', rule: source, edition, untilMs } as const]
      : []),
  ];
}

/**
 * Every reason against trying this card now, the networks' and ours. None means: it may be tried.
 * @param history declines of the card and of the debt, in any order
 */
export function retryBudget(
  history: readonly DeclinedTry[],
  question: RetryQuestion,
  limits: readonly RetryLimit[] = limitsAt(question.nowMs),
): readonly RetryBar[] {
  const newestFirst = history.toSorted((a, b) => b.atMs - a.atMs);
  return [
    ...barsOfWords(question, newestFirst),
    ...limits.flatMap((limit) => barOf(limit, question, newestFirst) ?? []),
  ];
}

/** Of several bars of one code, the one that stands longest. */
export function lastingBar(bars: readonly RetryBar[], code: RetryBar['code']): RetryBar | null {
  const endless = Number.POSITIVE_INFINITY;
  const [longest] = bars
    .filter((bar) => bar.code === code)
    .toSorted((a, b) => (b.untilMs ?? endless) - (a.untilMs ?? endless));
  return longest ?? null;
}
