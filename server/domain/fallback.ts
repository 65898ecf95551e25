/**
 * How one intention goes on at another processor: who was left out is written down, and before
 * anybody else is asked it is looked at once more whether the card may be tried at all.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import type { Credential } from '../model/credential.ts';
import { FALLBACK } from '../model/fallback.ts';
import { chooseMandate, type PlannedCharge } from '../model/mandate.ts';
import { nextOf, type Step } from '../model/routing.ts';
import { attempts, attemptsOf } from '../storage/attempts.ts';
import { mandates } from '../storage/mandates.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';
import { reasonOf, retryBars } from './retry-budget.ts';
import type { Bar, Onward } from './settle.ts';
import { countDurably } from './telling.ts';

/** What the tries of one intention share. */
export type Intention = Pick<
  Attempt,
  | 'intent'
  | 'operation'
  | 'paymentMethod'
  | 'fingerprint'
  | 'initiator'
  | 'amountMinor'
  | 'currency'
  | 'refuseAction'
  | 'press'
>;

type Skip = Extract<Step<Credential>, { kind: 'skip' }>;

/**
 * Writes a row for each processor that was left out, and tells of it.
 * @param before how many attempts the intent has
 */
export async function skip(
  ctx: Context,
  tx: Queryable,
  intention: Intention,
  skipped: readonly Skip[],
  before: number,
): Promise<void> {
  const now = ctx.now();
  for (const [index, { processor, reason, untilMs }] of skipped.entries()) {
    const { intent, operation, paymentMethod, fingerprint, press } = intention;
    const { initiator, amountMinor, currency, refuseAction } = intention;
    const attempt: Attempt = {
      intent,
      operation,
      paymentMethod,
      fingerprint: fingerprint ?? null,
      initiator,
      amountMinor,
      currency,
      refuseAction,
      press,
      id: ctx.newId('att'),
      account: ctx.account,
      seq: ctx.nextSeq(),
      charge: null,
      sequence: before + index + 1,
      processor,
      credential: null,
      authorization: 'none',
      mandate: null,
      status: 'skipped',
      decline: null,
      decision: { action: 'skip', reason, untilMs },
      late: false,
      reference: null,
      networkTransactionId: null,
      nextAction: null,
      createdMs: now,
      notAfterMs: ctx.wall(),
      resolveAfterMs: null,
      resolvedMs: now,
    };
    await attempts.insert(tx, attempt);
    countDurably(ctx, 'attempts', { processor, operation, outcome: 'skipped', initiator });
    await emit(ctx, tx, { type: 'keepsake.attempt.skipped', object: ctx.encode.attempt(attempt) });
  }
}

/** A mandate that was revoked, ended or put on hold while the first processor was asked. */
async function mandateBar(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  category: PlannedCharge['category'],
): Promise<Bar | null> {
  if (attempt.authorization !== 'mandate' || attempt.mandate === null) return null;
  const mandate = await mandates.find(tx, ctx.account, attempt.mandate);
  if (mandate?.needsReauthentication) return { reason: 'needs_reauthentication', untilMs: null };
  const { amountMinor, currency } = attempt;
  const charge = { amountMinor, currency, category };
  // The failed try has given its use back, and the next one reserves the same: only the rest can have changed.
  const choice = chooseMandate(mandate ? [mandate] : [], () => [], charge, ctx.now());
  return choice.ok ? null : { reason: choice.reason, untilMs: choice.untilMs };
}

/** What speaks against another try with this card, now that one more has failed. */
async function barOf(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  category: PlannedCharge['category'],
): Promise<Bar | null> {
  const card = await paymentMethods.find(tx, ctx.account, attempt.paymentMethod ?? '');
  if (!card || card.detachedMs !== null)
    return { reason: 'payment_method_detached', untilMs: null };
  const { initiator, amountMinor, currency, intent } = attempt;
  const thoughtOf = { initiator, amountMinor, currency, intent };
  const [bar] = await retryBars(ctx, tx, card, thoughtOf);
  if (bar) return { reason: reasonOf(bar), untilMs: bar.untilMs };
  return mandateBar(ctx, tx, attempt, category);
}

/** What `settle` may ask of whoever made the call, and can make the next one. */
export function onwardFrom(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  rest: readonly Step<Credential>[],
  category: PlannedCharge['category'],
): Onward {
  const { next, skipped } = nextOf(rest);
  return {
    candidate: next !== null,
    bar: () => barOf(ctx, tx, attempt, category),
    async noneLeft() {
      const before = await attemptsOf(tx, ctx.account, attempt.intent);
      await skip(ctx, tx, attempt, skipped, before.length);
    },
  };
}

/** The last try of the intention that `first` began. */
export function lastOf(all: readonly Attempt[], first: Attempt): Attempt {
  const tries = all.filter(({ charge, status }) => charge === null && status !== 'skipped');
  let last = first;
  while (last.decision?.action === FALLBACK) {
    const { seq } = last;
    const next = tries.find((each) => each.seq > seq);
    if (!next) return last;
    last = next;
  }
  return last;
}
