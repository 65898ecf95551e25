/** Mandates in use: made when what they were given for succeeds, and used charge by charge. */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import type { ConsentRecord } from '../model/consent.ts';
import { type Mandate, type MandateTerms, useStateFor } from '../model/mandate.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { grantOfMandate } from '../storage/consents.ts';
import { mandates, settleUse } from '../storage/mandates.ts';
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
    anchorMs: terms.validFromMs,
    text: grant.words?.text ?? null,
    acceptance: {
      type: grant.act === 'grant' ? 'online' : 'offline',
      acceptedMs: grant.acceptedMs,
    },
    consent: grant.id,
    checkoutSession: grant.session,
    intent: grant.intent,
    subscription: null,
    singleUse: false,
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
): Promise<Mandate> {
  if (!grant.terms) throw new Error(`consent ${grant.id} has no terms`);
  const mandate = mandateOf(ctx, id, grant, grant.terms);
  await mandates.insert(tx, mandate);
  await emit(ctx, tx, { type: 'mandate.updated', object: ctx.encode.mandate(mandate, 'active') });
  return mandate;
}

/**
 * After an attempt's outcome: the use that it reserved is consumed, released or stays reserved, and
 * a mandate that the buyer gave with it comes into being once it succeeded.
 */
export async function settleMandate(ctx: Context, tx: Queryable, attempt: Attempt): Promise<void> {
  if (attempt.mandate === null) return;
  await settleUse(tx, attempt.id, useStateFor(attempt.status));
  if (attempt.status !== 'succeeded' && attempt.status !== 'authorized') return;
  if (await mandates.find(tx, ctx.account, attempt.mandate)) return;
  const grant = await grantOfMandate(tx, ctx.account, attempt.mandate);
  if (!grant) throw new Error(`attempt ${attempt.id} names a mandate that nobody granted`);
  await makeMandate(ctx, tx, attempt.mandate, grant);
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
  }: {
    readonly intent: { readonly id: string; readonly customer: string | null };
    readonly method: PaymentMethod;
    readonly data: Readonly<Record<string, unknown>> | null;
    readonly currency: string | null;
  },
): Promise<string | null> {
  const acceptance = data?.customer_acceptance as { accepted_at?: number } | undefined;
  if (!acceptance) return null;
  const id = ctx.newId('mandate');
  const terms: MandateTerms = {
    category: 'unscheduled',
    currency,
    maxAmountMinor: null,
    maxAmountPerPeriodMinor: null,
    maxCount: null,
    interval: null,
    intervalCount: null,
    validFromMs: ctx.now(),
    validUntilMs: null,
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
