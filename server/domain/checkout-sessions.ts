/** Checkout sessions as merchants manage them. A session and its intent are made, and end, together. */
import type { Context } from '../context.ts';
import { isOpen } from '../model/attempt.ts';
import { dueToday, planFault } from '../model/checkout-plan.ts';
import {
  type CheckoutSession,
  canExpire,
  firstPaymentStatus,
  futureUsageOf,
  isHosted,
  type LineItem,
  statusAt,
} from '../model/checkout-session.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import { SESSION_DEFAULT_MS, SESSION_MAX_MS, SESSION_MIN_MS } from '../model/limits.ts';
import { invalidRequest, missingParam, notFound } from '../model/problem.ts';
import { standingAttempt } from '../storage/attempts.ts';
import { checkoutSessions, sessionsWhere } from '../storage/checkout-sessions.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { recordInline } from './checkout-catalog.ts';
import { inTimeOfClock } from './clock.ts';
import { customerParam } from './customers.ts';
import { emit } from './events.ts';
import { blankPaymentIntent, blankSetupIntent } from './intents.ts';
import { type ListInput, pageOf } from './lists.ts';
import { refuseUnfitTypes } from './method-types.ts';
import { notePoint, resumedId } from './recovery-points.ts';
import { paymentIntentSnapshot, setupIntentSnapshot } from './snapshots.ts';

type Decided =
  | 'id'
  | 'account'
  | 'seq'
  | 'createdMs'
  | 'expiresAtMs'
  | 'completedMs'
  | 'status'
  | 'paymentStatus'
  | 'amountSubtotalMinor'
  | 'amountTotalMinor'
  | 'currency'
  | 'lineItems'
  | 'paymentIntent'
  | 'setupIntent'
  | 'subscription'
  | 'invoice'
  | 'customerDetails'
  | 'shippingDetails'
  | 'recoversIntent'
  | 'testClock';

/** What a merchant asks for. */
export interface SessionRequest extends Omit<CheckoutSession, Decided> {
  /** Needed in setup mode only; line items bring their own. */
  readonly currency: string | null;
  readonly lineItems: readonly Omit<LineItem, 'id'>[];
  /** Epoch ms; null for a day from now. */
  readonly expiresAtMs: number | null;
  /** The intent of a failed later charge that paying here closes. */
  readonly recoversIntent?: string | null;
}

function expiry(request: SessionRequest, nowMs: number): number {
  const at = request.expiresAtMs ?? nowMs + SESSION_DEFAULT_MS;
  // Seconds on the wire: the bounds are held to the second.
  if (at < nowMs + SESSION_MIN_MS - 1000 || at > nowMs + SESSION_MAX_MS + 1000) {
    throw invalidRequest(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from now.',
      'parameter_invalid',
      'expires_at',
    );
  }
  return at;
}

function refuseIncomplete(request: SessionRequest): void {
  const { mode, lineItems } = request;
  if (mode !== 'setup' && lineItems.length === 0) throw missingParam('line_items');
  if (mode === 'setup' && lineItems.length > 0) {
    throw invalidRequest(
      '`line_items` cannot be given in `setup` mode.',
      'parameter_invalid',
      'line_items',
    );
  }
  if (new Set(lineItems.map((item) => item.currency)).size > 1) {
    throw invalidRequest(
      'All line items of a session must have the same currency.',
      'parameter_invalid',
      'line_items',
    );
  }
  if (isHosted(request) && request.successUrl === null) throw missingParam('success_url');
  if (!isHosted(request) && request.successUrl !== null) {
    throw invalidRequest(
      '`success_url` is for hosted pages; use `return_url` here.',
      'parameter_invalid',
      'success_url',
    );
  }
}

/**
 * What is due at once; null where nothing is sold.
 * @throws Problem where it is out of bounds
 */
function total(request: SessionRequest & { readonly createdMs: number }): number | null {
  if (request.mode === 'setup') return null;
  const amount = dueToday(request);
  if (amount < 1 && request.mode === 'payment')
    throw invalidRequest(
      'The total of a session must be at least 1 in the currency’s smallest unit.',
      'amount_too_small',
      'line_items',
    );
  if (amount > 99_999_999)
    throw invalidRequest(
      'The total of a session may be at most 99999999.',
      'amount_too_large',
      'line_items',
    );
  return amount;
}

