/**
 * What payment intents and setup intents have in common on the wire: parameters that both take, and
 * the parts of their objects that look the same. It knows neither kind by name.
 */
import { z } from 'zod';
import type { NextAction } from '../model/attempt.ts';
import { chargeIdOf } from '../model/id.ts';
import type { IntentError, PaymentIntent } from '../model/intent.ts';
import { NAME_CHARS, URL_CHARS } from '../model/limits.ts';
import { METHOD_TYPES } from '../model/method-type.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { decodeAddress, encodeShipping } from './address.ts';
import { address, boolean, integer, list, orUnset, text, unsettable } from './form.ts';
import { encodePaymentMethod, paymentMethodData, reference } from './payment-methods.ts';

/** What a request names; an absent parameter changes nothing. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Epoch milliseconds as whole epoch seconds. */
export const inSeconds = (ms: number | null) => (ms === null ? null : Math.floor(ms / 1000));

/** Schemes that would run or read something instead of leading somewhere. */
const HARMFUL = ['javascript:', 'data:', 'vbscript:', 'file:', 'blob:'];

function leadsSomewhere(value: string): boolean {
  return URL.canParse(value) && !HARMFUL.includes(new URL(value).protocol);
}

/** Where a buyer returns to; an app's own scheme will do. */
export const returnUrl = () =>
  z.string().max(URL_CHARS).refine(leadsSomewhere, { error: 'Not a valid URL' });

/** An address that looks like one; only a message to it could prove more. */
export const email = () =>
  z
    .string()
    .max(512)
    .regex(/^[^\s@]+@[^\s@]+$/, 'Invalid email address');

const NOT_HERE = `only ${METHOD_TYPES.join(', ')} are available here`;

/** The kinds of payment method that a buyer may choose from. */
export const methodTypes = () => list(z.enum(METHOD_TYPES, { error: NOT_HERE }), 20).min(1);

export const excludedTypes = () =>
  orUnset(
    list(
      text(40).refine((type) => type !== 'card', { error: 'cards are always available here' }),
      50,
    ),
  );

export const automaticMethods = () =>
  z.strictObject({
    enabled: boolean(),
    allow_redirects: z.enum(['always', 'never']).optional(),
  });

export const shipping = () =>
  z.strictObject({
    address: address(),
    name: text(NAME_CHARS),
    phone: unsettable(40).optional(),
    carrier: unsettable(100).optional(),
    tracking_number: unsettable(200).optional(),
  });
export type ShippingInput = z.output<ReturnType<typeof shipping>>;

const online = z.strictObject({ ip_address: text(60), user_agent: text(1000) });

const customerAcceptance = z
  .strictObject({
    type: z.enum(['online', 'offline']),
    accepted_at: integer(0).optional(),
    online: online.optional(),
    offline: orUnset(z.strictObject({})).optional(),
  })
  .superRefine((input, context) => {
    if (input.type === 'offline' || input.online) return;
    context.addIssue({
      code: 'invalid_type',
      expected: 'object',
      path: ['online'],
      input: undefined,
    });
  });

/** How the buyer agreed to later charges. */
export const mandateData = () =>
  orUnset(z.strictObject({ customer_acceptance: customerAcceptance }));

const ifAvailable = z.enum(['if_available', 'never']).optional();

/** Options of a card in a request; what cannot be honoured is no parameter here. */
export const cardOptions = {
  capture_method: orUnset(z.enum(['manual'])).optional(),
  mandate_options: z.record(z.string(), z.unknown()).optional(),
  network: text(30).optional(),
  request_extended_authorization: ifAvailable,
  request_incremental_authorization: ifAvailable,
  request_multicapture: ifAvailable,
  request_overcapture: ifAvailable,
  request_three_d_secure: z.enum(['any', 'automatic', 'challenge']).optional(),
  setup_future_usage: orUnset(z.enum(['none', 'on_session', 'off_session'])).optional(),
};

/** Parameters of a creation, an update or a confirm of either kind. */
export const intentFields = {
  payment_method: reference().optional(),
  payment_method_data: paymentMethodData().optional(),
};

