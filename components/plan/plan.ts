/**
 * What a subscription costs after today, under what is due now. It comes with subscriptions alone,
 * and works nothing out: amounts and days come from the server.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CheckoutState } from '../../server/wire/elements.ts';
import { formatAmount } from '../locale/format.ts';
import { Localize } from '../locale/localize.ts';
import { oftenOf } from '../locale/plan/often.ts';
import { PlanWords } from '../locale/plan/words.ts';
import { baseStyles } from '../shared/base.styles.ts';

type Plan = CheckoutState['session']['recurring'];

/** @param atSeconds epoch seconds; the day is the agreement's, which counts in UTC */
function dayOf(atSeconds: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(atSeconds * 1_000);
}

/**
 * @tag keepsake-plan
 * @summary "Then $12.00 every month, from May 3, 2027"
 * @csspart plan - The line.
 */
export class KeepsakePlan extends LitElement {
  static override styles = [
    ...baseStyles,
    css`
      :host {
        display: block;
        min-block-size: 1.5em;
        margin-block-start: -0.75rem;
      }
    `,
  ];
  static override properties = { plan: { attribute: false }, currency: {}, locale: {} };

  /** What comes round; null shows nothing. */
  declare plan: Plan;
  /** Three letters, in lower case. */
  declare currency: string | null;
  /** BCP 47; by default the page's. */
  declare locale: string | null;

  readonly #localize = new Localize(this, () => this.locale);
  readonly #words = new PlanWords(this, () => this.#localize.locale);

  constructor() {
    super();
    this.plan = null;
    this.currency = null;
    this.locale = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { plan, currency } = this;
    if (!plan || !currency || !this.#words.ready) return nothing;
    const { messages } = this.#words;
    const { locale } = this.#localize;
    const amount = formatAmount(plan.amount, currency, locale);
    const often = oftenOf(plan, messages, locale);
    const day = dayOf(plan.next_at, locale);
    return html`<p class="muted" part="plan">
      ${plan.trial_end === null ? messages.later(amount, often, day) : messages.trial(day, amount, often)}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-plan': KeepsakePlan;
  }
}
