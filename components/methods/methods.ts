/**
 * The choice between saved cards and a new one: one native radio group in one root, so that one
 * Tab stop and the arrow keys come from the platform. It shows what it is given in the given
 * order; which card is chosen, and why, is decided elsewhere.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ShownMethod } from '../../server/wire/elements.ts';
import { MethodRemoveRequest, MethodSelectRequest } from '../events.ts';
import { Localize } from '../locale/localize.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { accessibleName, brandName, expiry, spokenName } from './describe.ts';
import { methodsStyles } from './methods.styles.ts';

/**
 * @tag keepsake-methods
 * @summary Saved cards and "New card" as one radio group.
 * @fires {MethodSelectRequest} method-select - A card's id or `new` was chosen.
 * @fires {MethodRemoveRequest} method-remove - A remove button was pressed.
 * @csspart method - One row.
 * @csspart method-label - Brand and last four digits.
 * @csspart method-note - Expiry, and why the card is or cannot be chosen.
 * @csspart method-mark - The drawn brand mark.
 * @csspart method-remove - The remove button of a row.
 */
export class KeepsakeMethods extends LitElement {
  static override styles = methodsStyles;
  static override properties = {
    methods: { attribute: false },
    chosen: {},
    preferred: { attribute: false },
    newCard: { type: Boolean, attribute: 'new-card' },
    disabled: { type: Boolean },
    locale: {},
  };

  declare methods: readonly ShownMethod[];
  /** Id of the chosen card, `new`, or null. */
  declare chosen: string | null;
  /** Which card was preselected, and by which rule. */
  declare preferred: { readonly method: string; readonly reason: 'newest' | 'default' } | null;
  /** Whether a new card can be typed. */
  declare newCard: boolean;
  declare disabled: boolean;
  declare locale: string | null;

  readonly #localize = new Localize(this, () => this.locale);

  constructor() {
    super();
    this.methods = [];
    this.chosen = null;
    this.preferred = null;
    this.newCard = false;
    this.disabled = false;
    this.locale = null;
  }

  /**
   * Focuses the radio of a method, else the chosen one, else the first that can be chosen.
   * @param method id of a saved card or `new`
   */
  override focus(options?: FocusOptions, method?: string): void {
    const radios = [...this.renderRoot.querySelectorAll('input')];
    const enabled = radios.filter((radio) => !radio.disabled);
    const radio =
      enabled.find(({ value }) => value === method) ??
      enabled.find(({ checked }) => checked) ??
      enabled[0];
    radio?.focus(options);
  }

  /** Focuses the remove button of a card. */
  focusRemove(method: string): void {
    const at = this.methods.findIndex(({ id }) => id === method);
    this.renderRoot.querySelectorAll('.row')[at]?.querySelector('button')?.focus();
  }

  #select(event: Event): void {
    const radio = event.target;
    if (radio instanceof HTMLInputElement) {
      this.dispatchEvent(new MethodSelectRequest(radio.value));
    }
  }

  #remove(method: ShownMethod): void {
    this.dispatchEvent(new MethodRemoveRequest(method.id));
  }

  #note(method: ShownMethod): string {
    const { messages } = this.#localize;
    const note = expiry(method, messages);
    if (method.expired) return note;
    if (!method.usable) return `${note} · ${messages.notUsable}`;
    if (this.preferred?.method !== method.id) return note;
    const reason = this.preferred.reason === 'newest' ? messages.whyNewest : messages.whyDefault;
    return `${note} · ${reason}`;
  }

  #radio(value: string, name: string, usable = true): TemplateResult {
    return html`<input
      type="radio"
      name="method"
      .value=${value}
      aria-label=${name}
      ?disabled=${!usable}
      .checked=${this.chosen === value}
    />`;
  }

  #row(method: ShownMethod): TemplateResult {
    const { messages } = this.#localize;
    return html`<div class="row" part="method">
      <label>
        ${this.#radio(method.id, accessibleName(method, messages), method.usable)}
        <span class="mark" part="method-mark" data-brand=${method.brand} aria-hidden="true"></span>
        <span class="text">
          <span class="name" part="method-label"
            ><bdi dir="ltr">${brandName(method.brand)} <span>•••• ${method.last4}</span></bdi>
            ${method.is_default ? html`<span class="badge">${messages.defaultBadge}</span>` : nothing}</span
          >
          <span class=${method.usable ? 'sub' : 'sub bad'} part="method-note">${this.#note(method)}</span>
        </span>
      </label>
      ${
        method.removable
          ? html`<button
              type="button"
              class="link"
              part="method-remove"
              aria-label=${messages.removeCard(spokenName(method, messages))}
              @click=${() => this.#remove(method)}
            >
              ${messages.remove}
            </button>`
          : nothing
      }
    </div>`;
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    return html`<fieldset role="radiogroup" aria-labelledby="legend" ?disabled=${this.disabled} @change=${this.#select}>
      <legend id="legend">${messages.paymentMethod}</legend>
      <div class="list">
        ${this.methods.map((method) => this.#row(method))}
      </div>
      ${
        this.newCard
          ? html`<div class="row" part="method">
              <label>
                ${this.#radio(NEW_CARD, messages.newCard)}
                <span class="mark" data-brand="new" aria-hidden="true"></span>
                <span class="name" part="method-label">${messages.newCard}</span>
              </label>
            </div>`
          : nothing
      }
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-methods': KeepsakeMethods;
  }
}