async function makeIntent(
  ctx: Context,
  tx: Queryable,
  session: CheckoutSession,
): Promise<{ paymentIntent: string | null; setupIntent: string | null }> {
  const shared = {
    customer: session.customer,
    checkoutSession: session.id,
    paymentMethodTypes: session.paymentMethodTypes,
  };
  // A trial charges nothing now: its card is kept for later.
  if (session.mode === 'setup' || session.amountTotalMinor === 0) {
    const intent: SetupIntent = {
      ...blankSetupIntent(ctx),
      ...shared,
      ...described(session.setupIntentData),
      usage: 'off_session',
    };
    await setupIntents.insert(tx, intent);
    await emit(ctx, tx, {
      type: 'setup_intent.created',
      object: await setupIntentSnapshot(ctx, tx, intent),
    });
    return { paymentIntent: null, setupIntent: intent.id };
  }
  const data = session.paymentIntentData;
  const intent: PaymentIntent = {
    ...blankPaymentIntent(ctx),
    ...shared,
    ...described(data),
    amountMinor: session.amountTotalMinor ?? 0,
    currency: session.currency ?? 'usd',
    captureMethod: data.capture_method === 'manual' ? 'manual' : 'automatic',
    setupFutureUsage: session.mode === 'subscription' ? 'off_session' : futureUsageOf(session),
    receiptEmail: typeof data.receipt_email === 'string' ? data.receipt_email : null,
    statementDescriptor:
      typeof data.statement_descriptor === 'string' ? data.statement_descriptor : null,
    statementDescriptorSuffix:
      typeof data.statement_descriptor_suffix === 'string'
        ? data.statement_descriptor_suffix
        : null,
    recovers: session.recoversIntent,
  };
  await paymentIntents.insert(tx, intent);
  await emit(ctx, tx, {
    type: 'payment_intent.created',
    object: await paymentIntentSnapshot(ctx, tx, intent),
  });
  return { paymentIntent: intent.id, setupIntent: null };
}

/** Description and metadata that a session hands to its intent. */
function described(
  data: Readonly<Record<string, unknown>>,
): Pick<PaymentIntent, 'description' | 'metadata'> {
  const { description, metadata } = data;
  return {
    description: typeof description === 'string' ? description : null,
    metadata: (metadata ?? {}) as Record<string, string>,
  };
}

