/**
 * The elements' contract: what a buyer's browser gets and sends, as zod schemas here and as types
 * (only) in `components/`. Every amount is in minor units, every time in epoch seconds.
 */
import { z } from 'zod';
import { CARD_TOKEN_CHARS } from '../model/limits.ts';

const seconds = z.number().int();
const minorUnits = z.number().int();

export const address = z.object({
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postal_code: z.string().nullable(),
  country: z.string().nullable(),
});

export const billingDetails = z.object({
  email: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  address: address.nullable(),
});

export const shipping = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  address,
});

/** Why a shown card cannot be used now; the buyer reads the client's own words for the code. */
export const methodReason = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.enum(['buyer', 'merchant', 'wait']),
  until: seconds.optional(),
});

export const shownMethod = z.object({
  id: z.string(),
  /** `bank_account` for one. */
  brand: z.string(),
  last4: z.string(),
  /** Null for what never expires. */
  exp_month: z.number().int().nullable(),
  exp_year: z.number().int().nullable(),
  funding: z.string(),
  is_default: z.boolean(),
  expired: z.boolean(),
  /** Whether it can be chosen for this session. */
  usable: z.boolean(),
  reasons: z.array(methodReason),
  removable: z.boolean(),
  /** What depends on it, in words: names of subscriptions, mandates. */
  pays_for: z.array(z.string()),
});

/** Where a card is typed; what each driver's script needs is public. */
export const cardEntry = z.discriminatedUnion('driver', [
  z.object({ driver: z.literal('bank'), url: z.string() }),
  z.object({
    driver: z.literal('stripe'),
    publishable_key: z.string(),
    /** Goes into what Stripe makes of the card, so that it is of no use in another session. */
    session: z.string(),
  }),
  z.object({ driver: z.literal('adyen'), client_key: z.string(), environment: z.string() }),
]);
export type CardEntry = z.infer<typeof cardEntry>;

export const offer = z.object({
  id: z.string(),
  text: z.string(),
  sha256: z.string(),
  locale: z.string(),
});

export const nextAction = z.object({
  type: z.literal('redirect_to_url'),
  redirect_to_url: z.object({ url: z.string(), return_url: z.string().nullable() }),
});

/** The error envelope's inside, on every floor. */
export const errorBody = z.object({
  type: z.string(),
  code: z.string().optional(),
  decline_code: z.string().optional(),
  message: z.string(),
  param: z.string().optional(),
});

/** Where the latest intention of this session stands. */
export const press = z.object({
  press: z.string(),
  status: z.enum(['processing', 'requires_action', 'complete', 'failed']),
  next_action: nextAction.nullable(),
  error: errorBody.nullable(),
});

export const checkoutState = z.object({
  session: z.object({
    id: z.string(),
    mode: z.enum(['payment', 'setup', 'subscription']),
    status: z.enum(['open', 'complete', 'expired']),
    ui_mode: z.string(),
    currency: z.string().nullable(),
    amount_total: minorUnits.nullable(),
    expires_at: seconds,
    return_url: z.string().nullable(),
    /** Where the tag goes after success unless `keepsake-complete` is cancelled; placeholders filled in. */
    redirect_url: z.string().nullable(),
    locale: z.string().nullable(),
    submit_type: z.string().nullable(),
    /** The payment or setup intent that this visit is to achieve; what a form submits. */
    intent: z.string().nullable(),
    /** In mode `subscription`: what is charged again and again, and from when. */
    recurring: z
      .object({
        amount: minorUnits,
        interval: z.enum(['day', 'week', 'month', 'year']),
        interval_count: z.number().int(),
        /** The first charge after what is due today. */
        next_at: seconds,
        /** Nothing of it is charged before; null without a trial. */
        trial_end: seconds.nullable(),
      })
      .nullable()
      .optional(),
    /** The buyer said that others use this computer: nothing saved is shown. */
    saved_methods_hidden: z.boolean(),
  }),
  merchant: z.object({
    name: z.string(),
    terms_url: z.string().nullable(),
    support_url: z.string().nullable(),
  }),
  customer: z.object({ email: z.string().nullable(), name: z.string().nullable() }).nullable(),
  line_items: z.array(
    z.object({ name: z.string(), quantity: z.number().int(), amount_total: minorUnits }),
  ),
  /** What the session collects. */
  collect: z.object({
    /** Contact: whether the session does not know the buyer's email yet. */
    email: z.boolean(),
    billing: z.enum(['auto', 'required']),
    /** Allowed shipping countries (ISO alpha-2), or null when nothing is shipped. */
    shipping_countries: z.array(z.string()).nullable(),
  }),
  payment_methods: z.array(shownMethod),
  prefill: z
    .object({
      payment_method: z.string(),
      reason: z.enum(['newest', 'default']),
      expires_at: seconds,
      billing_details: billingDetails,
      shipping: shipping.nullable(),
    })
    .nullable(),
  offers: z.object({
    redisplay: offer.nullable(),
    mandate: offer.nullable(),
    /** Allows the debit of a bank account that is made now; without it there is none. */
    debit: offer.nullable().optional(),
  }),
  card_entry: cardEntry.nullable(),
  /** Where a bank account is typed; null or absent where none can be. */
  bank_entry: z
    .object({ type: z.enum(['us_bank_account', 'sepa_debit']), url: z.string() })
    .nullable()
    .optional(),
  press: press.nullable(),
});
export type CheckoutState = z.infer<typeof checkoutState>;
export type ShownMethod = z.infer<typeof shownMethod>;
export type Offer = z.infer<typeof offer>;
export type ErrorBody = z.infer<typeof errorBody>;
export type NextAction = z.infer<typeof nextAction>;
export type PressState = z.infer<typeof press>;
export type WireAddress = z.infer<typeof address>;
export type WireBillingDetails = z.infer<typeof billingDetails>;
export type WireShipping = z.infer<typeof shipping>;

