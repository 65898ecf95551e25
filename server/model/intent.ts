/**
 * Payment intents and setup intents: what is to be achieved, the states they pass through, and
 * what may be done in each. It knows nothing of processors; what an answer does to an intent is
 * decided in `intent-outcome.ts`.
 */
import type { Shipping } from './address.ts';
import type { NextAction } from './attempt.ts';

export const PAYMENT_INTENT_STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'canceled',
  'succeeded',
] as const;
export type PaymentIntentStatus = (typeof PAYMENT_INTENT_STATUSES)[number];
export type SetupIntentStatus = Exclude<PaymentIntentStatus, 'requires_capture'>;

export const CANCELLATION_REASONS = [
  'duplicate',
  'fraudulent',
  'requested_by_customer',
  'abandoned',
] as const;
export type CancellationReason =
  | (typeof CANCELLATION_REASONS)[number]
  | 'failed_invoice'
  | 'void_invoice'
  | 'automatic'
  | 'expired';

export type CaptureMethod = 'automatic' | 'automatic_async' | 'manual';
export type FutureUsage = 'on_session' | 'off_session';

/** Why the last try failed; ids only, the wire puts the objects in. */
export interface IntentError {
  readonly type: 'card_error' | 'invalid_request_error' | 'api_error';
  readonly code: string;
  readonly declineCode: string | null;
  readonly networkDeclineCode: string | null;
  readonly message: string;
  readonly param: string | null;
  /** The card that failed; the intent itself has let go of it. */
  readonly paymentMethod: string | null;
  readonly attempt: string | null;
}

interface Intent {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly customer: string | null;
  readonly paymentMethod: string | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly paymentMethodTypes: readonly string[];
  readonly automaticPaymentMethods: {
    readonly enabled: boolean;
    readonly allowRedirects: 'always' | 'never';
  } | null;
  /** The attempt that decides the state now; a charge on the wire. */
  readonly latestAttempt: string | null;
  readonly nextAction: NextAction | null;
  /** The mandate that a merchant named, or that this intent made. */
  readonly mandate: string | null;
  /** `mandate_data` as the merchant sent it, until a success turns it into a mandate. */
  readonly mandateData: Readonly<Record<string, unknown>> | null;
  readonly returnUrl: string | null;
  readonly checkoutSession: string | null;
  readonly canceledMs: number | null;
  readonly cancellationReason: CancellationReason | null;
  /** Parameters that are kept and given back, and mean nothing here. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface PaymentIntent extends Intent {
  readonly status: PaymentIntentStatus;
  readonly amountMinor: number;
  readonly amountCapturableMinor: number;
  readonly amountReceivedMinor: number;
  /** Lower-case ISO code. */
  readonly currency: string;
  readonly captureMethod: CaptureMethod;
  readonly confirmationMethod: 'automatic' | 'manual';
  readonly setupFutureUsage: FutureUsage | null;
  /** Whether the last confirm happened without the buyer. */
  readonly offSession: boolean;
  readonly shipping: Shipping | null;
  readonly receiptEmail: string | null;
  readonly statementDescriptor: string | null;
  readonly statementDescriptorSuffix: string | null;
  readonly lastPaymentError: IntentError | null;
  readonly invoice: string | null;
  /** Why a later charge is made and who asked for it, where somebody said so; absent otherwise. */
  readonly reason?: string | null;
  readonly actor?: string | null;
  /** An intent of an earlier failed later charge that this one pays for, in a recovery session. */
  readonly recovers: string | null;
}

export interface SetupIntent extends Intent {
  readonly status: SetupIntentStatus;
  readonly usage: FutureUsage;
  readonly lastSetupError: IntentError | null;
  readonly singleUseMandate: string | null;
}

export type Ruling =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

const OK: Ruling = { ok: true };

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation'] as const;
const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
] as const;
const AMENDABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'] as const;
/** Parameters of an update that only describe; they stay open when the money has moved. */
const DESCRIPTIVE = ['metadata', 'description', 'expand', 'receipt_email'];

type AnyIntent = Pick<PaymentIntent, 'status' | 'paymentMethod'> | SetupIntent;
type Kind = 'PaymentIntent' | 'SetupIntent';

const unexpected = (kind: Kind, message: string): Ruling => ({
  ok: false,
  code:
    kind === 'PaymentIntent' ? 'payment_intent_unexpected_state' : 'setup_intent_unexpected_state',
  message,
});

const among = (statuses: readonly string[], status: string) => statuses.includes(status);

/**
 * Whether an intent may be confirmed now.
 * @param paymentMethod the one that confirm brings, where it brings one
 */
export function canConfirm(
  intent: AnyIntent,
  kind: Kind,
  paymentMethod: string | null = null,
): Ruling {
  if (intent.status === 'processing' || intent.status === 'requires_action') {
    return unexpected(
      kind,
      `You cannot confirm this ${kind} because it has a status of ${intent.status}: an earlier attempt is still open, and a second one could charge twice.`,
    );
  }
  if (!among(CONFIRMABLE, intent.status)) {
    return unexpected(
      kind,
      `You cannot confirm this ${kind} because it has a status of ${intent.status}. Only a ${kind} with one of the following statuses may be confirmed: ${CONFIRMABLE.join(', ')}.`,
    );
  }
  if (paymentMethod === null && intent.paymentMethod === null) {
    return unexpected(
      kind,
      `You cannot confirm this ${kind} because it's missing a payment method. You can either update the ${kind} with a payment method and then confirm it again, or confirm it again directly with a payment method.`,
    );
  }
  return OK;
}

export function canCancel(intent: AnyIntent, kind: Kind): Ruling {
  const statuses =
    kind === 'PaymentIntent'
      ? CANCELABLE
      : CANCELABLE.filter((each) => each !== 'requires_capture');
  if (among(statuses, intent.status)) return OK;
  return unexpected(
    kind,
    `You cannot cancel this ${kind} because it has a status of ${intent.status}. Only a ${kind} with one of the following statuses may be canceled: ${statuses.join(', ')}.`,
  );
}

/** @param amountMinor what is to be captured; null for all that is held */
export function canCapture(
  intent: Pick<PaymentIntent, 'status' | 'amountCapturableMinor'>,
  amountMinor: number | null,
): Ruling {
  if (intent.status !== 'requires_capture') {
    return unexpected(
      'PaymentIntent',
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    );
  }
  if (amountMinor === null) return OK;
  if (amountMinor > intent.amountCapturableMinor) {
    return {
      ok: false,
      code: 'amount_too_large',
      message: `The requested capture amount is greater than the amount you can capture for this PaymentIntent: ${intent.amountCapturableMinor}.`,
    };
  }
  if (amountMinor < 1) {
    return {
      ok: false,
      code: 'amount_too_small',
      message: 'The amount to capture must be at least 1.',
    };
  }
  return OK;
}

/** @param params names of the parameters that the update brings, as on the wire */
export function canUpdate(intent: AnyIntent, kind: Kind, params: readonly string[]): Ruling {
  const binding = params.filter((param) => !DESCRIPTIVE.includes(param));
  if (binding.length === 0 || among(AMENDABLE, intent.status)) return OK;
  return unexpected(
    kind,
    `This ${kind}'s ${binding[0]} could not be updated because it has a status of ${intent.status}. You may only update the ${binding[0]} of a ${kind} with one of the following statuses: ${AMENDABLE.join(', ')}.`,
  );
}

/** The state of an intent that nothing was tried for yet. */
export function restingStatus(
  paymentMethod: string | null,
): 'requires_payment_method' | 'requires_confirmation' {
  return paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation';
}
