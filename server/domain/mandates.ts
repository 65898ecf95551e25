/** Mandates in use: made when what they were given for succeeds, and used charge by charge. */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import type { Actor, ConsentRecord, Surface } from '../model/consent.ts';
import { serves } from '../model/credential.ts';
import { classify } from '../model/decline.ts';
import { covers, type Mandate, type MandateTerms, useStateFor } from '../model/mandate.ts';
import { isDebit } from '../model/method-type.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import type { Cadence } from '../model/period.ts';
import { attempts } from '../storage/attempts.ts';
import { grantOfMandate } from '../storage/consents.ts';
import { mandates, mandatesOf, settleUse, usesOf } from '../storage/mandates.ts';
import { credentials, paymentMethods } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { record } from './consents.ts';
import { emit } from './events.ts';

/** A mandate as its record in the ledger says. @param terms the record's own */
function mandateOf(ctx: Context, id: string, grant: ConsentRecord, terms: MandateTerms): Mandate {
  return {
    id,
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    customer: grant.customer,
    paymentMethod: grant.paymentMethod,
    terms,
    anchorMs: terms.anchorMs ?? terms.validFromMs,
    text: grant.words?.text ?? null,
    acceptance: {
      type: grant.act === 'grant' ? 'online' : 'offline',
      acceptedMs: grant.acceptedMs,
    },
    consent: grant.id,
    checkoutSession: grant.session,
    intent: grant.intent,
    subscription: null,
    singleUse: terms.singleUse ?? false,
    needsReauthentication: false,
    revokedMs: null,
    revokedBy: null,
    supersededBy: null,
    metadata: {},
  };
}

/** Writes the mandate that a record in the ledger grants, with its event. */
export async function makeMandate(
  ctx: Context,
  tx: Queryable,
  id: string,
  grant: ConsentRecord,
  more: Partial<Mandate> = {},
): Promise<Mandate> {
  if (!grant.terms) throw new Error(`consent ${grant.id} has no terms`);
  const mandate = { ...mandateOf(ctx, id, grant, grant.terms), ...more };
  await mandates.insert(tx, mandate);
  await emit(ctx, tx, { type: 'mandate.updated', object: ctx.encode.mandate(mandate, 'active') });
  return mandate;
}

/** Live mandates of a card that only wait for the buyer, and would cover this charge. */
async function waitingFor(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  paymentMethod: string,
): Promise<readonly Mandate[]> {
  const waiting = (await mandatesOf(tx, ctx.account, paymentMethod)).filter(
    (each) => each.needsReauthentication,
  );
  const uses = await usesOf(
    tx,
    waiting.map((each) => each.id),
  );
  const charge = { amountMinor: attempt.amountMinor, currency: attempt.currency, category: null };
  return waiting.filter(
    (each) =>
      covers(
        each,
        uses.filter((use) => use.mandate === each.id),
        charge,
        ctx.now(),
      ).ok,
  );
}

/** Whether the attempt left a credential that can be charged later; a mandate for any other covers nothing. */
async function servesLater(ctx: Context, tx: Queryable, attempt: Attempt): Promise<boolean> {
  const credential =
    attempt.credential === null
      ? null
      : await credentials.find(tx, ctx.account, attempt.credential);
  return credential !== null && serves(credential.reusability, 'off_session');
}

/** What the buyer accepted comes into force: a live mandate is renewed, or a new one is made. */
async function bringIntoForce(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  promised: string,
): Promise<string | null> {
  const grant = await grantOfMandate(tx, ctx.account, promised);
  if (!grant) throw new Error(`attempt ${attempt.id} names a mandate that nobody granted`);
  if (!(await servesLater(ctx, tx, attempt))) return null;
  const waiting = await waitingFor(ctx, tx, attempt, grant.paymentMethod);
  for (const mandate of waiting) {
    await mandates.update(tx, ctx.account, mandate.id, { needsReauthentication: false });
    await emit(ctx, tx, {
      type: 'mandate.updated',
      object: ctx.encode.mandate({ ...mandate, needsReauthentication: false }, 'active'),
    });
  }
  // What comes round is agreed for itself: the words of another agreement do not speak of it.
  const renewed = grant.terms?.category === 'recurring' ? undefined : waiting[0]?.id;
  return renewed ?? (await makeMandate(ctx, tx, promised, grant)).id;
}

/**
 * The issuer wanted to see the buyer, and the buyer has paid with this very card what is due under the
 * mandate: it is charged without them again. Nothing is granted that was not before.
 */
export async function confirmedByBuyer(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  id: string | null,
): Promise<void> {
  if (id === null || attempt.initiator !== 'customer') return;
  const mandate = await mandates.find(tx, ctx.account, id);
  const same = mandate?.paymentMethod === attempt.paymentMethod;
  if (!mandate?.needsReauthentication || mandate.revokedMs !== null || !same) return;
  await mandates.update(tx, ctx.account, id, { needsReauthentication: false });
  const after = { ...mandate, needsReauthentication: false };
  await emit(ctx, tx, { type: 'mandate.updated', object: ctx.encode.mandate(after, 'active') });
}

