/**
 * A second card that a buyer named for an agreement, for when the first one has ended. It is a
 * mandate like any other, in words of its own, that covers nothing as long as the first card is good.
 */
import type { Context } from '../context.ts';
import type { Mandate } from '../model/mandate.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest } from '../model/problem.ts';
import { standsIn } from '../model/succession.ts';
import { mandates, mandatesOf } from '../storage/mandates.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { verifyForKeeping } from './card-verification.ts';
import { backupsOf, endBackups } from './mandate-records.ts';
import { refuseOtherType } from './method-types.ts';
import { acceptedAgreements, grantAgreement, type Holder } from './succession.ts';

/** Those that stand alone, and those backups whose time has come. */
export async function withoutIdleBackups(
  ctx: Context,
  db: Queryable,
  found: readonly Mandate[],
): Promise<readonly Mandate[]> {
  const kept = await Promise.all(
    found.map(async (mandate) => {
      const { backs } = mandate.terms;
      if (backs === undefined) return [mandate];
      const first = await mandates.find(db, ctx.account, backs);
      const method = first && (await paymentMethods.find(db, ctx.account, first.paymentMethod));
      return first && method && standsIn(first, method.card, ctx.now()) ? [mandate] : [];
    }),
  );
  return kept.flat();
}

/** The card that a buyer named for when this one has ended; null without one. */
export async function backupFor(
  ctx: Context,
  db: Queryable,
  method: PaymentMethod,
): Promise<string | null> {
  if (method.customer === null) return null;
  const own = (await mandatesOf(db, ctx.account, method.id)).filter(
    ({ revokedMs }) => revokedMs === null,
  );
  const backups = own.length > 0 ? await backupsOf(ctx, db, method.customer) : [];
  return (
    backups.find(({ terms }) => own.some(({ id }) => id === terms.backs))?.paymentMethod ?? null
  );
}

/**
 * Names a saved card as backup for one agreement of another.
 * @param named both cards are the holder's own
 * @throws Problem 400 for words that are not offered, 402 when the card cannot be kept for later
 */
export async function nameBackup(
  ctx: Context,
  holder: Holder,
  named: { readonly mandate: Mandate; readonly from: PaymentMethod; readonly heir: PaymentMethod },
  offer: string,
): Promise<void> {
  const { mandate, from, heir } = named;
  if (heir.id === from.id)
    throw invalidRequest('A card cannot be its own backup.', 'parameter_invalid', 'payment_method');
  const given = [{ mandate: mandate.id, offer, accepted: true }];
  // A debit is allowed in words and by rules of its own: nothing stands in for another kind.
  refuseOtherType([from.type], heir);
  await acceptedAgreements(ctx, ctx.store.db, holder, from, heir, given);
  await verifyForKeeping(ctx, heir);
  await ctx.store.transact(async (tx) => {
    const [accepted] = await acceptedAgreements(ctx, tx, holder, from, heir, given);
    if (!accepted) throw new Error('an accepted offer is found');
    // Another choice takes the place of an earlier one.
    await endBackups(ctx, tx, holder.customer, [mandate.id], {
      actor: 'buyer',
      surface: holder.surface,
      session: holder.session,
    });
    await grantAgreement(ctx, tx, holder, heir, accepted);
  });
}
