/** Subscriptions on Stripe's terms: objects out. What comes in is `subscription-input.ts`. */
import type { Price } from '../model/price.ts';
import type { Subscription, SubscriptionItem } from '../model/subscription.ts';
import { inSeconds } from './intents.ts';
import { encodeList } from './lists.ts';
import { encodeCadence, encodePrice } from './prices.ts';

/** What a subscription's object tells beside the subscription. */
export interface SubscriptionFacts {
  /** Of its items. */
  readonly prices: readonly Price[];
  /** The card that is charged next, whoever chose it; null when there is none. */
  readonly effectiveMethod: string | null;
}

/** The price of an item as it was chosen, where no record of it is left. */
function priceOf(item: SubscriptionItem, its: Subscription, prices: readonly Price[]): Price {
  return (
    prices.find(({ id }) => id === item.price) ?? {
      id: item.price,
      account: its.account,
      seq: 0,
      createdMs: item.createdMs,
      product: item.product,
      active: false,
      currency: its.currency,
      unitAmountMinor: item.unitAmountMinor,
      recurring: item.recurring,
      nickname: null,
      lookupKey: null,
      metadata: {},
      extra: {},
    }
  );
}

function encodePlan(price: Price): Record<string, unknown> {
  const { interval, interval_count: count } = encodeCadence(price.recurring) ?? {};
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unitAmountMinor,
    amount_decimal: String(price.unitAmountMinor),
    billing_scheme: 'per_unit',
    created: inSeconds(price.createdMs),
    currency: price.currency,
    interval,
    interval_count: count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

function encodeItem(
  item: SubscriptionItem,
  its: Subscription,
  prices: readonly Price[],
): Record<string, unknown> {
  const price = priceOf(item, its, prices);
  return {
    id: item.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: inSeconds(item.createdMs),
    current_period_end: inSeconds(its.periodEndMs),
    current_period_start: inSeconds(its.periodStartMs),
    current_trial: null,
    discounts: [],
    metadata: item.metadata,
    plan: encodePlan(price),
    price: encodePrice(price),
    quantity: item.quantity,
    subscription: its.id,
    tax_rates: [],
  };
}

export function encodeSubscription(
  its: Subscription,
  { prices, effectiveMethod }: SubscriptionFacts,
): Record<string, unknown> {
  const settings = (its.extra.payment_settings ?? {}) as Record<string, unknown>;
  const items = its.items.map((item) => encodeItem(item, its, prices));
  return {
    id: its.id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    backup_payment_method: its.backupPaymentMethod,
    billing_cycle_anchor: inSeconds(its.anchorMs),
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: inSeconds(its.cancelAtPeriodEnd ? its.periodEndMs : its.cancelAtMs),
    cancel_at_period_end: its.cancelAtPeriodEnd,
    canceled_at: inSeconds(its.canceledAtMs),
    cancellation_details: { ...its.cancellationDetails, feedback_option: null },
    checkout_session: its.checkoutSession,
    collection_method: its.collectionMethod,
    created: inSeconds(its.createdMs),
    currency: its.currency,
    customer: its.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: its.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: its.description,
    discounts: [],
    effective_payment_method: effectiveMethod,
    ended_at: inSeconds(its.endedAtMs),
    final_action: its.finalAction,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: encodeList(`/v1/subscription_items?subscription=${its.id}`, items, false),
    latest_invoice: its.latestInvoice,
    livemode: false,
    managed_payments: { enabled: false },
    mandate: its.mandate,
    metadata: its.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: its.pauseCollection && {
      behavior: its.pauseCollection.behavior,
      resumes_at: inSeconds(its.pauseCollection.resumesAtMs),
    },
    payment_settings: {
      payment_method_options: null,
      payment_method_types: settings.payment_method_types ?? null,
      save_default_payment_method: settings.save_default_payment_method ?? 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: its.pendingSetupIntent,
    pending_update: null,
    schedule: null,
    start_date: inSeconds(its.createdMs),
    status: its.status,
    test_clock: its.testClock,
    transfer_data: null,
    trial_end: inSeconds(its.trialEndMs),
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: its.missingMethod },
    },
    trial_start: inSeconds(its.trialStartMs),
  };
}
