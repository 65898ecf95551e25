/** Payment intents as merchants drive them: create, update, confirm, cancel, list. Money moves in `charge.ts` alone. */
import { type Context, inSpan } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import {
  canConfirm,
  canUpdate,
  type PaymentIntent,
  type Ruling,
  restingStatus,
} from '../model/intent.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { cardError, invalidRequest, notFound } from '../model/problem.ts';
import { attemptsOf } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { carryOut, current } from './charge.ts';
import { customerParam } from './customers.ts';
import { emit } from './events.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { blankPaymentIntent } from './intents.ts';
import { type ListInput, pageOf } from './lists.ts';
import { paymentMethodParam, refuseForeign } from './payment-methods.ts';
import { type Confirmation, NotReady, plan, refuseUnfit } from './payment-plans.ts';
import { asksFor, canBuyerMend, endRecovery, recoveryFor } from './recovery.ts';
import { notePoint, resumedId } from './recovery-points.ts';
import { noteRefusal } from './refusals.ts';
import { noteBarredRetry } from './retry-budget.ts';
import { paymentIntentSnapshot } from './snapshots.ts';

/** @throws Problem 404 */
export async function findPaymentIntent(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<PaymentIntent> {
  const intent = await paymentIntents.find(db, ctx.account, id);
  if (!intent) throw notFound('payment_intent', id, true);
  return intent;
}

export async function listPaymentIntents(
  ctx: Context,
  input: ListInput,
  filter: Partial<PaymentIntent>,
): Promise<Listed<PaymentIntent>> {
  return paymentIntents.list(ctx.store.db, ctx.account, pageOf(input), filter);
}

/** Every attempt of an intent, first try first. */
export async function listAttempts(ctx: Context, id: string): Promise<readonly Attempt[]> {
  const intent = await findPaymentIntent(ctx, id);
  return attemptsOf(ctx.store.db, ctx.account, intent.id);
}

function enforce(ruling: Ruling): void {
  if (!ruling.ok) throw invalidRequest(ruling.message, ruling.code);
}

/** A session's intent is driven by its session alone. */
function refuseSessions(intent: PaymentIntent, verb: string): void {
  if (intent.checkoutSession === null) return;
  throw invalidRequest(
    `You cannot ${verb} this PaymentIntent because it belongs to Checkout Session ${intent.checkoutSession}.`,
    'payment_intent_unexpected_state',
  );
}

/** Parameters that do not touch what the buyer is being asked about. */
const HARMLESS = ['metadata', 'description', 'receipt_email', 'shipping', 'expand'];

/** What an invoice asks for is said by the invoice. */
function refuseInvoices(intent: PaymentIntent, params: readonly string[]): void {
  const param = params.find((each) => ['amount', 'currency', 'customer'].includes(each));
  if (intent.invoice === null || param === undefined) return;
  throw invalidRequest(
    `This PaymentIntent's ${param} could not be updated because it pays the Invoice ${intent.invoice}.`,
    'payment_intent_unexpected_state',
    param,
  );
}

/** What the buyer's bank is asking about stays what is charged. */
function refuseWhileChallenged(intent: PaymentIntent, params: readonly string[]): void {
  const param = params.find((each) => !HARMLESS.includes(each));
  if (intent.status !== 'requires_action' || param === undefined) return;
  throw invalidRequest(
    `This PaymentIntent's ${param} could not be updated because the buyer is being asked by their bank about it as it is.`,
    'payment_intent_unexpected_state',
    param,
  );
}

/** Looks up (or makes) the card that a request names. No transaction may be open. */
async function resolveCard(
  ctx: Context,
  fields: Partial<PaymentIntent>,
): Promise<PaymentMethod | null> {
  return fields.paymentMethod ? paymentMethodParam(ctx, fields.paymentMethod) : null;
}

/** @param later whether a later charge follows at once, which answers for a detached card itself */
export async function createPaymentIntent(
  ctx: Context,
  fields: Partial<PaymentIntent>,
  later: boolean = false,
): Promise<PaymentIntent> {
  const made = resumedId(ctx, 'pi');
  if (made !== null) return findPaymentIntent(ctx, made);
  const method = await resolveCard(ctx, fields);
  return ctx.store.transact(async (tx) => {
    if (fields.customer) await customerParam(ctx, tx, fields.customer);
    if (method) refuseForeign(method, fields.customer ?? null, later);
    const paymentMethod = method?.id ?? null;
    const intent: PaymentIntent = {
      ...blankPaymentIntent(ctx),
      ...fields,
      paymentMethod,
      status: restingStatus(paymentMethod),
    };
    refuseUnfit(ctx, intent, method);
    await paymentIntents.insert(tx, intent);
    await notePoint(ctx, tx, intent.id);
    await emit(ctx, tx, {
      type: 'payment_intent.created',
      object: await paymentIntentSnapshot(ctx, tx, intent),
    });
    return intent;
  });
}

/** @param params names of the parameters that the request brought */
export async function updatePaymentIntent(
  ctx: Context,
  id: string,
  params: readonly string[],
  change: (before: PaymentIntent) => Partial<PaymentIntent>,
): Promise<PaymentIntent> {
  const seen = await findPaymentIntent(ctx, id);
  const method = await resolveCard(ctx, change(seen));
  return ctx.store.transact(async (tx) => {
    const before = await findPaymentIntent(ctx, id, tx);
    enforce(canUpdate(before, 'PaymentIntent', params));
    if (params.some((param) => param !== 'metadata' && param !== 'description'))
      refuseSessions(before, 'update');
    refuseWhileChallenged(before, params);
    refuseInvoices(before, params);
    const wanted = change(before);
    if (wanted.customer) await customerParam(ctx, tx, wanted.customer);
    if (method) refuseForeign(method, wanted.customer ?? before.customer);
    const fields: Partial<PaymentIntent> = {
      ...wanted,
      ...(wanted.paymentMethod === undefined ? {} : placed(before, method)),
    };
    refuseUnfit(ctx, { ...before, ...fields }, method);
    await paymentIntents.update(tx, ctx.account, id, fields);
    const after: PaymentIntent = { ...before, ...fields };
    if (!asksFor({ ...before, amountTotalMinor: before.amountMinor }, after))
      await endRecovery(ctx, tx, id);
    return after;
  });
}

/** A new card puts an intent that waits for one, or for its confirmation, back to rest. */
function placed(before: PaymentIntent, method: PaymentMethod | null): Partial<PaymentIntent> {
  const paymentMethod = method?.id ?? null;
  return before.status === 'requires_action'
    ? { paymentMethod }
    : { paymentMethod, status: restingStatus(paymentMethod) };
}

/**
 * Confirms an intent: checks, plans, charges and records.
 * @throws Problem 402 with the intent in it when the card is declined or the buyer is needed, 400
 *   `payment_method_not_ready` before anything is tried
 */
export function confirmPaymentIntent(
  ctx: Context,
  id: string,
  change: (before: PaymentIntent) => Partial<PaymentIntent>,
  confirmation: Confirmation,
): Promise<PaymentIntent> {
  return inSpan(ctx, 'confirm', { 'keepsake.account': ctx.account }, (its) =>
    confirmNow(its, id, change, confirmation),
  );
}

async function confirmNow(
  ctx: Context,
  id: string,
  change: (before: PaymentIntent) => Partial<PaymentIntent>,
  confirmation: Confirmation,
): Promise<PaymentIntent> {
  const resumed = await resumedAttempt(ctx);
  if (resumed) return confirmed(ctx, resumed);
  const seen = await findPaymentIntent(ctx, id);
  refuseSessions(seen, 'confirm');
  const wanted = change(seen);
  enforce(canConfirm(seen, 'PaymentIntent', wanted.paymentMethod ?? null));
  const method = await paymentMethodParam(ctx, wanted.paymentMethod ?? seen.paymentMethod ?? '');
  const planned = await ctx.store
    .transact(async (tx) => {
      const before = await findPaymentIntent(ctx, id, tx);
      enforce(canConfirm(before, 'PaymentIntent', method.id));
      refuseForeign(method, before.customer, confirmation.offSession);
      const fields = { ...change(before), paymentMethod: method.id };
      await paymentIntents.update(tx, ctx.account, id, fields);
      const its = await plan(ctx, tx, { ...before, ...fields }, method, confirmation);
      await notePoint(ctx, tx, its.attempt.id);
      return its;
    })
    .catch((reason: unknown) => refused(ctx, seen, method, reason));
  return confirmed(ctx, await current(ctx, await carryOut(ctx, planned)));
}

/** The intent after an attempt to charge. @throws Problem 402 when it came to nothing */
export async function confirmed(ctx: Context, attempt: Attempt): Promise<PaymentIntent> {
  const intent = await findPaymentIntent(ctx, attempt.intent);
  if (attempt.status === 'declined' || attempt.status === 'not_executed')
    throw await declined(ctx, intent);
  return intent;
}

/** Reasons that bar another try of what was tried before. */
const RETRY_REASONS: readonly string[] = [
  'card_blocked',
  'retry_budget_exhausted',
  'retry_not_before',
];

/** A later charge that was not ready is kept on record, and the buyer brought back where that helps. */
async function refused(
  ctx: Context,
  intent: PaymentIntent,
  method: PaymentMethod,
  reason: unknown,
): Promise<never> {
  if (!(reason instanceof NotReady)) throw reason;
  const { code = '', message, reasons } = reason;
  const { customer, id, amountMinor, currency } = intent;
  await noteRefusal(ctx, {
    code,
    message,
    customer,
    intent: id,
    paymentMethod: method.id,
    amountMinor,
    currency,
    reasons: reasons.map((each) => each.code),
  });
  if (reasons.some((each) => RETRY_REASONS.includes(each.code)))
    await ctx.store.transact((tx) => noteBarredRetry(ctx, tx, intent, method));
  const recovery = canBuyerMend(intent, reasons) ? await recoveryFor(ctx, intent) : null;
  throw reason.with({
    payment_intent: await paymentIntentSnapshot(
      ctx,
      ctx.store.db,
      await findPaymentIntent(ctx, id),
    ),
    ...(recovery ? { recovery_url: recovery.url } : {}),
  });
}

/** 402 with the intent as it is now. */
export async function declined(ctx: Context, intent: PaymentIntent): Promise<Error> {
  const error = intent.lastPaymentError;
  const object = await paymentIntentSnapshot(ctx, ctx.store.db, intent);
  const last = object.last_payment_error as Record<string, unknown> | null;
  return cardError(
    {
      code: error?.code ?? 'card_declined',
      declineCode: error?.declineCode ?? null,
      message: error?.message ?? 'Your card was declined.',
      param: error?.param ?? null,
    },
    {
      payment_intent: object,
      ...(last?.payment_method ? { payment_method: last.payment_method } : {}),
      ...(last?.charge ? { charge: last.charge } : {}),
      ...(intent.offSession && canBuyerMend(intent)
        ? { recovery_url: (await recoveryFor(ctx, intent)).url }
        : {}),
    },
  );
}