/** Parameters of creation and update of either kind. */
export const typeFields = {
  payment_method_types: methodTypes().optional(),
  allowed_payment_method_types: methodTypes().optional(),
  excluded_payment_method_types: excludedTypes().optional(),
};
type TypeFields = {
  readonly [K in keyof typeof typeFields]?: z.output<(typeof typeFields)[K]> | undefined;
};

/** The types that a request names by either name, and what of them is given back. */
export function decodeTypes(input: TypeFields): {
  readonly types: readonly string[] | null;
  readonly kept: Readonly<Record<string, unknown>>;
} {
  const types = input.allowed_payment_method_types ?? input.payment_method_types ?? null;
  return {
    types,
    kept: {
      ...(types ? { allowed_payment_method_types: types } : {}),
      ...(input.excluded_payment_method_types === undefined
        ? {}
        : { excluded_payment_method_types: input.excluded_payment_method_types }),
    },
  };
}

/** Absent where a request says nothing; at creation everything is automatic unless types are named. */
export function decodeAutomatic(
  input: z.output<ReturnType<typeof automaticMethods>> | undefined,
  types: readonly string[] | null,
): PaymentIntent['automaticPaymentMethods'] {
  if (!input) return types ? null : { enabled: true, allowRedirects: 'always' };
  return { enabled: input.enabled, allowRedirects: input.allow_redirects ?? 'always' };
}

/** Merges a request's options for cards into those before. */
export function mergeOptions(
  before: Readonly<Record<string, unknown>> | undefined,
  input: { readonly card?: object | null | undefined } | undefined,
): Record<string, unknown> {
  const card = { ...(before?.card as object | undefined), ...input?.card };
  const set = Object.entries(card).filter(([, value]) => value !== null && value !== undefined);
  return { card: Object.fromEntries(set) };
}

export function decodeShipping(input: ShippingInput): {
  readonly shipping: PaymentIntent['shipping'];
  readonly kept: Readonly<Record<string, unknown>>;
} {
  const { carrier = null, tracking_number = null } = input;
  return {
    shipping: {
      name: input.name,
      phone: input.phone ?? null,
      address: decodeAddress(input.address),
    },
    kept: { carrier, tracking_number },
  };
}

/** @param parcel carrier and tracking number, where the merchant gave them */
export function encodeParcel(
  shipping: PaymentIntent['shipping'],
  parcel: unknown,
): Record<string, unknown> | null {
  const kept = (parcel ?? {}) as { carrier?: string | null; tracking_number?: string | null };
  const encoded = encodeShipping(shipping);
  return (
    encoded && {
      ...encoded,
      carrier: kept.carrier ?? null,
      tracking_number: kept.tracking_number ?? null,
    }
  );
}

export function encodeAutomatic(
  automatic: PaymentIntent['automaticPaymentMethods'],
): Record<string, unknown> | null {
  return automatic && { allow_redirects: automatic.allowRedirects, enabled: automatic.enabled };
}

export function encodeNextAction(action: NextAction | null): Record<string, unknown> | null {
  return (
    action && {
      redirect_to_url: { return_url: action.returnUrl, url: action.url },
      type: action.type,
    }
  );
}

/** @param method the card that failed; the intent itself may have let go of it */
export function encodeIntentError(
  error: IntentError | null,
  method: PaymentMethod | null,
  kind: 'payment' | 'setup',
): Record<string, unknown> | null {
  if (!error) return null;
  return {
    ...(error.attempt && kind === 'payment' ? { charge: chargeIdOf(error.attempt) } : {}),
    code: error.code,
    ...(error.declineCode === null ? {} : { decline_code: error.declineCode }),
    message: error.message,
    ...(error.networkDeclineCode === null
      ? {}
      : { network_decline_code: error.networkDeclineCode }),
    ...(error.param === null ? {} : { param: error.param }),
    ...(method ? { payment_method: encodePaymentMethod(method) } : {}),
    type: error.type,
  };
}
