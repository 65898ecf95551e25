/** What requests mean in the domain's names: forms as the SDK sends them, unsetting, merging, defaults. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { parseForm } from '../../../server/http/body.ts';
import { parse } from '../../../server/http/parse.ts';
import { createCheckoutSessionInput } from '../../../server/wire/checkout-session-input.ts';
import { decodeCheckoutSession } from '../../../server/wire/checkout-sessions.ts';
import { createMandateInput, decodeTerms } from '../../../server/wire/mandates.ts';
import {
  confirmPaymentIntentInput,
  createPaymentIntentInput,
  decodeConfirmation,
  decodePaymentIntent,
  updatePaymentIntentInput,
} from '../../../server/wire/payment-intents.ts';
import {
  cardTokenOf,
  createPaymentMethodInput,
  decodePaymentMethod,
  updatePaymentMethodInput,
} from '../../../server/wire/payment-methods.ts';
import {
  createSetupIntentInput,
  decodeSetupIntent,
  updateSetupIntentInput,
} from '../../../server/wire/setup-intents.ts';
import { NOW_MS, NOW_S, paymentIntent, paymentMethod, setupIntent } from './entities.ts';

/** A form's text, through the same reader and parser as a request. */
const form = <T extends z.ZodType>(schema: T, text: string): z.output<T> =>
  parse(schema, parseForm(text));

const before = paymentMethod();

const METHOD_CASES: readonly [form: string, expected: object][] = [
  ['', {}],
  ['allow_redisplay=limited', { allowRedisplay: 'limited' }],
  ['metadata[colour]=&metadata[size]=3', { metadata: { size: '3' } }],
  ['metadata[size]=3', { metadata: { colour: 'blue', size: '3' } }],
  ['metadata=', { metadata: {} }],
  [
    'billing_details[email]=&billing_details[name]=Bo',
    { billingDetails: { ...before.billingDetails, email: null, name: 'Bo' } },
  ],
  [
    'billing_details[address][city]=Salem&billing_details[address][country]=ca',
    {
      billingDetails: {
        ...before.billingDetails,
        address: { ...before.billingDetails.address, city: 'Salem', country: 'CA' },
      },
    },
  ],
  ['billing_details[address]=', { billingDetails: { ...before.billingDetails, address: null } }],
  ['billing_details=', { billingDetails: { email: null, name: null, phone: null, address: null } }],
  ['card[exp_month]=3', { card: { ...before.card, expMonth: 3 } }],
  [
    'card[exp_month]=03&card[exp_year]=31',
    { card: { ...before.card, expMonth: 3, expYear: 2031 } },
  ],
];
for (const [text, expected] of METHOD_CASES) {
  test(`an update of a card with "${text}"`, () => {
    const decoded = decodePaymentMethod(form(updatePaymentMethodInput, text), before);
    assert.deepEqual(decoded, expected);
  });
}

test('a card comes from a token or a test id, and its parameter is known', () => {
  const token = form(createPaymentMethodInput, 'type=card&card[token]=ctok_1');
  assert.deepEqual(cardTokenOf(token), { token: 'ctok_1', param: 'card[token]' });
  const testId = form(createPaymentMethodInput, 'payment_method=pm_card_visa');
  assert.deepEqual(cardTokenOf(testId), { token: 'pm_card_visa', param: 'payment_method' });
});

test('a payment intent starts with automatic methods unless types are named', () => {
  const least = form(createPaymentIntentInput, 'amount=1099&currency=USD');
  assert.deepEqual(decodePaymentIntent(least, null), {
    amountMinor: 1099,
    currency: 'usd',
    automaticPaymentMethods: { enabled: true, allowRedirects: 'always' },
    extra: {},
  });
  for (const name of ['payment_method_types', 'allowed_payment_method_types']) {
    const typed = decodePaymentIntent(
      form(createPaymentIntentInput, `amount=1099&currency=usd&${name}[]=card`),
      null,
    );
    assert.equal(typed.automaticPaymentMethods, null);
    assert.deepEqual(typed.paymentMethodTypes, ['card']);
    assert.deepEqual(typed.extra, { allowed_payment_method_types: ['card'] });
  }
});

