/**
 * Offers of one session: the words for a consent or a mandate, derived from the session's facts and
 * tied to it. What is accepted is looked for among what could have been offered; nothing is stored.
 */
import type { Context } from '../context.ts';
import { type CheckoutPlan, planOf } from '../model/checkout-plan.ts';
import { type CheckoutSession, mandateNeed, savesByBox } from '../model/checkout-session.ts';
import type { ConsentWords } from '../model/consent.ts';
import { type DebitType, isDebit } from '../model/method-type.ts';
import {
  type AmountFacts,
  type Composed,
  composeDebit,
  composeMandate,
  composeRedisplay,
  type KindFacts,
  type MandateFacts,
  OFFER_LOCALES,
  type OfferedTerms,
  type OfferLocale,
  offerId,
  offerLocale,
  type RedisplayFacts,
  type Speaker,
  type SubscribedFacts,
} from '../model/offer.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest } from '../model/problem.ts';

/** Days that a change to an agreement is told in advance. */
export const NOTICE_DAYS = 7;

/** An offer as it is shown, with the terms that its words amount to. */
export interface Offer {
  readonly id: string;
  readonly text: string;
  readonly sha256: string;
  readonly locale: OfferLocale;
  readonly template: string;
  readonly templateVersion: number;
  readonly terms: OfferedTerms | null;
}

export interface Offers {
  readonly redisplay: Offer | null;
  readonly mandate: Offer | null;
  /** Allows the debit of a bank account that is made now; null for a card, and where nothing is paid. */
  readonly debit: Offer | null;
}

/** What offers are made for: a card or account that is kept, or one that is yet to be typed. */
export type Subject = PaymentMethod | DebitType | null;

const methodOf = (subject: Subject) => (typeof subject === 'string' ? null : subject);

/**
 * Which card or account the words name.
 * @param typed the kind of an account that is yet to be typed; null for a card
 */
export function subjectOf(
  method: PaymentMethod | null,
  typed: DebitType | null,
): Pick<RedisplayFacts, 'card' | 'account'> {
  const type = method === null ? typed : isDebit(method.type) ? method.type : null;
  const last4 = method?.card.last4 ?? null;
  if (type !== null) return { card: null, account: { type, last4 } };
  return { card: method && { brand: method.card.brand, last4: method.card.last4 }, account: null };
}

export function speakerOf(ctx: Context): Speaker {
  const { merchantName, merchantTermsUrl, merchantSupportUrl } = ctx.config;
  return {
    merchantName,
    termsUrl: merchantTermsUrl ?? null,
    supportUrl: merchantSupportUrl ?? null,
    cancelUrl: null,
  };
}

/** What a merchant said of later charges, in Stripe's `mandate_options` of a card. */
interface MandateOptions {
  readonly amount?: unknown;
  readonly amount_type?: unknown;
  readonly currency?: unknown;
  readonly interval?: unknown;
  readonly interval_count?: unknown;
  readonly count?: unknown;
  readonly start_date?: unknown;
  readonly end_date?: unknown;
}

const INTERVALS = ['day', 'week', 'month', 'year'] as const;

function mandateOptions(session: CheckoutSession): MandateOptions {
  const options = session.extra.payment_method_options as
    | { card?: { mandate_options?: MandateOptions } }
    | null
    | undefined;
  return options?.card?.mandate_options ?? {};
}

function scopeOf(session: CheckoutSession, options: MandateOptions): KindFacts {
  const interval = INTERVALS.find((each) => each === options.interval);
  const count = Number(options.count ?? 0);
  if (count === 1) return { kind: 'single' };
  if (interval) {
    const cadence = { interval, intervalCount: Number(options.interval_count ?? 1) };
    return count > 1 ? { kind: 'installment', cadence, count } : { kind: 'recurring', cadence };
  }
  return { kind: session.mode === 'payment' ? 'future_usage' : 'unscheduled' };
}

function amountOf(session: CheckoutSession, options: MandateOptions): AmountFacts {
  const currency =
    typeof options.currency === 'string' ? options.currency.toLowerCase() : session.currency;
  const amountMinor = Number(options.amount);
  if (currency === null || !Number.isSafeInteger(amountMinor) || amountMinor < 1)
    return { rule: 'as_determined', currency };
  return { rule: options.amount_type === 'fixed' ? 'fixed' : 'max', amountMinor, currency };
}

const msOf = (seconds: unknown) =>
  Number.isSafeInteger(Number(seconds ?? Number.NaN)) ? Number(seconds) * 1000 : null;

type LaterFacts = Pick<
  MandateFacts,
  'scope' | 'amount' | 'firstChargeMs' | 'lastChargeMs' | 'trialEndMs' | 'subscription'
>;

/** What a subscription charges, said as what it is: this often, this much, for these things. */
export function subscriptionFacts(
  plan: Pick<CheckoutPlan, 'cadence' | 'eachMinor' | 'todayMinor' | 'trialEndMs'> &
    Pick<SubscribedFacts, 'items'>,
  currency: string,
): LaterFacts {
  const { cadence, items, eachMinor: amountMinor, todayMinor, trialEndMs } = plan;
  const onTrial = trialEndMs !== null;
  return {
    scope: { kind: 'recurring', cadence },
    amount: { rule: 'fixed', amountMinor, currency },
    firstChargeMs: trialEndMs,
    lastChargeMs: null,
    // What is paid once is paid at once, trial or not: then the words cannot say that nothing is.
    trialEndMs: todayMinor === 0 ? trialEndMs : null,
    subscription: { items, todayMinor: onTrial ? null : todayMinor },
  };
}

