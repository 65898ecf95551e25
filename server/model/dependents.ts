/**
 * What depends on a card: the subscriptions that are still to be charged, and the card that each is
 * charged to. It moves none and asks nobody.
 */
import type { Subscription } from './subscription.ts';
import { endOf, isOver } from './subscription-steps.ts';

type Ending = Pick<
  Subscription,
  | 'status'
  | 'createdMs'
  | 'periodEndMs'
  | 'trialEndMs'
  | 'cancelAtPeriodEnd'
  | 'cancelAtMs'
  | 'pauseCollection'
>;

/** What a subscription is called: its items. */
export function titleOf({ items }: Pick<Subscription, 'items'>): string {
  return items
    .map(({ name, quantity }) => (quantity > 1 ? `${name} × ${quantity}` : name))
    .join(', ');
}

const OWING: readonly Subscription['status'][] = ['past_due', 'unpaid', 'incomplete'];

function goesOn(subscription: Ending): boolean {
  const endMs = endOf(subscription);
  return endMs === null || endMs > subscription.periodEndMs;
}

/** Whether something is still to be charged: a debt, or another period. */
export function isToBeCharged(subscription: Ending): boolean {
  if (isOver(subscription.status)) return false;
  return OWING.includes(subscription.status) || goesOn(subscription);
}

/** When the next period begins and is charged, epoch ms; null where none does. */
export function nextChargeMs(subscription: Ending): number | null {
  const { status, periodEndMs, pauseCollection } = subscription;
  const charges = status === 'active' || status === 'trialing' || status === 'past_due';
  return charges && goesOn(subscription) && pauseCollection === null ? periodEndMs : null;
}

/** When it ends if it is cancelled now: with what is paid for, or at once where nothing is. Epoch ms. */
export function endIfCancelledMs(subscription: Ending, nowMs: number): number {
  const { status, periodEndMs } = subscription;
  return status === 'active' || status === 'trialing' ? periodEndMs : nowMs;
}

/** The card that it is charged to. @param byDefault the customer's own default */
export function payerOf(
  { defaultPaymentMethod }: Pick<Subscription, 'defaultPaymentMethod'>,
  byDefault: string | null,
): string | null {
  return defaultPaymentMethod ?? byDefault;
}

/** Living subscriptions that a card is charged for. */
export function dependentsOf<T extends Ending & Pick<Subscription, 'defaultPaymentMethod'>>(
  method: string,
  living: readonly T[],
  byDefault: string | null,
): readonly T[] {
  return living.filter((each) => isToBeCharged(each) && payerOf(each, byDefault) === method);
}
