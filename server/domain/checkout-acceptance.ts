/**
 * What a buyer accepted with a press: held against what it is paid with, and written down in the words
 * that were shown. It plans no charge.
 */
import type { Context } from '../context.ts';
import { type CheckoutSession, isHosted, mandateNeed } from '../model/checkout-session.ts';
import { isDebit, type MethodType } from '../model/method-type.ts';
import { termsInForce } from '../model/offer.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest } from '../model/problem.ts';
import { invoiceOfIntent } from '../storage/invoices.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { intentOf } from './checkout-press.ts';
import { record } from './consents.ts';
import { grantDebit } from './debits.ts';
import { refuseOtherType } from './method-types.ts';
import { type Offer, wordsOfOffer } from './offers.ts';

/** The offers that were accepted; null for those that were not, or not made. */
export interface Accepted {
  readonly redisplay: Offer | null;
  readonly mandate: Offer | null;
  /** Allows the debit that is made now. */
  readonly debit: Offer | null;
}

/** @throws Problem 400 without what this checkout needs, whatever it is paid with */
export function refuseWithoutMandate(session: CheckoutSession, { mandate }: Accepted): void {
  if (mandateNeed(session) !== 'required' || mandate) return;
  throw invalidRequest(
    'The authorization for later charges was not accepted, and this checkout needs it.',
    'mandate_required',
    'consents[mandate]',
  );
}

/** What words about another kind of method come to: nothing was accepted for this one. */
function fits(offer: Offer, type: MethodType): boolean {
  if (offer.terms) return (offer.terms.scheme ?? 'card') === type;
  return (offer.template === 'redisplay.bank') === isDebit(type);
}

/**
 * @param param what named the card or account in the request
 * @throws Problem 400 for a kind that the session does not take, for words about another kind, and for
 *   a debit that was not allowed
 */
export function refuseMisfits(
  session: CheckoutSession,
  type: MethodType,
  accepted: Accepted,
  param: string,
): void {
  refuseOtherType(session.paymentMethodTypes, { type }, param);
  for (const kind of ['redisplay', 'mandate', 'debit'] as const) {
    const offer = accepted[kind];
    if (!offer || fits(offer, type)) continue;
    throw invalidRequest(
      'The words that were accepted are about another kind of payment method. Show the right ones and ask again.',
      'offer_not_valid',
      `consents[${kind}][offer]`,
    );
  }
  if (!isDebit(type) || session.paymentIntent === null || accepted.debit) return;
  throw invalidRequest(
    'The debit of this bank account was not authorized, and without that it cannot be made.',
    'mandate_required',
    'consents[debit]',
  );
}

interface Occasion {
  readonly session: CheckoutSession;
  readonly method: PaymentMethod;
  /** The customer that what is kept belongs to. */
  readonly owner: string | null;
  readonly billing: BillingDetails;
}

/** Terms as they stand in the ledger, from the moment of acceptance. */
function ledgerTerms(offered: NonNullable<Offer['terms']>, nowMs: number) {
  const { terms, anchorMs, singleUse } = termsInForce(offered, nowMs);
  return {
    ...terms,
    ...(anchorMs === terms.validFromMs ? {} : { anchorMs }),
    ...(singleUse ? { singleUse } : {}),
  };
}

/**
 * A permission that is renewed for a subscription counts by that one's own periods: counted from the day on
 * which the buyer came back, two renewals could fall into one of its months.
 */
async function periodsOf(
  ctx: Context,
  tx: Queryable,
  { recoversIntent }: CheckoutSession,
): Promise<{ readonly anchorMs?: number }> {
  const invoice =
    recoversIntent === null ? null : await invoiceOfIntent(tx, ctx.account, recoversIntent);
  const renewed = invoice?.subscription
    ? await subscriptions.find(tx, ctx.account, invoice.subscription)
    : null;
  return renewed ? { anchorMs: renewed.anchorMs } : {};
}

/**
 * Records what was accepted, in the words that were shown.
 * @returns the mandates' ids: `later` is to be, once this succeeds; `debit` is in force
 */
export async function recordAcceptance(
  ctx: Context,
  tx: Queryable,
  accepted: Accepted,
  { session, method, owner, billing }: Occasion,
): Promise<{ readonly later: string | null; readonly debit: string | null }> {
  const { redisplay, mandate, debit } = accepted;
  const shared = {
    act: 'grant',
    actor: 'buyer',
    surface: isHosted(session) ? 'hosted' : 'embedded',
    customer: owner,
    method,
    session: session.id,
    intent: intentOf(session),
    person: { email: billing.email, name: billing.name ?? method.billingDetails.name },
  } as const;
  if (redisplay)
    await record(ctx, tx, {
      ...shared,
      scope: 'redisplay',
      words: wordsOfOffer(redisplay),
      allowRedisplay: 'always',
    });
  const allowed = debit?.terms
    ? await grantDebit(ctx, tx, {
        ...shared,
        words: wordsOfOffer(debit),
        terms: ledgerTerms(debit.terms, ctx.now()),
      })
    : null;
  if (!mandate?.terms) return { later: null, debit: allowed };
  const later = ctx.newId('mandate');
  await record(ctx, tx, {
    ...shared,
    scope: 'mandate',
    words: wordsOfOffer(mandate),
    mandate: later,
    terms: { ...ledgerTerms(mandate.terms, ctx.now()), ...(await periodsOf(ctx, tx, session)) },
  });
  return { later, debit: allowed };
}
