/**
 * One group of contact or address fields. Prefilled values come and go with the chosen card;
 * whatever the buyer typed stays. It judges completeness only: whether an address is right is for
 * banks and carriers.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { MoreMessages } from '../locale/en-more.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { differs } from '../shared/differs.ts';
import { addressStyles } from './address.styles.ts';
import { likelyCountry } from './countries.ts';
import { CountryList } from './country-list.ts';
import {
  type AddressGroup,
  type FieldName,
  type FieldValues,
  fieldsOf,
  isOptional,
  isWide,
  missingFields,
} from './fields.ts';

const autocomplete: Readonly<Record<FieldName, string>> = {
  email: 'email',
  name: 'name',
  country: 'country',
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  state: 'address-level1',
  postal_code: 'postal-code',
};

/**
 * @tag keepsake-address
 * @summary "Contact", "Billing address" or "Shipping address".
 * @csspart group - The group of fields.
 * @csspart field - A field.
 * @csspart label - Its label.
 * @csspart field-error - What is wrong with it.
 */
export class KeepsakeAddress extends LitElement {
  static override styles = addressStyles;
  static override properties = {
    group: {},
    scope: {},
    countries: { attribute: false },
    prefill: { attribute: false, hasChanged: differs },
    disabled: { type: Boolean },
    locale: {},
    invalid: { state: true },
  };

  /** Which address it is: of the bill or of the parcel. */
  declare group: AddressGroup;
  /** `auto` asks for what a bank needs, `required` for the whole address. */
  declare scope: 'auto' | 'required';
  /** Allowed countries by code; null for all. */
  declare countries: readonly string[] | null;
  /** Values to begin with, for fields that the buyer has not touched. */
  declare prefill: FieldValues;
  /** Nothing can be typed. */
  declare disabled: boolean;
  /** BCP 47; by default the page's. */
  declare locale: string | null;
  declare protected invalid: readonly FieldName[];

  readonly #localize = new Localize(this, () => this.locale);
  readonly #list = new CountryList();
  #typed: FieldValues = {};

  constructor() {
    super();
    this.group = 'billing';
    this.scope = 'auto';
    this.countries = null;
    this.prefill = {};
    this.disabled = false;
    this.locale = null;
    this.invalid = [];
  }

  /** Whether the buyer changed anything. */
  get touched(): boolean {
    return Object.keys(this.#typed).length > 0;
  }

  /** Takes back whatever was typed. */
  reset(): void {
    this.#typed = {};
    this.invalid = [];
    this.requestUpdate();
  }

  /** What stands in the fields now, and what was prefilled besides; empty fields are null. */
  get values(): FieldValues {
    const unseen = this.#country === this.prefill.country ? this.prefill : {};
    return { ...unseen, ...this.#seen };
  }

  get missing(): readonly FieldName[] {
    return missingFields(this.#fields, this.#seen);
  }

  get #seen(): FieldValues {
    return Object.fromEntries(
      this.#fields.map((field) => [field, this.#value(field)?.trim() || null]),
    );
  }

  /**
   * Shows what is missing and moves the focus to the first such field.
   * @returns what to do there, in words
   */
  async reveal(): Promise<string> {
    this.invalid = this.missing;
    await this.updateComplete;
    const first = this.invalid[0];
    if (!first) return '';
    this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus();
    const messages = moreOf(this.#localize);
    return messages.missingField(messages[first]);
  }

  get #country(): string | null {
    const country = this.#typed.country ?? this.prefill.country ?? likelyCountry(this.countries);
    return !country || !this.countries || this.countries.includes(country) ? country : null;
  }

  get #fields(): readonly FieldName[] {
    return fieldsOf(this.group, this.scope, this.group === 'contact' ? null : this.#country);
  }

  #value(field: FieldName): string | null {
    return field === 'country'
      ? this.#country
      : (this.#typed[field] ?? this.prefill[field] ?? null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('prefill') && this.invalid.length > 0) this.invalid = this.missing;
  }

  protected override updated(): void {
    const select = this.renderRoot.querySelector('select');
    if (!select) return;
    this.#list.show(select, {
      locale: this.#localize.locale,
      allowed: this.countries,
      chosen: this.#country,
      prompt: moreOf(this.#localize).choose,
    });
  }

  #type(event: Event): void {
    const { target } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const field = this.#fields.find((name) => name === target.id);
    if (!field) return;
    this.#typed = { ...this.#typed, [field]: target.value };
    this.invalid = this.invalid.filter((name) => name !== field);
    this.requestUpdate();
  }

  #token(field: FieldName): string {
    return this.group === 'contact' ? autocomplete[field] : `${this.group} ${autocomplete[field]}`;
  }

  #control(field: FieldName, required: boolean): TemplateResult {
    const invalid = this.invalid.includes(field);
    const describedBy = invalid ? `${field}-error` : required ? nothing : `${field}-hint`;
    if (field === 'country') {
      return html`<select
        id="country"
        part="field"
        autocomplete=${this.#token(field)}
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
        ?required=${required}
      ></select>`;
    }
    return html`<input
      id=${field}
      part="field"
      type=${field === 'email' ? 'email' : 'text'}
      autocomplete=${this.#token(field)}
      autocapitalize=${field === 'email' ? 'off' : 'words'}
      spellcheck="false"
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
      ?required=${required}
      .value=${live(this.#value(field) ?? '')}
    />`;
  }

  #field(field: FieldName, messages: MoreMessages): TemplateResult {
    const required = !isOptional(field, this.#country);
    const invalid = this.invalid.includes(field);
    return html`<div class=${isWide(field, this.#fields) ? 'field wide' : 'field'}>
      <div class="top">
        <label for=${field} part="label">${messages[field]}</label>
        ${required ? nothing : html`<span id="${field}-hint" class="muted">${messages.optional}</span>`}
      </div>
      ${this.#control(field, required)}
      ${
        invalid
          ? html`<p id="${field}-error" class="error" part="field-error">
              ${messages.missingField(messages[field])}
            </p>`
          : nothing
      }
    </div>`;
  }

  override render(): TemplateResult {
    const messages = moreOf(this.#localize);
    return html`<fieldset part="group" ?disabled=${this.disabled} @input=${this.#type}>
      <legend class="heading">${messages[this.group]}</legend>
      <div class="grid">${this.#fields.map((field) => this.#field(field, messages))}</div>
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-address': KeepsakeAddress;
  }
}
