/** A receipt as a page to read, print and keep. It loads nothing and runs nothing. */
import { html } from 'hono/html';
import type { Receipt } from '../domain/receipts.ts';

interface Told {
  readonly id: string;
  readonly accepted_at: number;
  readonly scope: string;
  readonly act: string;
  readonly card: { readonly brand: string; readonly last4: string };
  readonly words: {
    readonly text: string;
    readonly sha256: string;
    readonly locale: string;
  } | null;
  readonly hash: string;
}

const RTL = ['ar', 'he'];
/** Kinds of accounts stand where cards have their brand. */
const NAMES: Readonly<Record<string, string>> = {
  us_bank_account: 'bank account',
  sepa_debit: 'bank account',
};

export async function receiptPage(receipt: Receipt): Promise<string> {
  const told = receipt.consent as unknown as Told;
  const when = new Date(told.accepted_at * 1000).toISOString().replace('T', ' ').slice(0, 16);
  const title =
    told.scope === 'mandate'
      ? 'Authorization to charge a card'
      : 'Permission to keep and show a card';
  const locale = told.words?.locale ?? 'en';
  return String(
    await html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${receipt.merchant}</title></head>
<body>
<h1>${title}</h1>
<p>${receipt.merchant} · ${NAMES[told.card.brand] ?? told.card.brand} ending in ${told.card.last4} · agreed on ${when} UTC</p>
<blockquote lang="${locale}" dir="${RTL.includes(locale) ? 'rtl' : 'ltr'}">${told.words?.text ?? 'The words were agreed elsewhere and were not recorded here.'}</blockquote>
<dl>
<dt>Record</dt><dd>${told.id}</dd>
<dt>SHA-256 of the words</dt><dd>${told.words?.sha256 ?? '–'}</dd>
<dt>Hash of the record</dt><dd>${told.hash}</dd>
<dt>Ledger when this was made</dt><dd>${receipt.head.count} records, ending in ${receipt.head.hash}</dd>
<dt>Signature</dt><dd>${receipt.signature}</dd>
</dl>
</body>
</html>`,
  );
}
