/**
 * The one door to money: begin → perform → settle.
 *
 * `begin` plans an attempt in the caller's transaction, `perform` calls the processor with no
 * transaction open, `settle` records what was answered in one transaction with everything that
 * follows from it. Captures, voids and refunds go the same way (`follow-ups.ts` plans and calls).
 * Whoever learns of an outcome in another way (a look-up, a webhook, an operator) joins at `settle`.
 * An attempt's id is the processor's idempotency key and our reference there.
 */
import { type Context, inSpan, processorNamed } from '../context.ts';
import { type Attempt, isOpen, isStanding, type Outcome } from '../model/attempt.ts';
import { preferredOf } from '../model/card-network.ts';
import type { Credential, Reusability } from '../model/credential.ts';
import { FALLBACK } from '../model/fallback.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import { NOT_AFTER_MARGIN_MS, RECONCILE_FIRST_MS } from '../model/limits.ts';
import type { PlannedCharge } from '../model/mandate.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { conflict, invalidRequest } from '../model/problem.ts';
import { nextOf, type Route, type Step } from '../model/routing.ts';
import { mayChange } from '../model/settlement.ts';
import { attempts, attemptsOf, followUpsOf } from '../storage/attempts.ts';
import { reserveUse } from '../storage/mandates.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { afterCommit, assertOutsideTransaction } from '../storage/transaction.ts';
import { captureOf } from './card-options.ts';
import { waitElsewhere } from './elsewhere.ts';
import { type Intention, onwardFrom, skip } from './fallback.ts';
import { performFollowUp } from './follow-ups.ts';
import { lookUp } from './look-up.ts';
import { noteAnswer, noteAsked } from './routing.ts';
import { settle } from './settle.ts';
import { countDurably } from './telling.ts';

/** What is to be achieved: a payment, a setup with the buyer, or a card kept at a merchant's word. */
export type Target =
  | { readonly kind: 'card'; readonly intent: PaymentMethod }
  | { readonly kind: 'payment'; readonly intent: PaymentIntent }
  | { readonly kind: 'setup'; readonly intent: SetupIntent };

/** What `begin` is told. Everything was checked before: consent, mandate, readiness, state. */
export interface Plan {
  readonly target: Target;
  readonly method: PaymentMethod;
  /** Whom to ask with which credential, in this order. */
  readonly route: Route<Credential>;
  readonly initiator: 'customer' | 'merchant';
  readonly authorization: Attempt['authorization'];
  readonly mandate: string | null;
  /** What allows this very debit of a bank account, where the buyer is there; its use is reserved. */
  readonly debitMandate?: string | null;
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
  /** What a later charge is for, as its mandate has to say. */
  readonly category?: PlannedCharge['category'];
  /** A moment of the period that it pays for, where that may not be now; epoch ms. */
  readonly periodMs?: number;
  /** The networks' own id of the charge that a later one follows, whichever processor made it. */
  readonly networkTransactionId?: string | null;
}

/** A planned attempt, durable once its transaction is, and what to call with. */
export interface Planned {
  readonly attempt: Attempt;
  readonly plan: Plan;
  readonly credential: Credential;
  /** Who is left after this try. */
  readonly rest: readonly Step<Credential>[];
}

/**
 * Plans one attempt at the first processor of the route that can be asked: writes it, with those that
 * were left out, and puts the intent into `processing`.
 * @throws Problem 409 while another attempt of the intent is open or has succeeded, 400 where no
 *   processor can be asked
 */
