/** Checkout sessions on Stripe's terms: between a request's parameters, the domain, and the object. */
import { type CheckoutSession, isHosted, uiFamily } from '../model/checkout-session.ts';
import { LINE_ITEMS } from '../model/limits.ts';
import { decodeAddress, encodeAddress } from './address.ts';
import type {
  CreateCheckoutSessionInput,
  UpdateCheckoutSessionInput,
} from './checkout-session-input.ts';
import { decodeTypes, given, inSeconds } from './intents.ts';
import { type Catalog, decodeLineItems, encodeLineItem } from './line-items.ts';
import { encodeList, type PageInput, pageInMemory } from './lists.ts';
import { mergeMetadata } from './metadata.ts';

/** What a request asks for; the rest is for the domain to decide. */
export type DecodedCheckoutSession = Omit<
  CheckoutSession,
  | 'id'
  | 'account'
  | 'seq'
  | 'createdMs'
  | 'expiresAtMs'
  | 'completedMs'
  | 'status'
  | 'paymentStatus'
  | 'amountSubtotalMinor'
  | 'amountTotalMinor'
  | 'lineItems'
  | 'paymentIntent'
  | 'setupIntent'
  | 'subscription'
  | 'invoice'
  | 'customerDetails'
  | 'shippingDetails'
  | 'recoversIntent'
  | 'testClock'
> & {
  readonly lineItems: ReturnType<typeof decodeLineItems>;
  /** Epoch ms; null where the request leaves it open. */
  readonly expiresAtMs: number | null;
};

type Data = Readonly<Record<string, unknown>>;

/** Parameters for the intent, as they came, with metadata as a plain record. */
function intentData(
  input: { readonly metadata?: UpdateCheckoutSessionInput['metadata'] } | undefined,
): Data {
  if (!input?.metadata) return { ...input };
  return { ...input, metadata: mergeMetadata({}, input.metadata) };
}

const KEPT = [
  'customer_update',
  'origin_context',
  'payment_method_options',
  'wallet_options',
] as const;

/**
 * What a creation asks for, in the domain's names, defaults included.
 * @param catalog the prices and products that its line items name
 * @throws Problem 400 for a line item whose price or product is not there
 */
export function decodeCheckoutSession(
  input: CreateCheckoutSessionInput,
  catalog?: Catalog,
): DecodedCheckoutSession {
  const { mode = 'payment', saved_payment_method_options: saved } = input;
  const { types, kept } = decodeTypes(input);
  const creation = mode === 'payment' && input.customer === undefined ? 'if_required' : null;
  return {
    mode,
    uiMode: input.ui_mode ?? 'hosted_page',
    currency: input.currency ?? null,
    lineItems: decodeLineItems(input.line_items ?? [], catalog),
    expiresAtMs: input.expires_at === undefined ? null : input.expires_at * 1000,
    customer: input.customer ?? null,
    customerEmail: input.customer_email ?? null,
    customerCreation: input.customer_creation ?? creation,
    savedPaymentMethodOptions: {
      allowRedisplayFilters: saved?.allow_redisplay_filters ?? null,
      paymentMethodRemove: saved?.payment_method_remove ?? 'disabled',
      paymentMethodSave: saved?.payment_method_save ?? 'disabled',
    },
    billingAddressCollection: input.billing_address_collection ?? 'auto',
    shippingAddressCountries: input.shipping_address_collection?.allowed_countries ?? null,
    consentCollection: input.consent_collection ?? null,
    paymentIntentData: intentData(input.payment_intent_data),
    setupIntentData: intentData(input.setup_intent_data),
    subscriptionData: intentData(input.subscription_data),
    returnUrl: input.return_url ?? null,
    successUrl: input.success_url ?? null,
    cancelUrl: input.cancel_url ?? null,
    redirectOnCompletion: input.redirect_on_completion ?? 'always',
    allowedOrigins: input.allowed_origins ?? [],
    locale: input.locale ?? null,
    clientReferenceId: input.client_reference_id ?? null,
    metadata: mergeMetadata({}, input.metadata),
    submitType: input.submit_type ?? null,
    paymentMethodTypes: types ?? ['card'],
    paymentMethodCollection:
      input.payment_method_collection ?? (mode === 'payment' ? 'if_required' : 'always'),
    customText: input.custom_text ?? null,
    extra: { ...kept, ...given(Object.fromEntries(KEPT.map((key) => [key, input[key]]))) },
  };
}

/** What an update changes, in the domain's names. */
export function decodeCheckoutSessionUpdate(
  input: UpdateCheckoutSessionInput,
  before: CheckoutSession,
): Partial<Pick<CheckoutSession, 'metadata' | 'shippingDetails'>> {
  const shipping = input.collected_information?.shipping_details;
  return {
    ...(input.metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before.metadata, input.metadata) }),
    ...(shipping
      ? {
          shippingDetails: {
            name: shipping.name,
            phone: shipping.phone ?? null,
            address: decodeAddress(shipping.address),
          },
        }
      : {}),
  };
}

