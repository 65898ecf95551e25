/** How amounts, moments and cards are said on every page. Pure; it knows no markup. All times are UTC. */
import { exponentOf, formatMoney } from '../../model/money.ts';

const LOCALE = 'en-US';

/** Such as `$10.99`, or `CA$10.99`. @param amountMinor in the currency's minor units */
export function money(amountMinor: number, currency: string | null): string {
  return formatMoney(amountMinor, currency ?? 'usd', LOCALE);
}

/** `25.00` in minor units; null for what is no amount of that currency. */
export function inMinor(typed: string, currency: string): number | null {
  const digits = exponentOf(currency);
  const [, whole = '', part = ''] = /^(\d{1,8})(?:[.,](\d{1,3}))?$/.exec(typed.trim()) ?? [];
  if (whole === '' || part.length > digits) return null;
  const amount = Number(`${whole}${part.padEnd(digits, '0')}`);
  return amount > 0 ? amount : null;
}

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Such as `21 Nov 2026, 13:05`. @param seconds since 1970 */
export const moment = (seconds: number) => MOMENT.format(seconds * 1000);

/** @param seconds since 1970 */
export const day = (seconds: number) => DAY.format(seconds * 1000);

const BRANDS: Readonly<Record<string, string>> = {
  amex: 'American Express',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  diners: 'Diners Club',
};

/** Such as `Visa •••• 4242`. */
export function cardName(card: { readonly brand: string; readonly last4: string | null }): string {
  return `${BRANDS[card.brand] ?? sentence(card.brand)} ••••\u00a0${card.last4 ?? '????'}`;
}

/** A code of the API as words: `mandate_amount_exceeded` is "mandate amount exceeded". */
export const plain = (code: string) => code.replaceAll('_', ' ');

/** With a capital letter at its start. */
export const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Several things in a row: "a, b and c". */
export function listed(things: readonly string[]): string {
  const [last = '', ...rest] = things.toReversed();
  return rest.length === 0 ? last : `${rest.toReversed().join(', ')} and ${last}`;
}
