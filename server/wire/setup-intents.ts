/** Setup intents on Stripe's terms: parameters in, objects out. */
import { z } from 'zod';
import type { Attempt } from '../model/attempt.ts';
import { CANCELLATION_REASONS, type SetupIntent } from '../model/intent.ts';
import { DESCRIPTION_CHARS } from '../model/limits.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { boolean, common, created, metadata, page, text, unsettable } from './form.ts';
import {
  automaticMethods,
  cardOptions,
  decodeAutomatic,
  decodeTypes,
  encodeAutomatic,
  encodeIntentError,
  encodeNextAction,
  given,
  inSeconds,
  intentFields,
  mandateData,
  mergeOptions,
  returnUrl,
  typeFields,
} from './intents.ts';
import { mergeMetadata } from './metadata.ts';
import { reference } from './payment-methods.ts';

const options = z.strictObject({
  card: z
    .strictObject({
      mandate_options: cardOptions.mandate_options,
      network: cardOptions.network,
      request_three_d_secure: cardOptions.request_three_d_secure,
    })
    .optional(),
});

const shared = { ...common, ...intentFields, payment_method_options: options.optional() };

const described = {
  ...typeFields,
  customer: reference().optional(),
  description: unsettable(DESCRIPTION_CHARS).optional(),
  metadata: metadata().optional(),
};

const confirming = {
  mandate_data: mandateData().optional(),
  return_url: returnUrl().optional(),
};

export const createSetupIntentInput = z.strictObject({
  ...shared,
  ...described,
  ...confirming,
  automatic_payment_methods: automaticMethods().optional(),
  confirm: boolean().optional(),
  usage: z.enum(['on_session', 'off_session']).optional(),
});
export type CreateSetupIntentInput = z.output<typeof createSetupIntentInput>;

export const updateSetupIntentInput = z.strictObject({
  ...shared,
  ...described,
  payment_method: unsettable(100).optional(),
});
export type UpdateSetupIntentInput = z.output<typeof updateSetupIntentInput>;

export const confirmSetupIntentInput = z.strictObject({
  ...shared,
  ...confirming,
  allowed_payment_method_types: typeFields.allowed_payment_method_types,
});
export type ConfirmSetupIntentInput = z.output<typeof confirmSetupIntentInput>;

export const cancelSetupIntentInput = z.strictObject({
  ...common,
  cancellation_reason: z.enum(CANCELLATION_REASONS).exclude(['fraudulent']).optional(),
});
export const retrieveSetupIntentInput = z.strictObject({
  ...common,
  client_secret: text(200).optional(),
});
export const listSetupIntentsInput = z.strictObject({
  ...page,
  created: created().optional(),
  customer: reference().optional(),
  payment_method: reference().optional(),
});

/** Any of the parameters of a creation; an update may unset the card. */
type Fields = {
  readonly [K in Exclude<keyof CreateSetupIntentInput, 'payment_method'>]?:
    | CreateSetupIntentInput[K]
    | undefined;
} & { readonly payment_method?: string | null | undefined };

/**
 * What a creation (`before` is null), an update or a confirm changes of an intent, in the domain's
 * names. The payment method is an id as the merchant sent it, not yet looked up.
 */
export function decodeSetupIntent(input: Fields, before: SetupIntent | null): Partial<SetupIntent> {
  const { types, kept } = decodeTypes(input);
  const old = before?.extra ?? {};
  const wanted = input.payment_method_options;
  return {
    ...given({
      usage: input.usage,
      customer: input.customer,
      paymentMethod: input.payment_method,
      description: input.description,
      returnUrl: input.return_url,
      mandateData: input.mandate_data,
      paymentMethodTypes: types ?? undefined,
    }),
    ...(before === null || types
      ? { automaticPaymentMethods: decodeAutomatic(input.automatic_payment_methods, types) }
      : {}),
    ...(input.metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before?.metadata ?? {}, input.metadata) }),
    extra: {
      ...old,
      ...kept,
      ...(wanted
        ? { payment_method_options: mergeOptions(old.payment_method_options as never, wanted) }
        : {}),
    },
  };
}

export interface SetupIntentFacts {
  /** Identifies the intent to its holder and grants nothing. */
  readonly clientSecret: string;
  /** The card of the last error. */
  readonly failedMethod: PaymentMethod | null;
  /** The latest attempt, where its standing is to be told. */
  readonly latest?: Attempt | null;
}

export function encodeSetupIntent(
  intent: SetupIntent,
  { clientSecret, failedMethod, latest }: SetupIntentFacts,
): Record<string, unknown> {
  const { extra } = intent;
  const kept = extra.payment_method_options as { card?: object } | undefined;
  return {
    id: intent.id,
    object: 'setup_intent',
    allowed_payment_method_types: extra.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods: encodeAutomatic(intent.automaticPaymentMethods),
    cancellation_reason: intent.cancellationReason,
    client_secret: clientSecret,
    created: inSeconds(intent.createdMs),
    customer: intent.customer,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: extra.excluded_payment_method_types ?? null,
    flow_directions: null,
    last_setup_error: encodeIntentError(intent.lastSetupError, failedMethod, 'setup'),
    latest_attempt: intent.latestAttempt,
    livemode: false,
    mandate: intent.mandate,
    metadata: intent.metadata,
    next_action: encodeNextAction(intent.nextAction),
    on_behalf_of: null,
    payment_method: intent.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
        ...kept?.card,
      },
    },
    payment_method_types: intent.paymentMethodTypes,
    single_use_mandate: intent.singleUseMandate,
    status: intent.status,
    usage: intent.usage,
    ...(latest ? { resolve_after: inSeconds(latest.resolveAfterMs) } : {}),
  };
}
