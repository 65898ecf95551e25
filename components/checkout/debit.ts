/**
 * What a bank account needs on screen beside its radio: the bank's fields for one that is typed, and
 * the box that allows the debit. Templates only; it comes with what can be done beside choosing.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localize } from '../locale/localize.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { NEW_BANK } from '../shared/choice.ts';
import type { LazyTag } from './lazy.ts';

export interface DebitView {
  readonly state: Checkout;
  readonly localize: Localize;
  /** The frame stays mounted once it was wanted: what was typed is kept. */
  readonly wanted: boolean;
  /** Nothing can be changed. */
  readonly locked: boolean;
  readonly lazy: (tag: LazyTag, part: TemplateResult) => TemplateResult;
}

/** Whether what is chosen is a bank account, saved or yet to be typed. */
export function isDebit({ data, chosen }: Pick<Checkout, 'data' | 'chosen'>): boolean {
  if (chosen === NEW_BANK) return true;
  return data?.payment_methods.find(({ id }) => id === chosen)?.brand === 'bank_account';
}

function frame({ state, localize, lazy }: DebitView): TemplateResult | typeof nothing {
  const entry = state.data?.bank_entry;
  if (!entry) return nothing;
  return html`<div class="inset card" ?hidden=${state.chosen !== NEW_BANK}>
    ${lazy(
      'keepsake-card',
      html`<keepsake-card exportparts="card-frame"
        id="new-bank"
        .url=${entry.url}
        .mode=${entry.type}
        .locale=${localize.locale}
      ></keepsake-card>`,
    )}
  </div>`;
}

export function debitView(view: DebitView): TemplateResult {
  const { state, localize, wanted, locked } = view;
  const offer = isDebit(state) ? (state.data?.offers.debit ?? null) : null;
  return html`${wanted ? frame(view) : nothing}
  ${
    offer
      ? html`<div class="inset consent">
          <keepsake-consent exportparts="consent,consent-error"
            id="debit"
            .offer=${offer}
            .required=${true}
            .disabled=${locked || state.offersPending}
            .locale=${localize.locale}
          ></keepsake-consent>
        </div>`
      : nothing
  }`;
}
