/**
 * The words that a buyer is asked to accept, composed from facts, and the terms that those words
 * amount to. Both come from the same facts in one call, so that nothing can be enforced that was
 * not said. It asks no clock and signs nothing: who keeps the key passes the hash function in.
 */
import { canonicalJson } from './consent.ts';
import type { MandateCategory, MandateTerms } from './mandate.ts';
import type { DebitType } from './method-type.ts';
import { formatMoney } from './money.ts';
import { type OfferLocale, wordsOf } from './offer-words/index.ts';
import type { MandateKind, OfferWords } from './offer-words/words.ts';
import type { Cadence } from './period.ts';

export { OFFER_LOCALES, type OfferLocale, offerLocale } from './offer-words/index.ts';
export { MANDATE_KINDS, type MandateKind } from './offer-words/words.ts';

/** Grows with every change of any language's words. */
export const TEMPLATE_VERSION = 1;

export interface OfferCard {
  readonly brand: string;
  readonly last4: string;
}

/** Who speaks, and where more can be read. */
export interface Speaker {
  readonly merchantName: string;
  readonly termsUrl: string | null;
  readonly supportUrl: string | null;
  /** Where a mandate can be revoked or a consent withdrawn, beside the saved cards themselves. */
  readonly cancelUrl: string | null;
}

export type AmountFacts =
  | { readonly rule: 'fixed' | 'max'; readonly amountMinor: number; readonly currency: string }
  | { readonly rule: 'as_determined'; readonly currency: string | null };

/** What kind of later charges; only what a kind needs can be said of it. */
export type KindFacts =
  | { readonly kind: Exclude<MandateKind, 'recurring' | 'installment'> }
  | { readonly kind: 'recurring'; readonly cadence: Cadence }
  | { readonly kind: 'installment'; readonly cadence: Cadence; readonly count: number };

/** A bank account, before (null) or after it is known. */
export interface OfferAccount {
  readonly type: DebitType;
  readonly last4: string | null;
}

export interface RedisplayFacts {
  readonly speaker: Speaker;
  readonly locale: OfferLocale;
  /** Null before it is known: the words then speak of "this card". */
  readonly card: OfferCard | null;
  /** Where it is about a bank account and no card. */
  readonly account?: OfferAccount | null;
}

export interface MandateFacts extends RedisplayFacts {
  readonly scope: KindFacts;
  readonly amount: AmountFacts;
  /** Epoch ms of the first later charge, where it is known. */
  readonly firstChargeMs: number | null;
  /** Epoch ms of the day after which nothing more is charged; null without an end. */
  readonly lastChargeMs: number | null;
  readonly trialEndMs: number | null;
  /** Days that a change is told in advance; at least 1. */
  readonly noticeDays: number;
  /** What it pays for, where it is a subscription. */
  readonly subscription?: SubscribedFacts | null;
}

/** What comes round, and what of it is due at once. */
export interface SubscribedFacts {
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
  /** Minor units, in the amount's currency; null or 0 where nothing is paid now. */
  readonly todayMinor: number | null;
}

/** The terms that the words amount to, until the moment of acceptance gives them a beginning. */
export type OfferedTerms = Omit<MandateTerms, 'validFromMs'> & {
  readonly singleUse: boolean;
  /** From when periods are counted, where a first charge was named. */
  readonly firstChargeMs: number | null;
  /** Covers nothing before this moment, where that is later than the acceptance. */
  readonly notBeforeMs?: number;
};

export interface Composed {
  /** Which words: `redisplay`, `mandate.recurring.fixed`. */
  readonly template: string;
  readonly templateVersion: number;
  readonly locale: OfferLocale;
  readonly text: string;
}

export interface ComposedMandate extends Composed {
  readonly terms: OfferedTerms;
}

const DAY_MS = 86_400_000;
const BRANDS: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
};

/** Names and numbers of the other direction, set apart so that they read in their own order. */
function isolate(locale: OfferLocale, value: string): string {
  return locale === 'ar' || locale === 'he' ? `\u2068${value}\u2069` : value;
}

interface Tongue {
  readonly words: OfferWords;
  readonly merchant: string;
  readonly set: (value: string) => string;
  readonly url: (value: string | null) => string | null;
  readonly money: (amountMinor: number, currency: string) => string;
  readonly date: (ms: number) => string;
}

function tongue(facts: RedisplayFacts): Tongue {
  const { locale, speaker } = facts;
  const set = (value: string) => isolate(locale, value.replace(/\s+/g, ' ').trim());
  const dates = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeZone: 'UTC',
    calendar: 'gregory',
    numberingSystem: 'latn',
  });
  return {
    words: wordsOf(locale),
    merchant: set(speaker.merchantName),
    set,
    url: (value) => (value === null ? null : set(value)),
    money: (amountMinor, currency) => set(formatMoney(amountMinor, currency, locale)),
    date: (ms) => set(dates.format(ms)),
  };
}

