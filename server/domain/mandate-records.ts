/** Mandates as merchants and buyers see and end them: retrieve, list, register, revoke. */
import type { Context } from '../context.ts';
import {
  type Actor,
  type ConsentWords,
  isNarrower,
  redisplayStanding,
  type Surface,
} from '../model/consent.ts';
import { type Mandate, type MandateTerms, type Standing, standingOf } from '../model/mandate.ts';
import { isDebit } from '../model/method-type.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import { consentsOfCard } from '../storage/consents.ts';
import { mandates, mandatesOf, mandatesOfCards, usesOf } from '../storage/mandates.ts';
import { methodsOfCustomer, paymentMethods } from '../storage/payment-methods.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { record } from './consents.ts';
import { emit } from './events.ts';
import { forgetLater } from './forgetting.ts';
import { type ListInput, pageOf } from './lists.ts';
import { makeMandate, recordRevocation } from './mandates.ts';
import { detachIn, findPaymentMethod, paymentMethodParam } from './payment-methods.ts';
import { notePoint, resumedId } from './recovery-points.ts';
import { stopWithout } from './subscription-permissions.ts';

export interface StandingMandate {
  readonly mandate: Mandate;
  readonly standing: Standing;
}

/** Where mandates stand now; it is derived from their uses and never stored. */
export async function withStanding(
  ctx: Context,
  db: Queryable,
  found: readonly Mandate[],
): Promise<readonly StandingMandate[]> {
  const uses = await usesOf(
    db,
    found.map((each) => each.id),
  );
  return found.map((mandate) => ({
    mandate,
    standing: standingOf(
      mandate,
      uses.filter((use) => use.mandate === mandate.id),
      ctx.now(),
    ),
  }));
}

/** A mandate as it goes over the wire. */
export function encodeStanding(
  ctx: Context,
  { mandate, standing }: StandingMandate,
): Record<string, unknown> {
  return ctx.encode.mandate(mandate, standing.status, standing.reason);
}

