/** Every object that has a counterpart in the official SDK has the SDK's shape, in each of its states. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faceOfAccount } from '../../../server/model/bank-account.ts';
import { createEncoders } from '../../../server/wire/encoders.ts';
import { encodeRefund } from '../../../server/wire/refunds.ts';
import {
  attempt,
  checkoutSession,
  customer,
  declinedError,
  mandate,
  NOW_MS,
  paymentIntent,
  paymentMethod,
  setupIntent,
} from './entities.ts';
import { faults } from './sdk-shapes.ts';

const encode = createEncoders({
  apiVersion: '2026-10-28.endive',
  secretOf: (id) => `${id}_secret_x`,
  sessionUrl: ({ id }) => `https://pay.example/c/${id}`,
});

const nextAction = { type: 'redirect_to_url', url: 'https://b.example', returnUrl: null } as const;
const shipping = customer().shipping;
const decline = { code: 'insufficient_funds', networkCode: '51', kind: 'retry_later' };

type Case = readonly [name: string, resource: string, type: string, object: unknown];

const CASES: readonly Case[] = [
  ['customer', 'Customers', 'Customer', encode.customer(customer())],
  [
    'deleted customer',
    'Customers',
    'DeletedCustomer',
    encode.customer(customer({ deletedMs: NOW_MS })),
  ],
  ['card', 'PaymentMethods', 'PaymentMethod', encode.paymentMethod(paymentMethod())],
  ...(['us_bank_account', 'sepa_debit'] as const).map(
    (type): Case => [
      type,
      'PaymentMethods',
      'PaymentMethod',
      encode.paymentMethod(
        paymentMethod({
          type,
          card: faceOfAccount(type, { last4: '6789', fingerprint: 'f', country: 'US' }),
          bank: {
            bankName: 'SANDBOX TEST BANK',
            accountType: 'checking',
            holderType: 'individual',
            routingNumber: '110000000',
            bankCode: null,
            branchCode: null,
          },
        }),
      ),
    ],
  ),
  [
    'bare card',
    'PaymentMethods',
    'PaymentMethod',
    encode.paymentMethod(
      paymentMethod({
        customer: null,
        billingDetails: { email: null, name: null, phone: null, address: null },
      }),
    ),
  ],
  [
    'payment intent at rest',
    'PaymentIntents',
    'PaymentIntent',
    encode.paymentIntent(paymentIntent({ shipping }), null),
  ],
  [
    'payment intent with the buyer',
    'PaymentIntents',
    'PaymentIntent',
    encode.paymentIntent(paymentIntent({ status: 'requires_action', nextAction }), null),
  ],
  [
    'payment intent under way',
    'PaymentIntents',
    'PaymentIntent',
    encode.paymentIntent(
      paymentIntent({ status: 'processing', latestAttempt: 'att_1' }),
      null,
      attempt({ status: 'unknown', resolveAfterMs: NOW_MS }),
    ),
  ],
  [
    'declined payment intent',
    'PaymentIntents',
    'PaymentIntent',
    encode.paymentIntent(
      paymentIntent({ paymentMethod: null, lastPaymentError: declinedError }),
      paymentMethod(),
    ),
  ],
  [
    'canceled payment intent',
    'PaymentIntents',
    'PaymentIntent',
    encode.paymentIntent(
      paymentIntent({ status: 'canceled', canceledMs: NOW_MS, cancellationReason: 'automatic' }),
      null,
    ),
  ],
  ['setup intent', 'SetupIntents', 'SetupIntent', encode.setupIntent(setupIntent(), null)],
  [
    'declined setup intent',
    'SetupIntents',
    'SetupIntent',
    encode.setupIntent(
      setupIntent({ nextAction, lastSetupError: declinedError }),
      paymentMethod(),
      attempt(),
    ),
  ],
  [
    'charge',
    'Charges',
    'Charge',
    encode.charge({ attempt: attempt(), intent: paymentIntent(), method: paymentMethod() }),
  ],
  [
    'failed charge without a card',
    'Charges',
    'Charge',
    encode.charge({
      attempt: attempt({ status: 'declined', decline }),
      intent: paymentIntent({ shipping }),
      method: null,
    }),
  ],
  [
    'embedded session',
    'Checkout/Sessions',
    'Session',
    encode.checkoutSession(checkoutSession(), { lineItems: true }),
  ],
  [
    'hosted session in setup mode',
    'Checkout/Sessions',
    'Session',
    encode.checkoutSession(
      checkoutSession({
        mode: 'setup',
        uiMode: 'hosted_page',
        currency: null,
        amountSubtotalMinor: null,
        amountTotalMinor: null,
        lineItems: [],
        customerDetails: null,
        shippingDetails: null,
        shippingAddressCountries: null,
        consentCollection: null,
        customText: null,
        submitType: null,
        returnUrl: null,
      }),
    ),
  ],
  ['mandate', 'Mandates', 'Mandate', encode.mandate(mandate(), 'active')],
  [
    'mandate for one charge',
    'Mandates',
    'Mandate',
    encode.mandate(
      mandate({ singleUse: true, acceptance: { type: 'offline', acceptedMs: NOW_MS } }),
      'inactive',
      'exhausted',
    ),
  ],
  [
    'refund',
    'Refunds',
    'Refund',
    encodeRefund({
      id: 're_1',
      createdMs: NOW_MS,
      amountMinor: 100,
      currency: 'usd',
      attempt: 'att_1',
      intent: 'pi_1',
      customer: 'cus_1',
      paymentMethod: 'pm_1',
      reason: 'duplicate',
      metadata: {},
      status: 'succeeded',
    }),
  ],
];

for (const [name, resource, type, object] of CASES) {
  test(`${name} has the shape of ${type}`, () => {
    assert.deepEqual(faults(resource, type, object), []);
  });
}

test('a line item and its price have the shapes of LineItem and Price', () => {
  const { data } = encode.lineItems(checkoutSession()) as { data: Record<string, unknown>[] };
  assert.deepEqual(faults('LineItems', 'LineItem', data[0]), []);
  assert.deepEqual(faults('Prices', 'Price', data[0]?.price), []);
});

test('an event has the shape of its base', () => {
  const event = encode.event(
    {
      id: 'evt_1',
      account: 'acct_1',
      seq: 1,
      createdMs: NOW_MS,
      type: 'customer.created',
      object: 'cus_1',
      customer: 'cus_1',
      data: { object: encode.customer(customer()) },
      requestId: null,
      idempotencyKey: null,
    },
    2,
  );
  assert.deepEqual(faults('Events', 'EventBase', event), []);
});

test('the check itself finds what is missing, null and of another kind', () => {
  const { amount: _, ...rest } = encode.paymentIntent(paymentIntent(), null);
  const broken = { ...rest, currency: null, status: 'won', payment_method_types: 'card' };
  assert.deepEqual(
    faults('PaymentIntents', 'PaymentIntent', broken).map((fault) => fault.split(',')[0]),
    [
      'amount is missing',
      'currency must not be null',
      'payment_method_types is "card"',
      'status is "won"',
    ],
  );
  const { card, ...method } = encode.paymentMethod(paymentMethod());
  const { last4: __, ...short } = card as Record<string, unknown>;
  assert.deepEqual(faults('PaymentMethods', 'PaymentMethod', { ...method, card: short }), [
    'card.last4 is missing',
  ]);
});
