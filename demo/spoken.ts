/** How amounts, days and cards are said on every page. Pure; it knows no markup. */

function formatOf(currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency });
}

/** How many digits stand behind the point: 2 for dollars, 0 for yen. */
function minorDigits(currency: string): number {
  return formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** @param amountMinor in the currency's minor units */
export function money(amountMinor: number, currency = 'usd'): string {
  return formatOf(currency).format(amountMinor / 10 ** minorDigits(currency));
}

/** @param seconds since 1970 */
export function day(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-US', { dateStyle: 'long' });
}

/** Such as `Visa •••• 4242`. */
export function cardName(card: { readonly brand: string; readonly last4: string | null }): string {
  const names: Readonly<Record<string, string>> = {
    amex: 'American Express',
    jcb: 'JCB',
    unionpay: 'UnionPay',
    diners: 'Diners Club',
  };
  const name = names[card.brand] ?? card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return `${name} ••••\u00a0${card.last4 ?? '????'}`;
}

/** A code of the API as words: `mandate_amount_exceeded` is "mandate amount exceeded". */
export function plain(code: string): string {
  return code.replaceAll('_', ' ');
}

/** With a capital letter at its start. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
