/**
 * Asks for a card's new expiry date, in place. It judges what can be judged here, and leaves
 * saving and its outcome to whoever holds it.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { ExpiryAnswer } from '../later-events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { WalletWords } from '../locale/wallet/words.ts';
import { baseStyles } from '../shared/base.styles.ts';
import { busyStyles } from './busy.styles.ts';
import { type Expiry, readExpiry } from './read-expiry.ts';

type Fault = Extract<Expiry, { readonly ok: false }>['why'];

/**
 * @tag keepsake-expiry-form
 * @summary One field, "Expiry date", with Save and Cancel.
 * @fires {ExpiryAnswer} expiry-answer - A date to save, or null to leave all as it is.
 * @csspart form - The form.
 * @csspart field - The field.
 * @csspart label - Its label.
 * @csspart field-error - What is wrong with it.
 */
export class KeepsakeExpiryForm extends LitElement {
  static override styles = [
    ...baseStyles,
    busyStyles,
    css`
      form {
        display: grid;
        gap: 0.25rem;
        justify-items: start;
      }
      label {
        font-size: 0.875em;
        font-weight: 600;
      }
      input {
        inline-size: 9rem;
        max-inline-size: 100%;
        block-size: var(--_height);
        padding: 0 0.75rem;
        border: var(--_line) solid var(--_field-border);
        border-radius: var(--_radius);
        background: var(--_field);
        font-size: max(1em, 1rem);
        font-variant-numeric: tabular-nums;
        direction: ltr;
        text-align: start;
      }
      input:focus-visible {
        outline-offset: 0;
      }
      [aria-invalid='true'] {
        border-color: var(--_danger);
      }
      .error {
        color: var(--_danger);
      }
      .answers {
        display: flex;
        gap: 0.5rem;
        margin-block-start: 0.5rem;
      }
      .save {
        border-color: var(--_accent);
        background: var(--_accent);
        color: var(--_on-accent);
      }
      .save:hover {
        background: var(--_accent);
        filter: brightness(1.12);
      }
    `,
  ];
  static override properties = {
    card: {},
    month: { type: Number },
    year: { type: Number },
    busy: { type: Boolean },
    locale: {},
    fault: { state: true },
  };

  /** The card in words: `Visa ending in 4242`. */
  declare card: string;
  declare month: number;
  declare year: number;
  /** The answer is being saved. */
  declare busy: boolean;
  declare locale: string | null;
  declare protected fault: Fault | null;

  readonly #localize = new Localize(this, () => this.locale);
  readonly #words = new WalletWords(this, this.#localize);

  constructor() {
    super();
    this.card = '';
    this.month = 0;
    this.year = 0;
    this.busy = false;
    this.locale = null;
    this.fault = null;
  }

  protected override firstUpdated(): void {
    this.#field?.focus();
    this.#field?.select();
  }

  get #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    const expiry = readExpiry(this.#field?.value ?? '', Date.now());
    this.fault = expiry.ok ? null : expiry.why;
    if (expiry.ok) this.dispatchEvent(new ExpiryAnswer({ month: expiry.month, year: expiry.year }));
    else this.#field?.focus();
  }

  #cancel(): void {
    if (!this.busy) this.dispatchEvent(new ExpiryAnswer(null));
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#cancel();
  }

  override render(): TemplateResult {
    const { messages } = this.#words;
    const { fault } = this;
    const faults: Readonly<Record<Fault, string>> = {
      malformed: messages.expiryMalformed,
      past: messages.expiryPast,
      far: messages.expiryFar,
    };
    const value = `${String(this.month).padStart(2, '0')}/${this.year}`;
    return html`<form
      part="form"
      novalidate
      aria-label="${messages.updateCard}: ${this.card}"
      @submit=${this.#submit}
      @keydown=${this.#key}
    >
      <label for="expiry" part="label">${messages.expiryDate}</label>
      <p id="hint" class="muted small">${messages.expiryHint}</p>
      <input
        id="expiry"
        part="field"
        type="text"
        inputmode="numeric"
        autocomplete="cc-exp"
        maxlength="9"
        required
        aria-describedby=${fault ? 'hint error' : 'hint'}
        aria-invalid=${fault !== null}
        .value=${value}
      />
      ${
        fault
          ? html`<p id="error" class="error small" role="alert" part="field-error">
              ${faults[fault]}
            </p>`
          : nothing
      }
      <div class="answers">
        <button
          class="button save"
          aria-busy=${this.busy}
          aria-disabled=${this.busy}
        >
          ${messages.save}
        </button>
        <button type="button" class="link" aria-disabled=${this.busy} @click=${this.#cancel}>
          ${moreOf(this.#localize).cancel}
        </button>
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-expiry-form': KeepsakeExpiryForm;
  }
}
