/** Payment methods on Stripe's terms: parameters in, objects out. No number has a place here. */
import { z } from 'zod';
import { preference, shownBrand } from '../model/card-network.ts';
import { isDebit, METHOD_TYPES, type MethodType } from '../model/method-type.ts';
import {
  ALLOW_REDISPLAY,
  type BillingDetails,
  type PaymentMethod,
} from '../model/payment-method.ts';
import { decodeAddress, encodeBillingDetails } from './address.ts';
import { encodeAccount, sepaDebit, usBankAccount } from './bank-accounts.ts';
import { address, common, integer, metadata, orUnset, page, text, unsettable } from './form.ts';
import { mergeMetadata } from './metadata.ts';

/** An id in a request, which cannot be unset. */
export const reference = () =>
  z.string().min(1, 'You passed an empty string. Remove it or supply a value.').max(100);

export const billingDetails = () =>
  z.strictObject({
    address: orUnset(address()).optional(),
    email: unsettable(512).optional(),
    name: unsettable(256).optional(),
    phone: unsettable(40).optional(),
  });
export type BillingDetailsInput = z.output<ReturnType<typeof billingDetails>>;

/** What the holder of a co-badged card chose. */
const networks = z.strictObject({
  preferred: z.enum(['cartes_bancaires', 'mastercard', 'visa']).optional(),
});
const cardToken = z.strictObject({ token: reference(), networks: networks.optional() });

const settable = {
  billing_details: billingDetails().optional(),
  allow_redisplay: z.enum(ALLOW_REDISPLAY).optional(),
  metadata: metadata().optional(),
};

/** Where a new one comes from; the one that its type names. */
const sources = {
  card: cardToken.optional(),
  us_bank_account: usBankAccount.optional(),
  sepa_debit: sepaDebit.optional(),
};
type Sources = { readonly [K in MethodType]?: unknown };

/** The first thing that is needed of each type. */
const NEEDED: Readonly<Record<MethodType, string>> = {
  card: 'token',
  us_bank_account: 'account_number',
  sepa_debit: 'iban',
};

/** A type comes with what it names, and with nothing of another. */
function refuseMissing(type: MethodType, input: Sources, context: z.RefinementCtx): void {
  if (input[type] === undefined)
    context.addIssue({
      code: 'invalid_type',
      expected: 'string',
      path: [type, NEEDED[type]],
      input: undefined,
    });
  const other = METHOD_TYPES.find((each) => each !== type && input[each] !== undefined);
  if (other !== undefined)
    context.addIssue({ code: 'custom', path: [other], message: `is not for type ${type}` });
}

/** A new card inside another request, such as `payment_method_data` of an intent. */
export const paymentMethodData = () =>
  z
    .strictObject({ ...settable, ...sources, type: z.enum(METHOD_TYPES) })
    .superRefine(({ type, ...input }, context) => refuseMissing(type, input, context));
export type PaymentMethodDataInput = z.output<ReturnType<typeof paymentMethodData>>;

/** `card[token]` is a token of the card frame or a test token; `payment_method` may be a test id. */
export const createPaymentMethodInput = z
  .strictObject({
    ...common,
    ...settable,
    ...sources,
    type: z.enum(METHOD_TYPES).optional(),
    payment_method: reference().optional(),
  })
  .superRefine((input, context) => {
    const missing = (...path: string[]) =>
      context.addIssue({ code: 'invalid_type', expected: 'string', path, input: undefined });
    if (input.payment_method !== undefined) return;
    if (input.type === undefined) missing('type');
    else refuseMissing(input.type, input, context);
  });
export type CreatePaymentMethodInput = z.output<typeof createPaymentMethodInput>;

const changeable = {
  exp_month: integer(1, 12).optional(),
  exp_year: integer(0, 2100)
    .refine((year) => year < 100 || year >= 1970, 'must have two or four digits')
    .transform((year) => (year < 100 ? 2000 + year : year))
    .optional(),
  networks: networks.optional(),
};

export const updatePaymentMethodInput = z.strictObject({
  ...common,
  ...settable,
  billing_details: orUnset(billingDetails()).optional(),
  card: z.strictObject(changeable).optional(),
});
export type UpdatePaymentMethodInput = z.output<typeof updatePaymentMethodInput>;

export const attachPaymentMethodInput = z.strictObject({ ...common, customer: reference() });
export const detachPaymentMethodInput = z.strictObject(common);
export const retrievePaymentMethodInput = z.strictObject(common);

