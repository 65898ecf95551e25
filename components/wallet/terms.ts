/**
 * A mandate in a few plain rows: for what, up to what, until when, and what was charged so far.
 * It retells the terms that the server keeps; the words that were agreed to stand beside it.
 */
import type { WalletMandate } from '../../server/wire/wallet.ts';
import { formatAmount } from '../locale/format.ts';
import { oftenOf, spanOf } from '../locale/plan/often.ts';
import type { WalletMessages } from '../locale/wallet/en.ts';

export interface Term {
  readonly label: string;
  readonly text: string;
}

/** @param atSeconds epoch seconds */
export function formatDate(atSeconds: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(atSeconds * 1_000);
}

/** `Regular charges, every month` */
export function purposeOf(
  mandate: Pick<WalletMandate, 'category' | 'interval' | 'interval_count'>,
  messages: WalletMessages,
  locale: string,
) {
  const { category, interval } = mandate;
  const count = mandate.interval_count ?? 1;
  const what = messages.category[category];
  // Without a schedule, an interval is only the period of a limit.
  if (!interval || category === 'unscheduled') return what;
  const often = oftenOf({ interval, interval_count: count }, messages, locale);
  return messages.regularly(what, often);
}

function limitsOf(mandate: WalletMandate, messages: WalletMessages, locale: string): string {
  const { currency, interval, max_amount, max_amount_per_period, max_count } = mandate;
  const count = mandate.interval_count ?? 1;
  const limits: string[] = [];
  if (currency && max_amount !== null) {
    limits.push(messages.eachTime(formatAmount(max_amount, currency, locale)));
  }
  if (currency && max_amount_per_period !== null) {
    const amount = formatAmount(max_amount_per_period, currency, locale);
    const span = interval ? spanOf(interval, count, locale) : '';
    limits.push(messages.perPeriod(amount, interval, count, span));
  }
  if (max_count !== null) limits.push(messages.charges(max_count));
  return limits.join(' · ') || messages.noLimit;
}

function historyOf(mandate: WalletMandate, messages: WalletMessages, locale: string): string {
  const { currency, used } = mandate;
  if (used.count === 0) return messages.notCharged;
  const amount = currency ? formatAmount(used.amount, currency, locale) : null;
  const last = used.last_at === null ? null : formatDate(used.last_at, locale);
  return messages.charged(used.count, amount, last);
}

export function termsOf(
  mandate: WalletMandate,
  messages: WalletMessages,
  locale: string,
): readonly Term[] {
  const { valid_until } = mandate;
  return [
    { label: messages.forWhat, text: purposeOf(mandate, messages, locale) },
    { label: messages.upTo, text: limitsOf(mandate, messages, locale) },
    {
      label: messages.until,
      text: valid_until === null ? messages.untilRevoked : formatDate(valid_until, locale),
    },
    { label: messages.soFar, text: historyOf(mandate, messages, locale) },
  ];
}
