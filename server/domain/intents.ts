/** The blank forms of both intents: everything that nobody has said yet. */
import type { Context } from '../context.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';

const NOTHING = {
  customer: null,
  paymentMethod: null,
  description: null,
  metadata: {},
  paymentMethodTypes: ['card'],
  automaticPaymentMethods: null,
  latestAttempt: null,
  nextAction: null,
  mandate: null,
  mandateData: null,
  returnUrl: null,
  checkoutSession: null,
  canceledMs: null,
  cancellationReason: null,
  extra: {},
} as const;

export function blankPaymentIntent(ctx: Context): PaymentIntent {
  return {
    ...NOTHING,
    id: ctx.newId('pi'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    status: 'requires_payment_method',
    amountMinor: 0,
    amountCapturableMinor: 0,
    amountReceivedMinor: 0,
    currency: 'usd',
    captureMethod: 'automatic',
    confirmationMethod: 'automatic',
    setupFutureUsage: null,
    offSession: false,
    shipping: null,
    receiptEmail: null,
    statementDescriptor: null,
    statementDescriptorSuffix: null,
    lastPaymentError: null,
    invoice: null,
    recovers: null,
  };
}

export function blankSetupIntent(ctx: Context): SetupIntent {
  return {
    ...NOTHING,
    id: ctx.newId('seti'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    status: 'requires_payment_method',
    usage: 'off_session',
    lastSetupError: null,
    singleUseMandate: null,
  };
}
