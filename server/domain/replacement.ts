/**
 * A number typed in the place of a saved card. The buyer's permission to keep and show goes on, as a
 * record of its own; what may be charged later does not: another card needs another acceptance.
 */
import type { Context } from '../context.ts';
import { redisplayStanding } from '../model/consent.ts';
import type { CustomerSession } from '../model/customer-session.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import { consentsOfCard } from '../storage/consents.ts';
import type { Queryable } from '../storage/repository.ts';
import { verifyForKeeping } from './card-verification.ts';
import { exchange, insertCard, keepCard } from './cards.ts';
import { record } from './consents.ts';
import { findCustomer, updateCustomerIn } from './customers.ts';
import { findPaymentMethod } from './payment-methods.ts';
import { removeIn } from './removal.ts';
import { BY_BUYER, ownCard } from './wallet.ts';

/** The new card in the place of the old one, in `tx`. */
async function putInPlace(
  ctx: Context,
  tx: Queryable,
  session: CustomerSession,
  old: PaymentMethod,
  made: PaymentMethod,
): Promise<void> {
  const { customer } = session;
  const records = await consentsOfCard(tx, ctx.account, old.id);
  const standing = redisplayStanding(records, false);
  const allowRedisplay = standing.allowedBy === null ? 'unspecified' : standing.allowRedisplay;
  const kept = await keepCard(ctx, tx, made, customer, allowRedisplay);
  if (kept.id === old.id) return;
  await record(ctx, tx, {
    ...BY_BUYER,
    act: 'carry_over',
    scope: 'redisplay',
    customer,
    method: kept,
    words: null,
    refersTo: standing.allowedBy ?? records.at(-1)?.id ?? null,
    allowRedisplay: kept.allowRedisplay,
    session: session.id,
  });
  const { defaultPaymentMethod } = await findCustomer(ctx, customer, tx);
  await removeIn(ctx, tx, old, { ...BY_BUYER, session: session.id });
  if (defaultPaymentMethod === old.id)
    await updateCustomerIn(ctx, tx, customer, async () => ({ defaultPaymentMethod: kept.id }));
}

/**
 * Exchanges the token, has the card verified, and puts it in the place of the old one. The same
 * number again only brings a new expiry.
 * @throws Problem 402 when the card is declined; the old one then stays
 */
export async function replaceOwnCard(
  ctx: Context,
  session: CustomerSession,
  id: string,
  given: { readonly token: string; readonly billingDetails: Partial<BillingDetails> },
): Promise<void> {
  const before = await ownCard(ctx, session, id);
  const incoming = await exchange(ctx, given.token, session.id, 'card_token');
  const billingDetails = { ...before.billingDetails, ...given.billingDetails };
  const { method } = await ctx.store.transact((tx) =>
    insertCard(ctx, tx, incoming, { billingDetails }),
  );
  await verifyForKeeping(ctx, method);
  await ctx.store.transact(async (tx) => {
    const old = await ownCard(ctx, session, before.id, tx);
    await putInPlace(ctx, tx, session, old, await findPaymentMethod(ctx, method.id, tx));
  });
}
