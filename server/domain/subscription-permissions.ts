/**
 * Subscriptions follow their permissions: one that is taken back ends what it was for with the period
 * that is paid for, and one that is given anew moves it to the card that it was given for.
 */
import type { Context } from '../context.ts';
import { dependentsOf, endIfCancelledMs } from '../model/dependents.ts';
import type { Mandate } from '../model/mandate.ts';
import type { Subscription } from '../model/subscription.ts';
import { mandates } from '../storage/mandates.ts';
import type { Queryable } from '../storage/repository.ts';
import { livingSubscriptionsOf } from '../storage/subscriptions.ts';
import { changeSubscription } from './billing-records.ts';
import { afterCardChange, afterRevocation } from './dunning.ts';

/** What depends on a card, of those that live. @param byDefault the customer's own default */
export async function dependentsIn(
  ctx: Context,
  db: Queryable,
  customer: string,
  method: string,
  byDefault: string | null,
): Promise<readonly Subscription[]> {
  const living = await livingSubscriptionsOf(db, ctx.account, customer);
  return dependentsOf(method, living, byDefault);
}

/** Writes that it ends with the period that is paid for. */
export function stopAtPeriodEnd(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
): Promise<Subscription> {
  return changeSubscription(ctx, tx, subscription, {
    cancelAtPeriodEnd: true,
    canceledAtMs: ctx.now(),
    cancellationDetails: { ...subscription.cancellationDetails, reason: 'cancellation_requested' },
  });
}

/**
 * The subscriptions that a permission was for end with what is paid for.
 * @param customer whose they are; null for nobody
 */
export async function stopWithout(
  ctx: Context,
  tx: Queryable,
  customer: string | null,
  mandate: string,
): Promise<void> {
  if (customer === null) return;
  for (const each of await livingSubscriptionsOf(tx, ctx.account, customer)) {
    if (each.mandate !== mandate) continue;
    await afterRevocation(ctx, tx, each);
    if (each.cancelAtPeriodEnd) continue;
    if (endIfCancelledMs(each, ctx.now()) < each.periodEndMs) continue;
    await stopAtPeriodEnd(ctx, tx, each);
  }
}

/**
 * A customer has another default card: what is due of the subscriptions that it pays for is tried with it.
 */
export async function afterDefaultChange(
  ctx: Context,
  tx: Queryable,
  customer: string,
): Promise<void> {
  for (const each of await livingSubscriptionsOf(tx, ctx.account, customer))
    if (each.defaultPaymentMethod === null) await afterCardChange(ctx, tx, each);
}

/**
 * From now on a subscription is charged to this card.
 * @param mandate what was just agreed for that; null where nothing was, and it cannot be charged until
 *   something is
 */
export async function moveTo(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
  paymentMethod: string,
  mandate: Mandate | null,
): Promise<Subscription> {
  if (mandate)
    await mandates.update(tx, ctx.account, mandate.id, { subscription: subscription.id });
  const moved = await changeSubscription(ctx, tx, subscription, {
    defaultPaymentMethod: paymentMethod,
    mandate: mandate?.id ?? null,
  });
  if (mandate) await afterCardChange(ctx, tx, moved);
  return moved;
}
