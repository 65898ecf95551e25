/** Payment intents on Stripe's terms: parameters in, objects out. */
import { z } from 'zod';
import type { Attempt } from '../model/attempt.ts';
import { chargeIdOf } from '../model/id.ts';
import { CANCELLATION_REASONS, type PaymentIntent } from '../model/intent.ts';
import { AMOUNT_MAX_MINOR, DESCRIPTION_CHARS } from '../model/limits.ts';
import { isDebit } from '../model/method-type.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import {
  boolean,
  common,
  created,
  currency,
  integer,
  metadata,
  orUnset,
  page,
  text,
  unsettable,
} from './form.ts';
import {
  automaticMethods,
  cardOptions,
  decodeAutomatic,
  decodeShipping,
  decodeTypes,
  email,
  encodeAutomatic,
  encodeIntentError,
  encodeNextAction,
  encodeParcel,
  given,
  inSeconds,
  intentFields,
  mandateData,
  mergeOptions,
  returnUrl,
  shipping,
  typeFields,
} from './intents.ts';
import { mergeMetadata } from './metadata.ts';
import { reference } from './payment-methods.ts';

const options = z.strictObject({
  card: z
    .strictObject({
      ...cardOptions,
      cvc_token: text(200).optional(),
      require_cvc_recollection: boolean().optional(),
    })
    .optional(),
});

/** What creation, update and confirm may all set. */
const shared = {
  ...common,
  ...intentFields,
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  excluded_payment_method_types: typeFields.excluded_payment_method_types,
  allowed_payment_method_types: typeFields.allowed_payment_method_types,
  payment_details: orUnset(
    z.strictObject({
      customer_reference: unsettable(200).optional(),
      order_reference: unsettable(200).optional(),
    }),
  ).optional(),
  payment_method_options: options.optional(),
  receipt_email: orUnset(email()).optional(),
  setup_future_usage: orUnset(z.enum(['on_session', 'off_session'])).optional(),
  shipping: orUnset(shipping()).optional(),
};

const described = {
  customer: reference().optional(),
  description: unsettable(DESCRIPTION_CHARS).optional(),
  metadata: metadata().optional(),
  payment_method_types: typeFields.payment_method_types,
  statement_descriptor: unsettable(22).optional(),
  statement_descriptor_suffix: unsettable(22).optional(),
  transfer_group: unsettable(500).optional(),
};

const confirming = {
  error_on_requires_action: boolean().optional(),
  mandate: reference().optional(),
  mandate_data: mandateData().optional(),
  off_session: z.union([boolean(), z.enum(['one_off', 'recurring'])]).optional(),
  return_url: returnUrl().optional(),
};

export const createPaymentIntentInput = z.strictObject({
  ...shared,
  ...described,
  ...confirming,
  /** Ours: who asks for a later charge, as the merchant names them, and why. */
  actor: text(200).optional(),
  reason: text(1000).optional(),
  amount: integer(1, AMOUNT_MAX_MINOR),
  currency: currency(),
  automatic_payment_methods: automaticMethods().optional(),
  confirm: boolean().optional(),
  confirmation_method: z.enum(['automatic', 'manual']).optional(),
});
export type CreatePaymentIntentInput = z.output<typeof createPaymentIntentInput>;

export const updatePaymentIntentInput = z.strictObject({
  ...shared,
  ...described,
  payment_method: unsettable(100).optional(),
  amount: integer(1, AMOUNT_MAX_MINOR).optional(),
  currency: currency().optional(),
});
export type UpdatePaymentIntentInput = z.output<typeof updatePaymentIntentInput>;

export const confirmPaymentIntentInput = z.strictObject({
  ...shared,
  ...confirming,
  payment_method_types: typeFields.payment_method_types,
});
export type ConfirmPaymentIntentInput = z.output<typeof confirmPaymentIntentInput>;

export const capturePaymentIntentInput = z.strictObject({
  ...common,
  amount_to_capture: integer(1).optional(),
  metadata: metadata().optional(),
  statement_descriptor: unsettable(22).optional(),
  statement_descriptor_suffix: unsettable(22).optional(),
});
export type CapturePaymentIntentInput = z.output<typeof capturePaymentIntentInput>;

export const cancelPaymentIntentInput = z.strictObject({
  ...common,
  cancellation_reason: z.enum(CANCELLATION_REASONS).optional(),
});
export const retrievePaymentIntentInput = z.strictObject({
  ...common,
  client_secret: text(200).optional(),
});
export const listPaymentIntentsInput = z.strictObject({
  ...page,
  created: created().optional(),
  customer: reference().optional(),
});

/** How one confirm is to go; whatever outlives it is in {@link decodePaymentIntent}. */
export interface Confirmation {
  /** Nobody is there to answer: a merchant-initiated charge. */
  readonly offSession: boolean;
  /** What `off_session` said of the charge, where it said more than yes. */
  readonly usage: 'one_off' | 'recurring' | null;
  readonly errorOnRequiresAction: boolean;
  readonly mandate: string | null;
  /** Token of a freshly typed security code. */
  readonly cvcToken: string | null;
}

export function decodeConfirmation(
  input: Pick<
    ConfirmPaymentIntentInput,
    'off_session' | 'error_on_requires_action' | 'mandate' | 'payment_method_options'
  >,
): Confirmation {
  const { off_session: off = false } = input;
  return {
    offSession: off !== false,
    usage: typeof off === 'string' ? off : null,
    errorOnRequiresAction: input.error_on_requires_action ?? false,
    mandate: input.mandate ?? null,
    cvcToken: input.payment_method_options?.card?.cvc_token ?? null,
  };
}