const kept = paymentIntent({
  metadata: { order: '7' },
  extra: {
    transfer_group: 'g',
    payment_method_options: { card: { network: 'visa', request_three_d_secure: 'any' } },
  },
});
const INTENT_CASES: readonly [form: string, expected: object][] = [
  ['', { extra: kept.extra }],
  ['receipt_email=', { receiptEmail: null, extra: kept.extra }],
  ['payment_method=', { paymentMethod: null, extra: kept.extra }],
  ['setup_future_usage=', { setupFutureUsage: null, extra: kept.extra }],
  ['shipping=', { shipping: null, extra: { ...kept.extra, parcel: null } }],
  ['metadata[order]=8', { metadata: { order: '8' }, extra: kept.extra }],
  [
    'payment_method_options[card][request_three_d_secure]=challenge',
    {
      extra: {
        ...kept.extra,
        payment_method_options: { card: { network: 'visa', request_three_d_secure: 'challenge' } },
      },
    },
  ],
];
for (const [text, expected] of INTENT_CASES) {
  test(`an update of a payment intent with "${text}"`, () => {
    assert.deepEqual(decodePaymentIntent(form(updatePaymentIntentInput, text), kept), expected);
  });
}

test('shipping goes to the domain, the parcel is only kept', () => {
  const decoded = decodePaymentIntent(
    form(
      updatePaymentIntentInput,
      'shipping[name]=Ada&shipping[address][country]=us&shipping[carrier]=DHL',
    ),
    kept,
  );
  assert.equal(decoded.shipping?.address.country, 'US');
  assert.deepEqual(decoded.extra?.parcel, { carrier: 'DHL', tracking_number: null });
});

const CONFIRM_CASES: readonly [form: string, expected: object][] = [
  ['', {}],
  ['off_session=true', { offSession: true }],
  ['off_session=false', { offSession: false }],
  ['off_session=recurring', { offSession: true, usage: 'recurring' }],
  ['off_session=one_off', { offSession: true, usage: 'one_off' }],
  [
    'error_on_requires_action=true&mandate=mandate_1',
    { errorOnRequiresAction: true, mandate: 'mandate_1' },
  ],
  ['payment_method_options[card][cvc_token]=cvct_1', { cvcToken: 'cvct_1' }],
];
for (const [text, expected] of CONFIRM_CASES) {
  test(`a confirm with "${text}"`, () => {
    assert.deepEqual(decodeConfirmation(form(confirmPaymentIntentInput, text)), {
      offSession: false,
      usage: null,
      errorOnRequiresAction: false,
      mandate: null,
      cvcToken: null,
      ...expected,
    });
  });
}

test('a security code token is used once and never kept', () => {
  const decoded = decodePaymentIntent(
    form(confirmPaymentIntentInput, 'payment_method_options[card][cvc_token]=cvct_1'),
    paymentIntent(),
  );
  assert.equal(JSON.stringify(decoded).includes('cvct_1'), false);
});

test('mandate data is kept as the merchant sent it, times as numbers', () => {
  const data =
    'mandate_data[customer_acceptance][type]=online&mandate_data[customer_acceptance][accepted_at]=1767225600&mandate_data[customer_acceptance][online][ip_address]=127.0.0.1&mandate_data[customer_acceptance][online][user_agent]=UA';
  const expected = {
    customer_acceptance: {
      type: 'online',
      accepted_at: NOW_S,
      online: { ip_address: '127.0.0.1', user_agent: 'UA' },
    },
  };
  const payment = decodePaymentIntent(form(confirmPaymentIntentInput, data), paymentIntent());
  assert.deepEqual(payment.mandateData, expected);
  const setup = decodeSetupIntent(form(createSetupIntentInput, `usage=off_session&${data}`), null);
  assert.deepEqual(setup.mandateData, expected);
  assert.equal(setup.usage, 'off_session');
});

test('an update of a setup intent changes what it names and nothing else', () => {
  const old = setupIntent({ metadata: { a: '1', b: '2' } });
  const decoded = decodeSetupIntent(
    form(updateSetupIntentInput, 'description=&metadata[a]=&payment_method=pm_2'),
    old,
  );
  assert.deepEqual(decoded, {
    description: null,
    paymentMethod: 'pm_2',
    metadata: { b: '2' },
    extra: {},
  });
});

