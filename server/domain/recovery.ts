/**
 * Brings the buyer back to a later charge that failed: a hosted checkout session for the very same
 * payment intent, so that paying there closes the debt and nothing can be paid twice. Opening the
 * link spends nothing; there is one live link an intent.
 */
import type { Context } from '../context.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import { buyerCanMend, classify } from '../model/decline.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { Invoice } from '../model/invoice.ts';
import { RECOVERY_MS } from '../model/limits.ts';
import { recurringMinor } from '../model/notices.ts';
import type { ReadinessReason } from '../model/readiness.ts';
import type { Subscription } from '../model/subscription.ts';
import { isOver } from '../model/subscription-steps.ts';
import { checkoutSessions, openSessionsOf } from '../storage/checkout-sessions.ts';
import { invoices } from '../storage/invoices.ts';
import { mandatesOf } from '../storage/mandates.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { invoiceSnapshot } from './billing-snapshots.ts';
import { draftSession, expireIn } from './checkout-sessions.ts';
import { makeConfirmLink } from './confirm-links.ts';
import { emit } from './events.ts';
import { paymentIntentSnapshot } from './snapshots.ts';

/** A link that brings the buyer back. */
export interface Recovery {
  readonly url: string;
  readonly expiresAtMs: number;
}

/** Whether the buyer can mend what failed: a decline of that kind, or a reason against charging. */
export function canBuyerMend(
  intent: PaymentIntent,
  reasons: readonly ReadinessReason[] = [],
): boolean {
  if (intent.customer === null || intent.checkoutSession !== null) return false;
  // What was given up is owed no more.
  if (intent.status === 'canceled') return false;
  if (reasons.length > 0) return reasons.some((reason) => reason.fix === 'buyer');
  const error = intent.lastPaymentError;
  if (!error) return false;
  return buyerCanMend(classify(error.declineCode ?? error.code, error.networkDeclineCode).kind);
}

/**
 * What the words that renew an authorization say: a recurring one stays recurring, and its cap grows
 * to what is due at most. Null where any later charge at the buyer's word is meant.
 */
async function renewalOf(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  subscription: Subscription | null,
): Promise<Readonly<Record<string, unknown>> | null> {
  if (subscription) return renewalOfSubscription(subscription, intent);
  const card = intent.paymentMethod ?? intent.lastPaymentError?.paymentMethod ?? null;
  const [latest] = card === null ? [] : await mandatesOf(tx, ctx.account, card);
  const terms = latest?.terms;
  if (terms?.category !== 'recurring' || terms.interval === null) return null;
  const cap = terms.maxAmountPerPeriodMinor ?? terms.maxAmountMinor;
  const amount =
    cap === null
      ? {}
      : { amount: Math.max(cap, intent.amountMinor), amount_type: 'maximum' as const };
  return {
    mandate_options: {
      currency: intent.currency,
      interval: terms.interval,
      interval_count: terms.intervalCount ?? 1,
      ...amount,
    },
  };
}

/** A subscription's own terms: what it costs a period, or what is due now where that is more. */
function renewalOfSubscription(
  { items, currency }: Subscription,
  intent: PaymentIntent,
): Readonly<Record<string, unknown>> | null {
  const [item] = items;
  if (!item) return null;
  const { interval, intervalCount } = item.recurring;
  const amount = Math.max(recurringMinor(items), intent.amountMinor);
  return {
    mandate_options: {
      currency,
      interval,
      interval_count: intervalCount,
      amount,
      amount_type: 'maximum',
    },
  };
}

/** What an intent is due for, where that is a subscription that goes on. */
async function subscriptionBehind(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice | null,
): Promise<Subscription | null> {
  if (!invoice?.subscription) return null;
  const found = await subscriptions.find(tx, ctx.account, invoice.subscription);
  return found && !isOver(found.status) ? found : null;
}

/** @param renewal `payment_method_options[card]` for the words of the mandate; null for the usual ones */
function draftFor(
  ctx: Context,
  intent: PaymentIntent,
  renewal: Readonly<Record<string, unknown>> | null,
): CheckoutSession {
  const { publicUrl } = ctx.config;
  const draft = draftSession(ctx, {
    mode: 'payment',
    uiMode: 'hosted_page',
    currency: intent.currency,
    lineItems: [
      {
        name: intent.description ?? 'Payment due',
        description: null,
        quantity: 1,
        unitAmountMinor: intent.amountMinor,
        amountTotalMinor: intent.amountMinor,
        currency: intent.currency,
        price: null,
        product: null,
        recurring: null,
      },
    ],
    expiresAtMs: ctx.now() + RECOVERY_MS,
    customer: intent.customer,
    customerEmail: null,
    customerCreation: null,
    savedPaymentMethodOptions: {
      allowRedisplayFilters: null,
      paymentMethodRemove: 'disabled',
      paymentMethodSave: 'disabled',
    },
    billingAddressCollection: 'auto',
    shippingAddressCountries: null,
    consentCollection: null,
    // One purchase that was not paid is paid once more, and asks for nothing beyond.
    paymentIntentData:
      intent.checkoutSession === null || intent.setupFutureUsage === 'off_session'
        ? { setup_future_usage: 'off_session' }
        : {},
    setupIntentData: {},
    subscriptionData: {},
    returnUrl: null,
    successUrl: `${publicUrl}/paid`,
    cancelUrl: null,
    redirectOnCompletion: 'if_required',
    allowedOrigins: [],
    locale: null,
    clientReferenceId: null,
    metadata: {},
    submitType: 'pay',
    // Whoever comes back because their account could not be debited may well pay with a card.
    paymentMethodTypes: [...new Set(['card', ...intent.paymentMethodTypes])],
    paymentMethodCollection: 'if_required',
    customText: null,
    extra: renewal === null ? {} : { payment_method_options: { card: renewal } },
    recoversIntent: intent.id,
  });
  return { ...draft, paymentIntent: intent.id };
}

