/** What is bought and for how much. It adds nothing up: every amount comes from the server. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CheckoutState } from '../../server/wire/elements.ts';
import { formatAmount } from '../locale/format.ts';
import { Localize } from '../locale/localize.ts';
import { baseStyles } from '../shared/base.styles.ts';

/**
 * @tag keepsake-summary
 * @summary Line items and total of the session.
 * @csspart summary - The list of items.
 * @csspart total - The line with the total.
 */
export class KeepsakeSummary extends LitElement {
  static override styles = [
    ...baseStyles,
    css`
      ul {
        list-style: none;
        display: grid;
        gap: 0.375rem;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
      }
      li span:first-child {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .amount {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .total {
        padding-block-start: 0.5rem;
        border-block-start: var(--_line) solid var(--_border);
        font-size: 1.125em;
        font-weight: 600;
      }
      .total:first-child {
        border: 0;
        padding: 0;
      }
    `,
  ];
  static override properties = {
    items: { attribute: false },
    amount: { type: Number },
    currency: {},
    locale: {},
  };

  /** What is paid for. */
  declare items: CheckoutState['line_items'];
  /** Total in minor units; null where nothing is paid now. */
  declare amount: number | null;
  /** Three letters, in lower case. */
  declare currency: string | null;
  /** BCP 47; by default the page's. */
  declare locale: string | null;

  readonly #localize = new Localize(this, () => this.locale);

  constructor() {
    super();
    this.items = [];
    this.amount = null;
    this.currency = null;
    this.locale = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { currency, amount } = this;
    if (!currency || amount === null) return nothing;
    const { messages, locale } = this.#localize;
    return html`<ul part="summary" aria-label=${messages.order}>
      ${this.items.map(
        (item) =>
          html`<li class="muted">
            <span>${item.name}${item.quantity > 1 ? ` × ${item.quantity}` : nothing}</span>
            <span class="amount">${formatAmount(item.amount_total, currency, locale)}</span>
          </li>`,
      )}
      <li class="total" part="total">
        <span>${messages.total}</span>
        <span class="amount">${formatAmount(amount, currency, locale)}</span>
      </li>
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-summary': KeepsakeSummary;
  }
}