export async function begin(ctx: Context, tx: Queryable, plan: Plan): Promise<Planned> {
  const { target, method } = plan;
  const { intent } = target;
  const span = ctx.tracing.start('plan', ctx.span, { 'keepsake.account': ctx.account });
  const { skipped, next, rest } = nextOf(plan.route.steps);
  if (!next)
    throw invalidRequest(
      'No configured processor can charge this payment method.',
      'no_compatible_processor',
      'payment_method',
    );
  const { credential } = next;
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
  const deadline = ctx.wall() + ctx.config.processorTimeoutMs;
  const paid = target.kind === 'payment' ? target.intent : null;
  const intention: Intention = {
    intent: intent.id,
    operation: paid ? 'charge' : 'setup',
    paymentMethod: method.id,
    fingerprint: method.card.fingerprint,
    initiator: plan.initiator,
    amountMinor: paid?.amountMinor ?? 0,
    currency: paid?.currency ?? null,
    refuseAction: plan.initiator === 'merchant' || plan.refuseAction === true,
    press: plan.press,
    ...(paid?.reason ? { reason: paid.reason } : {}),
    ...(paid?.actor ? { actor: paid.actor } : {}),
  };
  await skip(ctx, tx, intention, skipped, before.length);
  noteAsked(ctx, next.processor);
  const attempt: Attempt = {
    ...intention,
    id: ctx.newId('att'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    charge: null,
    sequence: before.length + skipped.length + 1,
    processor: next.processor,
    credential: credential.id,
    authorization: plan.authorization,
    mandate: plan.mandate,
    status: 'started',
    decline: null,
    decision: { action: 'try', reason: plan.route.reason, untilMs: null },
    late: false,
    reference: null,
    networkTransactionId: null,
    nextAction: null,
    createdMs: now,
    notAfterMs: deadline + NOT_AFTER_MARGIN_MS,
    resolveAfterMs: deadline + RECONCILE_FIRST_MS,
    resolvedMs: null,
  };
  await attempts.insert(tx, attempt);
  afterCommit(() => {
    span.set(seenOf(attempt));
    span.end();
    const { initiator, authorization, processor } = attempt;
    const uncovered = initiator === 'merchant' && authorization === 'none' && paid !== null;
    if (uncovered) ctx.meter.count('advisory', { processor });
  });
  const used = plan.debitMandate ?? (plan.authorization === 'mandate' ? plan.mandate : null);
  if (used !== null) {
    await reserveUse(tx, {
      id: ctx.newId('muse'),
      mandate: used,
      attempt: attempt.id,
      amountMinor: attempt.amountMinor,
      state: 'reserved',
      createdMs: plan.periodMs ?? now,
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
  return { attempt, plan, credential, rest };
}

/** What a span tells of an attempt. */
const seenOf = ({ id, processor, operation, account, initiator }: Attempt) => ({
  'keepsake.attempt': id,
  'keepsake.processor': processor,
  'keepsake.operation': operation,
  'keepsake.account': account,
  'keepsake.initiator': initiator,
});

/** Calls, as a span that says what the call came to. */
async function called(
  ctx: Context,
  attempt: Attempt,
  call: () => Promise<Outcome>,
): Promise<Outcome> {
  const span = ctx.tracing.start('call', ctx.span, seenOf(attempt), 'client');
  const outcome = await call();
  span.set({ 'keepsake.outcome': outcome.kind });
  if (outcome.kind === 'unknown' || outcome.kind === 'not_executed') span.fail(outcome.reason);
  span.end();
  return outcome;
}

/** Calls the processor. Never throws for what a processor or a network can do. */
async function perform(ctx: Context, { attempt, plan, credential }: Planned): Promise<Outcome> {
  assertOutsideTransaction('a processor');
  const { target, keep } = plan;
  const processor = processorNamed(ctx, attempt.processor);
  const call = {
    attempt: attempt.id,
    notAfterMs: attempt.notAfterMs,
    credential: ctx.keys.decrypt(`credentials:${credential.id}`, credential.secret),
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
    networkTransactionId: plan.networkTransactionId ?? credential.networkTransactionId,
    description: intent.description,
    network: preferredOf(plan.method.card),
    category: plan.category ?? null,
  });
}

interface Concluded {
  readonly attempt: Attempt;
  /** The try at another processor that was planned with the end of this one. */
  readonly next: Planned | null;
}

/** Calls, and records the answer; where another processor is asked next, plans that with it. */
async function conclude(
  ctx: Context,
  attempt: Attempt,
  call: () => Promise<Outcome>,
  planned: Planned | null,
): Promise<Concluded> {
  const outcome = await called(ctx, attempt, call);
  if (planned) noteAnswer(ctx, attempt.processor, outcome);
  return inSpan(ctx, 'record', seenOf(attempt), async (its, span) => {
    const concluded = await its.store.transact(async (tx) => {
      const category = planned?.plan.category ?? null;
      const onward = planned && onwardFrom(its, tx, attempt, planned.rest, category);
      const after = await settle(its, tx, attempt.id, outcome, 'response', { onward });
      const goesOn = planned !== null && after.decision?.action === FALLBACK;
      const plan = goesOn ? onwardPlan(its, planned, after) : null;
      const next = plan && (await begin(its, tx, plan));
      const [from, to] = [after.processor, next?.attempt.processor];
      if (to !== undefined) countDurably(its, 'fallbacks', { from, to });
      return { attempt: after, next };
    });
    span.set({ 'keepsake.outcome': concluded.attempt.status });
    return concluded;
  });
}

/**
 * The same intention at whoever comes next. A security code goes along only where nobody has looked
 * at it yet and the vault is the same; in its place the buyer is asked.
 */
function onwardPlan(ctx: Context, { plan, rest }: Planned, failed: Attempt): Plan {
  const route = { reason: FALLBACK, steps: rest };
  if (plan.cvcToken === null) return { ...plan, route };
  const vaultOf = (name: string) => processorNamed(ctx, name).capabilities.vault;
  const { next } = nextOf(rest);
  const vault = vaultOf(failed.processor);
  const shared = next !== null && vault !== null && vaultOf(next.processor) === vault;
  if (failed.status === 'not_executed' && shared) return { ...plan, route };
  return { ...plan, route, cvcToken: null, requireChallenge: true };
}

/** Lets others wait for what is under way, by the ids of its attempts. */
function underWay(
  ctx: Context,
  first: string,
  run: (began: (attempt: string) => void) => Promise<Attempt>,
): Promise<Attempt> {
  const ids = [first];
  const began = (id: string) => {
    ids.push(id);
    ctx.underWay.set(id, running);
  };
  const running = run(began);
  ctx.underWay.set(first, running);
  const end = () => {
    for (const id of ids) ctx.underWay.delete(id);
  };
  void running.catch(() => {}).finally(end);
  return running;
}

/** Performs what was planned and records the answer, at one processor after the other where that goes on. */
export function carryOut(from: Context, planned: Planned): Promise<Attempt> {
  if (from.tracing.on && from.span === null)
    return inSpan(from, 'carry out', seenOf(planned.attempt), (ctx) => carryOut(ctx, planned));
  const ctx = from;
  return underWay(ctx, planned.attempt.id, async (began) => {
    let now = planned;
    for (;;) {
      const trying = now;
      const { attempt, next } = await conclude(
        ctx,
        trying.attempt,
        () => perform(ctx, trying),
        trying,
      );
      if (!next) return attempt;
      began(next.attempt.id);
      now = next;
    }
  });
}

/** The same for a capture, void or refund. */
export async function carryOutFollowUp(ctx: Context, attempt: Attempt): Promise<Attempt> {
  const after = await underWay(ctx, attempt.id, async () => {
    const call = () => performFollowUp(ctx, attempt);
    return (await conclude(ctx, attempt, call, null)).attempt;
  });
  // Refused for what the charge is: then the charge, or an earlier try, is not what we think it is.
  if (after.status === 'not_executed') await refreshKin(ctx, after);
  return after;
}

/**
 * An attempt that is under way is waited for: for as long as it takes where this process carries it
 * out, for a while where another one may. Any other is given back as it is.
 */
export async function current(ctx: Context, attempt: Attempt): Promise<Attempt> {
  const here = ctx.underWay.get(attempt.id);
  if (here) return here;
  return ctx.store.shared ? waitElsewhere(ctx, attempt) : attempt;
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
