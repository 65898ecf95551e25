/**
 * Requests that would be accepted, as data: where attacks begin. Paths and bodies name what the
 * installation has; a body is what JSON says it is, and forms are made of the same.
 */
import type { Belongings } from './belongings.ts';

export interface Valid {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const ADDRESS = {
  line1: '1 Long Street',
  line2: '',
  city: 'Springfield',
  state: 'CA',
  postal_code: '94110',
  country: 'US',
};
const BILLING = { name: 'Ada Long', email: 'ada@example.com', phone: '+1 555 0100' };
const PARCEL = { name: 'Ada', phone: '555', address: ADDRESS };
const METADATA = { order: '6735', gift: 'yes' };
const ITEM = {
  quantity: 2,
  price_data: {
    currency: 'usd',
    unit_amount: 1099,
    product_data: { name: 'T-shirt', description: 'Blue', images: ['https://shop.example/1.png'] },
  },
};
const ONLINE = {
  customer_acceptance: {
    type: 'online',
    accepted_at: 1790000000,
    online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0' },
  },
};

/** The merchant API's POST requests. */
export function posts(have: Belongings): readonly Valid[] {
  const { customer, card } = have;
  const at = (path: string, body: Record<string, unknown> = {}): Valid => ({
    path: `/v1/${path}`,
    body,
  });
  return [
    at('customers', { name: 'Ada', email: 'a@b.example', metadata: METADATA, shipping: PARCEL }),
    at(`customers/${customer}`, {
      description: 'Old',
      metadata: { order: '', gift: 'no' },
      address: ADDRESS,
      preferred_locales: ['en', 'de'],
      invoice_settings: { default_payment_method: card },
    }),
    at('payment_methods', { type: 'card', card: { token: 'tok_visa' }, billing_details: BILLING }),
    at(`payment_methods/${card}`, {
      allow_redisplay: 'limited',
      billing_details: { ...BILLING, address: ADDRESS },
      card: { exp_month: 11, exp_year: 2032 },
      metadata: METADATA,
    }),
    at('payment_methods/pm_card_mastercard/attach', { customer }),
    at('payment_intents', {
      amount: 1200,
      currency: 'usd',
      customer,
      payment_method: card,
      confirm: true,
      off_session: true,
      capture_method: 'automatic',
      setup_future_usage: 'off_session',
      shipping: PARCEL,
      mandate_data: ONLINE,
      payment_method_options: { card: { request_three_d_secure: 'any' } },
      metadata: METADATA,
    }),
    at('payment_intents', {
      amount: 900,
      currency: 'eur',
      confirm: true,
      payment_method_data: { type: 'card', card: { token: 'tok_visa' }, billing_details: BILLING },
      return_url: 'https://shop.example/back',
      statement_descriptor: 'SHOP',
    }),
    at(`payment_intents/${have.open}`, { amount: 800, description: 'Less', metadata: METADATA }),
    at(`payment_intents/${have.open}/confirm`, { payment_method: card, mandate_data: ONLINE }),
    at(`payment_intents/${have.held}/capture`, { amount_to_capture: 10, metadata: METADATA }),
    at(`payment_intents/${have.open}/cancel`, { cancellation_reason: 'abandoned' }),
    at('setup_intents', { customer, payment_method: card, usage: 'off_session', confirm: true }),
    at(`setup_intents/${have.setup}`, { description: 'For later', metadata: METADATA }),
    at(`setup_intents/${have.setup}/confirm`, { mandate_data: ONLINE }),
    at('checkout/sessions', {
      mode: 'payment',
      ui_mode: 'elements',
      customer,
      line_items: [ITEM, ITEM],
      return_url: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}',
      allowed_origins: ['https://shop.example', 'https://www.shop.example'],
      billing_address_collection: 'auto',
      shipping_address_collection: { allowed_countries: ['US', 'DE'] },
      consent_collection: { payment_method_reuse_agreement: { position: 'auto' } },
      saved_payment_method_options: {
        allow_redisplay_filters: ['always', 'limited'],
        payment_method_save: 'enabled',
      },
      payment_intent_data: { setup_future_usage: 'off_session', metadata: METADATA },
      locale: 'de',
      metadata: METADATA,
    }),
    at('checkout/sessions', {
      mode: 'setup',
      ui_mode: 'hosted_page',
      currency: 'usd',
      customer,
      success_url: 'https://shop.example/done',
      setup_intent_data: { metadata: METADATA },
      payment_method_options: {
        card: {
          mandate_options: { amount: 500, currency: 'usd', interval: 'month', interval_count: 1 },
        },
      },
    }),
    at(`checkout/sessions/${have.session}`, { metadata: METADATA }),
    at('customer_sessions', { customer, components: { wallet: { enabled: true } } }),
    at('mandates', {
      payment_method: card,
      customer_acceptance: { type: 'offline', accepted_at: 1790000000 },
      terms: {
        category: 'recurring',
        currency: 'usd',
        max_amount: 900,
        max_amount_per_period: 900,
        max_count: 12,
        interval: 'month',
        valid_until: 1999999999,
        text: 'Signed at the counter.',
      },
      metadata: METADATA,
    }),
    at(`consents/${have.consent}/withdraw`),
    at('refunds', { payment_intent: have.paid, amount: 1, metadata: METADATA }),
    at('refunds', { charge: have.charge, amount: 1, reason: 'duplicate' }),
    at(`refunds/${have.refund}`, { metadata: METADATA }),
    at('webhook_endpoints', {
      url: 'https://shop.example/hooks',
      enabled_events: ['charge.succeeded', '*'],
      description: 'Orders',
      metadata: METADATA,
    }),
    at(`webhook_endpoints/${have.endpoint}`, { disabled: true, enabled_events: ['*'] }),
    at(`webhook_endpoints/${have.endpoint}/resend`, { created: { gte: 1790000000 } }),
    at(`events/${have.event}/resend`, { webhook_endpoint: have.endpoint }),
    at(`payment_methods/${card}/detach`),
    at(`mandates/${have.mandate}/revoke`),
    at(`checkout/sessions/${have.session}/expire`),
  ];
}

