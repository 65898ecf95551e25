/**
 * What becomes of an invoice that could not be collected: asks `model/dunning.ts`, writes the decision
 * down, and lets it happen: another try at its time, a word to the buyer with a link, or the end. It
 * charges nobody; whoever collects asks it afterwards.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import {
  afterSetback,
  type DunningDecision,
  type DunningPolicy,
  type FailedTry,
  type Setback,
} from '../model/dunning.ts';
import type { DunningRecord } from '../model/dunning-decision.ts';
import { FALLBACK } from '../model/fallback.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { Invoice } from '../model/invoice.ts';
import { DAY_MS } from '../model/limits.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import type { ReadinessReason } from '../model/readiness.ts';
import type { Subscription } from '../model/subscription.ts';
import { attempts, attemptsOf } from '../storage/attempts.ts';
import { customers } from '../storage/customers.ts';
import { decisionsOf, dunningDecisions } from '../storage/dunning.ts';
import { invoices, invoicesOf } from '../storage/invoices.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { changeInvoice, changeSubscription } from './billing-records.ts';
import { invoiceSnapshot } from './billing-snapshots.ts';
import { emit } from './events.ts';
import { askBuyer, endRecovery } from './recovery.ts';
import { declinesOf } from './retry-budget.ts';
import { countDurably } from './telling.ts';

/** Everything that was decided about an invoice, the first first. */
export function decisionsAbout(
  ctx: Context,
  { id }: Pick<Invoice, 'id'>,
): Promise<readonly DunningRecord[]> {
  return decisionsOf(ctx.store.db, ctx.account, id);
}

/** How long before the end the buyer is told once more. */
const LAST_WORD_MS = 3 * DAY_MS;
/** Between two looks at a payment that somebody is making. */
const LOOK_AGAIN_MS = 3_600_000;

/** What stands when the question comes up. */
export interface Collected {
  readonly invoice: Invoice;
  readonly subscription: Subscription | null;
  readonly intent: PaymentIntent | null;
  /** The try that came to an end, or whose outcome is open; null where none was made. */
  readonly attempt: Attempt | null;
  /** Why none was made. */
  readonly reasons: readonly ReadinessReason[];
}

function policyOf(ctx: Context, subscription: Subscription | null): DunningPolicy {
  const { dunningTries: tries, dunningDays, dunningFinal } = ctx.config;
  const final = subscription?.finalAction ?? dunningFinal;
  return { tries, windowMs: dunningDays * DAY_MS, lastWordMs: LAST_WORD_MS, final };
}

/** The card that would be tried next. */
async function nextMethod(
  ctx: Context,
  tx: Queryable,
  { invoice, subscription, attempt }: Collected,
): Promise<PaymentMethod | null> {
  const named = invoice.defaultPaymentMethod ?? subscription?.defaultPaymentMethod ?? null;
  const customer = named ? null : await customers.find(tx, ctx.account, invoice.customer);
  const id = named ?? customer?.defaultPaymentMethod ?? attempt?.paymentMethod ?? null;
  return id === null ? null : paymentMethods.find(tx, ctx.account, id);
}

/** A try as the decision sees it; one that another processor took over is no try of its own. */
function failureOf(attempt: Attempt, method: string | null): FailedTry[] {
  const { status, operation, decline, decision, createdMs: atMs, initiator } = attempt;
  if (operation !== 'charge' || decision?.action === FALLBACK) return [];
  const sameCard = attempt.paymentMethod === method;
  if (status === 'declined' && decline !== null)
    return [{ atMs, initiator, sameCard, failure: { kind: 'declined', ...withoutKind(decline) } }];
  if (status !== 'not_executed') return [];
  const reason = decision?.reason ?? 'not_executed';
  return [{ atMs, initiator, sameCard, failure: { kind: 'not_executed', reason } }];
}

const withoutKind = ({ code, networkCode, advice }: NonNullable<Attempt['decline']>) => ({
  code,
  networkCode,
  advice: advice ?? null,
});

function setbackOf({ attempt, reasons }: Collected): Setback {
  if (reasons.length > 0) return { kind: 'not_ready', reasons };
  if (attempt === null) return { kind: 'not_ready', reasons: [] };
  const failed = attempt.status === 'declined' || attempt.status === 'not_executed';
  return failed ? { kind: 'failed' } : { kind: 'unknown' };
}

/** When collecting began: with the first decision, or with this one. */
async function sinceOf(ctx: Context, tx: Queryable, invoice: Invoice): Promise<number> {
  const [first] = await decisionsOf(tx, ctx.account, invoice.id);
  return first?.createdMs ?? ctx.now();
}

