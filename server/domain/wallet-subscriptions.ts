/**
 * A buyer's own subscriptions in the wallet: what each charges when and to which card, another card in
 * words of its own, an end, and a change of mind. It charges nobody.
 */
import type { Context } from '../context.ts';
import type { Customer } from '../model/customer.ts';
import type { CustomerSession } from '../model/customer-session.ts';
import { endIfCancelledMs, nextChargeMs, payerOf, titleOf } from '../model/dependents.ts';
import type { Mandate } from '../model/mandate.ts';
import { composeMandate, OFFER_LOCALES, type OfferLocale } from '../model/offer.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import type { Subscription } from '../model/subscription.ts';
import { endOf, isOver, periodTotalMinor } from '../model/subscription-steps.ts';
import { mandates } from '../storage/mandates.ts';
import type { Queryable } from '../storage/repository.ts';
import { livingSubscriptionsOf, subscriptions } from '../storage/subscriptions.ts';
import { changeSubscription } from './billing-records.ts';
import { verifyForKeeping } from './card-verification.ts';
import { revokeIn, type StandingMandate } from './mandate-records.ts';
import {
  byEachKey,
  NOTICE_DAYS,
  type Offer,
  seal,
  speakerOf,
  subjectOf,
  subscriptionFacts,
} from './offers.ts';
import { endIn } from './subscription-ends.ts';
import { moveTo, stopAtPeriodEnd } from './subscription-permissions.ts';
import { grantAgreement, type Holder } from './succession.ts';
import { ownCard } from './wallet.ts';

export interface WalletSubscription {
  readonly subscription: Subscription;
  readonly title: string;
  /** Minor units, of one period. */
  readonly amountMinor: number;
  /** The card that it is charged to; null where there is none. */
  readonly card: PaymentMethod | null;
  /** Whether the buyer has agreed to charges to that card. */
  readonly agreed: boolean;
  /** Epoch ms; null where nothing is to come. */
  readonly nextChargeMs: number | null;
  readonly endsMs: number | null;
  /** When it would end if it were cancelled now. */
  readonly endIfCancelledMs: number;
}

/** Whether one of these permissions is for this subscription and this card. */
function isAgreed(
  { id, mandate }: Subscription,
  card: PaymentMethod,
  living: readonly StandingMandate[],
): boolean {
  return living.some(({ mandate: each, standing }) => {
    const forThis = each.id === mandate || each.subscription === id || each.subscription === null;
    const suits = each.terms.category === 'recurring' && each.paymentMethod === card.id;
    return forThis && suits && standing.status !== 'inactive';
  });
}

/** @param cards the customer's, each with the permissions to charge it */
export async function subscriptionsOf(
  ctx: Context,
  customer: Customer,
  cards: readonly {
    readonly method: PaymentMethod;
    readonly mandates: readonly StandingMandate[];
  }[],
): Promise<readonly WalletSubscription[]> {
  const living = await livingSubscriptionsOf(ctx.store.db, ctx.account, customer.id);
  return living.map((subscription) => {
    const payer = payerOf(subscription, customer.defaultPaymentMethod);
    const its = cards.find(({ method }) => method.id === payer);
    const card = its?.method ?? null;
    return {
      subscription,
      title: titleOf(subscription),
      amountMinor: periodTotalMinor(subscription),
      card,
      agreed: its !== undefined && isAgreed(subscription, its.method, its.mandates),
      nextChargeMs: nextChargeMs(subscription),
      endsMs: endOf(subscription),
      endIfCancelledMs: endIfCancelledMs(subscription, ctx.now()),
    };
  });
}

