/**
 * Brings the buyer back to a later charge that failed: a hosted checkout session for the very same
 * payment intent, so that paying there closes the debt and nothing can be paid twice. Opening the
 * link spends nothing; there is one live link an intent.
 */
import type { Context } from '../context.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import { buyerCanMend, classify } from '../model/decline.ts';
import type { PaymentIntent } from '../model/intent.ts';
import { RECOVERY_MS } from '../model/limits.ts';
import type { ReadinessReason } from '../model/readiness.ts';
import { checkoutSessions, openSessionsOf } from '../storage/checkout-sessions.ts';
import { draftSession } from './checkout-sessions.ts';
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
  if (reasons.length > 0) return reasons.some((reason) => reason.fix === 'buyer');
  const error = intent.lastPaymentError;
  if (!error) return false;
  return buyerCanMend(classify(error.declineCode ?? error.code, error.networkDeclineCode).kind);
}

function draftFor(ctx: Context, intent: PaymentIntent): CheckoutSession {
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
      allowRedisplayFilters: ['always', 'limited'],
      paymentMethodRemove: 'disabled',
      paymentMethodSave: 'disabled',
    },
    billingAddressCollection: 'auto',
    shippingAddressCountries: null,
    consentCollection: null,
    paymentIntentData: { setup_future_usage: 'off_session' },
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
    paymentMethodTypes: ['card'],
    paymentMethodCollection: 'if_required',
    customText: null,
    extra: {},
    recoversIntent: intent.id,
  });
  return { ...draft, paymentIntent: intent.id };
}

/** The live link of an intent, made now if there is none. The event tells of a new one only. */
export async function recoveryFor(ctx: Context, intent: PaymentIntent): Promise<Recovery> {
  return ctx.store.transact(async (tx) => {
    const living = (await openSessionsOf(tx, ctx.account, intent.id)).find(
      (session) => session.expiresAtMs > ctx.now(),
    );
    const session = living ?? draftFor(ctx, intent);
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
          recovery_url: url,
          expires_at: Math.floor(session.expiresAtMs / 1000),
        },
      });
    }
    return { url, expiresAtMs: session.expiresAtMs };
  });
}
