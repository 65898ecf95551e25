/**
 * The one door to money: begin → perform → settle.
 *
 * `begin` plans an attempt in the caller's transaction, `perform` calls the processor with no
 * transaction open, `settle` records what was answered in one transaction with everything that
 * follows from it. Captures, voids and refunds go the same way (`follow-ups.ts` plans and calls).
 * Whoever learns of an outcome in another way (a look-up, a webhook, an operator) joins at `settle`.
 * An attempt's id is the processor's idempotency key and our reference there.
 */
import { type Context, processorNamed } from '../context.ts';
import { type Attempt, isOpen, isStanding, type Outcome } from '../model/attempt.ts';
import { preferredOf } from '../model/card-network.ts';
import type { Credential, Reusability } from '../model/credential.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import { NOT_AFTER_MARGIN_MS, RECONCILE_FIRST_MS } from '../model/limits.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { conflict } from '../model/problem.ts';
import { mayChange } from '../model/settlement.ts';
import { attempts, attemptsOf, followUpsOf } from '../storage/attempts.ts';
import { reserveUse } from '../storage/mandates.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';
import { captureOf } from './card-options.ts';
import { performFollowUp } from './follow-ups.ts';
import { lookUp } from './look-up.ts';
import { settle } from './settle.ts';

/** What is to be achieved: a payment, a setup with the buyer, or a card kept at a merchant's word. */
export type Target =
  | { readonly kind: 'card'; readonly intent: PaymentMethod }
  | { readonly kind: 'payment'; readonly intent: PaymentIntent }
  | { readonly kind: 'setup'; readonly intent: SetupIntent };

/** What `begin` is told. Everything was checked before: consent, mandate, readiness, state. */
export interface Plan {
  readonly target: Target;
  readonly method: PaymentMethod;
  readonly credential: Credential;
  readonly initiator: 'customer' | 'merchant';
  readonly authorization: Attempt['authorization'];
  readonly mandate: string | null;
  /** What the credential becomes on success; null leaves it as it is. */
  readonly keep: Exclude<Reusability, 'single_use'> | null;
  readonly press: string | null;
  readonly returnUrl: string | null;
  readonly frameOrigins: readonly string[];
  readonly cvcToken: string | null;
  /** The checkout session that a security code was typed in. */
  readonly session: string | null;
  readonly requireChallenge: boolean;
  /** A challenge counts as a decline even though the buyer is there. */
  readonly refuseAction?: boolean;
}

/** A planned attempt, durable once its transaction is, and what to call with. */
export interface Planned {
  readonly attempt: Attempt;
  readonly plan: Plan;
}

/**
 * Plans one attempt: writes it, and puts the intent into `processing`.
 * @throws Problem 409 while another attempt of the intent is open or has succeeded
 */
