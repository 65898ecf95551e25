/**
 * Subscriptions come into being, with their first invoice: by the API, or at the end of a checkout.
 * It charges nobody: what is due stands on the invoice.
 */
import type { Context } from '../context.ts';
import type { Customer } from '../model/customer.ts';
import type { Invoice, InvoiceLine } from '../model/invoice.ts';
import type { Price } from '../model/price.ts';
import { invalidRequest } from '../model/problem.ts';
import type { Product } from '../model/product.ts';
import { firstPeriod, sameCadence } from '../model/recurrence.ts';
import type { Subscription, SubscriptionItem } from '../model/subscription.ts';
import { nextLookMs, periodTotalMinor } from '../model/subscription-steps.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { changeSubscription } from './billing-records.ts';
import { subscriptionSnapshot } from './billing-snapshots.ts';
import { emit } from './events.ts';
import { finalizeIn, insertInvoice, linesFor, refuseTooMuch } from './invoice-making.ts';

export interface ItemWish {
  readonly price: Price;
  readonly product: Product;
  readonly quantity: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a new subscription is to be. */
export interface SubscriptionWish
  extends Partial<
    Pick<
      Subscription,
      | 'backupPaymentMethod'
      | 'cancelAtMs'
      | 'cancelAtPeriodEnd'
      | 'checkoutSession'
      | 'defaultPaymentMethod'
      | 'description'
      | 'extra'
      | 'finalAction'
      | 'mandate'
      | 'metadata'
      | 'missingMethod'
    >
  > {
  readonly customer: Pick<Customer, 'id' | 'testClock'>;
  readonly items: readonly ItemWish[];
  /** The first moment after the trial; null without one. */
  readonly trialEndMs?: number | null;
  /** From when periods are counted, where that is not the beginning or the trial's end. */
  readonly anchorMs?: number | null;
}

/** One item as it is charged. @throws Problem 400 for a price that is paid once */
export function itemOf(ctx: Context, wish: ItemWish, param: string): SubscriptionItem {
  const { price, product, quantity, metadata } = wish;
  if (price.recurring === null)
    throw invalidRequest(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      'parameter_invalid',
      param,
    );
  return {
    id: ctx.newId('si'),
    createdMs: ctx.now(),
    price: price.id,
    product: product.id,
    name: product.name,
    quantity,
    unitAmountMinor: price.unitAmountMinor,
    recurring: price.recurring,
    metadata,
  };
}

/**
 * Everything is charged together: in one currency, and it comes round at the same time.
 * @throws Problem 400
 */
export function refuseMixed(
  items: readonly SubscriptionItem[],
  currencies: readonly string[],
): void {
  const [first] = items;
  if (!first) throw invalidRequest('A subscription needs at least one item.', undefined, 'items');
  const odd = items.find((each) => !sameCadence(each.recurring, first.recurring));
  if (odd)
    throw invalidRequest(
      'All prices on a subscription must have the same `recurring.interval` and `recurring.interval_count`. Make another subscription for this one.',
      'parameter_invalid',
      'items',
    );
  if (new Set(currencies).size > 1)
    throw invalidRequest(
      'All prices on a subscription must have the same `currency`.',
      'parameter_invalid',
      'items',
    );
  if (new Set(items.map(({ price }) => price)).size < items.length)
    throw invalidRequest(
      'Each price can be on a subscription once. Use `quantity` for more of it.',
      'parameter_invalid',
      'items',
    );
  refuseTooMuch(periodTotalMinor({ items }), 'items');
}

/** A new subscription, without anything written. @throws Problem 400 */
export function draftSubscription(ctx: Context, wish: SubscriptionWish): Subscription {
  const nowMs = ctx.now();
  const { customer, trialEndMs = null, anchorMs = null, items: wanted, ...fields } = wish;
  const items = wanted.map((each, index) => itemOf(ctx, each, `items[${index}][price]`));
  const currencies = wanted.map(({ price }) => price.currency);
  refuseMixed(items, currencies);
  const [first] = items;
  const [currency] = currencies;
  if (!first || currency === undefined) throw new Error('a subscription has at least one item');
  const onTrial = trialEndMs !== null && trialEndMs > nowMs;
  const anchor = anchorMs ?? (onTrial ? trialEndMs : nowMs);
  const period = onTrial
    ? { startMs: nowMs, endMs: trialEndMs }
    : firstPeriod(anchor, first.recurring, nowMs);
  const draft: Subscription = {
    description: null,
    defaultPaymentMethod: null,
    mandate: null,
    backupPaymentMethod: null,
    missingMethod: 'create_invoice',
    finalAction: null,
    cancelAtPeriodEnd: false,
    cancelAtMs: null,
    checkoutSession: null,
    metadata: {},
    extra: {},
    ...fields,
    id: ctx.newId('sub'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: nowMs,
    customer: customer.id,
    testClock: customer.testClock,
    status: 'incomplete',
    currency,
    items,
    collectionMethod: 'charge_automatically',
    anchorMs: anchor,
    periodStartMs: period.startMs,
    periodEndMs: period.endMs,
    trialStartMs: onTrial ? nowMs : null,
    trialEndMs: onTrial ? trialEndMs : null,
    canceledAtMs: fields.cancelAtPeriodEnd || fields.cancelAtMs ? nowMs : null,
    cancellationDetails: {
      comment: null,
      feedback: null,
      reason: fields.cancelAtPeriodEnd || fields.cancelAtMs ? 'cancellation_requested' : null,
    },
    endedAtMs: null,
    pauseCollection: null,
    latestInvoice: null,
    pendingSetupIntent: null,
    dueMs: null,
    fence: 0,
  };
  return { ...draft, dueMs: nextLookMs(draft) };
}

/** What is not charged in the first period, and why. */
export function firstIsFree(draft: Subscription): 'trial' | 'until_anchor' | null {
  if (draft.trialEndMs !== null) return 'trial';
  return draft.anchorMs > draft.periodStartMs ? 'until_anchor' : null;
}

/**
 * Writes a new subscription and its first invoice, with their events. Where nothing is due it begins
 * at once; otherwise it is `incomplete` until that invoice is paid.
 * @param first `intent` that pays, where there is one; `oneTime` lines beside the items; `dueMs` when
 *   a worker is to collect what nobody has by then, null for never
 */
export async function openSubscription(
  ctx: Context,
  tx: Queryable,
  draft: Subscription,
  first: {
    readonly intent?: string | null;
    readonly oneTime?: readonly InvoiceLine[];
    readonly dueMs?: number | null;
  } = {},
): Promise<{ readonly subscription: Subscription; readonly invoice: Invoice }> {
  const { intent = null, oneTime = [], dueMs = null } = first;
  await subscriptions.insert(tx, draft);
  await emit(ctx, tx, {
    type: 'customer.subscription.created',
    object: await subscriptionSnapshot(ctx, tx, draft),
  });
  const period = { startMs: draft.periodStartMs, endMs: draft.periodEndMs };
  const { invoice: made } = await insertInvoice(ctx, tx, {
    customer: draft.customer,
    testClock: draft.testClock,
    subscription: draft,
    period,
    billingReason: 'subscription_create',
    currency: draft.currency,
    lines: [...linesFor(ctx, draft, period, firstIsFree(draft)), ...oneTime],
    more: {
      intent,
      checkoutSession: draft.checkoutSession,
      description: draft.description,
    },
  });
  const invoice = await finalizeIn(ctx, tx, made, dueMs);
  const begun = draft.trialEndMs === null ? ('active' as const) : ('trialing' as const);
  const change = {
    latestInvoice: invoice.id,
    ...(invoice.status === 'paid' ? { status: begun } : {}),
  };
  const types = invoice.status === 'paid' ? (['updated'] as const) : [];
  return { subscription: await changeSubscription(ctx, tx, draft, change, types), invoice };
}
