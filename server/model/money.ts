/**
 * Amounts of money: whole numbers of minor units and a lower-case ISO code, as Stripe counts them.
 * It knows how a currency divides and how an amount reads, and nothing of exchange rates.
 */
import { AMOUNT_MAX_MINOR, AMOUNT_MIN_MINOR } from './limits.ts';

const ZERO_DECIMAL = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
);
const THREE_DECIMAL = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
/** Have no fractions any more, but are still counted in hundredths that must be zero. */
const WHOLE_IN_HUNDREDTHS = new Set(['isk', 'ugx']);

/** Digits after the decimal point that an amount in minor units has. */
export function exponentOf(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** What an amount must be a multiple of, in minor units. */
export function stepOf(currency: string): 1 | 10 | 100 {
  if (WHOLE_IN_HUNDREDTHS.has(currency)) return 100;
  return THREE_DECIMAL.has(currency) ? 10 : 1;
}

export type AmountRuling =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'parameter_invalid_integer' | 'amount_too_small' | 'amount_too_large';
      readonly message: string;
    };

/**
 * Whether an amount may stand in a request.
 * @param amountMinor minor units
 * @param minimumMinor 0 where nothing may be due, 1 for a charge
 */
export function checkAmount(
  amountMinor: number,
  currency: string,
  minimumMinor: 0 | 1 = 1,
): AmountRuling {
  const least = Math.max(AMOUNT_MIN_MINOR, minimumMinor);
  if (!Number.isSafeInteger(amountMinor)) {
    return { ok: false, code: 'parameter_invalid_integer', message: 'Invalid integer.' };
  }
  if (amountMinor < least) {
    const message =
      amountMinor < 0
        ? 'This value must be greater than or equal to 0.'
        : `Amount must be at least ${formatMoney(stepOf(currency), currency, 'en')}.`;
    return { ok: false, code: 'amount_too_small', message };
  }
  if (amountMinor > AMOUNT_MAX_MINOR) {
    const most = formatMoney(AMOUNT_MAX_MINOR, currency, 'en');
    return { ok: false, code: 'amount_too_large', message: `Amount must be no more than ${most}.` };
  }
  const step = stepOf(currency);
  if (amountMinor % step !== 0) {
    const message = `Amounts in ${currency.toUpperCase()} must be a multiple of ${step}.`;
    return { ok: false, code: 'parameter_invalid_integer', message };
  }
  return { ok: true };
}

/** Digits of the amount in major units, exactly: `1099` in usd is `10.99`. */
export function toMajorUnits(amountMinor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatFor(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const digits = WHOLE_IN_HUNDREDTHS.has(currency) ? 0 : exponentOf(currency);
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    numberingSystem: 'latn',
  });
  formats.set(key, made);
  return made;
}

/**
 * An amount as people read it, in Latin digits: `formatMoney(1099, 'usd', 'en')` is `$10.99`.
 * @param locale a valid BCP 47 tag
 */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
  return formatFor(currency, locale).format(amountMinor / 10 ** exponentOf(currency));
}
