/** A card goes: what was allowed with it is withdrawn on record, it is detached, its processor forgets it. */
import type { Context } from '../context.ts';
import { type Actor, redisplayStanding, type Surface } from '../model/consent.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { forbidden, invalidRequest, notFound } from '../model/problem.ts';
import { consentsOfCard } from '../storage/consents.ts';
import { mandates, mandatesOf } from '../storage/mandates.ts';
import type { Queryable } from '../storage/repository.ts';
import { findCheckoutSession } from './checkout-sessions.ts';
import { customerOf, refuseClosed, shownCards } from './checkout-state.ts';
import { record } from './consents.ts';
import { emit } from './events.ts';
import { forgetLater } from './forgetting.ts';
import { endBackups } from './mandate-records.ts';
import { recordRevocation } from './mandates.ts';
import { detachIn, findPaymentMethod } from './payment-methods.ts';
import { notePoint, resumedId } from './recovery-points.ts';

/** Who takes a card away, and where. */
export interface Remover {
  readonly actor: Actor;
  readonly surface: Surface;
  readonly session: string | null;
}

/** Withdraws, revokes, detaches and notes for forgetting, in `tx`. */
export async function removeIn(
  ctx: Context,
  tx: Queryable,
  method: PaymentMethod,
  by: Remover,
): Promise<void> {
  const standing = redisplayStanding(await consentsOfCard(tx, ctx.account, method.id), false);
  if (standing.allowedBy !== null) {
    await record(ctx, tx, {
      ...by,
      act: 'withdrawal',
      scope: 'redisplay',
      customer: method.customer,
      method,
      words: null,
      refersTo: standing.allowedBy,
    });
  }
  const held = await mandatesOf(tx, ctx.account, method.id);
  for (const mandate of held) {
    if (mandate.revokedMs !== null) continue;
    const change = { revokedMs: ctx.now(), revokedBy: by.actor } as const;
    await mandates.update(tx, ctx.account, mandate.id, change);
    await recordRevocation(ctx, tx, mandate, by);
    await emit(ctx, tx, {
      type: 'mandate.updated',
      object: ctx.encode.mandate({ ...mandate, ...change }, 'inactive', 'revoked'),
    });
  }
  const ids = held.map(({ id }) => id);
  await endBackups(ctx, tx, method.customer, ids, by);
  await forgetLater(ctx, tx, await detachIn(ctx, tx, method));
}

/** The merchant takes a card from its customer. @throws Problem 400 where it has none */
export async function detachPaymentMethod(ctx: Context, id: string): Promise<PaymentMethod> {
  const detached = resumedId(ctx, 'pm');
  if (detached !== null) return findPaymentMethod(ctx, detached);
  return ctx.store.transact(async (tx) => {
    const method = await findPaymentMethod(ctx, id, tx);
    if (method.customer === null) {
      throw invalidRequest(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
        'payment_method_not_attached',
      );
    }
    await removeIn(ctx, tx, method, { actor: 'merchant', surface: 'api', session: null });
    await notePoint(ctx, tx, id);
    return findPaymentMethod(ctx, id, tx);
  });
}

/** The buyer removes a card in a checkout that lets them. @throws Problem 403, 404 */
export async function removeInCheckout(ctx: Context, sessionId: string, id: string): Promise<void> {
  const session = await findCheckoutSession(ctx, sessionId);
  refuseClosed(session);
  if (session.savedPaymentMethodOptions.paymentMethodRemove !== 'enabled') {
    throw forbidden('Cards cannot be removed in this checkout.', 'removal_not_enabled');
  }
  const shown = (await shownCards(ctx, session, await customerOf(ctx, session))).find(
    ({ method }) => method.id === id,
  );
  if (!shown) throw notFound('payment_method', id, true);
  if (!shown.removable)
    throw forbidden(
      'Something depends on this card; it cannot be removed here.',
      'payment_method_in_use',
    );
  await ctx.store.transact(async (tx) => {
    const method = await findPaymentMethod(ctx, id, tx);
    if (method.detachedMs !== null) return;
    await removeIn(ctx, tx, method, { actor: 'buyer', surface: 'embedded', session: session.id });
  });
}