/** A living subscription of this session's customer. @throws Problem 404 for any other */
export async function ownSubscription(
  ctx: Context,
  { customer }: Pick<CustomerSession, 'customer'>,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<Subscription> {
  const subscription = await subscriptions.find(db, ctx.account, id);
  if (subscription?.customer !== customer || isOver(subscription.status))
    throw notFound('subscription', id, true);
  return subscription;
}

/** The words under which a subscription goes on with a card. */
export function agreementFor(
  ctx: Context,
  { session, customer }: Holder,
  subscription: Subscription,
  card: PaymentMethod,
  locale: OfferLocale,
): Offer {
  const [first] = subscription.items;
  if (!first) throw new Error('a subscription has at least one item');
  const { status, periodEndMs, trialEndMs, items, currency } = subscription;
  const onTrial = status === 'trialing' ? trialEndMs : null;
  const settled = status === 'active' || status === 'trialing';
  const composed = composeMandate({
    ...subscriptionFacts(
      {
        cadence: first.recurring,
        items,
        eachMinor: periodTotalMinor(subscription),
        todayMinor: 0,
        trialEndMs: onTrial,
      },
      currency,
    ),
    // What is owed already may be charged at once; what is not, when it falls due.
    firstChargeMs: settled ? periodEndMs : null,
    speaker: speakerOf(ctx),
    locale,
    ...subjectOf(card, null),
    noticeDays: NOTICE_DAYS,
  });
  const visit = { id: session, customer, amountTotalMinor: null, currency: null };
  return seal(ctx, visit, composed, card.id);
}

function acceptedWords(
  ctx: Context,
  holder: Holder,
  subscription: Subscription,
  card: PaymentMethod,
  accepted: string,
): Offer {
  for (const then of byEachKey(ctx))
    for (const locale of OFFER_LOCALES) {
      const offer = agreementFor(then, holder, subscription, card, locale);
      if (offer.id === accepted) return offer;
    }
  throw invalidRequest(
    'The words that were accepted are not the words that are offered now. Show them again and ask again.',
    'offer_not_valid',
    'offer',
  );
}

/** The permission for the card before ends, where it was for this subscription alone. */
async function endFormer(
  ctx: Context,
  tx: Queryable,
  { id, mandate }: Subscription,
  holder: Holder,
): Promise<void> {
  const former: Mandate | null =
    mandate === null ? null : await mandates.find(tx, ctx.account, mandate);
  if (former?.subscription !== id) return;
  await revokeIn(ctx, tx, former.id, { actor: 'buyer', surface: holder.surface });
}

/**
 * Charges a subscription to another card of the buyer's from now on, in words that they accepted.
 * @throws Problem 400 for words that are not offered, 402 when the card cannot be kept for later
 */
export async function moveOwn(
  ctx: Context,
  holder: Holder,
  id: string,
  wish: { readonly paymentMethod: string; readonly offer: string },
): Promise<void> {
  const before = await ownSubscription(ctx, holder, id);
  const card = await ownCard(ctx, holder, wish.paymentMethod);
  acceptedWords(ctx, holder, before, card, wish.offer);
  await verifyForKeeping(ctx, card);
  await ctx.store.transact(async (tx) => {
    const subscription = await ownSubscription(ctx, holder, id, tx);
    const method = await ownCard(ctx, holder, card.id, tx);
    const offer = acceptedWords(ctx, holder, subscription, method, wish.offer);
    const granted = await grantAgreement(ctx, tx, holder, method, offer);
    await moveTo(ctx, tx, subscription, method.id, granted);
    await endFormer(ctx, tx, subscription, holder);
  });
}

/** Ends a subscription with the period that is paid for, or at once where nothing is. */
export async function cancelOwn(ctx: Context, session: CustomerSession, id: string): Promise<void> {
  await ctx.store.transact(async (tx) => {
    const subscription = await ownSubscription(ctx, session, id, tx);
    if (endIfCancelledMs(subscription, ctx.now()) < subscription.periodEndMs)
      await endIn(ctx, tx, subscription, { reason: 'cancellation_requested' });
    else if (!subscription.cancelAtPeriodEnd) await stopAtPeriodEnd(ctx, tx, subscription);
  });
}

/** A change of mind before the end has come. */
export async function keepOwn(ctx: Context, session: CustomerSession, id: string): Promise<void> {
  await ctx.store.transact(async (tx) => {
    const subscription = await ownSubscription(ctx, session, id, tx);
    if (endOf(subscription) === null) return;
    await changeSubscription(ctx, tx, subscription, {
      cancelAtPeriodEnd: false,
      cancelAtMs: null,
      canceledAtMs: null,
      cancellationDetails: { comment: null, feedback: null, reason: null },
    });
  });
}
