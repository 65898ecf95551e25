/** Requests about subscriptions in the domain's names. Epoch seconds become milliseconds here. */
import { invalidRequest } from '../model/problem.ts';
import type { Subscription } from '../model/subscription.ts';
import type { MetadataInput } from './form.ts';
import { mergeMetadata } from './metadata.ts';
import { decodeAmount, type InlinePriceInput } from './prices.ts';
import type {
  CreateSubscriptionInput,
  ItemChangeInput,
  UpdateSubscriptionInput,
} from './subscription-input.ts';

const DAY_MS = 86_400_000;

const inMs = (seconds: number | undefined) => (seconds === undefined ? null : seconds * 1000);

interface PricedInput {
  readonly price?: string | undefined;
  readonly price_data?: InlinePriceInput | undefined;
}

function decodePrice({ price, price_data: data }: PricedInput) {
  return { price, inline: data && { ...decodeAmount(data), product: data.product } };
}

function decodeItem(
  input: PricedInput & {
    readonly quantity?: number | undefined;
    readonly metadata?: MetadataInput | undefined;
  },
) {
  const { quantity = 1, metadata } = input;
  return { ...decodePrice(input), quantity, metadata: mergeMetadata({}, metadata) };
}

/** The first moment after the trial; null without one. @throws Problem 400 for two ways to say it */
function trialEndOf(
  { trial_end: until, trial_period_days: days }: CreateSubscriptionInput,
  nowMs: number,
): number | null {
  if (until !== undefined && days !== undefined)
    throw invalidRequest(
      'You may only specify one of these parameters: trial_end, trial_period_days.',
      'parameter_invalid',
      'trial_period_days',
    );
  if (typeof until === 'number') return until * 1000;
  return days ? nowMs + days * DAY_MS : null;
}

const settings = (input: Pick<CreateSubscriptionInput, 'payment_settings'>) =>
  input.payment_settings === undefined ? {} : { payment_settings: input.payment_settings };

/** @throws Problem 400 */
export function decodeNewSubscription(input: CreateSubscriptionInput, nowMs: number) {
  return {
    customer: input.customer,
    items: input.items.map(decodeItem),
    oneTime: (input.add_invoice_items ?? []).map(decodeItem),
    currency: input.currency ?? null,
    behavior: input.payment_behavior ?? ('allow_incomplete' as const),
    trialEndMs: trialEndOf(input, nowMs),
    anchorMs: inMs(input.billing_cycle_anchor),
    cancelAtMs: inMs(input.cancel_at),
    cancelAtPeriodEnd: input.cancel_at_period_end ?? false,
    defaultPaymentMethod: input.default_payment_method ?? null,
    description: input.description ?? null,
    finalAction: input.final_action ?? null,
    mandate: input.mandate ?? null,
    metadata: mergeMetadata({}, input.metadata),
    missingMethod:
      input.trial_settings?.end_behavior.missing_payment_method ?? ('create_invoice' as const),
    extra: {
      ...settings(input),
      ...(input.payment_behavior === undefined ? {} : { payment_behavior: input.payment_behavior }),
    },
  };
}

export function decodeItemChanges(items: readonly ItemChangeInput[]) {
  return items.map((item) => ({
    ...decodePrice(item),
    id: item.id,
    deleted: item.deleted ?? false,
    quantity: item.quantity,
    metadataAfter: (before: Readonly<Record<string, string>>) =>
      mergeMetadata(before, item.metadata),
  }));
}

const ASKED = 'cancellation_requested' as const;

/** The end that a request asks for, or takes back. */
function decodeEnd(
  input: UpdateSubscriptionInput,
  before: Subscription,
  nowMs: number,
): Partial<Subscription> {
  const { cancel_at_period_end: atEnd, cancel_at: at, cancellation_details: told } = input;
  const details = {
    ...before.cancellationDetails,
    ...(told?.comment === undefined ? {} : { comment: told.comment }),
    ...(told?.feedback === undefined ? {} : { feedback: told.feedback }),
  };
  const said = told === undefined ? {} : { cancellationDetails: details };
  if (atEnd === undefined && at === undefined) return said;
  const cancelAtPeriodEnd = atEnd ?? (at ? false : before.cancelAtPeriodEnd);
  const kept = atEnd === undefined ? before.cancelAtMs : null;
  const cancelAtMs = at === undefined ? kept : at === null ? null : at * 1000;
  const ends = cancelAtPeriodEnd || cancelAtMs !== null;
  return {
    cancelAtPeriodEnd,
    cancelAtMs,
    canceledAtMs: ends ? (before.canceledAtMs ?? nowMs) : null,
    cancellationDetails: { ...details, reason: ends ? ASKED : null },
  };
}

/** What an update changes beside items and trial. @throws Problem 400 */
export function decodeSubscriptionUpdate(
  input: UpdateSubscriptionInput,
  before: Subscription,
  nowMs: number,
): Partial<Subscription> {
  const { pause_collection: pause, trial_settings: trial } = input;
  return {
    ...decodeEnd(input, before, nowMs),
    ...(input.default_payment_method === undefined
      ? {}
      : { defaultPaymentMethod: input.default_payment_method }),
    ...(input.mandate === undefined ? {} : { mandate: input.mandate }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.final_action === undefined ? {} : { finalAction: input.final_action }),
    ...(input.metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before.metadata, input.metadata) }),
    ...(trial === undefined ? {} : { missingMethod: trial.end_behavior.missing_payment_method }),
    ...(pause === undefined
      ? {}
      : {
          pauseCollection: pause && {
            behavior: pause.behavior,
            resumesAtMs: inMs(pause.resumes_at),
          },
        }),
    ...(input.payment_settings === undefined
      ? {}
      : { extra: { ...before.extra, ...settings(input) } }),
  };
}