async function decide(
  ctx: Context,
  tx: Queryable,
  its: Collected,
  setback: Setback,
): Promise<{ decision: DunningDecision; tries: number; method: PaymentMethod | null }> {
  const { invoice, subscription, intent } = its;
  const method = await nextMethod(ctx, tx, its);
  const made = intent === null ? [] : await attemptsOf(tx, ctx.account, intent.id);
  const tries = made.flatMap((attempt) => failureOf(attempt, method?.id ?? null));
  const decision = afterSetback({
    nowMs: ctx.now(),
    sinceMs: await sinceOf(ctx, tx, invoice),
    setback,
    tries,
    history: method === null ? [] : await declinesOf(ctx, tx, method, intent?.id ?? null),
    card: {
      network: method?.card.brand ?? '',
      country: method?.card.country ?? null,
      amountMinor: invoice.totalMinor,
      currency: invoice.currency,
      intent: intent?.id ?? null,
    },
    policy: policyOf(ctx, subscription),
    isFirst: subscription?.status === 'incomplete',
  });
  return { decision, tries: tries.length, method };
}

/** Writes a decision down, with its event. */
async function record(
  ctx: Context,
  tx: Queryable,
  { invoice, attempt }: Pick<Collected, 'invoice' | 'attempt'>,
  made: Pick<DunningRecord, 'action' | 'reason' | 'rule'> & Partial<DunningRecord>,
): Promise<void> {
  const decided: DunningRecord = {
    paymentMethod: null,
    untilMs: null,
    final: null,
    tries: invoice.attemptCount,
    ...made,
    id: ctx.newId('ddec'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    invoice: invoice.id,
    subscription: invoice.subscription,
    intent: invoice.intent,
    attempt: attempt?.id ?? null,
  };
  await dunningDecisions.insert(tx, decided);
  const object = { ...ctx.encode.dunningDecision(decided), customer: invoice.customer };
  await emit(ctx, tx, { type: 'keepsake.dunning.decided', object });
}

const AWAITED = {
  retry: null,
  ask_buyer: 'buyer',
  ask_merchant: 'merchant',
  wait_outcome: 'outcome',
  stop: null,
} as const;

/** The end: nobody collects any more, and the subscription becomes what was chosen for it. */
async function end(
  ctx: Context,
  tx: Queryable,
  { invoice, subscription }: Collected,
  final: DunningPolicy['final'],
): Promise<void> {
  const rests = { dueMs: null, awaits: null, autoAdvance: false };
  const cancels = subscription !== null && final === 'cancel';
  await changeInvoice(
    ctx,
    tx,
    invoice,
    cancels ? { ...rests, status: 'uncollectible', uncollectibleAtMs: ctx.now() } : rests,
    [cancels ? 'marked_uncollectible' : 'updated'],
  );
  if (invoice.intent !== null && cancels) await endRecovery(ctx, tx, invoice.intent);
  if (subscription === null || final === 'past_due') return;
  if (final === 'unpaid') {
    await changeSubscription(ctx, tx, subscription, { status: 'unpaid' });
    return;
  }
  const nowMs = ctx.now();
  // The worker ends it at once, as it ends every subscription, with everything that goes with it.
  await changeSubscription(ctx, tx, subscription, {
    cancelAtMs: nowMs,
    canceledAtMs: nowMs,
    cancelAtPeriodEnd: false,
    cancellationDetails: { ...subscription.cancellationDetails, reason: 'payment_failed' },
  });
}

/** Lets a decision happen. */
async function carryOut(
  ctx: Context,
  tx: Queryable,
  its: Collected,
  decision: DunningDecision,
): Promise<void> {
  const { invoice, intent } = its;
  if (decision.action === 'stop') return end(ctx, tx, its, decision.final);
  const awaits = AWAITED[decision.action];
  await invoices.update(tx, ctx.account, invoice.id, { dueMs: decision.atMs, awaits });
  const after = { ...invoice, dueMs: decision.atMs, awaits };
  if (decision.action === 'ask_buyer' && intent !== null)
    await askBuyer(ctx, tx, intent, decision.reason === 'needs_reauthentication');
  if (decision.action === 'ask_merchant') {
    const object = await invoiceSnapshot(ctx, tx, after);
    await emit(ctx, tx, {
      type: 'keepsake.dunning.merchant_required',
      object: { ...object, dunning_reason: decision.reason },
    });
  }
}

const OVER = ['canceled', 'incomplete_expired'];

async function goOn(ctx: Context, tx: Queryable, its: Collected, setback: Setback): Promise<void> {
  const { invoice, subscription, attempt } = its;
  if (invoice.status !== 'open') return;
  if (subscription && OVER.includes(subscription.status)) {
    await invoices.update(tx, ctx.account, invoice.id, { dueMs: null, awaits: null });
    await record(ctx, tx, its, { action: 'end', reason: 'subscription_ended', rule: 'Keepsake' });
    return;
  }
  const { decision: made, tries, method } = await decide(ctx, tx, its, setback);
  if (made.action === 'retry') countDurably(ctx, 'retries', { of: 'invoice' });
  if (made.action === 'stop') countDurably(ctx, 'dunning', { result: 'given_up' });
  const untilMs = 'atMs' in made ? made.atMs : null;
  await record(ctx, tx, its, {
    action: made.action,
    reason: made.reason,
    rule: made.rule,
    untilMs,
    final: made.action === 'stop' ? made.final : null,
    tries,
    paymentMethod: method?.id ?? null,
  });
  await carryOut(ctx, tx, its, made);
  if (attempt) await noteOn(ctx, tx, attempt, made, untilMs);
}

/** The attempt says what follows it, too. */
async function noteOn(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  { action, reason }: DunningDecision,
  untilMs: number | null,
): Promise<void> {
  const failed = attempt.status === 'declined' || attempt.status === 'not_executed';
  if (!failed || attempt.initiator !== 'merchant') return;
  const decision = { action: action === 'retry' ? 'retry_later' : action, reason, untilMs };
  await attempts.update(tx, ctx.account, attempt.id, { decision });
}

/**
 * After a try to collect an invoice that came to nothing, or that could not even be made, in the
 * transaction that records it.
 */
export async function afterFailure(ctx: Context, tx: Queryable, its: Collected): Promise<void> {
  await goOn(ctx, tx, its, setbackOf(its));
}

/** An invoice for which somebody was waited for is due: they are told again, or collecting ends. */
export async function afterWaiting(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice,
  subscription: Subscription | null,
): Promise<void> {
  const intent =
    invoice.intent === null ? null : await paymentIntents.find(tx, ctx.account, invoice.intent);
  const its = { invoice, subscription, intent, attempt: null, reasons: [] };
  // Somebody is paying just now.
  if (isBusy(intent)) {
    const dueMs = ctx.now() + LOOK_AGAIN_MS;
    await invoices.update(tx, ctx.account, invoice.id, { dueMs });
    return;
  }
  await goOn(ctx, tx, its, { kind: 'waited' });
}

/**
 * Whether an invoice that is due is to be tried now. One for which the buyer or the merchant was waited
 * for is not: what follows is decided here.
 */
export async function heedDue(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice,
  subscription: Subscription | null,
): Promise<'collect' | 'done'> {
  if (invoice.awaits !== 'buyer' && invoice.awaits !== 'merchant') return 'collect';
  await afterWaiting(ctx, tx, invoice, subscription);
  return 'done';
}

/** An invoice is settled, one way or another: whatever was planned for it does not happen. */
export async function buyerActed(ctx: Context, tx: Queryable, invoice: Invoice): Promise<void> {
  const before = await decisionsOf(tx, ctx.account, invoice.id);
  if (invoice.dueMs !== null || invoice.awaits)
    await invoices.update(tx, ctx.account, invoice.id, { dueMs: null, awaits: null });
  if (invoice.intent !== null) await endRecovery(ctx, tx, invoice.intent);
  const last = before.at(-1)?.action;
  if (last === undefined || last === 'end' || last === 'stop') return;
  const reason = invoice.status === 'open' ? 'subscription_ended' : invoice.status;
  await record(ctx, tx, { invoice, attempt: null }, { action: 'end', reason, rule: 'Keepsake' });
}

/** Whether somebody is paying an invoice just now, or its outcome is open. */
const isBusy = (intent: PaymentIntent | null) =>
  intent?.status === 'processing' || intent?.status === 'requires_action';

/** Open invoices of a subscription that are dunned, with their intents; those that are being paid left out. */
async function dunnedOf(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
): Promise<readonly Collected[]> {
  const all: Collected[] = [];
  for (const invoice of await invoicesOf(tx, ctx.account, subscription.id, ['open'])) {
    const intent =
      invoice.intent === null ? null : await paymentIntents.find(tx, ctx.account, invoice.intent);
    if (invoice.attempted && invoice.billingReason !== 'subscription_create' && !isBusy(intent))
      all.push({ invoice, subscription, intent, attempt: null, reasons: [] });
  }
  return all;
}

/** A subscription is charged to another card from now on: what is due is tried with it at once. */
export async function afterCardChange(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
): Promise<void> {
  const atMs = ctx.now();
  const made = { action: 'retry', reason: 'card_changed', rule: 'Keepsake' } as const;
  for (const its of await dunnedOf(ctx, tx, subscription)) {
    await record(ctx, tx, its, { ...made, untilMs: atMs });
    await carryOut(ctx, tx, its, { ...made, atMs });
  }
}

/** A permission was taken back: nobody tries under it any more, and the buyer is asked. */
export async function afterRevocation(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
): Promise<void> {
  for (const its of await dunnedOf(ctx, tx, subscription)) {
    const { decision } = await decide(ctx, tx, its, { kind: 'waited' });
    const untilMs = 'atMs' in decision ? decision.atMs : null;
    const { action } = decision;
    await record(ctx, tx, its, { action, reason: 'mandate_revoked', rule: 'Keepsake', untilMs });
    await carryOut(ctx, tx, its, decision);
  }
}
