/** What a mandate allows, said in one sentence. Pure; it reads the API's own names. */
import type { Terms } from '../objects.ts';
import { day, money } from './spoken.ts';

function period({ interval, interval_count: count }: Terms): string {
  if (interval === null) return '';
  return count === null || count === 1 ? interval : `${count} ${interval}s`;
}

function when(terms: Terms): string {
  const every = period(terms);
  if (terms.category === 'unscheduled' || every === '') return 'Whenever a payment falls due';
  return terms.category === 'installment' ? `In instalments, one every ${every}` : `Every ${every}`;
}

/** Such as `Whenever a payment falls due, up to $50.00 each, until revoked.` */
export function termsInWords(terms: Terms): string {
  const { currency, max_amount: each, max_amount_per_period: inPeriod, max_count: times } = terms;
  const caps = [
    each === null ? null : `up to ${money(each, currency)} each`,
    inPeriod === null ? null : `at most ${money(inPeriod, currency)} in one ${period(terms)}`,
    times === null ? null : times === 1 ? 'once' : `at most ${times} times`,
    each === null && inPeriod === null
      ? `no fixed limit${currency === null ? '' : `, in ${currency.toUpperCase()}`}`
      : null,
    terms.valid_until === null ? 'until revoked' : `until ${day(terms.valid_until)}`,
  ];
  return `${[when(terms), ...caps.filter((cap) => cap !== null)].join(', ')}.`;
}