/** A mandate's end, as a record of its own. */
export async function recordRevocation(
  ctx: Context,
  tx: Queryable,
  mandate: Mandate,
  by: {
    readonly actor: Actor;
    readonly surface: Surface;
    readonly session?: string | null;
  },
): Promise<void> {
  const method = await paymentMethods.find(tx, ctx.account, mandate.paymentMethod);
  if (!method) throw new Error(`mandate ${mandate.id} has no card`);
  await record(ctx, tx, {
    act: 'revocation',
    scope: 'mandate',
    ...by,
    customer: mandate.customer,
    method,
    words: null,
    mandate: mandate.id,
    refersTo: mandate.consent,
  });
}

/** What a decline of a later charge means for the mandate it was made under. */
async function heed(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
  mandate: Mandate,
): Promise<void> {
  if (attempt.decline === null) return;
  const { code, networkCode, advice } = attempt.decline;
  const row = classify(code, networkCode, advice ?? null);
  if (row.singleUse && attempt.credential !== null)
    await credentials.update(tx, ctx.account, attempt.credential, { reusability: 'single_use' });
  const ends = row.endsMandates === true && mandate.revokedMs === null;
  const change: Partial<Mandate> = {
    ...(row.needsReauthentication ? { needsReauthentication: true } : {}),
    ...(ends ? { revokedMs: ctx.now(), revokedBy: 'issuer' as const } : {}),
  };
  if (Object.keys(change).length === 0) return;
  await mandates.update(tx, ctx.account, mandate.id, change);
  if (ends) await recordRevocation(ctx, tx, mandate, { actor: 'issuer', surface: 'api' });
  const after = { ...mandate, ...change };
  const [status, why] =
    after.revokedMs === null ? (['active', null] as const) : (['inactive', 'revoked'] as const);
  await emit(ctx, tx, { type: 'mandate.updated', object: ctx.encode.mandate(after, status, why) });
}

/**
 * After an attempt's outcome: the use that it reserved is consumed, released or stays reserved, and
 * a mandate that the buyer gave with it comes into force once it succeeded.
 * @returns the mandate that stands behind the attempt now; null without one
 */
export async function settleMandate(
  ctx: Context,
  tx: Queryable,
  attempt: Attempt,
): Promise<string | null> {
  if (attempt.mandate === null) return null;
  await settleUse(tx, attempt.id, useStateFor(attempt.status));
  const mandate = await mandates.find(tx, ctx.account, attempt.mandate);
  if (mandate) {
    await heed(ctx, tx, attempt, mandate);
    return mandate.id;
  }
  const done = attempt.status === 'succeeded' || attempt.status === 'authorized';
  if (!done) return null;
  const inForce = await bringIntoForce(ctx, tx, attempt, attempt.mandate);
  if (inForce !== attempt.mandate)
    await attempts.update(tx, ctx.account, attempt.id, { mandate: inForce });
  return inForce;
}

/**
 * Records the authorization that a merchant took with an intent (`mandate_data`). The mandate itself
 * comes into being when the intent succeeds.
 * @param data the request's `mandate_data`, in the wire's names; null where there is none
 * @returns the mandate's id to be, or null
 */
export async function promiseMandate(
  ctx: Context,
  tx: Queryable,
  {
    intent,
    method,
    data,
    currency,
    cadence = null,
  }: {
    readonly intent: { readonly id: string; readonly customer: string | null };
    readonly method: PaymentMethod;
    readonly data: Readonly<Record<string, unknown>> | null;
    readonly currency: string | null;
    /** How often it is charged, where the intent begins a subscription. */
    readonly cadence?: Cadence | null;
  },
): Promise<string | null> {
  const acceptance = data?.customer_acceptance as { accepted_at?: number } | undefined;
  if (!acceptance) return null;
  const id = ctx.newId('mandate');
  const terms: MandateTerms = {
    category: cadence === null ? 'unscheduled' : 'recurring',
    currency,
    maxAmountMinor: null,
    maxAmountPerPeriodMinor: null,
    maxCount: null,
    interval: cadence?.interval ?? null,
    intervalCount: cadence?.intervalCount ?? null,
    validFromMs: ctx.now(),
    validUntilMs: null,
    ...(isDebit(method.type) ? { scheme: method.type } : {}),
  };
  await record(ctx, tx, {
    act: 'assertion',
    scope: 'mandate',
    actor: 'merchant',
    surface: 'api',
    customer: intent.customer,
    method,
    words: null,
    mandate: id,
    terms,
    intent: intent.id,
    acceptedMs: acceptance.accepted_at === undefined ? ctx.now() : acceptance.accepted_at * 1000,
  });
  return id;
}