const acceptance = z.strictObject({ offer: z.string().max(400), accepted: z.boolean() });
const text = (max: number) => z.string().trim().max(max);
export const addressInput = z.strictObject({
  line1: text(200).nullish(),
  line2: text(200).nullish(),
  city: text(100).nullish(),
  state: text(100).nullish(),
  postal_code: text(20).nullish(),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be a two-letter country code')
    .nullish(),
});

export const confirmInput = z.strictObject({
  /** A UUID made once for each intention and kept until its outcome is known. */
  press: z.uuid(),
  payment_method: z.string().max(100).optional(),
  card_token: z.string().max(CARD_TOKEN_CHARS).optional(),
  /** Token of a security code typed again for a saved card. */
  cvc_token: z.string().max(CARD_TOKEN_CHARS).optional(),
  consents: z
    .strictObject({
      redisplay: acceptance.optional(),
      mandate: acceptance.optional(),
      debit: acceptance.optional(),
    })
    .optional(),
  billing_details: z
    .strictObject({
      email: text(320).nullish(),
      name: text(200).nullish(),
      phone: text(40).nullish(),
      address: addressInput.nullish(),
    })
    .optional(),
  shipping: z
    .strictObject({ name: text(200).nullish(), phone: text(40).nullish(), address: addressInput })
    .optional(),
  email: text(320).optional(),
});
export type ConfirmInput = z.infer<typeof confirmInput>;

/** What the buyer said to the words in which an agreement goes on with another card. */
export const agreementAnswer = z.strictObject({
  mandate: z.string().max(100),
  offer: z.string().max(200),
  accepted: z.boolean(),
});
export type AgreementAnswer = z.infer<typeof agreementAnswer>;

/** `GET /elements/payment_methods/:id/agreements`: what is agreed for a card, and how it can go on. */
export const agreements = z.object({
  agreements: z.array(
    z.object({
      mandate: z.string(),
      category: z.enum(['recurring', 'installment', 'unscheduled']),
      interval: z.enum(['day', 'week', 'month', 'year']).nullable(),
      interval_count: z.number().int().nullable(),
      /** Null where it cannot go on: it ends with the card. */
      offer: offer.nullable(),
    }),
  ),
});
export type Agreements = z.infer<typeof agreements>;

/** `POST /elements/checkout/hide`: others use this computer. `withdraw`: stop showing the cards everywhere. */
export const hideInput = z.strictObject({ withdraw: z.boolean().optional() });

/** 200 of `POST /elements/payment_methods/:id` by a checkout's secret: the card that stays, and the state again. */
export const updatedInCheckout = z.object({ payment_method: z.string(), checkout: checkoutState });
export type UpdatedInCheckout = z.infer<typeof updatedInCheckout>;

/** 200 of `POST /elements/checkout/confirm` and of `GET /elements/checkout/status`. */
export const confirmResult = z.object({
  /** `open` comes from `status` alone: nothing was pressed yet, or the last press failed (see `error`). */
  status: z.enum(['open', 'complete', 'processing', 'requires_action', 'expired']),
  session: z.object({
    id: z.string(),
    status: z.enum(['open', 'complete', 'expired']),
    payment_status: z.enum(['unpaid', 'paid', 'no_payment_required']),
    /** The session's return or success address with `{CHECKOUT_SESSION_ID}` filled in, once complete. */
    redirect_url: z.string().nullable(),
    /** The payment or setup intent of the visit. */
    intent: z.string().nullable(),
  }),
  press: z.string().nullable(),
  next_action: nextAction.nullable().optional(),
  /** From `status`: how the last press failed. */
  error: errorBody.nullable().optional(),
});
export type ConfirmResult = z.infer<typeof confirmResult>;