/** @throws Problem 404 */
export async function findMandate(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<StandingMandate> {
  const mandate = await mandates.find(db, ctx.account, id);
  const [found] = mandate ? await withStanding(ctx, db, [mandate]) : [];
  if (!found) throw notFound('mandate', id, true);
  return found;
}

export async function listMandates(
  ctx: Context,
  input: ListInput,
  filter: Partial<Mandate>,
): Promise<Listed<StandingMandate>> {
  const { data, hasMore } = await mandates.list(ctx.store.db, ctx.account, pageOf(input), filter);
  return { data: await withStanding(ctx, ctx.store.db, data), hasMore };
}

/** An authorization that the merchant took elsewhere, at the merchant's word. */
export interface Registration {
  readonly paymentMethod: string;
  readonly terms: MandateTerms;
  /** The words that were accepted; null where they were not sent. */
  readonly text: string | null;
  readonly acceptedMs: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** How far a merchant's clock may be ahead of ours. */
const CLOCK_SKEW_MS = 300_000;

function wordsElsewhere(ctx: Context, text: string): ConsentWords {
  return {
    text,
    sha256: ctx.keys.sha256(text),
    locale: 'und',
    template: 'merchant',
    templateVersion: 0,
    offer: null,
    control: 'none',
    placement: 'elsewhere',
  };
}

/** @throws Problem 400 for a card that no customer has */
export async function registerMandate(ctx: Context, given: Registration): Promise<StandingMandate> {
  const before = resumedId(ctx, 'mandate');
  if (before !== null) return findMandate(ctx, before);
  if (given.acceptedMs > ctx.now() + CLOCK_SKEW_MS)
    throw invalidRequest(
      'An authorization cannot have been accepted in the future.',
      'parameter_invalid',
      'customer_acceptance[accepted_at]',
    );
  const named = await paymentMethodParam(ctx, given.paymentMethod);
  return ctx.store.transact(async (tx) => {
    const method = await findPaymentMethod(ctx, named.id, tx);
    if (method.customer === null || method.detachedMs !== null) {
      throw invalidRequest(
        'A mandate needs a payment method that is attached to a customer.',
        'payment_method_unexpected_state',
        'payment_method',
      );
    }
    const id = ctx.newId('mandate');
    const grant = await record(ctx, tx, {
      act: 'assertion',
      scope: 'mandate',
      actor: 'merchant',
      surface: 'api',
      customer: method.customer,
      method,
      words: given.text === null ? null : wordsElsewhere(ctx, given.text),
      mandate: id,
      terms: { ...given.terms, ...(isDebit(method.type) ? { scheme: method.type } : {}) },
      acceptedMs: given.acceptedMs,
    });
    const made = await makeMandate(ctx, tx, id, grant, { metadata: given.metadata });
    await notePoint(ctx, tx, id);
    const [found] = await withStanding(ctx, tx, [made]);
    if (!found) throw new Error('a mandate that was made has a standing');
    return found;
  });
}

/**
 * Ends a mandate at once for every charge not yet planned. A card that nothing on record keeps any
 * more goes with it, and so does, with the period that is paid for, a subscription that a buyer takes
 * it back from.
 * @throws Problem 404
 */
export async function revokeMandate(
  ctx: Context,
  id: string,
  by: { readonly actor: Actor; readonly surface: Surface },
): Promise<StandingMandate> {
  return ctx.store.transact((tx) => revokeIn(ctx, tx, id, by));
}

/** @throws Problem 404 */
export async function revokeIn(
  ctx: Context,
  tx: Queryable,
  id: string,
  by: { readonly actor: Actor; readonly surface: Surface },
): Promise<StandingMandate> {
  const before = await findMandate(ctx, id, tx);
  const { mandate } = before;
  if (mandate.revokedMs !== null) return before;
  const change = { revokedMs: ctx.now(), revokedBy: by.actor } as const;
  await mandates.update(tx, ctx.account, id, change);
  await recordRevocation(ctx, tx, mandate, by);
  const after = await findMandate(ctx, id, tx);
  await emit(ctx, tx, {
    type: 'mandate.updated',
    object: encodeStanding(ctx, after),
    before: encodeStanding(ctx, before),
  });
  await endBackups(ctx, tx, mandate.customer, [id], by);
  if (by.actor === 'buyer') await stopWithout(ctx, tx, mandate.customer, id);
  await narrow(ctx, tx, mandate.paymentMethod);
  return after;
}

/**
 * After a permission ended: the card is shown as what is left allows and no more. One that neither a
 * consent, an assertion nor a live mandate keeps is detached, and its processor told.
 */
export async function narrow(ctx: Context, tx: Queryable, id: string): Promise<void> {
  const method = await findPaymentMethod(ctx, id, tx);
  if (method.customer === null) return;
  const all = await withStanding(ctx, tx, await mandatesOf(tx, ctx.account, method.id));
  const live = all.some((each) => each.standing.status !== 'inactive');
  const left = redisplayStanding(await consentsOfCard(tx, ctx.account, method.id), live);
  const { allowRedisplay } = left;
  // What an agreement alone keeps is `limited`, whatever a merchant had made of it before.
  const agreed = left.allowedBy === null && live && method.allowRedisplay !== allowRedisplay;
  if (agreed || isNarrower(allowRedisplay, method.allowRedisplay)) {
    const after = { ...method, allowRedisplay };
    await paymentMethods.update(tx, ctx.account, method.id, { allowRedisplay });
    await emit(ctx, tx, {
      type: 'payment_method.updated',
      object: ctx.encode.paymentMethod(after),
      before: ctx.encode.paymentMethod(method),
    });
  }
  if (left.allowedBy === null && !live)
    await forgetLater(ctx, tx, await detachIn(ctx, tx, await findPaymentMethod(ctx, id, tx)));
}

/** Every backup of a customer that was not revoked. */
export async function backupsOf(
  ctx: Context,
  db: Queryable,
  customer: string,
): Promise<readonly Mandate[]> {
  const cards = await methodsOfCustomer(db, ctx.account, customer);
  const all = await mandatesOfCards(
    db,
    ctx.account,
    cards.map(({ id }) => id),
  );
  return all.filter(({ terms, revokedMs }) => terms.backs !== undefined && revokedMs === null);
}

/**
 * What stood in for these mandates ends with them, in `tx`.
 * @param ended ids of mandates that were revoked
 */
export async function endBackups(
  ctx: Context,
  tx: Queryable,
  customer: string | null,
  ended: readonly string[],
  by: { readonly actor: Actor; readonly surface: Surface; readonly session?: string | null },
): Promise<void> {
  if (customer === null || ended.length === 0) return;
  for (const backup of await backupsOf(ctx, tx, customer)) {
    if (!ended.includes(backup.terms.backs ?? '')) continue;
    const change = { revokedMs: ctx.now(), revokedBy: by.actor } as const;
    await mandates.update(tx, ctx.account, backup.id, change);
    await recordRevocation(ctx, tx, backup, by);
    await emit(ctx, tx, {
      type: 'mandate.updated',
      object: ctx.encode.mandate({ ...backup, ...change }, 'inactive', 'revoked'),
    });
    await narrow(ctx, tx, backup.paymentMethod);
  }
}
