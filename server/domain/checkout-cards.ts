/**
 * What a buyer may do to saved cards in a checkout beside paying with one: bring an expired one up to
 * date, and have none shown any more because others use the same computer.
 */
import type { Context } from '../context.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import { isHosted } from '../model/checkout-session.ts';
import { redisplayStanding } from '../model/consent.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import { forbidden, invalidRequest, notFound } from '../model/problem.ts';
import { checkoutSessions } from '../storage/checkout-sessions.ts';
import { consentsOfCard } from '../storage/consents.ts';
import { findCheckoutSession } from './checkout-sessions.ts';
import { customerOf, refuseClosed, shownCards } from './checkout-state.ts';
import { replaceOwnCard } from './replacement.ts';
import type { Acceptance, Holder } from './succession.ts';
import { updateOwnCard } from './wallet.ts';
import { withdrawConsent } from './withdrawals.ts';

const surfaceOf = (session: CheckoutSession) => (isHosted(session) ? 'hosted' : 'embedded');

/**
 * An expired card that the session shows, with whoever may bring it up to date.
 * @throws Problem 404 for a card that is not shown, 403 by a recovery's link, whose holder may not be
 *   the buyer, 400 for a card that is good
 */
export async function expiredCard(
  ctx: Context,
  session: CheckoutSession,
  id: string,
): Promise<{ readonly holder: Holder; readonly method: PaymentMethod }> {
  refuseClosed(session);
  const customer = await customerOf(ctx, session);
  const shown = (await shownCards(ctx, session, customer)).find(({ method }) => method.id === id);
  if (!shown || !customer) throw notFound('payment_method', id, true);
  if (session.recoversIntent !== null)
    throw forbidden('Cards cannot be changed in this checkout.', 'update_not_allowed');
  if (!shown.expired)
    throw invalidRequest(
      'Only a card that has expired can be updated in a checkout.',
      'payment_method_not_expired',
    );
  const holder = {
    session: session.id,
    customer: customer.id,
    surface: surfaceOf(session),
  } as const;
  return { holder, method: shown.method };
}

/** @returns the id of the card that stays: another number may turn out to be a card that was there */
export async function updateInCheckout(
  ctx: Context,
  session: CheckoutSession,
  id: string,
  change: {
    readonly expMonth: number | undefined;
    readonly expYear: number | undefined;
    readonly cardToken: string | undefined;
    readonly billingDetails: Partial<BillingDetails>;
    readonly agreements: readonly Acceptance[];
  },
): Promise<string> {
  const { holder, method } = await expiredCard(ctx, session, id);
  const { cardToken: token, billingDetails, agreements, expMonth, expYear } = change;
  if (token !== undefined) {
    return (await replaceOwnCard(ctx, holder, method.id, { token, billingDetails, agreements })).id;
  }
  await updateOwnCard(ctx, holder, method.id, { expMonth, expYear, billingDetails });
  return method.id;
}

/**
 * From now on this session shows no saved card and nothing of the customer, after a reload too.
 * @param withdraw the permissions to show these cards end as well, everywhere; only where the buyer
 *   may remove cards, since whoever sits at the computer can press this
 * @throws Problem 403 where that is not allowed
 */
export async function hideSavedCards(
  ctx: Context,
  session: CheckoutSession,
  withdraw: boolean,
): Promise<void> {
  refuseClosed(session);
  const { savedPaymentMethodOptions: options } = session;
  if (withdraw && (options.paymentMethodRemove !== 'enabled' || session.recoversIntent !== null))
    throw forbidden('Permissions cannot be withdrawn in this checkout.', 'removal_not_enabled');
  if (withdraw) {
    const visible = { ...session, savedPaymentMethodOptions: { ...options, hiddenMs: null } };
    for (const { method } of await shownCards(ctx, visible, await customerOf(ctx, session))) {
      const records = await consentsOfCard(ctx.store.db, ctx.account, method.id);
      const { allowedBy } = redisplayStanding(records, false);
      if (allowedBy === null) continue;
      await withdrawConsent(ctx, allowedBy, { actor: 'buyer', surface: surfaceOf(session) });
    }
  }
  await ctx.store.transact(async (tx) => {
    const now = await findCheckoutSession(ctx, session.id, tx);
    refuseClosed(now);
    if (now.savedPaymentMethodOptions.hiddenMs) return;
    await checkoutSessions.update(tx, ctx.account, session.id, {
      savedPaymentMethodOptions: { ...now.savedPaymentMethodOptions, hiddenMs: ctx.now() },
    });
  });
}