function laterFacts(session: CheckoutSession): LaterFacts {
  const plan = planOf(session);
  if (plan && session.currency !== null) return subscriptionFacts(plan, session.currency);
  const options = mandateOptions(session);
  return {
    scope: scopeOf(session, options),
    amount: amountOf(session, options),
    firstChargeMs: msOf(options.start_date),
    lastChargeMs: msOf(options.end_date),
    trialEndMs: null,
  };
}

/** What an offer is tied to beside its words: the visit, and what is paid in it. */
export type Visit = Pick<CheckoutSession, 'id' | 'customer' | 'amountTotalMinor' | 'currency'>;

/** Words as an offer of one visit, for one card (null: one that is yet to be typed). */
export function seal(
  ctx: Context,
  session: Visit,
  composed: Composed & { readonly terms?: OfferedTerms },
  method: string | null,
): Offer {
  const { text, locale, template, templateVersion, terms = null } = composed;
  const sha256 = ctx.keys.sha256(text);
  const binding = {
    session: session.id,
    customer: session.customer,
    amountMinor: session.amountTotalMinor,
    currency: session.currency,
    locale,
    template,
    templateVersion,
    textSha256: sha256,
    terms,
    paymentMethod: method,
  };
  return {
    id: offerId(binding, (canonical) => ctx.keys.mac('offer', canonical)),
    text,
    sha256,
    locale,
    template,
    templateVersion,
    terms,
  };
}

/** What has to be allowed before an account is debited now. */
function debitOffer(
  ctx: Context,
  session: CheckoutSession,
  account: RedisplayFacts['account'],
  common: Pick<RedisplayFacts, 'speaker' | 'locale' | 'card'>,
  method: string | null,
): Offer | null {
  const { amountTotalMinor: amountMinor, currency } = session;
  if (!account || session.paymentIntent === null || !amountMinor || currency === null) return null;
  return seal(ctx, session, composeDebit({ ...common, account, amountMinor, currency }), method);
}

/**
 * The offers of a session for one card or account.
 * @param subject what they are for: kept, or yet to be typed
 */
export function offersFor(
  ctx: Context,
  session: CheckoutSession,
  subject: Subject,
  locale: OfferLocale,
): Offers {
  const speaker = speakerOf(ctx);
  const method = methodOf(subject);
  const named = subjectOf(method, typeof subject === 'string' ? subject : null);
  const common = { speaker, locale, ...named };
  const debit = debitOffer(ctx, session, named.account, common, method?.id ?? null);
  const redisplay =
    savesByBox(session) && method === null
      ? seal(ctx, session, composeRedisplay(common), null)
      : null;
  if (mandateNeed(session) === 'none') return { redisplay, mandate: null, debit };
  const composed = composeMandate({
    ...common,
    ...laterFacts(session),
    noticeDays: NOTICE_DAYS,
  });
  return { redisplay, mandate: seal(ctx, session, composed, method?.id ?? null), debit };
}

/** The language of a session's offers where nobody asks for another. */
export function sessionLocale(session: CheckoutSession, wish: string | null = null): OfferLocale {
  return offerLocale(wish, session.locale);
}

interface Acceptance {
  readonly offer: string;
  readonly accepted: boolean;
}

/**
 * The same context under each key that is listed whole, the active one first: words that were shown
 * before the key was changed are still the words that were shown.
 */
export function byEachKey(ctx: Context): readonly Context[] {
  const { keys } = ctx;
  const older = keys.listed.filter(({ id, whole }) => whole && id !== keys.activeId);
  const under = (id: string): Context => ({
    ...ctx,
    keys: { ...keys, mac: (purpose, text) => keys.mac(purpose, text, id) },
  });
  return [ctx, ...older.map(({ id }) => under(id))];
}

/**
 * The offer that was accepted, if it was: made to this session, for this card (or before a card was
 * known), in any of our languages, and unaltered.
 * @throws Problem 400 for any other
 */
export function acceptedOffer(
  ctx: Context,
  session: CheckoutSession,
  method: PaymentMethod | null,
  kind: keyof Offers,
  acceptance: Acceptance | undefined,
): Offer | null {
  if (!acceptance?.accepted) return null;
  const typed: readonly Subject[] = [null, ...session.paymentMethodTypes.filter(isDebit)];
  const forCards: readonly Subject[] = method === null ? typed : [method, ...typed];
  // An earlier, failed press of this session may have made its customer after the words were shown.
  const asShown = session.customer === null ? [session] : [session, { ...session, customer: null }];
  for (const then of byEachKey(ctx)) {
    for (const shown of asShown) {
      for (const card of forCards) {
        for (const locale of OFFER_LOCALES) {
          const offer = offersFor(then, shown, card, locale)[kind];
          if (offer && offer.id === acceptance.offer) return offer;
        }
      }
    }
  }
  throw invalidRequest(
    'The words that were accepted are not the words that this checkout offers now. Show them again and ask again.',
    'offer_not_valid',
    `consents[${kind}][offer]`,
  );
}

/** An accepted offer as the ledger keeps its words. */
export function wordsOfOffer(offer: Offer): ConsentWords {
  const { id, text, sha256, locale, template, templateVersion } = offer;
  return {
    text,
    sha256,
    locale,
    template,
    templateVersion,
    offer: id,
    control: 'checkbox',
    placement: 'beside_control',
  };
}
