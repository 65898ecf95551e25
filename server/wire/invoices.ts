/** Invoices on Stripe's terms: parameters in, objects out. */
import { z } from 'zod';
import type { Customer } from '../model/customer.ts';
import {
  INVOICE_STATUSES,
  type Invoice,
  type InvoiceLine,
  remainingMinor,
} from '../model/invoice.ts';
import { AMOUNT_MAX_MINOR } from '../model/limits.ts';
import { encodeAddress, encodeShipping } from './address.ts';
import {
  boolean,
  common,
  created,
  currency,
  integer,
  list,
  metadata,
  page,
  text,
  unsettable,
} from './form.ts';
import { inSeconds } from './intents.ts';
import { encodeList } from './lists.ts';
import { reference } from './payment-methods.ts';

const automatic = z
  .enum(['charge_automatically'], { error: 'only charge_automatically is available here' })
  .optional();

const described = {
  ...common,
  auto_advance: boolean().optional(),
  collection_method: automatic,
  default_payment_method: unsettable(100).optional(),
  description: unsettable(1500).optional(),
  metadata: metadata().optional(),
};

export const createInvoiceInput = z.strictObject({
  ...described,
  /** Ours: who asked for it, as the merchant names them. */
  actor: text(200).optional(),
  currency: currency().optional(),
  customer: reference(),
  pending_invoice_items_behavior: z.enum(['exclude', 'include']).optional(),
  /** Ours: why it is charged. */
  reason: text(1000).optional(),
});

export const updateInvoiceInput = z.strictObject(described);

const line = z.strictObject({
  amount: integer(0, AMOUNT_MAX_MINOR),
  description: text(5000),
  metadata: metadata().optional(),
  quantity: integer(1, 999_999).optional(),
});
export const addLinesInput = z.strictObject({
  ...common,
  invoice_metadata: metadata().optional(),
  lines: list(line, 100).min(1, 'needs at least one line'),
});
export type LineInput = z.output<typeof line>;

export const finalizeInvoiceInput = z.strictObject({
  ...common,
  auto_advance: boolean().optional(),
});
export const payInvoiceInput = z.strictObject({
  ...common,
  forgive: boolean().optional(),
  mandate: reference().optional(),
  off_session: boolean().optional(),
  paid_out_of_band: boolean().optional(),
  payment_method: reference().optional(),
});
/** Ours: what a known customer owes, collected at once. */
export const collectInput = z.strictObject({
  ...common,
  actor: text(200).min(1, 'must say who asks'),
  amount: integer(1, AMOUNT_MAX_MINOR),
  currency: currency(),
  description: text(1500).optional(),
  metadata: metadata().optional(),
  payment_method: reference().optional(),
  reason: text(1000).min(1, 'must say why'),
});
export const retrieveInvoiceInput = z.strictObject(common);
export const deleteInvoiceInput = z.strictObject({});
export const listInvoicesInput = z.strictObject({
  ...page,
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  created: created().optional(),
  customer: reference().optional(),
  status: z.enum(INVOICE_STATUSES).optional(),
  subscription: reference().optional(),
});
export const listLinesInput = z.strictObject(page);
export const previewInvoiceInput = z.strictObject({
  ...common,
  customer: reference().optional(),
  subscription: reference(),
});

/** What an invoice's object tells beside the invoice. */
export interface InvoiceFacts {
  /** Null for one that is deleted. */
  readonly customer: Customer | null;
  /** The secret of its intent; null without one. */
  readonly clientSecret: string | null;
  /** The page where it can be seen and paid; null where there is none. */
  readonly hostedUrl: string | null;
}

function encodeLine(each: InvoiceLine, invoice: Invoice): Record<string, unknown> {
  const { subscriptionItem } = each;
  return {
    id: each.id,
    object: 'line_item',
    amount: each.amountMinor,
    currency: invoice.currency,
    description: each.description,
    discount_amounts: [],
    discountable: false,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata: each.metadata,
    parent:
      subscriptionItem === null
        ? null
        : {
            invoice_item_details: null,
            subscription_item_details: {
              invoice_item: null,
              proration: false,
              proration_details: null,
              subscription: invoice.subscription,
              subscription_item: subscriptionItem,
            },
            type: 'subscription_item_details',
          },
    period: { end: inSeconds(each.periodEndMs), start: inSeconds(each.periodStartMs) },
    pretax_credit_amounts: [],
    pricing:
      each.price === null || each.product === null
        ? null
        : {
            price_details: { price: each.price, product: each.product },
            type: 'price_details',
            unit_amount_decimal: String(each.unitAmountMinor),
          },
    quantity: each.quantity,
    quantity_decimal: String(each.quantity),
    subscription: invoice.subscription,
    subtotal: each.amountMinor,
    taxes: [],
  };
}

