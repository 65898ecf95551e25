/**
 * One permission: an offer's exact words beside an unticked box. What counts is the box in the
 * page at the moment of asking; other words clear it. What the words mean is the server's matter.
 */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Offer } from '../../server/wire/elements.ts';
import { ConsentChange } from '../later-events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { consentStyles } from './consent.styles.ts';

/**
 * @tag keepsake-consent
 * @summary A checkbox that is never pre-ticked, with the words that are kept.
 * @fires {ConsentChange} consent-change - Ticked, unticked, or cleared because the words changed.
 * @csspart consent - Box and words together.
 * @csspart consent-error - What to do when the box is required.
 */
export class KeepsakeConsent extends LitElement {
  static override styles = consentStyles;
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override properties = {
    offer: { attribute: false },
    required: { type: Boolean },
    disabled: { type: Boolean },
    invalid: { type: Boolean, reflect: true },
    locale: {},
  };

  /** The words, as the server composed them; null shows nothing. */
  declare offer: Offer | null;
  /** It cannot go on without. */
  declare required: boolean;
  /** It cannot be ticked. */
  declare disabled: boolean;
  /** Asked for and missing. */
  declare invalid: boolean;
  /** BCP 47; by default the page's. */
  declare locale: string | null;

  readonly #localize = new Localize(this, () => this.locale);

  constructor() {
    super();
    this.offer = null;
    this.required = false;
    this.disabled = false;
    this.invalid = false;
    this.locale = null;
  }

  get #box(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  /** What the buyer decided about the words on screen; null while nothing is offered. */
  get decision(): { readonly offer: string; readonly accepted: boolean } | null {
    const box = this.#box;
    return this.offer && box ? { offer: this.offer.id, accepted: box.checked } : null;
  }

  /** Unticks the box. */
  reset(): void {
    const box = this.#box;
    if (box) box.checked = false;
    this.invalid = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('offer');
    const box = this.#box;
    if (before && box?.checked && before.id !== this.offer?.id) {
      box.checked = false;
      this.dispatchEvent(new ConsentChange(false, true));
    }
  }

  #changed(): void {
    this.invalid = false;
    this.dispatchEvent(new ConsentChange(this.#box?.checked === true, false));
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.offer) return nothing;
    return html`<label part="consent">
        <input
          type="checkbox"
          aria-describedby=${this.invalid ? 'error' : nothing}
          aria-invalid=${this.invalid}
          ?required=${this.required}
          ?disabled=${this.disabled}
          @change=${this.#changed}
        />
        <span lang=${this.offer.locale} dir="auto">${this.offer.text}</span>
      </label>
      <p id="error" class="error" part="consent-error" ?hidden=${!this.invalid}>
        ${moreOf(this.#localize).agreeFirst}
      </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-consent': KeepsakeConsent;
  }
}