/** Any of the parameters of a creation; an update may unset the card. */
type Fields = {
  readonly [K in Exclude<keyof CreatePaymentIntentInput, 'payment_method'>]?:
    | CreatePaymentIntentInput[K]
    | undefined;
} & { readonly payment_method?: string | null | undefined };

function decodeExtra(input: Fields, before: PaymentIntent | null): PaymentIntent['extra'] {
  const old = before?.extra ?? {};
  const { payment_method_options: wanted } = input;
  const { cvc_token: _once, ...card } = wanted?.card ?? {};
  const parcel = input.shipping && decodeShipping(input.shipping).kept;
  return {
    ...old,
    ...decodeTypes(input).kept,
    ...given({
      payment_details: input.payment_details,
      transfer_group: input.transfer_group,
      parcel: input.shipping === undefined ? undefined : parcel,
    }),
    ...(wanted
      ? { payment_method_options: mergeOptions(old.payment_method_options as never, { card }) }
      : {}),
  };
}

/**
 * What a creation (`before` is null), an update or a confirm changes of an intent, in the domain's
 * names. The payment method is an id as the merchant sent it, not yet looked up.
 */
export function decodePaymentIntent(
  input: Fields,
  before: PaymentIntent | null,
): Partial<PaymentIntent> {
  const { types } = decodeTypes(input);
  return {
    ...given({
      amountMinor: input.amount,
      currency: input.currency,
      captureMethod: input.capture_method,
      confirmationMethod: input.confirmation_method,
      customer: input.customer,
      paymentMethod: input.payment_method,
      description: input.description,
      receiptEmail: input.receipt_email,
      returnUrl: input.return_url,
      setupFutureUsage: input.setup_future_usage,
      mandate: input.mandate,
      mandateData: input.mandate_data,
      reason: input.reason,
      actor: input.actor,
      statementDescriptor: input.statement_descriptor,
      statementDescriptorSuffix: input.statement_descriptor_suffix,
      paymentMethodTypes: types ?? undefined,
      shipping: input.shipping && decodeShipping(input.shipping).shipping,
    }),
    ...(before === null || types
      ? { automaticPaymentMethods: decodeAutomatic(input.automatic_payment_methods, types) }
      : {}),
    ...(input.metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before?.metadata ?? {}, input.metadata) }),
    extra: decodeExtra(input, before),
  };
}

function encodeOptions(intent: PaymentIntent): Record<string, unknown> {
  const kept = intent.extra.payment_method_options as { card?: object } | undefined;
  return {
    card: {
      installments: null,
      mandate_options: null,
      network: null,
      request_three_d_secure: 'automatic',
      ...kept?.card,
    },
  };
}

export interface PaymentIntentFacts {
  /** Identifies the intent to its holder and grants nothing. */
  readonly clientSecret: string;
  /** The card of the last error. */
  readonly failedMethod: PaymentMethod | null;
  /** The latest attempt, where its standing is to be told. */
  readonly latest?: Attempt | null;
}

export function encodePaymentIntent(
  intent: PaymentIntent,
  { clientSecret, failedMethod, latest }: PaymentIntentFacts,
): Record<string, unknown> {
  const { extra, latestAttempt, status } = intent;
  return {
    id: intent.id,
    object: 'payment_intent',
    actor: intent.actor ?? null,
    allowed_payment_method_types: extra.allowed_payment_method_types ?? null,
    amount: intent.amountMinor,
    amount_capturable: intent.amountCapturableMinor,
    amount_details: { tip: {} },
    amount_received: intent.amountReceivedMinor,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: encodeAutomatic(intent.automaticPaymentMethods),
    canceled_at: inSeconds(intent.canceledMs),
    cancellation_reason: intent.cancellationReason,
    capture_method: intent.captureMethod,
    client_secret: clientSecret,
    confirmation_method: intent.confirmationMethod,
    created: inSeconds(intent.createdMs),
    currency: intent.currency,
    customer: intent.customer,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: extra.excluded_payment_method_types ?? null,
    last_payment_error: encodeIntentError(intent.lastPaymentError, failedMethod, 'payment'),
    // A charge begins once the buyer has passed the challenge.
    latest_charge:
      latestAttempt === null || status === 'requires_action' ? null : chargeIdOf(latestAttempt),
    livemode: false,
    managed_payments: null,
    metadata: intent.metadata,
    next_action: encodeNextAction(intent.nextAction),
    on_behalf_of: null,
    ...(extra.payment_details ? { payment_details: extra.payment_details } : {}),
    payment_method: intent.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: encodeOptions(intent),
    payment_method_types: intent.paymentMethodTypes,
    payment_record: null,
    // Of a debit nothing is told but that it is under way.
    processing:
      status === 'processing' && !intent.paymentMethodTypes.every(isDebit)
        ? { card: {}, type: 'card' }
        : null,
    reason: intent.reason ?? null,
    receipt_email: intent.receiptEmail,
    review: null,
    setup_future_usage: intent.setupFutureUsage,
    shipping: encodeParcel(intent.shipping, extra.parcel),
    source: null,
    statement_descriptor: intent.statementDescriptor,
    statement_descriptor_suffix: intent.statementDescriptorSuffix,
    status,
    transfer_data: null,
    transfer_group: extra.transfer_group ?? null,
    latest_attempt: latest
      ? {
          id: latest.id,
          status: latest.status,
          resolve_after: inSeconds(latest.resolveAfterMs),
        }
      : latestAttempt,
  };
}