const PAYMENT_STATUSES = { paid: 'paid', void: 'canceled', uncollectible: 'open' } as const;

function encodePayment(invoice: Invoice, intent: string): Record<string, unknown> {
  const { status } = invoice;
  const known = status === 'draft' || status === 'open' ? 'open' : PAYMENT_STATUSES[status];
  return {
    id: invoice.id.replace(/^in_/, 'inpay_'),
    object: 'invoice_payment',
    amount_paid: status === 'paid' ? invoice.amountPaidMinor : null,
    amount_requested: invoice.totalMinor,
    created: inSeconds(invoice.finalizedAtMs ?? invoice.createdMs),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent, type: 'payment_intent' },
    status: known,
    status_transitions: {
      canceled_at: inSeconds(invoice.voidedAtMs),
      paid_at: inSeconds(invoice.paidAtMs),
    },
  };
}

export function encodeInvoiceLines(
  invoice: Invoice,
  { data, hasMore }: { readonly data: readonly InvoiceLine[]; readonly hasMore: boolean },
): Record<string, unknown> {
  const lines = data.map((each) => encodeLine(each, invoice));
  return encodeList(`/v1/invoices/${invoice.id}/lines`, lines, hasMore);
}

export function encodeInvoice(invoice: Invoice, facts: InvoiceFacts): Record<string, unknown> {
  const { customer, clientSecret, hostedUrl } = facts;
  const { status, intent } = invoice;
  const total = invoice.totalMinor;
  const payments = intent === null ? [] : [encodePayment(invoice, intent)];
  return {
    id: invoice.id,
    object: 'invoice',
    account_country: null,
    account_name: null,
    account_tax_ids: null,
    actor: invoice.actor,
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: invoice.amountPaidMinor,
    amount_remaining: status === 'paid' ? 0 : remainingMinor(invoice),
    amount_shipping: 0,
    application: null,
    attempt_count: invoice.attemptCount,
    attempted: invoice.attempted,
    auto_advance: invoice.autoAdvance,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: null,
    billing_reason: invoice.billingReason,
    collection_method: 'charge_automatically',
    confirmation_secret:
      clientSecret === null || status !== 'open'
        ? null
        : { client_secret: clientSecret, type: 'payment_intent' },
    created: inSeconds(invoice.createdMs),
    currency: invoice.currency,
    custom_fields: null,
    customer: invoice.customer,
    customer_account: null,
    customer_address: encodeAddress(customer?.address ?? null),
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_shipping: encodeShipping(customer?.shipping ?? null),
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: invoice.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: invoice.description,
    discounts: [],
    due_date: null,
    effective_at: inSeconds(invoice.finalizedAtMs),
    ending_balance: status === 'draft' ? null : 0,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: hostedUrl,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: encodeInvoiceLines(invoice, { data: invoice.lines, hasMore: false }),
    livemode: false,
    metadata: invoice.metadata,
    next_payment_attempt:
      status === 'open' && invoice.autoAdvance && !invoice.awaits ? inSeconds(invoice.dueMs) : null,
    number: invoice.number,
    on_behalf_of: null,
    paid_out_of_band: invoice.paidOutOfBand,
    parent:
      invoice.subscription === null
        ? null
        : {
            quote_details: null,
            subscription_details: {
              metadata: invoice.subscriptionMetadata,
              subscription: invoice.subscription,
            },
            type: 'subscription_details',
          },
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    payments: encodeList(`/v1/invoice_payments?invoice=${invoice.id}`, payments, false),
    period_end: inSeconds(invoice.periodEndMs),
    period_start: inSeconds(invoice.periodStartMs),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    reason: invoice.reason,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status,
    status_transitions: {
      finalized_at: inSeconds(invoice.finalizedAtMs),
      marked_uncollectible_at: inSeconds(invoice.uncollectibleAtMs),
      paid_at: inSeconds(invoice.paidAtMs),
      voided_at: inSeconds(invoice.voidedAtMs),
    },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: invoice.testClock,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}