export async function begin(ctx: Context, tx: Queryable, plan: Plan): Promise<Planned> {
  const { target, method, credential } = plan;
  const { intent } = target;
  const before = await attemptsOf(tx, ctx.account, intent.id);
  const standing = before.find(isStanding);
  if (standing) {
    throw conflict(
      'A payment for this is already under way or done; a second one could charge twice.',
      'attempt_in_progress',
      { attempt: standing.id },
    );
  }
  const now = ctx.now();
  const deadline = now + ctx.config.processorTimeoutMs;
  const attempt: Attempt = {
    id: ctx.newId('att'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    intent: intent.id,
    operation: target.kind === 'payment' ? 'charge' : 'setup',
    charge: null,
    sequence: before.length + 1,
    processor: credential.processor,
    paymentMethod: method.id,
    credential: credential.id,
    initiator: plan.initiator,
    authorization: plan.authorization,
    mandate: plan.mandate,
    amountMinor: target.kind === 'payment' ? target.intent.amountMinor : 0,
    currency: target.kind === 'payment' ? target.intent.currency : null,
    status: 'started',
    decline: null,
    decision: null,
    refuseAction: plan.initiator === 'merchant' || plan.refuseAction === true,
    late: false,
    reference: null,
    networkTransactionId: null,
    nextAction: null,
    press: plan.press,
    createdMs: now,
    notAfterMs: deadline + NOT_AFTER_MARGIN_MS,
    resolveAfterMs: deadline + RECONCILE_FIRST_MS,
    resolvedMs: null,
  };
  await attempts.insert(tx, attempt);
  if (plan.authorization === 'mandate' && plan.mandate !== null) {
    await reserveUse(tx, {
      id: ctx.newId('muse'),
      mandate: plan.mandate,
      attempt: attempt.id,
      amountMinor: attempt.amountMinor,
      state: 'reserved',
      createdMs: now,
    });
  }
  const change = {
    status: 'processing',
    paymentMethod: method.id,
    latestAttempt: attempt.id,
    nextAction: null,
  } as const;
  if (target.kind === 'payment') {
    await paymentIntents.update(tx, ctx.account, intent.id, {
      ...change,
      offSession: plan.initiator === 'merchant',
      lastPaymentError: null,
    });
  } else if (target.kind === 'setup') {
    await setupIntents.update(tx, ctx.account, intent.id, { ...change, lastSetupError: null });
  }
  return { attempt, plan };
}

/** Calls the processor. Never throws for what a processor or a network can do. */
export async function perform(ctx: Context, { attempt, plan }: Planned): Promise<Outcome> {
  assertOutsideTransaction('a processor');
  const { target, keep } = plan;
  const processor = processorNamed(ctx, attempt.processor);
  const call = {
    attempt: attempt.id,
    notAfterMs: attempt.notAfterMs,
    credential: ctx.keys.decrypt(`credentials:${plan.credential.id}`, plan.credential.secret),
    initiator: plan.initiator,
    returnUrl: plan.returnUrl,
    frameOrigins: plan.frameOrigins,
  };
  if (target.kind !== 'payment')
    return processor.setup({ ...call, keep: keep ?? 'on_session', currency: null });
  const { intent } = target;
  return processor.charge({
    ...call,
    amountMinor: intent.amountMinor,
    currency: intent.currency,
    capture: captureOf(intent),
    keep,
    cvcToken: plan.cvcToken,
    session: plan.session,
    requireChallenge: plan.requireChallenge,
    networkTransactionId: plan.credential.networkTransactionId,
    description: intent.description,
    network: preferredOf(plan.method.card),
  });
}

/** Calls, records the answer, and lets others wait for it by the attempt's id. */
function conclude(ctx: Context, attempt: Attempt, call: () => Promise<Outcome>): Promise<Attempt> {
  const running = (async () => {
    const outcome = await call();
    return ctx.store.transact((tx) => settle(ctx, tx, attempt.id, outcome, 'response'));
  })();
  ctx.underWay.set(attempt.id, running);
  void running.catch(() => {}).finally(() => ctx.underWay.delete(attempt.id));
  return running;
}

/** Performs what was planned and records the answer. */
export function carryOut(ctx: Context, planned: Planned): Promise<Attempt> {
  return conclude(ctx, planned.attempt, () => perform(ctx, planned));
}

/** The same for a capture, void or refund. */
export async function carryOutFollowUp(ctx: Context, attempt: Attempt): Promise<Attempt> {
  const after = await conclude(ctx, attempt, () => performFollowUp(ctx, attempt));
  // Refused for what the charge is: then the charge, or an earlier try, is not what we think it is.
  if (after.status === 'not_executed') await refreshKin(ctx, after);
  return after;
}

/** An attempt of this process that is under way is waited for; any other is given back as it is. */
export async function current(ctx: Context, attempt: Attempt): Promise<Attempt> {
  return (await ctx.underWay.get(attempt.id)) ?? attempt;
}

/**
 * Asks the processor where an attempt stands, and records what it says. What is absent stays as it
 * is: proof of absence is the reconciler's business.
 * @returns null when the processor did not answer
 */
async function ask(
  ctx: Context,
  attempt: Attempt,
  source: 'lookup' | 'webhook',
): Promise<Attempt | null> {
  const outcome = await lookUp(ctx, attempt);
  if (outcome.kind === 'unknown') return null;
  if (outcome.kind === 'absent') return attempt;
  return ctx.store.transact((tx) => settle(ctx, tx, attempt.id, outcome, source));
}

/** An attempt as the processor tells it now, where its outcome is open. */
export async function refresh(ctx: Context, attempt: Attempt): Promise<Attempt> {
  return isOpen(attempt.status) ? ((await ask(ctx, attempt, 'lookup')) ?? attempt) : attempt;
}

/**
 * Asks after any attempt that news could still change, closed ones too: what was given up may have
 * succeeded after all.
 * @returns whether the processor answered, or need not be asked
 */
export async function heedNews(
  ctx: Context,
  attempt: Attempt,
  source: 'lookup' | 'webhook',
): Promise<boolean> {
  return !mayChange(attempt.status) || (await ask(ctx, attempt, source)) !== null;
}

/** Asks after the charge of a follow-up that came to nothing, and after those that failed before it. */
export async function refreshKin(ctx: Context, attempt: Attempt): Promise<void> {
  if (attempt.charge === null) return;
  const charge = await attempts.find(ctx.store.db, ctx.account, attempt.charge);
  const earlier = await followUpsOf(ctx.store.db, ctx.account, attempt.charge);
  const kin = [...(charge ? [charge] : []), ...earlier.filter(({ id }) => id !== attempt.id)];
  for (const each of kin) if (!ctx.underWay.has(each.id)) await heedNews(ctx, each, 'lookup');
}
