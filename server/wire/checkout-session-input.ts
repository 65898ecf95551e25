/**
 * The parameters of checkout sessions. A parameter stands here when it is honoured, or kept and
 * given back; a feature that does not exist here can be switched off and not on.
 */
import { z } from 'zod';
import { SESSION_MODES, UI_MODES } from '../model/checkout-session.ts';
import {
  ALLOWED_ORIGINS,
  AMOUNT_MAX_MINOR,
  DESCRIPTION_CHARS,
  NAME_CHARS,
  URL_CHARS,
} from '../model/limits.ts';
import { ALLOW_REDISPLAY } from '../model/payment-method.ts';
import {
  address,
  boolean,
  common,
  created,
  currency,
  integer,
  list,
  metadata,
  orUnset,
  page,
  text,
  unsettable,
} from './form.ts';
import { cardOptions, email, typeFields } from './intents.ts';
import { lineItems } from './line-items.ts';
import { reference } from './payment-methods.ts';

const isWeb = (value: string) =>
  URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);

/** A page on the web; `{CHECKOUT_SESSION_ID}` may stand in it. */
const webUrl = () => z.string().max(URL_CHARS).refine(isWeb, { error: 'Not a valid URL' });

export const origin = z
  .string()
  .max(300)
  .refine((value) => isWeb(value) && new URL(value).origin === value.replace(/\/$/, ''), {
    error: 'must be an origin such as https://shop.example',
  })
  .transform((value) => new URL(value).origin);

function isLocale(value: string): boolean {
  if (value === 'auto') return true;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

const off = boolean().refine((value) => !value, { error: 'is not available here' });
const switchedOff = z.strictObject({ enabled: off }).optional();
const switched = z.enum(['enabled', 'disabled']).optional();
const autoOrNever = z.enum(['auto', 'never']).optional();
const message = orUnset(z.strictObject({ message: text(1200) })).optional();

const savedPaymentMethodOptions = z.strictObject({
  allow_redisplay_filters: list(z.enum(ALLOW_REDISPLAY), 3).min(1).optional(),
  payment_method_remove: switched,
  payment_method_save: switched,
});

const consentCollection = z.strictObject({
  payment_method_reuse_agreement: z
    .strictObject({ position: z.enum(['auto', 'hidden']) })
    .optional(),
  promotions: z.enum(['auto', 'none']).optional(),
  terms_of_service: z.enum(['none', 'required']).optional(),
});

const intentData = {
  description: text(DESCRIPTION_CHARS).optional(),
  metadata: metadata().optional(),
};

const paymentIntentData = z.strictObject({
  ...intentData,
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  receipt_email: email().optional(),
  setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
});

const subscriptionData = z.strictObject({
  ...intentData,
  billing_cycle_anchor: integer(0).optional(),
  proration_behavior: z.enum(['create_prorations', 'none']).optional(),
  trial_end: integer(0).optional(),
  trial_period_days: integer(1, 730).optional(),
  trial_settings: z
    .strictObject({
      end_behavior: z.strictObject({
        missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']),
      }),
    })
    .optional(),
});

const { network: _n, capture_method: _c, ...cardChoices } = cardOptions;

/** What is later to be charged: the words of the mandate are made of it. `count` is our own. */
const mandateOptions = z
  .strictObject({
    amount: integer(1, AMOUNT_MAX_MINOR).optional(),
    amount_type: z.enum(['fixed', 'maximum']).optional(),
    currency: currency().optional(),
    interval: z.enum(['day', 'week', 'month', 'year', 'sporadic']).optional(),
    interval_count: integer(1, 1095).optional(),
    /** How many charges in all: one alone, or so many instalments. */
    count: integer(1, 1095).optional(),
    start_date: integer(0).optional(),
    end_date: integer(0).optional(),
    reference: text(80).optional(),
  })
  .superRefine((input, context) => {
    const needs = (given: keyof typeof input, needed: keyof typeof input) => {
      if (input[given] === undefined || input[needed] !== undefined) return;
      context.addIssue({ code: 'custom', path: [needed], message: `is needed with ${given}` });
    };
    needs('amount', 'currency');
    needs('interval_count', 'interval');
    if (input.count !== undefined && input.count > 1) {
      needs('count', 'interval');
      needs('count', 'amount');
    }
    const { start_date: start = 0, end_date: end } = input;
    if (end === undefined || end > start) return;
    context.addIssue({ code: 'custom', path: ['end_date'], message: 'must be after start_date' });
  });

const sessionCardOptions = { ...cardChoices, mandate_options: mandateOptions.optional() };

const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'must be a two-letter country code')
  .transform((value) => value.toUpperCase());

