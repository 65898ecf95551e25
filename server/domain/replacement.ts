/**
 * A number typed in the place of a saved card. The buyer's permission to keep and show goes on, as a
 * record of its own; what may be charged later goes on as far as its words are accepted anew.
 */
import type { Context } from '../context.ts';
import { redisplayStanding } from '../model/consent.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import type { Subscription } from '../model/subscription.ts';
import { consentsOfCard } from '../storage/consents.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { verifyForKeeping } from './card-verification.ts';
import { exchange, insertCard, keepCard } from './cards.ts';
import { record } from './consents.ts';
import { findCustomer, updateCustomerIn } from './customers.ts';
import { refuseOtherType } from './method-types.ts';
import type { Offer } from './offers.ts';
import { findPaymentMethod } from './payment-methods.ts';
import { removeIn } from './removal.ts';
import { dependentsIn, moveTo, stopWithout } from './subscription-permissions.ts';
import { type Acceptance, acceptedAgreements, grantAgreement, type Holder } from './succession.ts';
import { ownCard } from './wallet.ts';

/** Words that were accepted for another card, and the agreement that goes on with them. */
interface Carried {
  readonly offer: Offer;
  readonly mandate: string;
}

/**
 * A subscription whose agreement was not accepted anew ends with what is paid for; one that was never
 * agreed to here goes on with the new card as it did with the old one.
 */
async function leaveBehind(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
  card: string,
): Promise<void> {
  if (subscription.mandate !== null)
    await stopWithout(ctx, tx, subscription.customer, subscription.mandate);
  await moveTo(ctx, tx, await findOf(ctx, tx, subscription), card, null);
}

/** As it stands after what was just written. */
async function findOf(ctx: Context, tx: Queryable, { id }: Subscription): Promise<Subscription> {
  const now = await subscriptions.find(tx, ctx.account, id);
  if (!now) throw new Error(`subscription ${id} is gone`);
  return now;
}

/** The new card in the place of the old one, in `tx`. */
async function putInPlace(
  ctx: Context,
  tx: Queryable,
  holder: Holder,
  old: PaymentMethod,
  made: PaymentMethod,
  accepted: readonly Carried[],
): Promise<PaymentMethod> {
  const { customer, session, surface } = holder;
  const by = { actor: 'buyer', surface, session } as const;
  const records = await consentsOfCard(tx, ctx.account, old.id);
  const standing = redisplayStanding(records, false);
  const floor = accepted.length > 0 ? 'limited' : 'unspecified';
  const allowRedisplay = standing.allowedBy === null ? floor : standing.allowRedisplay;
  const kept = await keepCard(ctx, tx, made, customer, allowRedisplay);
  if (kept.id === old.id) return kept;
  await record(ctx, tx, {
    ...by,
    act: 'carry_over',
    scope: 'redisplay',
    customer,
    method: kept,
    words: null,
    refersTo: standing.allowedBy ?? records.at(-1)?.id ?? null,
    allowRedisplay: kept.allowRedisplay,
  });
  const { defaultPaymentMethod } = await findCustomer(ctx, customer, tx);
  const depending = await dependentsIn(ctx, tx, customer, old.id, defaultPaymentMethod);
  for (const { offer, mandate } of accepted) {
    const granted = await grantAgreement(ctx, tx, holder, kept, offer);
    const its = depending.find((each) => each.mandate === mandate);
    if (its) await moveTo(ctx, tx, its, kept.id, granted);
  }
  const goesOn = (each: Subscription) => accepted.some(({ mandate }) => mandate === each.mandate);
  for (const each of depending.filter((other) => !goesOn(other)))
    await leaveBehind(ctx, tx, each, kept.id);
  await removeIn(ctx, tx, old, by);
  if (defaultPaymentMethod === old.id)
    await updateCustomerIn(ctx, tx, customer, async () => ({ defaultPaymentMethod: kept.id }));
  return kept;
}

/**
 * Exchanges the token, has the card verified, and puts it in the place of the old one together with
 * the agreements that were accepted anew; the others end with the old card. The same number again
 * only brings a new expiry, and everything goes on.
 * @returns the card that stays
 * @throws Problem 402 when the card is declined, 400 for words that are not offered; the old one then stays
 */
export async function replaceOwnCard(
  ctx: Context,
  holder: Holder,
  id: string,
  given: {
    readonly token: string;
    readonly billingDetails: Partial<BillingDetails>;
    readonly agreements: readonly Acceptance[];
  },
): Promise<PaymentMethod> {
  const { agreements, token } = given;
  const before = await ownCard(ctx, holder, id);
  await acceptedAgreements(ctx, ctx.store.db, holder, before, null, agreements);
  const incoming = await exchange(ctx, token, holder.session, 'card_token');
  refuseOtherType([before.type], { type: incoming.exchanged.bank?.type ?? 'card' }, 'card_token');
  const billingDetails = { ...before.billingDetails, ...given.billingDetails };
  const { method } = await ctx.store.transact((tx) =>
    insertCard(ctx, tx, incoming, { billingDetails }),
  );
  await verifyForKeeping(ctx, method);
  return ctx.store.transact(async (tx) => {
    const old = await ownCard(ctx, holder, before.id, tx);
    const offers = await acceptedAgreements(ctx, tx, holder, old, null, agreements);
    const wanted = agreements.filter(({ accepted }) => accepted);
    const accepted = offers.map((offer, at) => ({ offer, mandate: wanted[at]?.mandate ?? '' }));
    return putInPlace(ctx, tx, holder, old, await findPaymentMethod(ctx, method.id, tx), accepted);
  });
}