const listed = {
  ...page,
  type: text(40).optional(),
  allow_redisplay: z.enum(ALLOW_REDISPLAY).optional(),
};
/** Below a customer. */
export const listCustomerPaymentMethodsInput = z.strictObject(listed);
export const listPaymentMethodsInput = z.strictObject({
  ...listed,
  customer: reference().optional(),
});

/** The card that a creation names, and the parameter that named it. */
export function cardTokenOf(
  input: Partial<Pick<CreatePaymentMethodInput, 'card' | 'payment_method'>>,
): {
  readonly token: string;
  readonly param: string;
} {
  return input.card
    ? { token: input.card.token, param: 'card[token]' }
    : { token: input.payment_method ?? '', param: 'payment_method' };
}

/** Billing details as given, over what was there before; null clears them all. */
export function decodeBillingDetails(
  input: BillingDetailsInput | null,
  before: BillingDetails | null,
): BillingDetails {
  if (input === null) return { email: null, name: null, phone: null, address: null };
  const pick = (key: 'email' | 'name' | 'phone') => {
    const given = input[key];
    return given === undefined ? (before?.[key] ?? null) : given;
  };
  return {
    email: pick('email'),
    name: pick('name'),
    phone: pick('phone'),
    address:
      input.address === undefined
        ? (before?.address ?? null)
        : input.address && decodeAddress(input.address, before?.address ?? null),
  };
}

/** What a request changes of a payment method (`before` is null at creation), in the domain's names. */
export function decodePaymentMethod(
  input: {
    readonly billing_details?: BillingDetailsInput | null | undefined;
    readonly allow_redisplay?: PaymentMethod['allowRedisplay'] | undefined;
    readonly metadata?: UpdatePaymentMethodInput['metadata'];
    readonly card?: Pick<z.output<typeof cardToken>, 'networks'> | undefined;
  },
  before: null,
): Partial<Pick<PaymentMethod, 'billingDetails' | 'allowRedisplay' | 'metadata'>> & {
  readonly preferredNetwork?: string;
};
export function decodePaymentMethod(
  input: UpdatePaymentMethodInput,
  before: PaymentMethod,
): Partial<Pick<PaymentMethod, 'billingDetails' | 'allowRedisplay' | 'metadata' | 'card'>>;
export function decodePaymentMethod(
  input: Pick<UpdatePaymentMethodInput, 'billing_details' | 'allow_redisplay' | 'metadata'> & {
    readonly card?: UpdatePaymentMethodInput['card'];
  },
  before: PaymentMethod | null,
): Partial<PaymentMethod> & { readonly preferredNetwork?: string } {
  const { billing_details: details, allow_redisplay: allowRedisplay, card } = input;
  const preferred = card?.networks?.preferred;
  return {
    ...(details === undefined
      ? {}
      : { billingDetails: decodeBillingDetails(details, before?.billingDetails ?? null) }),
    ...(allowRedisplay === undefined ? {} : { allowRedisplay }),
    ...(input.metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before?.metadata ?? {}, input.metadata) }),
    ...(before === null && preferred !== undefined ? { preferredNetwork: preferred } : {}),
    ...(before === null || card === undefined
      ? {}
      : {
          card: {
            ...before.card,
            expMonth: card.exp_month ?? before.card.expMonth,
            expYear: card.exp_year ?? before.card.expYear,
            preferredNetwork:
              preferred === undefined
                ? before.card.preferredNetwork
                : preference(before.card, preferred),
          },
        }),
  };
}

const DISPLAY_BRANDS: Readonly<Record<string, string>> = {
  amex: 'american_express',
  diners: 'diners_club',
  unionpay: 'union_pay',
  unknown: 'other',
};

function encodeCard({ card }: PaymentMethod): Record<string, unknown> {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
    country: card.country,
    display_brand: DISPLAY_BRANDS[shownBrand(card)] ?? shownBrand(card),
    exp_month: card.expMonth,
    exp_year: card.expYear,
    fingerprint: card.fingerprint,
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: card.networks, preferred: card.preferredNetwork },
    regulated_status: null,
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

export function encodePaymentMethod(method: PaymentMethod): Record<string, unknown> {
  return {
    id: method.id,
    object: 'payment_method',
    allow_redisplay: method.allowRedisplay,
    billing_details: encodeBillingDetails(method.billingDetails),
    ...(isDebit(method.type)
      ? { [method.type]: encodeAccount(method) }
      : { card: encodeCard(method) }),
    // Not Stripe's: when a processor said that the card's account is closed.
    closed_at: method.closedMs ? Math.floor(method.closedMs / 1000) : null,
    created: Math.floor(method.createdMs / 1000),
    customer: method.customer,
    customer_account: null,
    livemode: false,
    metadata: method.metadata,
    type: method.type,
  };
}