/** Whether a link still asks for what is due. */
export function asksFor(
  session: Pick<CheckoutSession, 'amountTotalMinor' | 'currency'>,
  intent: Pick<PaymentIntent, 'amountMinor' | 'currency'>,
): boolean {
  return session.amountTotalMinor === intent.amountMinor && session.currency === intent.currency;
}

/** The live link of an intent, made now if there is none. The event tells of a new one only. */
export async function recoveryFor(ctx: Context, intent: PaymentIntent): Promise<Recovery> {
  return ctx.store.transact((tx) => recoveryIn(ctx, tx, intent));
}

async function ofInvoice(
  ctx: Context,
  tx: Queryable,
  invoice: Invoice,
): Promise<Readonly<Record<string, unknown>>> {
  const object = await invoiceSnapshot(ctx, tx, invoice);
  const { subscription } = invoice;
  return { invoice: object, subscription, hosted_invoice_url: object.hosted_invoice_url };
}

/** Where the buyer's bank asked for them: the short way there. */
async function confirmUrl(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  session: CheckoutSession,
  byBank: boolean,
): Promise<Readonly<Record<string, unknown>>> {
  if (!byBank && intent.lastPaymentError?.code !== 'authentication_required') return {};
  const { id, expiresMs } = await makeConfirmLink(ctx, tx, intent, session);
  const expires = Math.floor(expiresMs / 1000);
  return { confirm_url: ctx.encode.confirmUrl(id), confirm_expires_at: expires };
}

/**
 * Brings a buyer back to what is due, as far as anybody is known and not in a checkout already.
 * @param byBank it is the buyer's bank that asks for them
 */
export async function askBuyer(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  byBank: boolean,
): Promise<void> {
  if (intent.customer === null) return;
  const own =
    intent.checkoutSession === null
      ? null
      : await checkoutSessions.find(tx, ctx.account, intent.checkoutSession);
  if (own?.status === 'open') return;
  await recoveryIn(ctx, tx, intent, byBank);
}

async function recoveryIn(
  ctx: Context,
  tx: Queryable,
  intent: PaymentIntent,
  byBank: boolean = false,
): Promise<Recovery> {
  const open = await openSessionsOf(tx, ctx.account, intent.id);
  const living = open.find(
    (session) => session.expiresAtMs > ctx.now() && asksFor(session, intent),
  );
  for (const other of open) if (other.id !== living?.id) await expireIn(ctx, tx, other);
  const invoice =
    intent.invoice === null ? null : await invoices.find(tx, ctx.account, intent.invoice);
  const subscription = await subscriptionBehind(ctx, tx, invoice);
  const renewal = await renewalOf(ctx, tx, intent, subscription);
  const session = living ?? draftFor(ctx, intent, renewal);
  const url = String(ctx.encode.checkoutSession(session).url);
  if (!living) {
    await checkoutSessions.insert(tx, session);
    await emit(ctx, tx, {
      type: 'keepsake.recovery_required',
      object: {
        id: intent.id,
        object: 'recovery',
        payment_intent: await paymentIntentSnapshot(ctx, tx, intent),
        customer: intent.customer,
        ...(invoice ? await ofInvoice(ctx, tx, invoice) : {}),
        ...(await confirmUrl(ctx, tx, intent, session, byBank)),
        recovery_url: url,
        expires_at: Math.floor(session.expiresAtMs / 1000),
      },
    });
  }
  return { url, expiresAtMs: session.expiresAtMs };
}

/**
 * Brings a buyer back whose money was under way and did not arrive: long gone from the checkout, they
 * hear of it from the merchant. Where nobody is known who could be told, there is no link.
 */
export async function bringBack(ctx: Context, tx: Queryable, intent: PaymentIntent): Promise<void> {
  const error = intent.lastPaymentError;
  const someone = intent.customer ?? intent.checkoutSession;
  if (!error || someone === null) return;
  const { kind } = classify(error.declineCode ?? error.code, error.networkDeclineCode);
  if (buyerCanMend(kind)) await recoveryIn(ctx, tx, intent);
}

/** Ends every live link of an intent that is no longer due. */
export async function endRecovery(ctx: Context, tx: Queryable, intent: string): Promise<void> {
  for (const session of await openSessionsOf(tx, ctx.account, intent))
    await expireIn(ctx, tx, session);
}
