/** A permission to show a card is taken back: a new record, and the card is shown no more. */
import type { Context } from '../context.ts';
import {
  type Actor,
  type ConsentRecord,
  redisplayStanding,
  type Surface,
} from '../model/consent.ts';
import { invalidRequest } from '../model/problem.ts';
import { consentsOfCard } from '../storage/consents.ts';
import { mandatesOf } from '../storage/mandates.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import { findConsent, record } from './consents.ts';
import { emit } from './events.ts';
import { dropUnkept, withStanding } from './mandate-records.ts';
import { findPaymentMethod } from './payment-methods.ts';

/**
 * Withdraws what a record allows. A live mandate is left alone and keeps the card; nothing else does.
 * @returns the new record
 * @throws Problem 400 for a record that allows nothing (any more)
 */
export async function withdrawConsent(
  ctx: Context,
  id: string,
  by: { readonly actor: Actor; readonly surface: Surface },
): Promise<ConsentRecord> {
  return ctx.store.transact(async (tx) => {
    const consent = await findConsent(ctx, id, tx);
    if (consent.scope !== 'redisplay')
      throw invalidRequest(
        'Only a permission to show a card can be withdrawn; revoke the mandate instead.',
        'consent_not_withdrawable',
      );
    const method = await findPaymentMethod(ctx, consent.paymentMethod, tx);
    const standing = redisplayStanding(await consentsOfCard(tx, ctx.account, method.id), false);
    if (standing.allowedBy === null)
      throw invalidRequest('This consent was withdrawn already.', 'consent_withdrawn');
    const made = await record(ctx, tx, {
      act: 'withdrawal',
      scope: 'redisplay',
      ...by,
      customer: method.customer,
      method,
      words: null,
      refersTo: standing.allowedBy,
    });
    const living = (await withStanding(ctx, tx, await mandatesOf(tx, ctx.account, method.id))).some(
      (each) => each.standing.status !== 'inactive',
    );
    const after = { ...method, allowRedisplay: living ? 'limited' : 'unspecified' } as const;
    await paymentMethods.update(tx, ctx.account, method.id, {
      allowRedisplay: after.allowRedisplay,
    });
    await emit(ctx, tx, {
      type: 'payment_method.updated',
      object: ctx.encode.paymentMethod(after),
      before: ctx.encode.paymentMethod(method),
    });
    await dropUnkept(ctx, tx, method.id);
    return made;
  });
}
