/** Amounts and country names in the buyer's language; nothing here knows what is being sold. */

const formats = new Map<string, Intl.NumberFormat>();

/** Making one costs more than drawing a list of cards. */
function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(key, format);
  return format;
}

/** What `Intl` writes in English before an amount that has two decimals. */
const ENGLISH: Readonly<Record<string, string>> = { usd: '$', eur: '€', gbp: '£' };

/**
 * What `Intl` gives, without it where that is plain: waking it up takes longer than the rest of
 * what comes before the first card is seen.
 *
 * @param amountMinor in the currency's minor units, as many digits as the currency has
 * @example formatAmount(1099, 'usd', 'en') // $10.99
 */
export function formatAmount(amountMinor: number, currency: string, locale: string): string {
  const sign = /^en(-US)?$/.test(locale) && ENGLISH[currency.toLowerCase()];
  if (sign && Number.isInteger(amountMinor) && amountMinor >= 0) {
    const [whole = '', part] = (amountMinor / 100).toFixed(2).split('.');
    return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`;
  }
  const format = formatOf(locale, currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  // Where words run from right to left, a mark keeps the sign of US$ behind its letters.
  return format.format(amountMinor / 10 ** digits).replace(/^\u200f.+\w\$$/, '$&\u200e');
}

/** The tag itself when the platform knows it, else null: never an exception for a page's typo. */
export function canonicalLocale(tag: string | null | undefined): string | null {
  try {
    return tag ? (Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? null) : null;
  } catch {
    return null;
  }
}
