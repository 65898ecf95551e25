/** What requests about subscriptions bring: shapes of their parameters, and what they mean in the domain's names. */
import { z } from 'zod';
import {
  CANCELLATION_FEEDBACK,
  FINAL_ACTIONS,
  MISSING_METHOD,
  PAUSE_BEHAVIORS,
  SUBSCRIPTION_STATUSES,
} from '../model/subscription.ts';
import {
  boolean,
  common,
  created,
  currency,
  exactlyOne,
  integer,
  list,
  metadata,
  orUnset,
  page,
  text,
  unsettable,
} from './form.ts';
import { reference } from './payment-methods.ts';
import { oneTimePriceData, recurringPriceData } from './prices.ts';

/** Items of one subscription at most. */
const ITEMS = 20;

const NO_PRORATION =
  'only none is available here: nothing is prorated, a change applies from the next period on';

const quantity = () => integer(0, 999_999);

/** One of `price` and `price_data`. */
const onePrice = exactlyOne('price', 'price_data');

const item = z
  .strictObject({
    metadata: metadata().optional(),
    price: reference().optional(),
    price_data: recurringPriceData().optional(),
    quantity: quantity().optional(),
  })
  .superRefine(onePrice);

const itemChange = z.strictObject({
  clear_usage: boolean().optional(),
  deleted: boolean().optional(),
  id: reference().optional(),
  metadata: metadata().optional(),
  price: reference().optional(),
  price_data: recurringPriceData().optional(),
  quantity: quantity().optional(),
});
export type ItemChangeInput = z.output<typeof itemChange>;

const invoiceItem = z
  .strictObject({
    metadata: metadata().optional(),
    price: reference().optional(),
    price_data: oneTimePriceData().optional(),
    quantity: integer(1, 999_999).optional(),
  })
  .superRefine(onePrice);

/** The moment, or `now`. */
const trialEnd = () => z.union([z.literal('now'), integer(0, 9_999_999_999)]);

const trialSettings = () =>
  z.strictObject({
    end_behavior: z.strictObject({ missing_payment_method: z.enum(MISSING_METHOD) }),
  });

const disabled = z.strictObject({
  enabled: boolean().refine((value) => !value, { error: 'only false is available here' }),
});

const shared = {
  ...common,
  automatic_tax: disabled.optional(),
  cancel_at_period_end: boolean().optional(),
  collection_method: z
    .enum(['charge_automatically'], { error: 'only charge_automatically is available here' })
    .optional(),
  default_payment_method: unsettable(100).optional(),
  description: unsettable(500).optional(),
  /** Ours: what follows when all tries have failed. */
  final_action: orUnset(z.enum(FINAL_ACTIONS)).optional(),
  /** Ours: the permission under which it is charged. */
  mandate: unsettable(100).optional(),
  metadata: metadata().optional(),
  off_session: boolean().optional(),
  payment_behavior: z
    .enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete'], {
      error: 'only allow_incomplete, default_incomplete and error_if_incomplete are available here',
    })
    .optional(),
  payment_settings: z
    .strictObject({
      payment_method_options: z.record(z.string(), z.unknown()).optional(),
      payment_method_types: orUnset(list(text(40), 20)).optional(),
      save_default_payment_method: z.enum(['off', 'on_subscription']).optional(),
    })
    .optional(),
  proration_behavior: z.enum(['none'], { error: NO_PRORATION }).optional(),
  trial_end: trialEnd().optional(),
  trial_settings: trialSettings().optional(),
};

export const createSubscriptionInput = z.strictObject({
  ...shared,
  add_invoice_items: list(invoiceItem, ITEMS).optional(),
  billing_cycle_anchor: integer(0, 9_999_999_999).optional(),
  billing_mode: z.strictObject({ type: z.enum(['classic', 'flexible']) }).optional(),
  cancel_at: integer(0, 9_999_999_999).optional(),
  currency: currency().optional(),
  customer: reference(),
  items: list(item, ITEMS).min(1, 'needs at least one item'),
  trial_from_plan: boolean().optional(),
  trial_period_days: integer(0, 730).optional(),
});
export type CreateSubscriptionInput = z.output<typeof createSubscriptionInput>;

const cancellationDetails = z.strictObject({
  comment: unsettable(5000).optional(),
  feedback: orUnset(z.enum(CANCELLATION_FEEDBACK)).optional(),
});
export type CancellationDetailsInput = z.output<typeof cancellationDetails>;

export const updateSubscriptionInput = z.strictObject({
  ...shared,
  billing_cycle_anchor: z
    .enum(['unchanged'], { error: 'only unchanged is available here' })
    .optional(),
  cancel_at: orUnset(integer(0, 9_999_999_999)).optional(),
  cancellation_details: cancellationDetails.optional(),
  items: list(itemChange, ITEMS).optional(),
  pause_collection: orUnset(
    z.strictObject({
      behavior: z.enum(PAUSE_BEHAVIORS),
      resumes_at: integer(0, 9_999_999_999).optional(),
    }),
  ).optional(),
});
export type UpdateSubscriptionInput = z.output<typeof updateSubscriptionInput>;

const never = boolean()
  .refine((value) => !value, { error: 'only false is available here: nothing is prorated' })
  .optional();

export const cancelSubscriptionInput = z.strictObject({
  ...common,
  cancellation_details: cancellationDetails.optional(),
  invoice_now: never,
  prorate: never,
});

export const resumeSubscriptionInput = z.strictObject({
  ...common,
  billing_cycle_anchor: z.enum(['now', 'unchanged']).optional(),
  proration_behavior: z.enum(['none'], { error: NO_PRORATION }).optional(),
});

export const retrieveSubscriptionInput = z.strictObject(common);
export const listSubscriptionsInput = z.strictObject({
  ...page,
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  created: created().optional(),
  customer: reference().optional(),
  price: reference().optional(),
  status: z.enum([...SUBSCRIPTION_STATUSES, 'all', 'ended']).optional(),
  test_clock: reference().optional(),
});
