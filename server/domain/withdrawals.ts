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
import { findConsent, record } from './consents.ts';
import { narrow } from './mandate-records.ts';
import { findPaymentMethod } from './payment-methods.ts';
import { notePoint, resumedId } from './recovery-points.ts';

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
  const recorded = resumedId(ctx, 'cons');
  if (recorded !== null) return findConsent(ctx, recorded);
  return ctx.store.transact(async (tx) => {
    const consent = await findConsent(ctx, id, tx);
    if (consent.scope !== 'redisplay' || consent.act === 'withdrawal')
      throw invalidRequest(
        'Only a permission to show a card can be withdrawn; revoke the mandate instead.',
        'consent_not_withdrawable',
      );
    const method = await findPaymentMethod(ctx, consent.paymentMethod, tx);
    const records = await consentsOfCard(tx, ctx.account, method.id);
    const standing = redisplayStanding(records, false);
    // What a later record allows again is not this one's to take back.
    const withdrawn = records.some(
      ({ act, scope, position }) =>
        act === 'withdrawal' && scope === 'redisplay' && position > consent.position,
    );
    if (standing.allowedBy === null || withdrawn)
      throw invalidRequest('This consent was withdrawn already.', 'consent_withdrawn');
    const made = await record(ctx, tx, {
      act: 'withdrawal',
      scope: 'redisplay',
      ...by,
      customer: consent.customer,
      method,
      words: null,
      refersTo: consent.id,
    });
    await notePoint(ctx, tx, made.id);
    await narrow(ctx, tx, method.id);
    return made;
  });
}
