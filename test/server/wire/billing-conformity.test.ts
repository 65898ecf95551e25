/** Products, prices, subscriptions and invoices have the official SDK's shape, in each of their states. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INVOICE_STATUSES, type Invoice } from '../../../server/model/invoice.ts';
import type { Price } from '../../../server/model/price.ts';
import type { Product } from '../../../server/model/product.ts';
import { SUBSCRIPTION_STATUSES, type Subscription } from '../../../server/model/subscription.ts';
import { createEncoders } from '../../../server/wire/encoders.ts';
import { customer, NOW_MS } from './entities.ts';
import { faults } from './sdk-shapes.ts';

const encode = createEncoders({
  apiVersion: '2026-10-28.endive',
  secretOf: (id) => `${id}_secret_x`,
  sessionUrl: ({ id }) => `https://pay.example/c/${id}`,
  invoiceUrl: ({ id }) => `https://pay.example/i/${id}`,
});

const record = { account: 'acct_1', seq: 1, createdMs: NOW_MS, metadata: { a: 'b' } };
const month = { interval: 'month', intervalCount: 1 } as const;

const product: Product = {
  ...record,
  id: 'prod_1',
  updatedMs: NOW_MS,
  name: 'Coffee',
  description: null,
  active: true,
  defaultPrice: 'price_1',
  extra: {},
};
const price: Price = {
  ...record,
  id: 'price_1',
  product: 'prod_1',
  active: true,
  currency: 'usd',
  unitAmountMinor: 1200,
  recurring: month,
  nickname: null,
  lookupKey: 'coffee',
  extra: {},
};
const subscription = (more: Partial<Subscription> = {}): Subscription => ({
  ...record,
  id: 'sub_1',
  customer: 'cus_1',
  testClock: null,
  status: 'active',
  description: null,
  currency: 'usd',
  items: [
    {
      id: 'si_1',
      createdMs: NOW_MS,
      price: 'price_1',
      product: 'prod_1',
      name: 'Coffee',
      quantity: 2,
      unitAmountMinor: 1200,
      recurring: month,
      metadata: {},
    },
  ],
  collectionMethod: 'charge_automatically',
  defaultPaymentMethod: null,
  mandate: null,
  backupPaymentMethod: null,
  anchorMs: NOW_MS,
  periodStartMs: NOW_MS,
  periodEndMs: NOW_MS + 1,
  trialStartMs: null,
  trialEndMs: null,
  missingMethod: 'create_invoice',
  finalAction: null,
  cancelAtPeriodEnd: false,
  cancelAtMs: null,
  canceledAtMs: null,
  cancellationDetails: { comment: null, feedback: null, reason: null },
  endedAtMs: null,
  pauseCollection: null,
  latestInvoice: 'in_1',
  pendingSetupIntent: null,
  checkoutSession: null,
  extra: {},
  dueMs: NOW_MS + 1,
  fence: 0,
  ...more,
});
const invoice = (more: Partial<Invoice> = {}): Invoice => ({
  ...record,
  id: 'in_1',
  customer: 'cus_1',
  testClock: null,
  subscription: 'sub_1',
  subscriptionMetadata: {},
  periodStartMs: NOW_MS,
  periodEndMs: NOW_MS + 1,
  billingReason: 'subscription_cycle',
  status: 'open',
  description: null,
  currency: 'usd',
  lines: [
    {
      id: 'il_1',
      description: '2 × Coffee',
      quantity: 2,
      unitAmountMinor: 1200,
      amountMinor: 2400,
      periodStartMs: NOW_MS,
      periodEndMs: NOW_MS + 1,
      price: 'price_1',
      product: 'prod_1',
      subscriptionItem: 'si_1',
      metadata: {},
    },
  ],
  totalMinor: 2400,
  amountPaidMinor: 0,
  attemptCount: 1,
  attempted: true,
  autoAdvance: true,
  dueMs: NOW_MS,
  fence: 0,
  intent: 'pi_1',
  defaultPaymentMethod: null,
  number: 'ADA-0001',
  finalizedAtMs: NOW_MS,
  paidAtMs: null,
  voidedAtMs: null,
  uncollectibleAtMs: null,
  paidOutOfBand: false,
  reason: null,
  actor: null,
  checkoutSession: null,
  ...more,
});

type Wire = Record<string, unknown>;
const listed = (object: Wire, field: string) => {
  const { data } = object[field] as { data: Wire[] };
  return data[0];
};
const facts = { prices: [price], effectiveMethod: 'pm_1' };
const its = (more: Partial<Subscription> = {}) => encode.subscription(subscription(more), facts);
const bill = (more: Partial<Invoice> = {}) =>
  encode.invoice(invoice(more), { customer: customer() });

const CASES: readonly (readonly [string, string, string, unknown])[] = [
  ['product', 'Products', 'Product', encode.product(product)],
  ['price', 'Prices', 'Price', encode.price(price)],
  ['price, once', 'Prices', 'Price', encode.price({ ...price, recurring: null })],
  ...SUBSCRIPTION_STATUSES.map(
    (status) =>
      [`${status} subscription`, 'Subscriptions', 'Subscription', its({ status })] as const,
  ),
  [
    'subscription that was told much',
    'Subscriptions',
    'Subscription',
    its({
      trialStartMs: NOW_MS,
      trialEndMs: NOW_MS,
      cancelAtMs: NOW_MS,
      canceledAtMs: NOW_MS,
      endedAtMs: NOW_MS,
      pauseCollection: { behavior: 'void', resumesAtMs: NOW_MS },
      cancellationDetails: { comment: 'c', feedback: 'unused', reason: 'payment_failed' },
    }),
  ],
  ['item', 'SubscriptionItems', 'SubscriptionItem', listed(its(), 'items')],
  ...INVOICE_STATUSES.map(
    (status) => [`${status} invoice`, 'Invoices', 'Invoice', bill({ status })] as const,
  ),
  [
    'invoice of no subscription',
    'Invoices',
    'Invoice',
    bill({ subscription: null, subscriptionMetadata: null, billingReason: 'manual', intent: null }),
  ],
  ['line', 'InvoiceLineItems', 'InvoiceLineItem', listed(bill(), 'lines')],
  ['payment', 'InvoicePayments', 'InvoicePayment', listed(bill(), 'payments')],
];

for (const [name, resource, type, object] of CASES)
  test(name, () => assert.deepEqual(faults(resource, type, object), []));

test('a shape that is wrong is noticed', () => {
  const { status: _, ...without } = its();
  assert.notDeepEqual(faults('Subscriptions', 'Subscription', without), []);
  assert.notDeepEqual(faults('Invoices', 'Invoice', { ...bill(), total: '1' }), []);
});

test('an invoice tells its secret while it can be paid, and only then', () => {
  const secrets = INVOICE_STATUSES.map((status) => bill({ status }).confirmation_secret !== null);
  assert.deepEqual(secrets, [false, true, false, false, false]);
});