function encodeCustomerDetails(session: CheckoutSession): Record<string, unknown> | null {
  const { customerDetails: details, customerEmail } = session;
  if (!details && customerEmail === null) return null;
  return {
    address: encodeAddress(details?.address ?? null),
    business_name: null,
    email: details?.email ?? customerEmail,
    individual_name: null,
    name: details?.name ?? null,
    phone: details?.phone ?? null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

function encodeCollected({ shippingDetails }: CheckoutSession): Record<string, unknown> | null {
  if (!shippingDetails) return null;
  const { name, address } = shippingDetails;
  return {
    business_name: null,
    individual_name: null,
    shipping_details: { address: encodeAddress(address), name: name ?? '' },
  };
}

/** A record of the request with every key that the object must have. */
function filled<K extends string>(record: Data | null, keys: readonly K[]): Record<K, unknown> {
  return Object.fromEntries(keys.map((key) => [key, record?.[key] ?? null])) as Record<K, unknown>;
}

function encodeChoices(session: CheckoutSession): Record<string, unknown> {
  const saved = session.savedPaymentMethodOptions;
  const asked = session.consentCollection;
  const countries = session.shippingAddressCountries;
  return {
    billing_address_collection: session.billingAddressCollection,
    consent: asked && { promotions: null, terms_of_service: null },
    consent_collection:
      asked && filled(asked, ['payment_method_reuse_agreement', 'promotions', 'terms_of_service']),
    custom_fields: [],
    custom_text: filled(session.customText, [
      'after_submit',
      'shipping_address',
      'submit',
      'terms_of_service_acceptance',
    ]),
    phone_number_collection: { enabled: false },
    saved_payment_method_options: {
      allow_redisplay_filters: saved.allowRedisplayFilters ?? ['always'],
      payment_method_remove: saved.paymentMethodRemove,
      payment_method_save: saved.paymentMethodSave,
    },
    shipping_address_collection: countries && { allowed_countries: countries },
    shipping_cost: null,
    shipping_options: [],
    submit_type: session.submitType,
  };
}

/** What this version of the API has and we have not. */
const ABSENT = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  currency_conversion: null,
  customer_account: null,
  discounts: [],
  integration_identifier: null,
  invoice_creation: null,
  managed_payments: null,
  payment_link: null,
  payment_method_configuration_details: null,
  permissions: null,
  recovered_from: null,
} as const;

export interface CheckoutSessionFacts {
  /** Lets its holder pay in this session; shown only where a page is to use it. */
  readonly clientSecret: string;
  /** The hosted page's address. */
  readonly url: string | null;
  /** Whether the object holds its line items. */
  readonly lineItems?: boolean;
}

/** @param session as of now: an open session past its end is to be told as expired before */
export function encodeCheckoutSession(
  session: CheckoutSession,
  { clientSecret, url, lineItems = false }: CheckoutSessionFacts,
): Record<string, unknown> {
  const { extra, mode } = session;
  const open = session.status === 'open';
  const hosted = isHosted(session);
  return {
    id: session.id,
    object: 'checkout.session',
    ...ABSENT,
    ...encodeChoices(session),
    allowed_origins: session.allowedOrigins,
    allowed_payment_method_types: extra.allowed_payment_method_types ?? null,
    amount_subtotal: session.amountSubtotalMinor,
    amount_total: session.amountTotalMinor,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    client_secret: open && !hosted ? clientSecret : null,
    collected_information: encodeCollected(session),
    created: inSeconds(session.createdMs),
    currency: session.currency,
    customer: session.customer,
    customer_creation: session.customerCreation,
    customer_details: encodeCustomerDetails(session),
    customer_email: session.customerEmail,
    excluded_payment_method_types: extra.excluded_payment_method_types ?? [],
    expires_at: inSeconds(session.expiresAtMs),
    invoice: session.invoice,
    ...(lineItems ? { line_items: encodeLineItems(session) } : {}),
    livemode: false,
    locale: session.locale,
    metadata: session.metadata,
    mode,
    origin_context: extra.origin_context ?? null,
    payment_intent: session.paymentIntent,
    payment_method_collection: session.paymentMethodCollection,
    payment_method_options: extra.payment_method_options ?? {
      card: { request_three_d_secure: 'automatic' },
    },
    payment_method_types: session.paymentMethodTypes,
    payment_status: session.paymentStatus,
    ...(uiFamily(session.uiMode) === 'embedded_page'
      ? { redirect_on_completion: session.redirectOnCompletion }
      : {}),
    ...(session.returnUrl === null ? {} : { return_url: session.returnUrl }),
    setup_intent: session.setupIntent,
    status: session.status,
    subscription: session.subscription,
    success_url: session.successUrl,
    total_details:
      mode === 'setup' ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: session.uiMode,
    url: open && hosted ? url : null,
    wallet_options: extra.wallet_options ?? null,
  };
}

/** The line items of a session in the list envelope: one page of them, or all. */
export function encodeLineItems(
  session: CheckoutSession,
  page: PageInput = { limit: LINE_ITEMS },
): Record<string, unknown> {
  const { data, hasMore } = pageInMemory(session.lineItems, page);
  const items = data.map((item) => encodeLineItem(item, session));
  return encodeList(`/v1/checkout/sessions/${session.id}/line_items`, items, hasMore);
}
