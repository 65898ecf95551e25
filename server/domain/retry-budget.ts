/**
 * Loads what was declined before and asks `model/retry.ts` whether a card may be tried again. A try
 * that is barred is written down as a skipped one, with the rule that bars it.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import {
  type DeclinedTry,
  type RetryBar,
  type RetryQuestion,
  retryBudget,
} from '../model/retry.ts';
import { LONGEST_WINDOW_MS } from '../model/retry-limits.ts';
import {
  attempts,
  attemptsOf,
  attemptsOfCard,
  type DeclinedFor,
  declinesOfNumber,
} from '../storage/attempts.ts';
import type { Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';

/** What is thought of: nothing in particular where there is no intent yet. */
export type ThoughtOf = Omit<RetryQuestion, 'nowMs' | 'network'>;

/**
 * The declines that count for a card and a debt: of the same number at any processor, by whichever
 * customer, within the longest window; of this very card and this very debt at any time.
 * @param tried attempts of the card, where they are at hand
 */
export async function declinesOf(
  ctx: Context,
  db: Queryable,
  method: PaymentMethod,
  intent: string | null,
  tried?: readonly Attempt[],
): Promise<readonly DeclinedTry[]> {
  const { fingerprint } = method.card;
  const sinceMs = ctx.now() - LONGEST_WINDOW_MS;
  const ofCard = tried ?? (await attemptsOfCard(db, ctx.account, method.id));
  const ofDebt = intent === null ? [] : await attemptsOf(db, ctx.account, intent);
  const ofNumber =
    fingerprint === ''
      ? []
      : await declinesOfNumber(db, ctx.account, fingerprint, sinceMs, ctx.clock ?? null);
  const all = new Map<string, DeclinedFor>();
  for (const attempt of [...ofCard, ...ofDebt]) all.set(attempt.id, { attempt, customer: null });
  for (const found of ofNumber) all.set(found.attempt.id, found);
  return [...all.values()].flatMap(({ attempt, customer }) => {
    const { decline, intent: debt, initiator, amountMinor, currency, createdMs: atMs } = attempt;
    if (decline === null) return [];
    const its = attempt.paymentMethod === method.id;
    const own = its || (customer !== null && customer === method.customer);
    // From before numbers were noted, a card's tries are of its number.
    const sameNumber = attempt.fingerprint ? attempt.fingerprint === fingerprint : its;
    return [{ atMs, intent: debt, initiator, amountMinor, currency, decline, sameNumber, own }];
  });
}

/** Every reason against trying this card now; see {@link retryBudget}. */
export async function retryBars(
  ctx: Context,
  db: Queryable,
  method: PaymentMethod,
  thoughtOf: ThoughtOf,
  tried?: readonly Attempt[],
): Promise<readonly RetryBar[]> {
  const closed = {
    code: 'card_blocked',
    rule: 'account_closed',
    edition: '1',
    untilMs: null,
  } as const;
  if (typeof method.closedMs === 'number') return [closed];
  const history = await declinesOf(ctx, db, method, thoughtOf.intent, tried);
  return retryBudget(history, { ...thoughtOf, nowMs: ctx.now(), network: method.card.brand });
}

/** A bar as the history tells it: `retry_not_before (debt_pause, Keepsake edition 2)`. */
export const reasonOf = ({ code, rule, edition }: RetryBar): string =>
  `${code} (${rule}, edition ${edition})`;

/**
 * Writes down that a later charge was not tried again, where it had been tried before: the first
 * refusal of a debt is an answer and no part of its history.
 */
export async function noteBarredRetry(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  method: PaymentMethod,
): Promise<void> {
  const before = await attemptsOf(tx, ctx.account, intent.id);
  const last = before.findLast(
    ({ operation, status }) => operation === 'charge' && status !== 'skipped',
  );
  if (!last) return;
  const { id, amountMinor, currency } = intent;
  const thoughtOf = { initiator: 'merchant', amountMinor, currency, intent: id } as const;
  const [bar] = await retryBars(ctx, tx, method, thoughtOf);
  if (!bar) return;
  const decision = { action: 'skip', reason: reasonOf(bar), untilMs: bar.untilMs };
  const same = before.at(-1);
  // Asked again before anything has changed: it is written down already.
  if (same?.status === 'skipped' && JSON.stringify(same.decision) === JSON.stringify(decision))
    return;
  const nowMs = ctx.now();
  const skipped: Attempt = {
    ...last,
    id: ctx.newId('att'),
    seq: ctx.nextSeq(),
    sequence: before.length + 1,
    paymentMethod: method.id,
    fingerprint: method.card.fingerprint,
    credential: null,
    authorization: 'none',
    mandate: null,
    amountMinor,
    currency,
    initiator: 'merchant',
    status: 'skipped',
    decline: null,
    decision,
    reference: null,
    networkTransactionId: null,
    nextAction: null,
    press: null,
    createdMs: nowMs,
    notAfterMs: nowMs,
    resolveAfterMs: null,
    resolvedMs: nowMs,
  };
  await attempts.insert(tx, skipped);
  await emit(ctx, tx, { type: 'keepsake.attempt.skipped', object: ctx.encode.attempt(skipped) });
}
