/**
 * What follows from an outcome, in the transaction that records it: the card is kept where it may
 * be, the session completes, and events tell of it. Everything is read from the store, so that it
 * comes out the same whoever brought the news.
 */
import type { Context } from '../context.ts';
import { type Attempt, isUnderWay } from '../model/attempt.ts';
import { sessionAfter } from '../model/checkout-session.ts';
import { redisplayStanding } from '../model/consent.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { attempts } from '../storage/attempts.ts';
import {
  checkoutSessions,
  openSessionsOf,
  unpaidSessionsOf,
} from '../storage/checkout-sessions.ts';
import { consentsOfCard } from '../storage/consents.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { credentials, paymentMethods, removeCredentials } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { keepCard } from './cards.ts';
import { subscribe } from './checkout-subscriptions.ts';
import { assertKept } from './consents.ts';
import { emit } from './events.ts';
import { forgetLater } from './forgetting.ts';
import { followInvoice } from './invoice-outcomes.ts';
import { spendElsewhere } from './portability.ts';
import { bringBack } from './recovery.ts';
import { chargeSnapshot, paymentIntentSnapshot, setupIntentSnapshot } from './snapshots.ts';

const ACHIEVED = ['succeeded', 'requires_capture'];

/** What the records allow of a card that is kept now. */
function allowedOf(
  granted: PaymentMethod['allowRedisplay'] | null,
  attempt: Attempt,
  method: PaymentMethod,
): PaymentMethod['allowRedisplay'] {
  if (granted === 'always') return 'always';
  return attempt.mandate !== null && method.allowRedisplay === 'unspecified'
    ? 'limited'
    : method.allowRedisplay;
}

/** Keeps the attempt's card for the customer where the processor made it reusable. @returns its id now */
async function keepWhereReusable(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  customer: string | null,
): Promise<string | null> {
  if (attempt.paymentMethod !== null && attempt.credential !== null)
    await spendElsewhere(ctx, tx, attempt.paymentMethod, attempt.credential);
  if (attempt.paymentMethod === null || attempt.credential === null || customer === null)
    return attempt.paymentMethod;
  const credential = await credentials.find(tx, ctx.account, attempt.credential);
  const method = await paymentMethods.find(tx, ctx.account, attempt.paymentMethod);
  // Its processor said with this very answer that it is another saved card by now.
  if (method?.joinedInto) return method.joinedInto;
  if (
    !method ||
    !credential ||
    credential.reusability === 'single_use' ||
    method.detachedMs !== null
  )
    return attempt.paymentMethod;
  const grounds = await consentsOfCard(tx, ctx.account, method.id);
  // What was allowed with the press and taken back before its outcome keeps nothing.
  const { allowRedisplay: granted, withdrawnBy } = redisplayStanding(grounds, false);
  if (method.customer === null && withdrawnBy !== null && attempt.mandate === null) {
    await forgetLater(ctx, tx, await removeCredentials(tx, ctx.account, method.id));
    return attempt.paymentMethod;
  }
  const kept = await keepCard(ctx, tx, method, customer, allowedOf(granted, attempt, method));
  const records = kept.id === method.id ? grounds : await consentsOfCard(tx, ctx.account, kept.id);
  if (records.length === 0) await assertKept(ctx, tx, kept);
  if (kept.id !== method.id)
    await attempts.update(tx, ctx.account, attempt.id, { paymentMethod: kept.id });
  return kept.id;
}

/**
 * Completes the session that an intent belongs to, and any that a buyer was brought back with.
 * @param attempt with the card as the customer has it now
 * @param delayed the money takes days: the buyer's part is done once it is under way
 */
async function followSessions(
  ctx: Context,
  tx: Queryable,
  intent: { readonly id: string; readonly status: string; readonly checkoutSession: string | null },
  attempt: Attempt,
  delayed: boolean = false,
): Promise<void> {
  const own =
    intent.checkoutSession === null
      ? null
      : await checkoutSessions.find(tx, ctx.account, intent.checkoutSession);
  if (delayed || own?.status === 'complete') await followDelayed(ctx, tx, intent, delayed);
  const sessions =
    own && own.status !== 'complete' ? [own] : await openSessionsOf(tx, ctx.account, intent.id);
  for (const session of sessions) {
    const progress =
      session.status === 'complete' ? session : sessionAfter(session, intent.status, delayed);
    if (session.status === 'complete' || progress.status !== 'complete') continue;
    const { paymentMethod } = attempt;
    const arrived = progress.paymentStatus !== 'unpaid';
    const change = {
      status: progress.status,
      paymentStatus: progress.paymentStatus,
      completedMs: ctx.now(),
    };
    await checkoutSessions.update(tx, ctx.account, session.id, change);
    const begun = await subscribe(ctx, tx, session, { attempt, paymentMethod, arrived });
    if (begun) await checkoutSessions.update(tx, ctx.account, session.id, begun);
    await emit(ctx, tx, {
      type: 'checkout.session.completed',
      object: ctx.encode.checkoutSession({ ...session, ...change, ...begun }),
    });
  }
}

