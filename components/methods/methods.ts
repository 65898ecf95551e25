/**
 * The choice between saved cards and a new one: one native radio group in one root, so that one
 * Tab stop and the arrow keys come from the platform. It shows what it is given in the given
 * order; which card is chosen, and why, is decided elsewhere.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ShownMethod } from '../../server/wire/elements.ts';
import { MethodRemoveRequest, MethodSelectRequest, MethodUpdateRequest } from '../events.ts';
import { Localize } from '../locale/localize.ts';
import { NEW_BANK, NEW_CARD } from '../shared/choice.ts';
import { differs } from '../shared/differs.ts';
import { drawMarks } from '../shared/draw-marks.ts';
import { accessibleName, expiry, shortName, spokenName } from './describe.ts';
import { methodsStyles } from './methods.styles.ts';

/**
 * @tag keepsake-methods
 * @summary Saved cards and accounts, "New card" and "Bank account" as one radio group.
 * @fires {MethodSelectRequest} method-select - A card's id, `new` or `new_bank` was chosen.
 * @fires {MethodUpdateRequest} method-update - An expired card is to be brought up to date.
 * @fires {MethodRemoveRequest} method-remove - A remove button was pressed.
 * @csspart method - One row.
 * @csspart method-label - Brand and last four digits.
 * @csspart method-note - Expiry, and why the card is or cannot be chosen.
 * @csspart method-mark - The drawn brand mark.
 * @csspart method-update - The button of an expired card that brings it up to date.
 * @csspart method-remove - The remove button of a row.
 */
export class KeepsakeMethods extends LitElement {
  static override styles = methodsStyles;
  static override properties = {
    methods: { attribute: false, hasChanged: differs },
    chosen: {},
    preferred: { attribute: false, hasChanged: differs },
    newCard: { type: Boolean, attribute: 'new-card' },
    newBank: { type: Boolean, attribute: 'new-bank' },
    updatable: { type: Boolean },
    disabled: { type: Boolean },
    locale: {},
  };

  /** The cards, in the order in which they are shown. */
  declare methods: readonly ShownMethod[];
  /** Id of the chosen card, `new`, `new_bank`, or null. */
  declare chosen: string | null;
  /** Which card was preselected, and by which rule. */
  declare preferred: { readonly method: string; readonly reason: 'newest' | 'default' } | null;
  /** Whether a new card can be typed. */
  declare newCard: boolean;
  /** Whether a bank account can be typed. */
  declare newBank: boolean;
  /** Whether an expired card can be brought up to date here. */
  declare updatable: boolean;
  /** Nothing can be chosen. */
  declare disabled: boolean;
  /** BCP 47; by default the page's. */
  declare locale: string | null;

  readonly #localize = new Localize(this, () => this.locale);

  constructor() {
    super();
    this.methods = [];
    this.chosen = null;
    this.preferred = null;
    this.newCard = false;
    this.newBank = false;
    this.updatable = false;
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

  /** A choice alone moves the mark and draws no row again: of many, that would be felt. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (!this.hasUpdated || changed.size !== 1 || !changed.has('chosen')) return true;
    for (const radio of this.renderRoot.querySelectorAll('input')) {
      radio.checked = radio.value === this.chosen;
    }
    return false;
  }

  /** The drawings are decoration, so they come after what can be chosen and paid with. */
  protected override firstUpdated(): void {
    drawMarks(this);
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
    if (!method.usable) return note ? `${note} · ${messages.notUsable}` : messages.notUsable;
    if (this.preferred?.method !== method.id) return note;
    const reason = this.preferred.reason === 'newest' ? messages.whyNewest : messages.whyDefault;
    return `${note} · ${reason}`;
  }

  #update(method: ShownMethod): void {
    this.dispatchEvent(new MethodUpdateRequest(method.id));
  }

  /** Flat, with as few places to fill as it can have: fifty of these are what a page waits for. */
  #row(method: ShownMethod): TemplateResult {
    const { messages } = this.#localize;
    const { id, usable } = method;
    const why = this.preferred?.method === id ? 'why' : nothing;
    const name = spokenName(method, messages);
    return html`<div class="row" part="method">
      <label>
        <input
          type="radio"
          name="method"
          .value=${id}
          aria-label=${accessibleName(method, messages)}
          aria-describedby=${why}
          ?disabled=${!usable}
          .checked=${this.chosen === id}
        />
        <span class="mark" part="method-mark" data-brand=${method.brand} aria-hidden="true"></span>
        <bdi class="name" part="method-label" dir="ltr">${shortName(method, messages, '\u00a0')}</bdi>
        ${method.is_default ? html`<span class="badge">${messages.defaultBadge}</span>` : nothing}
        <span id=${why} class=${usable ? 'sub' : 'sub bad'} part="method-note"
          >${this.#note(method)}</span
        >
      </label>
      ${
        method.expired && this.updatable
          ? html`<button
              type="button"
              class="link"
              part="method-update"
              aria-label="${messages.updateCard}: ${name}"
              @click=${() => this.#update(method)}
            >
              ${messages.updateCard}
            </button>`
          : nothing
      }
      ${
        method.removable
          ? html`<button
              type="button"
              class="link"
              part="method-remove"
              aria-label=${messages.removeCard(name)}
              @click=${() => this.#remove(method)}
            >
              ${messages.remove}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Something that is to be typed. */
  #way(value: string, name: string): TemplateResult {
    return html`<div class="row" part="method">
      <label>
        <input
          type="radio"
          name="method"
          .value=${value}
          aria-label=${name}
          .checked=${this.chosen === value}
        />
        <span class="mark" data-brand=${value} aria-hidden="true"></span>
        <span class="name" part="method-label">${name}</span>
      </label>
    </div>`;
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    return html`<fieldset role="radiogroup" aria-labelledby="legend" ?disabled=${this.disabled} @change=${this.#select}>
      <legend id="legend">${messages.paymentMethod}</legend>
      <div class="list">
        ${this.methods.map((method) => this.#row(method))}
      </div>
      ${this.newCard ? this.#way(NEW_CARD, messages.newCard) : nothing}
      ${this.newBank ? this.#way(NEW_BANK, messages.bankAccount) : nothing}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-methods': KeepsakeMethods;
  }
}
