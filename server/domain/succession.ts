/**
 * Agreements that go on with another card: each is offered anew in words of ours, and what is
 * accepted becomes a mandate and a record of its own. It moves no card and ends no agreement.
 */
import type { Context } from '../context.ts';
import type { Surface } from '../model/consent.ts';
import type { Mandate } from '../model/mandate.ts';
import { composeMandate, OFFER_LOCALES, type OfferLocale, termsInForce } from '../model/offer.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest } from '../model/problem.ts';
import { cardEndMs, successionOf } from '../model/succession.ts';
import { consents } from '../storage/consents.ts';
import { mandatesOf, usesOf } from '../storage/mandates.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { record } from './consents.ts';
import { withStanding } from './mandate-records.ts';
import { makeMandate } from './mandates.ts';
import {
  byEachKey,
  NOTICE_DAYS,
  type Offer,
  seal,
  speakerOf,
  subjectOf,
  wordsOfOffer,
} from './offers.ts';

/** Who changes a card in which visit: a wallet's or a checkout's. */
export interface Holder {
  readonly session: string;
  readonly customer: string;
  readonly surface: Surface;
}

/** An agreement of a card, and the words in which it can go on; null where it ends with the card. */
export interface Agreement {
  readonly mandate: Mandate;
  readonly offer: Offer | null;
}

/** What the buyer said to such words. */
export interface Acceptance {
  readonly mandate: string;
  readonly offer: string;
  readonly accepted: boolean;
}

/** Whether the words of an agreement named a fixed amount; those of a merchant are taken as a limit. */
async function ruleOf(ctx: Context, db: Queryable, mandate: Mandate): Promise<'fixed' | 'max'> {
  const grant = await consents.find(db, ctx.account, mandate.consent);
  return grant?.words?.template.endsWith('.fixed') ? 'fixed' : 'max';
}

/**
 * The agreements of a card that still live, each with the words to take it over.
 * @param heir the saved card that is to stand in once this one has ended; null for a number that is
 *   yet to be typed, in this one's place
 */
export async function agreementsOf(
  ctx: Context,
  db: Queryable,
  { session, customer }: Holder,
  method: PaymentMethod,
  heir: PaymentMethod | null,
  locale: OfferLocale,
): Promise<readonly Agreement[]> {
  const all = await withStanding(ctx, db, await mandatesOf(db, ctx.account, method.id));
  const living = all.flatMap(({ mandate, standing }) =>
    standing.status === 'inactive' ? [] : [mandate],
  );
  const uses = await usesOf(
    db,
    living.map(({ id }) => id),
  );
  const visit = { id: session, customer, amountTotalMinor: null, currency: null };
  const nowMs = ctx.now();
  const fromMs = heir ? Math.max(nowMs, cardEndMs(method.card)) : nowMs;
  return Promise.all(
    living.map(async (mandate) => {
      const { backs } = mandate.terms;
      const own = uses.filter((use) => use.mandate === mandate.id);
      const rule = await ruleOf(ctx, db, mandate);
      // Who stands in for another needs nobody to stand in for them.
      const facts = heir && backs ? null : successionOf(mandate, own, rule, fromMs, nowMs);
      if (!facts) return { mandate, offer: null };
      const { notBeforeMs, ...said } = facts;
      const its =
        mandate.subscription === null
          ? null
          : await subscriptions.find(db, ctx.account, mandate.subscription);
      const composed = composeMandate({
        ...said,
        speaker: speakerOf(ctx),
        locale,
        ...subjectOf(heir, null),
        trialEndMs: null,
        noticeDays: NOTICE_DAYS,
        subscription: its && { items: its.items, todayMinor: null },
      });
      const standsInFor = heir ? mandate.id : backs;
      const terms = {
        ...composed.terms,
        ...(notBeforeMs === null ? {} : { notBeforeMs }),
        ...(standsInFor === undefined ? {} : { backs: standsInFor }),
      };
      return { mandate, offer: seal(ctx, visit, { ...composed, terms }, heir?.id ?? null) };
    }),
  );
}

/**
 * The offers among those that could have been shown that were accepted, in any of our languages.
 * @throws Problem 400 for any other words
 */
export async function acceptedAgreements(
  ctx: Context,
  db: Queryable,
  holder: Holder,
  method: PaymentMethod,
  heir: PaymentMethod | null,
  given: readonly Acceptance[],
): Promise<readonly Offer[]> {
  const wanted = given.filter(({ accepted }) => accepted);
  if (wanted.length === 0) return [];
  const offered = await Promise.all(
    byEachKey(ctx).flatMap((then) =>
      OFFER_LOCALES.map((locale) => agreementsOf(then, db, holder, method, heir, locale)),
    ),
  );
  return wanted.map((acceptance, at) => {
    const found = offered
      .flat()
      .find(
        ({ mandate, offer }) => mandate.id === acceptance.mandate && offer?.id === acceptance.offer,
      );
    if (found?.offer) return found.offer;
    throw invalidRequest(
      'The words that were accepted are not the words that are offered now. Show them again and ask again.',
      'offer_not_valid',
      `agreements[${at}][offer]`,
    );
  });
}

/** Records an accepted offer and brings the mandate into force, in `tx`. The card must be one that can be charged later. */
export async function grantAgreement(
  ctx: Context,
  tx: Queryable,
  { session, customer, surface }: Holder,
  method: PaymentMethod,
  offer: Offer,
): Promise<Mandate> {
  if (!offer.terms) throw new Error('an agreement has terms');
  const id = ctx.newId('mandate');
  const { terms, anchorMs, singleUse } = termsInForce(offer.terms, ctx.now());
  const grant = await record(ctx, tx, {
    act: 'grant',
    actor: 'buyer',
    scope: 'mandate',
    surface,
    customer,
    method,
    session,
    words: wordsOfOffer(offer),
    mandate: id,
    terms: {
      ...terms,
      ...(anchorMs === terms.validFromMs ? {} : { anchorMs }),
      ...(singleUse ? { singleUse } : {}),
    },
    person: { email: method.billingDetails.email, name: method.billingDetails.name },
  });
  return makeMandate(ctx, tx, id, grant);
}
