/** Setup intents as merchants drive them: a card is prepared for later, and no money moves. */
import { type Context, inSpan } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import {
  canCancel,
  canConfirm,
  canUpdate,
  type Ruling,
  restingStatus,
  type SetupIntent,
} from '../model/intent.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { cardError, invalidRequest, notFound } from '../model/problem.ts';
import { compareAndSet } from '../storage/attempts.ts';
import { credentialsOf } from '../storage/payment-methods.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { begin, carryOut } from './charge.ts';
import { customerParam } from './customers.ts';
import { emit } from './events.ts';
import { resumedAttempt } from './idempotency-keys.ts';
import { blankSetupIntent } from './intents.ts';
import { type ListInput, pageOf } from './lists.ts';
import { promiseMandate } from './mandates.ts';
import { refuseOtherType } from './method-types.ts';
import { paymentMethodParam, refuseForeign } from './payment-methods.ts';
import { notePoint, resumedId } from './recovery-points.ts';
import { routeFor } from './routing.ts';
import { setupIntentSnapshot } from './snapshots.ts';

/** @throws Problem 404 */
export async function findSetupIntent(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<SetupIntent> {
  const intent = await setupIntents.find(db, ctx.account, id);
  if (!intent) throw notFound('setup_intent', id, true);
  return intent;
}

export async function listSetupIntents(
  ctx: Context,
  input: ListInput,
  filter: Partial<SetupIntent>,
): Promise<Listed<SetupIntent>> {
  return setupIntents.list(ctx.store.db, ctx.account, pageOf(input), filter);
}

function enforce(ruling: Ruling): void {
  if (!ruling.ok) throw invalidRequest(ruling.message, ruling.code);
}

function refuseSessions(intent: SetupIntent, verb: string): void {
  if (intent.checkoutSession === null) return;
  throw invalidRequest(
    `You cannot ${verb} this SetupIntent because it belongs to Checkout Session ${intent.checkoutSession}.`,
    'setup_intent_unexpected_state',
  );
}

async function resolveCard(
  ctx: Context,
  fields: Partial<SetupIntent>,
): Promise<PaymentMethod | null> {
  return fields.paymentMethod ? paymentMethodParam(ctx, fields.paymentMethod) : null;
}

export async function createSetupIntent(
  ctx: Context,
  fields: Partial<SetupIntent>,
): Promise<SetupIntent> {
  const made = resumedId(ctx, 'seti');
  if (made !== null) return findSetupIntent(ctx, made);
  const method = await resolveCard(ctx, fields);
  return ctx.store.transact(async (tx) => {
    if (fields.customer) await customerParam(ctx, tx, fields.customer);
    if (method) refuseForeign(method, fields.customer ?? null);
    const paymentMethod = method?.id ?? null;
    const intent: SetupIntent = {
      ...blankSetupIntent(ctx),
      ...fields,
      paymentMethod,
      status: restingStatus(paymentMethod),
    };
    await setupIntents.insert(tx, intent);
    await notePoint(ctx, tx, intent.id);
    await emit(ctx, tx, {
      type: 'setup_intent.created',
      object: await setupIntentSnapshot(ctx, tx, intent),
    });
    return intent;
  });
}

/** @param params names of the parameters that the request brought */
export async function updateSetupIntent(
  ctx: Context,
  id: string,
  params: readonly string[],
  change: (before: SetupIntent) => Partial<SetupIntent>,
): Promise<SetupIntent> {
  const method = await resolveCard(ctx, change(await findSetupIntent(ctx, id)));
  return ctx.store.transact(async (tx) => {
    const before = await findSetupIntent(ctx, id, tx);
    enforce(canUpdate(before, 'SetupIntent', params));
    if (params.some((param) => param !== 'metadata' && param !== 'description'))
      refuseSessions(before, 'update');
    const wanted = change(before);
    if (wanted.customer) await customerParam(ctx, tx, wanted.customer);
    if (method) refuseForeign(method, wanted.customer ?? before.customer);
    const placed =
      wanted.paymentMethod === undefined
        ? {}
        : { paymentMethod: method?.id ?? null, status: restingStatus(method?.id ?? null) };
    const fields: Partial<SetupIntent> = { ...wanted, ...placed };
    await setupIntents.update(tx, ctx.account, id, fields);
    return { ...before, ...fields };
  });
}

/** No money waits behind a setup's challenge: it is given up here alone, and a later answer changes nothing. */
async function giveUpChallenge(ctx: Context, tx: Queryable, intent: SetupIntent): Promise<void> {
  if (intent.status !== 'requires_action' || intent.latestAttempt === null) return;
  await compareAndSet(tx, intent.latestAttempt, ['requires_action'], {
    status: 'voided',
    nextAction: null,
    resolveAfterMs: null,
    resolvedMs: ctx.now(),
  });
}

export async function cancelSetupIntent(
  ctx: Context,
  id: string,
  reason: SetupIntent['cancellationReason'],
): Promise<SetupIntent> {
  const canceled = resumedId(ctx, 'seti');
  if (canceled !== null) return findSetupIntent(ctx, canceled);
  return ctx.store.transact(async (tx) => {
    const before = await findSetupIntent(ctx, id, tx);
    refuseSessions(before, 'cancel');
    enforce(canCancel(before, 'SetupIntent'));
    await giveUpChallenge(ctx, tx, before);
    const fields = {
      status: 'canceled',
      canceledMs: ctx.now(),
      cancellationReason: reason,
      nextAction: null,
    } as const;
    await setupIntents.update(tx, ctx.account, id, fields);
    await notePoint(ctx, tx, id);
    const after: SetupIntent = { ...before, ...fields };
    await emit(ctx, tx, {
      type: 'setup_intent.canceled',
      object: await setupIntentSnapshot(ctx, tx, after),
    });
    return after;
  });
}

/**
 * Confirms a setup: the processor verifies the card and makes it reusable.
 * @throws Problem 402 with the intent in it when the card is declined
 */
export function confirmSetupIntent(
  ctx: Context,
  id: string,
  change: (before: SetupIntent) => Partial<SetupIntent>,
): Promise<SetupIntent> {
  return inSpan(ctx, 'confirm', { 'keepsake.account': ctx.account }, (its) =>
    confirmNow(its, id, change),
  );
}

async function confirmNow(
  ctx: Context,
  id: string,
  change: (before: SetupIntent) => Partial<SetupIntent>,
): Promise<SetupIntent> {
  const resumed = await resumedAttempt(ctx);
  if (resumed) return preparedSetup(ctx, resumed);
  const seen = await findSetupIntent(ctx, id);
  refuseSessions(seen, 'confirm');
  const wanted = change(seen);
  enforce(canConfirm(seen, 'SetupIntent', wanted.paymentMethod ?? null));
  const method = await paymentMethodParam(ctx, wanted.paymentMethod ?? seen.paymentMethod ?? '');
  const planned = await ctx.store.transact(async (tx) => {
    const before = await findSetupIntent(ctx, id, tx);
    enforce(canConfirm(before, 'SetupIntent', method.id));
    refuseForeign(method, before.customer);
    const fields = { ...change(before), paymentMethod: method.id };
    refuseOtherType({ ...before, ...fields }.paymentMethodTypes, method);
    await setupIntents.update(tx, ctx.account, id, fields);
    const intent: SetupIntent = { ...before, ...fields };
    const known = await credentialsOf(tx, ctx.account, method.id);
    const its = await begin(ctx, tx, {
      target: { kind: 'setup', intent },
      method,
      route: routeFor(ctx, method, known, 'single_use', {
        intent: id,
        amountMinor: 0,
        currency: null,
      }),
      initiator: 'customer',
      authorization: 'on_session',
      mandate: await promiseMandate(ctx, tx, {
        intent,
        method,
        data: intent.mandateData,
        currency: null,
      }),
      keep: intent.usage,
      press: null,
      returnUrl: intent.returnUrl,
      frameOrigins: [],
      cvcToken: null,
      session: null,
      requireChallenge: false,
    });
    await notePoint(ctx, tx, its.attempt.id);
    return its;
  });
  return preparedSetup(ctx, await carryOut(ctx, planned));
}

/** The intent after an attempt to set up. @throws Problem 402 when it came to nothing */
export async function preparedSetup(ctx: Context, attempt: Attempt): Promise<SetupIntent> {
  const intent = await findSetupIntent(ctx, attempt.intent);
  if (attempt.status !== 'declined' && attempt.status !== 'not_executed') return intent;
  const error = intent.lastSetupError;
  throw cardError(
    {
      code: error?.code ?? 'card_declined',
      declineCode: error?.declineCode ?? null,
      message: error?.message ?? 'Your card was declined.',
      param: error?.param ?? null,
    },
    { setup_intent: await setupIntentSnapshot(ctx, ctx.store.db, intent) },
  );
}
