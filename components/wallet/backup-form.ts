/**
 * Asks which saved card takes something over, an agreement whose own card has ended or a subscription,
 * in the words that are then kept. It fetches the words for the card that is chosen and leaves the rest
 * to whoever holds it.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Offer } from '../../server/wire/elements.ts';
import type { WalletMethod } from '../../server/wire/wallet.ts';
import { KeepsakeConsent } from '../consent/consent.ts';
import { BackupAnswer } from '../later-events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { StateWords } from '../locale/states/words.ts';
import { WalletWords } from '../locale/wallet/words.ts';
import { expiry, spokenName } from '../methods/describe.ts';
import { baseStyles } from '../shared/base.styles.ts';
import { register } from '../shared/register.ts';

/**
 * @tag keepsake-backup-form
 * @summary "Which card takes over when Visa ending in 4242 has ended?"
 * @fires {BackupAnswer} backup-answer - A card and its offer, or null to leave all as it is.
 * @csspart form - The form.
 */
export class KeepsakeBackupForm extends LitElement {
  static override styles = [
    ...baseStyles,
    css`
      form {
        display: grid;
        gap: 0.5rem;
      }
      /* No grid: there WebKit keeps a legend as wide as it was when the page becomes narrow. */
      label + label {
        margin-block-start: 0.5rem;
      }
      legend {
        margin-block-end: 0.25rem;
        font-weight: 600;
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        min-block-size: 2.75rem;
        cursor: pointer;
      }
      input {
        flex: none;
        inline-size: 1.25rem;
        block-size: 1.25rem;
        margin: 0;
        accent-color: var(--_accent);
      }
      .error {
        color: var(--_danger);
      }
      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
    `,
  ];
  static override properties = {
    legend: {},
    name: {},
    cards: { attribute: false },
    busy: { type: Boolean },
    locale: {},
    load: { attribute: false },
    chosen: { state: true },
    offer: { state: true },
  };

  /** The question. */
  declare legend: string;
  /** What the form is called. */
  declare name: string;
  /** Those that may take over. */
  declare cards: readonly WalletMethod[];
  /** The answer is being saved. */
  declare busy: boolean;
  declare locale: string | null;
  /** Fetches the words for a card: none that say so little, or not to be had. */
  declare load: (card: string) => Promise<Offer | 'none' | 'failed'>;
  declare protected chosen: string | null;
  /** The words for the chosen card: on their way, not to be had, or none that say so little. */
  declare protected offer: Offer | 'coming' | 'failed' | 'none' | null;

  readonly #localize = new Localize(this, () => this.locale);
  readonly #states = new StateWords(this, () => this.#localize.locale);
  readonly #words = new WalletWords(this, this.#localize);

  constructor() {
    super();
    this.legend = '';
    this.name = '';
    this.cards = [];
    this.busy = false;
    this.locale = null;
    this.load = async () => 'failed';
    this.chosen = null;
    this.offer = null;
    register('keepsake-consent', KeepsakeConsent);
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  async #fetch(card: string): Promise<void> {
    this.offer = 'coming';
    const found = await this.load(card);
    if (card === this.chosen) this.offer = found;
  }

  #choose({ target }: Event): void {
    if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return;
    this.chosen = target.value;
    void this.#fetch(target.value);
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    const consent = this.renderRoot.querySelector('keepsake-consent');
    if (!this.chosen || !consent) {
      this.renderRoot.querySelector('input')?.focus();
      return;
    }
    const { decision } = consent;
    if (decision?.accepted) {
      this.dispatchEvent(new BackupAnswer({ card: this.chosen, offer: decision.offer }));
      return;
    }
    consent.invalid = true;
    consent.focus();
  }

  #cancel(): void {
    if (!this.busy) this.dispatchEvent(new BackupAnswer(null));
  }

  #agreement(): TemplateResult | typeof nothing {
    const { offer } = this;
    const { messages: states } = this.#states;
    if (offer === null || offer === 'coming') return nothing;
    if (offer === 'none') return html`<p role="alert">${states.noBackup}</p>`;
    if (offer === 'failed')
      return html`<p class="error" role="alert">${states.agreementsFailed}</p>`;
    return html`<keepsake-consent exportparts="consent,consent-error"
      .offer=${offer}
      .required=${true}
      .locale=${this.#localize.locale}
    ></keepsake-consent>`;
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    return html`<form
      part="form"
      novalidate
      aria-label=${this.name}
      @submit=${this.#submit}
      @change=${this.#choose}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.#cancel();
      }}
    >
      <fieldset>
        <legend>${this.legend}</legend>
        ${this.cards.map(
          (card) =>
            html`<label>
              <input type="radio" name="backup" .value=${card.id} />
              <span>${`${spokenName(card, messages)} `}<span class="muted small">${expiry(card, messages)}</span></span>
            </label>`,
        )}
      </fieldset>
      ${this.#agreement()}
      <div class="answers">
        <button class="button" aria-busy=${this.busy} aria-disabled=${this.busy}>
          ${this.#words.messages.save}
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
    'keepsake-backup-form': KeepsakeBackupForm;
  }
}