const brandOf = (card: OfferCard) => BRANDS[card.brand] ?? null;

function join(words: OfferWords, sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null).join(words.gap);
}

/** The words that allow a card to be kept and shown again. */
export function composeRedisplay(facts: RedisplayFacts): Composed {
  const { words, merchant, set, url } = tongue(facts);
  const { card, locale, account = null } = facts;
  const name = card ? words.redisplay.cardName(brandOf(card), set(card.last4)) : null;
  const text = join(words, [
    account ? words.bank.keep(merchant) : words.redisplay.keep(merchant, name),
    account ? words.bank.noCharge : words.redisplay.noCharge,
    words.redisplay.withdraw(url(facts.speaker.cancelUrl)),
    account ? words.bank.notice(merchant) : words.redisplay.notice(merchant),
  ]);
  return {
    template: account ? 'redisplay.bank' : 'redisplay',
    templateVersion: TEMPLATE_VERSION,
    locale,
    text,
  };
}

/** The account as the object of "to charge". */
function accountName({ last4 }: OfferAccount, { words, set }: Tongue): string {
  return last4 === null ? words.bank.thisAccount : words.bank.myAccount(set(last4));
}

function chargedName(facts: RedisplayFacts, said: Tongue): string {
  const { words, set } = said;
  if (facts.account) return accountName(facts.account, said);
  return facts.card ? words.myCard(brandOf(facts.card), set(facts.card.last4)) : words.thisCard;
}

function grantSentence(facts: MandateFacts, said: Tongue): string {
  const { scope } = facts;
  const { words, merchant } = said;
  const card = chargedName(facts, said);
  const parties = { merchant, card };
  if (scope.kind !== 'recurring' && scope.kind !== 'installment') {
    return words.grant[scope.kind](parties);
  }
  const every = words.every(scope.cadence.interval, scope.cadence.intervalCount);
  if (scope.kind === 'recurring') return words.grant.recurring({ ...parties, every });
  return words.grant.installment({ ...parties, every, count: scope.count });
}

function amountSentences(facts: MandateFacts, said: Tongue): readonly (string | null)[] {
  const { words, merchant, money } = said;
  const { amount, scope } = facts;
  if (amount.rule === 'as_determined') {
    const currency = amount.currency === null ? null : said.set(amount.currency.toUpperCase());
    return [words.amount.asDetermined(merchant, currency)];
  }
  const each = words.amount[amount.rule](money(amount.amountMinor, amount.currency));
  if (scope.kind !== 'installment') return [each];
  const total = money(amount.amountMinor * scope.count, amount.currency);
  return [each, words.total[amount.rule](total)];
}

/** What a subscription is charged for. */
function whatSentence({ subscription }: MandateFacts, { words, set }: Tongue): string | null {
  if (!subscription) return null;
  const items = subscription.items.map(({ name, quantity }) =>
    quantity > 1 ? `${set(name)} × ${quantity}` : set(name),
  );
  return words.subscription.what(items.join(', '));
}

/** The first of its charges, where that is now. */
function todaySentence({ subscription, amount }: MandateFacts, said: Tongue): string | null {
  const { todayMinor = null } = subscription ?? {};
  if (!todayMinor || amount.currency === null) return null;
  return said.words.subscription.today(said.money(todayMinor, amount.currency));
}

function endSentence(facts: MandateFacts, { words, date }: Tongue): string {
  if (facts.lastChargeMs !== null) return words.last(date(facts.lastChargeMs));
  if (facts.scope.kind === 'single') return words.until.charged;
  return facts.scope.kind === 'installment' ? words.until.paidOff : words.until.revoked;
}

const CATEGORIES: Readonly<Record<MandateKind, MandateCategory>> = {
  single: 'unscheduled',
  unscheduled: 'unscheduled',
  future_usage: 'unscheduled',
  recurring: 'recurring',
  installment: 'installment',
};

function countOf(scope: KindFacts): number | null {
  if (scope.kind === 'installment') return scope.count;
  return scope.kind === 'single' ? 1 : null;
}

/** What the words of these facts allow, and not a charge more. */
function termsOf(facts: MandateFacts): OfferedTerms {
  const { scope, amount, lastChargeMs, firstChargeMs } = facts;
  const cadence = 'cadence' in scope ? scope.cadence : null;
  const most = amount.rule === 'as_determined' ? null : amount.amountMinor;
  return {
    category: CATEGORIES[scope.kind],
    currency: amount.currency,
    maxAmountMinor: most,
    maxAmountPerPeriodMinor: cadence === null ? null : most,
    maxCount: countOf(scope),
    interval: cadence?.interval ?? null,
    intervalCount: cadence?.intervalCount ?? null,
    validUntilMs: lastChargeMs === null ? null : (Math.floor(lastChargeMs / DAY_MS) + 1) * DAY_MS,
    singleUse: scope.kind === 'single',
    firstChargeMs,
    // A trial's words promise that nothing is charged before its end.
    ...(facts.subscription && firstChargeMs !== null ? { notBeforeMs: firstChargeMs } : {}),
  };
}