/** The merchant API's lists, with what narrows them. */
export function lists(have: Belongings): readonly Valid[] {
  const { customer, card, paid } = have;
  const created = { gte: 1, lt: 1999999999 };
  const at = (path: string, body: Record<string, unknown> = {}): Valid => ({
    path: `/v1/${path}`,
    body,
  });
  return [
    at('customers', { email: 'ada@example.com', created }),
    at(`customers/${customer}/payment_methods`, { type: 'card' }),
    at('payment_methods', { customer, type: 'card' }),
    at('setup_intents', { customer, created }),
    at('payment_intents', { customer, created }),
    at(`payment_intents/${paid}/attempts`),
    at('checkout/sessions', { customer, status: 'open' }),
    at(`checkout/sessions/${have.session}/line_items`),
    at('mandates', { customer, payment_method: card }),
    at('consents', { customer, created }),
    at('charges', { customer, payment_intent: paid }),
    at('refunds', { payment_intent: paid }),
    at('events', { type: 'charge.succeeded', types: ['charge.succeeded'], created }),
    at('webhook_endpoints'),
    at(`webhook_endpoints/${have.endpoint}/deliveries`),
    at('refusals', { customer }),
    at(`payment_methods/${card}/readiness`, { amount: 900, currency: 'usd' }),
    at('consents/verify'),
  ];
}

/** Single objects of the merchant API. */
export function objects(have: Belongings): readonly string[] {
  return [
    `customers/${have.customer}`,
    `payment_methods/${have.card}`,
    `payment_intents/${have.paid}`,
    `setup_intents/${have.setup}`,
    `checkout/sessions/${have.session}`,
    `mandates/${have.mandate}`,
    `consents/${have.consent}`,
    `charges/${have.charge}`,
    `refunds/${have.refund}`,
    `events/${have.event}`,
    `webhook_endpoints/${have.endpoint}`,
  ].map((path) => `/v1/${path}`);
}
