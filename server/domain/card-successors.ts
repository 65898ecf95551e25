/**
 * What becomes of consents and mandates when a card's account gets another number, or ends. Records
 * are appended; none that exists is touched.
 */
import type { Context } from '../context.ts';
import { isNarrower, redisplayStanding } from '../model/consent.ts';
import { type Mandate, standingOf } from '../model/mandate.ts';
import type { CardFacts, PaymentMethod } from '../model/payment-method.ts';
import { consentsOfCard } from '../storage/consents.ts';
import { customers } from '../storage/customers.ts';
import { mandates, mandatesOf, moveMandates, usesOf } from '../storage/mandates.ts';
import { moveCredentials, paymentMethods, sameCard } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { record } from './consents.ts';
import { updateCustomerIn } from './customers.ts';
import { emit } from './events.ts';
import { recordRevocation } from './mandates.ts';

const BY_ISSUER = { actor: 'issuer', surface: 'api' } as const;

/** The mandates of a card under which something may still be charged. */
export async function livingMandates(
  ctx: Context,
  tx: Queryable,
  method: PaymentMethod,
): Promise<readonly Mandate[]> {
  const all = await mandatesOf(tx, ctx.account, method.id);
  const uses = await usesOf(
    tx,
    all.map(({ id }) => id),
  );
  return all.filter((mandate) => {
    const its = uses.filter((use) => use.mandate === mandate.id);
    return standingOf(mandate, its, ctx.now()).status !== 'inactive';
  });
}

/**
 * The customer's other saved card, where the new number is one that they saved themselves already:
 * then both are one, under the id of the one that was there; the other's id leads to it.
 * @returns null where there is no such card
 */
export async function joinSameCard(
  ctx: Context,
  tx: Queryable,
  method: PaymentMethod,
  card: CardFacts,
): Promise<PaymentMethod | null> {
  const { customer } = method;
  const other = customer && (await sameCard(tx, ctx.account, customer, card.fingerprint));
  if (!other || other.id === method.id) return null;
  const narrower = isNarrower(other.allowRedisplay, method.allowRedisplay);
  const { email, name, phone, address } = other.billingDetails;
  const joined = {
    allowRedisplay: narrower ? method.allowRedisplay : other.allowRedisplay,
    billingDetails: {
      email: email ?? method.billingDetails.email,
      name: name ?? method.billingDetails.name,
      phone: phone ?? method.billingDetails.phone,
      address: address ?? method.billingDetails.address,
    },
  };
  await paymentMethods.update(tx, ctx.account, other.id, joined);
  await paymentMethods.update(tx, ctx.account, method.id, { customer: null, joinedInto: other.id });
  await moveCredentials(tx, ctx.account, method.id, other.id);
  await moveMandates(tx, ctx.account, method.id, other.id);
  const holder = await customers.find(tx, ctx.account, other.customer ?? '');
  if (holder?.defaultPaymentMethod === method.id)
    await updateCustomerIn(ctx, tx, holder.id, async () => ({ defaultPaymentMethod: other.id }));
  return { ...other, ...joined };
}

/**
 * Notes in the ledger that what was agreed for the old number goes on with the new one of the same account.
 * @param living the mandates that lived with the old number
 */
export async function carryOver(
  ctx: Context,
  tx: Queryable,
  from: PaymentMethod,
  to: PaymentMethod,
  living: readonly Mandate[],
): Promise<void> {
  const about = { act: 'carry_over', ...BY_ISSUER, customer: to.customer, method: to } as const;
  const standing = redisplayStanding(await consentsOfCard(tx, ctx.account, from.id), false);
  // What was withdrawn does not come back with a new number.
  if (standing.allowedBy !== null && from.id === to.id)
    await record(ctx, tx, {
      ...about,
      scope: 'redisplay',
      words: null,
      refersTo: standing.allowedBy,
      allowRedisplay: standing.allowRedisplay,
    });
  for (const mandate of living) {
    await record(ctx, tx, {
      ...about,
      scope: 'mandate',
      words: null,
      mandate: mandate.id,
      refersTo: mandate.consent,
    });
  }
}

/** Ends every agreement of a card whose account is closed: nothing can be charged under it any more. */
export async function endWithAccount(
  ctx: Context,
  tx: Queryable,
  method: PaymentMethod,
): Promise<void> {
  for (const mandate of await livingMandates(ctx, tx, method)) {
    const ended = { revokedMs: ctx.now(), revokedBy: 'issuer' } as const;
    await mandates.update(tx, ctx.account, mandate.id, ended);
    await recordRevocation(ctx, tx, mandate, BY_ISSUER);
    const object = ctx.encode.mandate({ ...mandate, ...ended }, 'inactive', 'revoked');
    await emit(ctx, tx, { type: 'mandate.updated', object });
  }
}
