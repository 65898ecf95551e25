/** An invoice's page and a link to the buyer's bank, as their own pages read them. No person is in them. */
import type { ConfirmLink } from '../model/confirm-link.ts';
import type { PaymentIntent } from '../model/intent.ts';
import { type Invoice, remainingMinor } from '../model/invoice.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { inSeconds } from './intents.ts';

const encodeCard = (method: PaymentMethod | null) =>
  method && {
    brand: method.type === 'card' ? method.card.brand : method.type,
    last4: method.card.last4,
  };

export function encodeHostedInvoice(
  view: {
    readonly invoice: Invoice;
    readonly method: PaymentMethod | null;
    readonly busy: boolean;
    readonly payable: boolean;
  },
  { merchant, manageUrl }: { readonly merchant: string; readonly manageUrl: string | null },
): Record<string, unknown> {
  const { invoice, method, busy, payable } = view;
  return {
    merchant,
    manage_url: invoice.subscription === null ? null : manageUrl,
    number: invoice.number,
    status: invoice.status,
    busy,
    payable,
    currency: invoice.currency,
    amount_total: invoice.totalMinor,
    amount_due: invoice.status === 'paid' ? 0 : remainingMinor(invoice),
    date: inSeconds(invoice.finalizedAtMs ?? invoice.createdMs),
    paid_at: inSeconds(invoice.paidAtMs),
    card: encodeCard(method),
    lines: invoice.lines.map((line) => ({
      description: line.description,
      amount: line.amountMinor,
      period_start: inSeconds(line.periodStartMs),
      period_end: inSeconds(line.periodEndMs),
    })),
  };
}

export function encodeConfirmView(
  view: {
    readonly link: ConfirmLink;
    readonly intent: PaymentIntent;
    readonly method: PaymentMethod | null;
    readonly standing: string;
  },
  { merchant, invoiceUrl }: { readonly merchant: string; readonly invoiceUrl: string | null },
): Record<string, unknown> {
  const { link, intent, method, standing } = view;
  return {
    merchant,
    status: standing,
    amount: intent.amountMinor,
    currency: intent.currency,
    description: intent.description,
    card: encodeCard(method),
    expires_at: inSeconds(link.expiresMs),
    invoice_url: invoiceUrl,
  };
}
