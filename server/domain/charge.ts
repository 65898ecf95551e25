/**
 * The one door to money: begin → perform → settle.
 *
 * `begin` plans an attempt in the caller's transaction, `perform` calls the processor with no
 * transaction open, `settle` records what was answered in one transaction with everything that
 * follows from it. Whoever learns of an outcome in another way (a look-up, a webhook, an operator)
 * joins at `settle`. An attempt's id is the processor's idempotency key and our reference there.
 */
import { type Context, processorNamed } from '../context.ts';
import { type Attempt, type AttemptStatus, isOpen, type Outcome } from '../model/attempt.ts';
import type { Credential, Reusability } from '../model/credential.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import {
  attemptAfter,
  paymentIntentAfter,
  preparedBy,
  setupIntentAfter,
} from '../model/intent-outcome.ts';
import { NOT_AFTER_MARGIN_MS, RECONCILE_FIRST_MS } from '../model/limits.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { conflict } from '../model/problem.ts';
import {
  attempts,
  attemptsOf,
  compareAndSet,
  observe,
  standingAttempt,
} from '../storage/attempts.ts';
import { reserveUse } from '../storage/mandates.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { credentials } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';
import { captureOf } from './card-options.ts';
import { followCharge, followSetup } from './consequences.ts';
import { emit } from './events.ts';

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
  const standing = await standingAttempt(tx, ctx.account, intent.id);
  if (standing) {
    throw conflict(
      'A payment for this is already under way or done; a second one could charge twice.',
      'attempt_in_progress',
      { attempt: standing.id },
    );
  }
  const before = await attemptsOf(tx, ctx.account, intent.id);
  const now = ctx.now();
  const deadline = now + ctx.config.processorTimeoutMs;
  const attempt: Attempt = {
    id: ctx.newId('att'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    intent: intent.id,
    operation: target.kind === 'payment' ? 'charge' : 'setup',
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
  });
}

/** States from which an answer may still move an attempt. */
const MOVABLE: readonly AttemptStatus[] = ['started', 'requires_action', 'unknown'];

/**
 * Records an outcome, whoever told it, and what follows from it, in the caller's transaction.
 * @returns the attempt as it stands now; unchanged when somebody was faster
 */
export async function settle(
  ctx: Context,
  tx: Queryable,
  attemptId: string,
  told: Outcome,
  source: 'response' | 'lookup' | 'webhook' | 'operator',
): Promise<Attempt> {
  const before = await attempts.find(tx, ctx.account, attemptId);
  if (!before) throw new Error(`attempt ${attemptId} was never planned`);
  await observe(tx, {
    attempt: before.id,
    source,
    outcome: JSON.stringify(told),
    atMs: ctx.now(),
    seq: ctx.nextSeq(),
  });
  const outcome = before.operation === 'setup' ? preparedBy(told) : told;
  const { refuseAction } = before;
  const change = attemptAfter(outcome, { refuseAction });
  const open = isOpen(change.status);
  const fields: Partial<Attempt> = {
    ...change,
    reference: change.reference ?? before.reference,
    resolvedMs: open ? null : ctx.now(),
    resolveAfterMs: open ? ctx.now() + RECONCILE_FIRST_MS : null,
  };
  if (change.status === before.status && open) return before;
  const moved = await compareAndSet(tx, before.id, MOVABLE, fields);
  if (!moved) return before;
  const attempt: Attempt = { ...before, ...fields };
  if (attempt.credential && 'reusability' in outcome && outcome.reusability) {
    await credentials.update(tx, ctx.account, attempt.credential, {
      reusability: outcome.reusability,
      ...(outcome.networkTransactionId === null
        ? {}
        : { networkTransactionId: outcome.networkTransactionId }),
    });
  }
  if (before.status === 'unknown' && !open) {
    await emit(ctx, tx, { type: 'keepsake.attempt.resolved', object: ctx.encode.attempt(attempt) });
  }
  await settleIntent(ctx, tx, attempt, outcome, refuseAction);
  return attempt;
}

/** Writes what an outcome makes of the attempt's intent, and what follows. A kept card has no intent. */
async function settleIntent(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  outcome: Outcome,
  refuseAction: boolean,
): Promise<void> {
  const facts = {
    attempt: attempt.id,
    paymentMethod: attempt.paymentMethod,
    refuseAction,
    fallback: false,
  };
  if (attempt.operation === 'charge') {
    const intent = await paymentIntents.find(tx, ctx.account, attempt.intent);
    if (!intent) throw new Error(`attempt ${attempt.id} has no intent`);
    const change = paymentIntentAfter(intent, outcome, facts);
    await paymentIntents.update(tx, ctx.account, intent.id, change);
    await followCharge(ctx, tx, { attempt, intent: { ...intent, ...change } });
  } else if (attempt.operation === 'setup') {
    const intent = await setupIntents.find(tx, ctx.account, attempt.intent);
    if (!intent) return;
    const change = setupIntentAfter(outcome, facts);
    await setupIntents.update(tx, ctx.account, intent.id, change);
    await followSetup(ctx, tx, { attempt, intent: { ...intent, ...change } });
  }
}

/** Performs what was planned and records the answer; others may wait for it by the attempt's id. */
export function carryOut(ctx: Context, planned: Planned): Promise<Attempt> {
  const running = (async () => {
    const outcome = await perform(ctx, planned);
    return ctx.store.transact((tx) => settle(ctx, tx, planned.attempt.id, outcome, 'response'));
  })();
  ctx.underWay.set(planned.attempt.id, running);
  void running.catch(() => {}).finally(() => ctx.underWay.delete(planned.attempt.id));
  return running;
}

/** An attempt of this process that is under way is waited for; any other is given back as it is. */
export async function current(ctx: Context, attempt: Attempt): Promise<Attempt> {
  return (await ctx.underWay.get(attempt.id)) ?? attempt;
}

/**
 * Asks the processor where an open attempt stands, and records what it says. What is absent stays
 * open here: proof of absence is the reconciler's business.
 */
export async function refresh(ctx: Context, attempt: Attempt): Promise<Attempt> {
  if (!isOpen(attempt.status)) return attempt;
  assertOutsideTransaction('a processor');
  const outcome = await processorNamed(ctx, attempt.processor).lookup(attempt.id);
  if (outcome.kind === 'absent' || outcome.kind === 'unknown') return attempt;
  return ctx.store.transact((tx) => settle(ctx, tx, attempt.id, outcome, 'lookup'));
}

/** The same by an attempt's id, for news that came without asking; an id that is not ours is no news. */
export async function refreshAttempt(ctx: Context, id: string): Promise<void> {
  const attempt = await attempts.find(ctx.store.db, ctx.account, id);
  if (attempt) await refresh(ctx, await current(ctx, attempt));
}