/**
 * The money that complete sessions waited for has arrived, or will not. It was the latest of them that
 * the buyer paid in, so that is the one that is told of.
 */
async function followDelayed(
  ctx: Context,
  tx: Queryable,
  intent: { readonly id: string; readonly status: string },
  delayed: boolean,
): Promise<void> {
  const paid = intent.status === 'succeeded';
  if (!paid && intent.status !== 'requires_payment_method') return;
  const waiting = await unpaidSessionsOf(tx, ctx.account, intent.id);
  const change = paid ? ({ paymentStatus: 'paid' } as const) : {};
  if (paid)
    for (const { id } of waiting) await checkoutSessions.update(tx, ctx.account, id, change);
  const [latest] = waiting;
  if (!delayed || !latest) return;
  await emit(ctx, tx, {
    type: `checkout.session.async_payment_${paid ? 'succeeded' : 'failed'}`,
    object: ctx.encode.checkoutSession({ ...latest, ...change }),
  });
}

async function tellOfAttempt(ctx: Context, tx: Queryable, attempt: Attempt): Promise<void> {
  if (attempt.status === 'unknown')
    await emit(ctx, tx, { type: 'keepsake.attempt.unknown', object: ctx.encode.attempt(attempt) });
}

const PAYMENT_EVENTS: Readonly<Partial<Record<PaymentIntent['status'], string>>> = {
  succeeded: 'payment_intent.succeeded',
  requires_capture: 'payment_intent.amount_capturable_updated',
  requires_payment_method: 'payment_intent.payment_failed',
  requires_action: 'payment_intent.requires_action',
  processing: 'payment_intent.processing',
};

/**
 * After a charge's outcome was written to its attempt and intent.
 * @param about `delayed`: its money takes days, and is under way now or was until now
 */
export async function followCharge(
  ctx: Context,
  tx: Queryable,
  {
    attempt,
    intent,
    delayed = false,
    fallback = false,
  }: {
    readonly attempt: Attempt;
    readonly intent: PaymentIntent;
    readonly delayed?: boolean;
    /** Another processor is asked at once. */
    readonly fallback?: boolean;
  },
): Promise<void> {
  await tellOfAttempt(ctx, tx, attempt);
  if (fallback) {
    const object = await chargeSnapshot(ctx, tx, attempt, intent);
    await emit(ctx, tx, { type: 'charge.failed', object });
    return;
  }
  let now = intent;
  let tried = attempt;
  if (ACHIEVED.includes(intent.status)) {
    const paymentMethod = await keepWhereReusable(ctx, tx, attempt, intent.customer);
    now = { ...intent, paymentMethod };
    tried = { ...attempt, paymentMethod };
    if (paymentMethod !== intent.paymentMethod)
      await paymentIntents.update(tx, ctx.account, intent.id, { paymentMethod });
  }
  const closed = ACHIEVED.includes(now.status) || now.status === 'requires_payment_method';
  if (closed) {
    const type = now.status === 'requires_payment_method' ? 'charge.failed' : 'charge.succeeded';
    await emit(ctx, tx, { type, object: await chargeSnapshot(ctx, tx, tried, now) });
  }
  if (isUnderWay(attempt)) {
    const object = await chargeSnapshot(ctx, tx, tried, now);
    await emit(ctx, tx, { type: 'charge.pending', object });
  }
  const type = PAYMENT_EVENTS[now.status];
  if (type) await emit(ctx, tx, { type, object: await paymentIntentSnapshot(ctx, tx, now) });
  await followSessions(ctx, tx, now, tried, delayed);
  await followInvoice(ctx, tx, now, tried);
  if (delayed && now.status === 'requires_payment_method') await bringBack(ctx, tx, now);
}

const SETUP_EVENTS: Readonly<Partial<Record<SetupIntent['status'], string>>> = {
  succeeded: 'setup_intent.succeeded',
  requires_payment_method: 'setup_intent.setup_failed',
  requires_action: 'setup_intent.requires_action',
};

/** After a setup's outcome was written to its attempt and intent. */
export async function followSetup(
  ctx: Context,
  tx: Queryable,
  {
    attempt,
    intent,
    mandate,
  }: {
    readonly attempt: Attempt;
    readonly intent: SetupIntent;
    /** The one that stands behind the attempt now. */
    readonly mandate: string | null;
  },
): Promise<void> {
  await tellOfAttempt(ctx, tx, attempt);
  let now = intent;
  if (intent.status === 'succeeded') {
    now = {
      ...intent,
      paymentMethod: await keepWhereReusable(ctx, tx, attempt, intent.customer),
      mandate: mandate ?? intent.mandate,
    };
    await setupIntents.update(tx, ctx.account, intent.id, {
      paymentMethod: now.paymentMethod,
      mandate: now.mandate,
    });
  }
  const type = SETUP_EVENTS[now.status];
  if (type) await emit(ctx, tx, { type, object: await setupIntentSnapshot(ctx, tx, now) });
  await followSessions(ctx, tx, now, { ...attempt, paymentMethod: now.paymentMethod });
}