const SHIRT =
  'line_items[0][price_data][currency]=USD&line_items[0][price_data][unit_amount]=1099&line_items[0][price_data][product_data][name]=T-shirt';

test('a session takes its defaults, and everything that it names', () => {
  const plain = decodeCheckoutSession(form(createCheckoutSessionInput, SHIRT));
  assert.equal(plain.mode, 'payment');
  assert.equal(plain.uiMode, 'hosted_page');
  assert.equal(plain.expiresAtMs, null);
  assert.deepEqual(plain.savedPaymentMethodOptions, {
    allowRedisplayFilters: null,
    paymentMethodRemove: 'disabled',
    paymentMethodSave: 'disabled',
  });
  const rich = decodeCheckoutSession(
    form(
      createCheckoutSessionInput,
      `${SHIRT}&line_items[0][quantity]=3&ui_mode=custom&expires_at=${NOW_S}&allowed_origins[]=https://shop.example/&shipping_address_collection[allowed_countries][0]=us&saved_payment_method_options[allow_redisplay_filters][0]=always&saved_payment_method_options[allow_redisplay_filters][1]=limited&saved_payment_method_options[payment_method_save]=enabled&payment_intent_data[metadata][order]=7&payment_intent_data[setup_future_usage]=off_session&return_url=https://shop.example/r?s={CHECKOUT_SESSION_ID}`,
    ),
  );
  assert.equal(rich.uiMode, 'custom');
  assert.equal(rich.expiresAtMs, NOW_S * 1000);
  assert.deepEqual(rich.allowedOrigins, ['https://shop.example']);
  assert.deepEqual(rich.shippingAddressCountries, ['US']);
  assert.deepEqual(rich.savedPaymentMethodOptions.allowRedisplayFilters, ['always', 'limited']);
  assert.deepEqual(rich.paymentIntentData, {
    metadata: { order: '7' },
    setup_future_usage: 'off_session',
  });
  assert.equal(rich.returnUrl, 'https://shop.example/r?s={CHECKOUT_SESSION_ID}');
  assert.deepEqual(rich.lineItems, [
    {
      name: 'T-shirt',
      description: null,
      unitAmountMinor: 1099,
      currency: 'usd',
      product: null,
      recurring: null,
      price: null,
      quantity: 3,
      amountTotalMinor: 3297,
    },
  ]);
});

test('a line item may name a price and a product that the caller has loaded', () => {
  const catalog = {
    prices: new Map([
      [
        'price_1',
        {
          name: 'Coffee',
          description: null,
          unitAmountMinor: 500,
          currency: 'eur',
          product: 'prod_1',
          recurring: { interval: 'month', intervalCount: 1 },
        } as const,
      ],
    ]),
    products: new Map([['prod_2', { name: 'Tea', description: 'green' }]]),
  };
  const input = form(
    createCheckoutSessionInput,
    'line_items[0][price]=price_1&line_items[0][quantity]=2&line_items[1][price_data][product]=prod_2&line_items[1][price_data][currency]=eur&line_items[1][price_data][unit_amount_decimal]=250.00',
  );
  const { lineItems } = decodeCheckoutSession(input, catalog);
  assert.deepEqual(
    lineItems.map((item) => [item.name, item.price, item.product, item.amountTotalMinor]),
    [
      ['Coffee', 'price_1', 'prod_1', 1000],
      ['Tea', null, 'prod_2', 250],
    ],
  );
});

test('terms of a mandate from elsewhere', () => {
  const input = form(
    createMandateInput,
    `payment_method=pm_1&customer_acceptance[type]=offline&terms[category]=recurring&terms[currency]=EUR&terms[max_amount]=2000&terms[interval]=month&terms[valid_until]=${NOW_S + 60}&terms[text]=I agreed on paper`,
  );
  assert.equal(input.terms.text, 'I agreed on paper');
  assert.deepEqual(decodeTerms(input.terms, NOW_MS), {
    category: 'recurring',
    currency: 'eur',
    maxAmountMinor: 2000,
    maxAmountPerPeriodMinor: null,
    maxCount: null,
    interval: 'month',
    intervalCount: 1,
    validFromMs: NOW_MS,
    validUntilMs: (NOW_S + 60) * 1000,
  });
});
