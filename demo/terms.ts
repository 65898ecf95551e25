/** What a mandate allows, said in one sentence. Pure; it reads the API's own names. */
import { day, money } from './spoken.ts';

/** The money terms of a mandate as the API tells them; amounts in minor units, times in seconds. */
export interface Terms {
  readonly category: 'recurring' | 'installment' | 'unscheduled';
  readonly currency: string | null;
  readonly interval: 'day' | 'week' | 'month' | 'year' | null;
  readonly interval_count: number | null;
  readonly max_amount: number | null;
  readonly max_amount_per_period: number | null;
  readonly max_count: number | null;
  readonly text: string | null;
  readonly valid_from: number;
  readonly valid_until: number | null;
}

function when(terms: Terms): string {
  const every = period(terms);
  if (terms.category === 'unscheduled' || every === '') return 'Whenever a payment falls due';
  return terms.category === 'installment' ? `In instalments, one every ${every}` : `Every ${every}`;
}

function period({ interval, interval_count: count }: Terms): string {
  if (interval === null) return '';
  return count === null || count === 1 ? interval : `${count} ${interval}s`;
}

/** Such as `Whenever a payment falls due, up to $50.00 each, until revoked.` */
export function termsInWords(terms: Terms): string {
  const { currency, max_amount: each, max_amount_per_period: inPeriod, max_count: times } = terms;
  const caps = [
    each === null ? null : `up to ${money(each, currency ?? 'usd')} each`,
    inPeriod === null ? null : `at most ${money(inPeriod, currency ?? 'usd')} in ${period(terms)}`,
    times === null ? null : times === 1 ? 'once' : `at most ${times} times`,
    each === null && inPeriod === null
      ? `no fixed limit${currency === null ? '' : `, in ${currency.toUpperCase()}`}`
      : null,
    terms.valid_until === null ? 'until revoked' : `until ${day(terms.valid_until)}`,
  ];
  return `${[when(terms), ...caps.filter((cap) => cap !== null)].join(', ')}.`;
}
