/** Payment intents as merchants drive them: create, update, confirm, cancel, list. Money moves in `charge.ts` alone. */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { firstOfNetwork } from '../model/credential.ts';
import {
  canConfirm,
  canUpdate,
  type PaymentIntent,
  type Ruling,
  restingStatus,
} from '../model/intent.ts';
import type { Mandate } from '../model/mandate.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { cardError, invalidRequest, notFound, Problem } from '../model/problem.ts';
import type { ReadinessReason } from '../model/readiness.ts';
import { attemptsOf } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { credentialsOf } from '../storage/payment-methods.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { backupFor } from './backups.ts';
import { futureUsageOfIntent, wantsChallenge } from './card-options.ts';
import { begin, carryOut, current, type Planned } from './charge.ts';
import { customerParam } from './customers.ts';
import { debitMandateFor } from './debits.ts';
import { emit } from './events.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { blankPaymentIntent } from './intents.ts';
import { type ListInput, pageOf } from './lists.ts';
import { promiseMandate } from './mandates.ts';
import { refuseOtherType, refuseUnfitTypes } from './method-types.ts';
import { paymentMethodParam, refuseForeign } from './payment-methods.ts';
import { readinessOf } from './readiness.ts';
import { asksFor, canBuyerMend, endRecovery, recoveryFor } from './recovery.ts';
import { notePoint, resumedId } from './recovery-points.ts';
import { noteRefusal } from './refusals.ts';
import { noteBarredRetry } from './retry-budget.ts';
import { routeFor } from './routing.ts';
import { paymentIntentSnapshot } from './snapshots.ts';

/** How one confirm is to go. */
export interface Confirmation {
  readonly offSession: boolean;
  readonly usage: 'one_off' | 'recurring' | null;
  readonly errorOnRequiresAction: boolean;
  readonly mandate: string | null;
  readonly cvcToken: string | null;
}

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

/** @throws Problem 400 for kinds, or a card or account, that do not fit the intent */
function refuseUnfit(ctx: Context, intent: PaymentIntent, method: PaymentMethod | null): void {
  const { paymentMethodTypes, currency, captureMethod } = intent;
  const manualCapture = captureMethod === 'manual';
  refuseUnfitTypes(ctx, { paymentMethodTypes, currency, manualCapture });
  if (method) refuseOtherType(paymentMethodTypes, method);
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

/** The refusal of a later charge that is not covered: nothing was tried. */
class NotReady extends Problem {
  readonly reasons: readonly ReadinessReason[];
  constructor(ctx: Context, reasons: readonly ReadinessReason[], backup: string | null) {
    super({
      status: 400,
      type: 'invalid_request_error',
      code: 'payment_method_not_ready',
      param: 'payment_method',
      message: reasons[0]?.message ?? 'The payment method is not ready.',
      extra: { readiness: ctx.encode.readiness({ ready: false, reasons }, backup) },
    });
    this.reasons = reasons;
  }
}

/** The mandate under which a later charge goes, or the refusal. */
async function authorize(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  method: PaymentMethod,
  confirmation: Confirmation,
): Promise<Mandate | null> {
  const answer = await readinessOf(ctx, tx, method, {
    initiator: 'merchant',
    charge: {
      amountMinor: intent.amountMinor,
      currency: intent.currency,
      category: confirmation.usage === 'recurring' ? 'recurring' : null,
    },
    named: confirmation.mandate,
    intent: intent.id,
  });
  if (!answer.ready) throw new NotReady(ctx, answer.reasons, await backupFor(ctx, tx, method));
  return answer.mandate;
}

async function plan(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  method: PaymentMethod,
  confirmation: Confirmation,
): Promise<Planned> {
  const { offSession } = confirmation;
  refuseUnfit(ctx, intent, method);
  const mandate = offSession ? await authorize(ctx, tx, intent, method, confirmation) : null;
  const usage = futureUsageOfIntent(intent);
  const debitMandate = offSession
    ? null
    : await debitMandateFor(ctx, tx, intent, method, confirmation.mandate);
  // A debit's own authorization says nothing of later ones, unless those are what it was given for.
  const later = debitMandate === null || usage === 'off_session';
  const promised =
    offSession || !later
      ? null
      : await promiseMandate(ctx, tx, {
          intent,
          method,
          data: intent.mandateData,
          currency: intent.currency,
        });
  const keep = promised ? 'off_session' : usage;
  const known = await credentialsOf(tx, ctx.account, method.id);
  const { id, amountMinor, currency } = intent;
  const wish = { intent: id, amountMinor, currency };
  return begin(ctx, tx, {
    target: { kind: 'payment', intent },
    method,
    route: routeFor(ctx, method, known, offSession ? 'off_session' : 'single_use', wish),
    networkTransactionId: offSession ? firstOfNetwork(known) : null,
    category: confirmation.usage === 'recurring' ? 'recurring' : null,
    initiator: offSession ? 'merchant' : 'customer',
    authorization: offSession ? (mandate ? 'mandate' : 'none') : 'on_session',
    mandate: mandate?.id ?? promised ?? debitMandate,
    debitMandate,
    keep: offSession ? null : keep,
    press: null,
    returnUrl: intent.returnUrl,
    frameOrigins: [],
    cvcToken: confirmation.cvcToken,
    session: null,
    requireChallenge: !offSession && wantsChallenge(intent.extra),
    refuseAction: confirmation.errorOnRequiresAction,
  });
}

/**
 * Confirms an intent: checks, plans, charges and records.
 * @throws Problem 402 with the intent in it when the card is declined or the buyer is needed, 400
 *   `payment_method_not_ready` before anything is tried
 */
export async function confirmPaymentIntent(
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