/** The words of a mandate together with the terms that they amount to. */
export function composeMandate(facts: MandateFacts): ComposedMandate {
  const said = tongue(facts);
  const { words, merchant, url, date } = said;
  const { speaker, scope, amount } = facts;
  const text = join(words, [
    grantSentence(facts, said),
    whatSentence(facts, said),
    ...amountSentences(facts, said),
    todaySentence(facts, said),
    facts.trialEndMs === null ? null : words.trial(date(facts.trialEndMs)),
    facts.firstChargeMs === null ? null : words.first(date(facts.firstChargeMs)),
    endSentence(facts, said),
    words.notice(merchant, facts.noticeDays),
    (facts.subscription ? words.subscription.stop : words.revoke)(merchant, url(speaker.cancelUrl)),
    words.refunds(merchant, url(speaker.termsUrl)),
    facts.account?.type === 'sepa_debit' ? words.bank.refund : null,
    speaker.supportUrl === null ? null : words.questions(said.set(speaker.supportUrl)),
  ]);
  return {
    template: `mandate.${facts.account ? 'bank.' : ''}${facts.subscription ? 'subscription.' : ''}${scope.kind}.${amount.rule}`,
    templateVersion: TEMPLATE_VERSION,
    locale: facts.locale,
    text,
    terms: { ...termsOf(facts), ...(facts.account ? { scheme: facts.account.type } : {}) },
  };
}

/** What is debited now, once, from whose account. */
export interface DebitFacts extends RedisplayFacts {
  readonly account: OfferAccount;
  readonly amountMinor: number;
  readonly currency: string;
}

/** The words that allow one debit of a bank account, which its scheme asks for, and their terms. */
export function composeDebit(facts: DebitFacts): ComposedMandate {
  const said = tongue(facts);
  const { words, merchant, url } = said;
  const { speaker, account, amountMinor, currency } = facts;
  const debit = {
    merchant,
    account: accountName(account, said),
    amount: said.money(amountMinor, currency),
  };
  const sepa = account.type === 'sepa_debit';
  const text = join(words, [
    sepa ? words.bank.sepa(debit) : words.bank.debit(debit),
    words.bank.days,
    words.until.charged,
    sepa ? words.bank.refund : null,
    words.refunds(merchant, url(speaker.termsUrl)),
    speaker.supportUrl === null ? null : words.questions(said.set(speaker.supportUrl)),
  ]);
  return {
    template: `debit.${account.type}`,
    templateVersion: TEMPLATE_VERSION,
    locale: facts.locale,
    text,
    terms: {
      category: 'unscheduled',
      currency,
      maxAmountMinor: amountMinor,
      maxAmountPerPeriodMinor: null,
      maxCount: 1,
      interval: null,
      intervalCount: null,
      validUntilMs: null,
      singleUse: true,
      scheme: account.type,
      firstChargeMs: null,
    },
  };
}

/** The terms in force once the offer is accepted, and the moment from which periods count. */
export function termsInForce(
  offered: OfferedTerms,
  acceptedMs: number,
): { readonly terms: MandateTerms; readonly anchorMs: number; readonly singleUse: boolean } {
  const { singleUse, firstChargeMs, notBeforeMs = acceptedMs, ...rest } = offered;
  return {
    terms: { ...rest, validFromMs: Math.max(acceptedMs, notBeforeMs) },
    anchorMs: firstChargeMs ?? acceptedMs,
    singleUse,
  };
}

/** Everything that an offer is tied to; any difference makes it another offer. */
export interface OfferBinding {
  readonly session: string;
  readonly customer: string | null;
  /** What the session charges now, minor units. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly locale: OfferLocale;
  readonly template: string;
  readonly templateVersion: number;
  /** SHA-256 of the exact text, hex. */
  readonly textSha256: string;
  readonly terms: OfferedTerms | null;
  /** The saved card it was made for, by id; null for a card that is yet to be typed. */
  readonly paymentMethod: string | null;
}

export function canonicalOffer(binding: OfferBinding): string {
  return `keepsake.offer.v1\n${canonicalJson(binding)}`;
}

/**
 * The offer's id: derived, never stored, and the same as long as nothing changes.
 * @param mac keyed hash of a text, URL-safe
 */
export function offerId(binding: OfferBinding, mac: (text: string) => string): string {
  return `offer_${mac(canonicalOffer(binding))}`;
}