/** A session as asked for, not yet written. @throws Problem for what is missing or contradicts itself */
export function draftSession(ctx: Context, request: SessionRequest): CheckoutSession {
  refuseIncomplete(request);
  const now = ctx.now();
  const fault = planFault({ ...request, createdMs: now });
  if (fault) throw invalidRequest(fault.message, 'parameter_invalid', fault.param);
  const amount = total({ ...request, createdMs: now });
  refuseUnfitTypes(ctx, {
    paymentMethodTypes: request.paymentMethodTypes,
    currency: request.lineItems[0]?.currency ?? request.currency,
    manualCapture: request.paymentIntentData.capture_method === 'manual',
  });
  return {
    recoversIntent: null,
    ...request,
    id: ctx.newId('cs_test'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: now,
    testClock: ctx.clock ?? null,
    expiresAtMs: expiry(request, now),
    completedMs: null,
    status: 'open',
    paymentStatus: firstPaymentStatus(request.mode, amount),
    currency: request.lineItems[0]?.currency ?? request.currency,
    amountSubtotalMinor: amount,
    amountTotalMinor: amount,
    lineItems: request.lineItems.map((item) => ({ ...item, id: ctx.newId('li') })),
    paymentIntent: null,
    setupIntent: null,
    subscription: null,
    invoice: null,
    customerDetails: null,
    shippingDetails: null,
  };
}

/** @throws Problem for what is missing or contradicts itself */
export async function createCheckoutSession(
  ctx: Context,
  request: SessionRequest,
): Promise<CheckoutSession> {
  const made = resumedId(ctx, 'cs_test');
  if (made !== null) return findCheckoutSession(ctx, made);
  const draft = draftSession(ctx, request);
  return ctx.store.transact(async (tx) => {
    if (draft.customer !== null) await customerParam(ctx, tx, draft.customer);
    const lineItems =
      draft.mode === 'subscription'
        ? await recordInline(ctx, tx, draft.lineItems)
        : draft.lineItems;
    const session: CheckoutSession = {
      ...draft,
      lineItems,
      ...(await makeIntent(ctx, tx, draft)),
    };
    await checkoutSessions.insert(tx, session);
    await notePoint(ctx, tx, session.id);
    return session;
  });
}

/**
 * The session with a context in the time of its customer; the buyer's requests begin here.
 * @throws Problem 404
 */
export async function enterSession(
  base: Context,
  id: string,
): Promise<{ readonly ctx: Context; readonly session: CheckoutSession }> {
  const stored = await checkoutSessions.find(base.store.db, base.account, id);
  if (!stored) throw notFound('checkout session', id, true);
  const ctx = await inTimeOfClock(base, stored.testClock);
  return { ctx, session: { ...stored, status: statusAt(stored, ctx.now()) } };
}

/** The session as of now: one past its end is expired before anything wrote so. @throws Problem 404 */
export async function findCheckoutSession(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<CheckoutSession> {
  const session = await checkoutSessions.find(db, ctx.account, id);
  if (!session) throw notFound('checkout session', id, true);
  return { ...session, status: statusAt(session, ctx.now()) };
}

export async function listCheckoutSessions(
  ctx: Context,
  input: ListInput,
  { email, status, ...filter }: Partial<CheckoutSession> & { readonly email?: string },
): Promise<Listed<CheckoutSession>> {
  const { data, hasMore } = await checkoutSessions.list(
    ctx.store.db,
    ctx.account,
    pageOf(input),
    filter,
    sessionsWhere({ email, status, nowMs: ctx.wall() }),
  );
  return {
    // The advance of a test clock ends sessions on its way: what stands in the row is as of now.
    data: data.map((session) =>
      session.testClock === null ? { ...session, status: statusAt(session, ctx.wall()) } : session,
    ),
    hasMore,
  };
}

export async function updateCheckoutSession(
  ctx: Context,
  id: string,
  change: (before: CheckoutSession) => Partial<CheckoutSession>,
): Promise<CheckoutSession> {
  return ctx.store.transact(async (tx) => {
    const before = await findCheckoutSession(ctx, id, tx);
    const fields = change(before);
    await checkoutSessions.update(tx, ctx.account, id, fields);
    return { ...before, ...fields };
  });
}

/** Ends an open session, its intent with it. @throws Problem 400 while a payment's outcome is open */
export async function expireCheckoutSession(ctx: Context, id: string): Promise<CheckoutSession> {
  const ended = resumedId(ctx, 'cs_test');
  if (ended !== null) return findCheckoutSession(ctx, ended);
  return ctx.store.transact(async (tx) => {
    const session = await findCheckoutSession(ctx, id, tx);
    const standing = await standingAttempt(
      tx,
      ctx.account,
      session.paymentIntent ?? session.setupIntent ?? '',
    );
    const ruling = canExpire(session, standing !== null && isOpen(standing.status));
    if (!ruling.ok) throw invalidRequest(ruling.message, ruling.code);
    await notePoint(ctx, tx, id);
    return expireIn(ctx, tx, session);
  });
}

/** Writes the end of a session, in `tx`: its intent is canceled with it. */
export async function expireIn(
  ctx: Context,
  tx: Queryable,
  session: CheckoutSession,
): Promise<CheckoutSession> {
  const change = {
    status: 'expired',
    expiresAtMs: Math.min(session.expiresAtMs, ctx.now()),
  } as const;
  const canceled = {
    status: 'canceled',
    canceledMs: ctx.now(),
    cancellationReason: 'abandoned',
  } as const;
  await checkoutSessions.update(tx, ctx.account, session.id, change);
  const payment = session.paymentIntent
    ? await paymentIntents.find(tx, ctx.account, session.paymentIntent)
    : null;
  if (payment?.checkoutSession === session.id && payment.status !== 'canceled') {
    await paymentIntents.update(tx, ctx.account, payment.id, canceled);
    await emit(ctx, tx, {
      type: 'payment_intent.canceled',
      object: await paymentIntentSnapshot(ctx, tx, { ...payment, ...canceled }),
    });
  }
  const setup = session.setupIntent
    ? await setupIntents.find(tx, ctx.account, session.setupIntent)
    : null;
  if (setup?.checkoutSession === session.id && setup.status !== 'canceled') {
    await setupIntents.update(tx, ctx.account, setup.id, canceled);
    await emit(ctx, tx, {
      type: 'setup_intent.canceled',
      object: await setupIntentSnapshot(ctx, tx, { ...setup, ...canceled }),
    });
  }
  const expired: CheckoutSession = { ...session, ...change };
  await emit(ctx, tx, {
    type: 'checkout.session.expired',
    object: ctx.encode.checkoutSession(expired),
  });
  return expired;
}
