/** Amounts and country names in the buyer's language; nothing here knows what is being sold. */

/**
 * @param amountMinor in the currency's minor units, as many digits as the currency has
 * @example formatAmount(1099, 'usd', 'en') // $10.99
 */
export function formatAmount(amountMinor: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The tag itself when the platform knows it, else null: never an exception for a page's typo. */
export function canonicalLocale(tag: string | null | undefined): string | null {
  try {
    return tag ? (Intl.getCanonicalLocales(tag.replace('_', '-'))[0] ?? null) : null;
  } catch {
    return null;
  }
}