export const createCheckoutSessionInput = z
  .strictObject({
    ...common,
    ...typeFields,
    adaptive_pricing: switchedOff,
    allow_promotion_codes: off.optional(),
    allowed_origins: list(origin, ALLOWED_ORIGINS).optional(),
    automatic_tax: switchedOff,
    billing_address_collection: z.enum(['auto', 'required']).optional(),
    cancel_url: webUrl().optional(),
    client_reference_id: text(200).optional(),
    consent_collection: consentCollection.optional(),
    currency: currency().optional(),
    custom_text: z
      .strictObject({
        after_submit: message,
        shipping_address: message,
        submit: message,
        terms_of_service_acceptance: message,
      })
      .optional(),
    customer: reference().optional(),
    customer_creation: z.enum(['always', 'if_required']).optional(),
    customer_email: email().optional(),
    customer_update: z
      .strictObject({ address: autoOrNever, name: autoOrNever, shipping: autoOrNever })
      .optional(),
    expires_at: integer(0).optional(),
    invoice_creation: switchedOff,
    line_items: lineItems().optional(),
    locale: text(20).refine(isLocale, { error: 'must be auto or a language tag' }).optional(),
    managed_payments: switchedOff,
    metadata: metadata().optional(),
    mode: z.enum(SESSION_MODES).optional(),
    origin_context: z.enum(['web', 'mobile_app']).optional(),
    payment_intent_data: paymentIntentData.optional(),
    payment_method_collection: z.enum(['always', 'if_required']).optional(),
    payment_method_options: z
      .strictObject({ card: z.strictObject(sessionCardOptions).optional() })
      .optional(),
    phone_number_collection: switchedOff,
    redirect_on_completion: z.enum(['always', 'if_required', 'never']).optional(),
    return_url: webUrl().optional(),
    saved_payment_method_options: savedPaymentMethodOptions.optional(),
    setup_intent_data: z.strictObject(intentData).optional(),
    shipping_address_collection: z
      .strictObject({ allowed_countries: list(country, 250).min(1) })
      .optional(),
    submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
    subscription_data: subscriptionData.optional(),
    success_url: webUrl().optional(),
    tax_id_collection: switchedOff,
    ui_mode: z.enum(UI_MODES).optional(),
    wallet_options: z
      .strictObject({ link: z.strictObject({ display: autoOrNever }).optional() })
      .optional(),
  })
  .superRefine((input, context) => {
    if (input.customer === undefined || input.customer_email === undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['customer_email'],
      message: 'You may only specify one of these parameters: customer, customer_email.',
    });
  });
export type CreateCheckoutSessionInput = z.output<typeof createCheckoutSessionInput>;

export const updateCheckoutSessionInput = z.strictObject({
  ...common,
  collected_information: z
    .strictObject({
      shipping_details: z
        .strictObject({
          address: address(),
          name: text(NAME_CHARS),
          phone: unsettable(40).optional(),
        })
        .optional(),
    })
    .optional(),
  metadata: metadata().optional(),
});
export type UpdateCheckoutSessionInput = z.output<typeof updateCheckoutSessionInput>;

export const retrieveCheckoutSessionInput = z.strictObject(common);
export const expireCheckoutSessionInput = z.strictObject(common);

export const listCheckoutSessionsInput = z.strictObject({
  ...page,
  created: created().optional(),
  customer: reference().optional(),
  customer_details: z.strictObject({ email: text(512) }).optional(),
  payment_intent: reference().optional(),
  status: z.enum(['open', 'complete', 'expired']).optional(),
  subscription: reference().optional(),
});
