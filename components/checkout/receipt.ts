/** What is seen when all is done. Comes with the first press, not before. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatAmount } from '../locale/format.ts';
import type { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { shortName } from '../methods/describe.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { isDebit } from './debit.ts';

/** @param leaving the page goes on by itself */
export function receiptView(
  { data, chosen, outcome }: Checkout,
  localize: Localize,
  leaving: boolean,
): TemplateResult {
  const later = moreOf(localize);
  const { locale } = localize;
  const mode = data?.session.mode ?? 'payment';
  const pending = outcome?.paymentStatus === 'unpaid' && mode !== 'setup';
  const titles = {
    payment: pending ? later.pending : later.paid,
    setup: later.saved,
    subscription: pending ? later.pending : later.subscribed,
  };
  const { amount_total: amount = null, currency = null } = data?.session ?? {};
  const card = data?.payment_methods.find(({ id }) => id === chosen);
  const delayed = isDebit({ data, chosen });
  const paid = data && currency && amount && mode !== 'setup';
  return html`<div class="panel block receipt" part="receipt">
    <span class="tick" aria-hidden="true"></span>
    <h2 tabindex="-1">${titles[mode]}</h2>
    ${paid ? html`<p>${later.paidTo(formatAmount(amount, currency, locale), data.merchant.name)}</p>` : nothing}
    ${card ? html`<p class="muted"><bdi dir="ltr">${shortName(card, localize.messages)}</bdi></p>` : nothing}
    ${pending ? html`<p class="muted">${delayed ? later.debitText : later.pendingText}</p>` : nothing}
    ${leaving ? html`<p class="muted small">${later.redirecting}</p>` : nothing}
    ${
      outcome?.redirectUrl && !leaving
        ? html`<a class="button" href=${outcome.redirectUrl}>${later.goOn}</a>`
        : nothing
    }
  </div>`;
}
