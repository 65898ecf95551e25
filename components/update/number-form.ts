/**
 * Asks for another number in the place of a saved card, and which agreements go on with it, each in
 * the words that are kept. It gets a token from the bank's frame and leaves the rest to whoever holds it.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Agreements, CardEntry } from '../../server/wire/elements.ts';
import { KeepsakeCard } from '../card/card.ts';
import { KeepsakeConsent } from '../consent/consent.ts';
import { NumberAnswer } from '../later-events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { StateWords } from '../locale/states/words.ts';
import { WalletWords } from '../locale/wallet/words.ts';
import { baseStyles } from '../shared/base.styles.ts';
import { register } from '../shared/register.ts';
import { purposeOf } from '../wallet/terms.ts';

type Agreement = Agreements['agreements'][number];

/**
 * @tag keepsake-number-form
 * @summary Card fields for another number, and what goes on with it.
 * @fires {NumberAnswer} number-answer - A token and the choices, or null to leave all as it is.
 * @csspart form - The form.
 * @csspart agreements - What may be charged later, to be accepted anew.
 */
export class KeepsakeNumberForm extends LitElement {
  static override styles = [
    ...baseStyles,
    css`
      form,
      .agreements {
        display: grid;
        gap: 0.75rem;
      }
      h4 {
        margin: 0;
        font-size: 1em;
        font-weight: 600;
      }
      ul {
        margin-inline-start: 1.25rem;
      }
      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      .save {
        border-color: var(--_accent);
        background: var(--_accent);
        color: var(--_on-accent);
      }
      .error {
        color: var(--_danger);
      }
    `,
  ];
  static override properties = {
    card: {},
    entry: { attribute: false },
    merchant: {},
    busy: { type: Boolean },
    locale: {},
    load: { attribute: false },
    agreements: { state: true },
    fault: { state: true },
  };

  /** The old card in words: `Visa ending in 4242`. */
  declare card: string;
  /** Where the number is typed. */
  declare entry: CardEntry | null;
  declare merchant: string;
  /** The answer is being saved. */
  declare busy: boolean;
  declare locale: string | null;
  /** Fetches what is agreed for the old card; null where it could not be had. */
  declare load: () => Promise<Agreements | null>;
  declare protected agreements: readonly Agreement[] | 'coming' | 'failed';
  /** Why the number could not be read, in words. */
  declare protected fault: string;

  readonly #localize = new Localize(this, () => this.locale);
  readonly #words = new StateWords(this, () => this.#localize.locale);
  readonly #wallet = new WalletWords(this, this.#localize);
  #sending = false;

  constructor() {
    super();
    this.card = '';
    this.entry = null;
    this.merchant = '';
    this.busy = false;
    this.locale = null;
    this.load = async () => null;
    this.agreements = 'coming';
    this.fault = '';
    register('keepsake-card', KeepsakeCard);
    register('keepsake-consent', KeepsakeConsent);
  }

  get #fields(): KeepsakeCard | null {
    return this.renderRoot.querySelector('keepsake-card');
  }

  protected override firstUpdated(): void {
    void this.#fetch();
    this.renderRoot.querySelector('h4')?.focus();
  }

  async #fetch(): Promise<void> {
    this.agreements = 'coming';
    const found = await this.load();
    this.agreements = found ? found.agreements : 'failed';
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const fields = this.#fields;
    if (this.busy || this.#sending || !fields || typeof this.agreements === 'string') return;
    if (!fields.complete) {
      await fields.reveal();
      return;
    }
    this.#sending = true;
    this.fault = '';
    const typed = await fields.tokenize().finally(() => {
      this.#sending = false;
    });
    if (typed.ok) {
      const { token } = typed;
      this.dispatchEvent(new NumberAnswer({ token, agreements: this.#choices() }));
    } else if (typed.error.field) void fields.focusField(typed.error.field);
    else this.fault = this.#words.messages.notReplaced(this.card);
  }

  /** What the boxes on screen say at this moment. */
  #choices() {
    const boxes = [...this.renderRoot.querySelectorAll('keepsake-consent')];
    return boxes.flatMap(({ id: mandate, decision }) =>
      decision ? [{ mandate, ...decision }] : [],
    );
  }

  #cancel(): void {
    if (!this.busy) this.dispatchEvent(new NumberAnswer(null));
  }

  #goingOn(): TemplateResult | typeof nothing {
    const { messages: words } = this.#words;
    const { agreements } = this;
    if (agreements === 'coming') return nothing;
    if (agreements === 'failed') {
      return html`<p class="error" role="alert">
        ${words.agreementsFailed}
        <button type="button" class="link" @click=${this.#fetch}>
          ${this.#localize.messages.tryAgain}
        </button>
      </p>`;
    }
    if (agreements.length === 0) return nothing;
    const ending = agreements.filter(({ offer }) => offer === null);
    return html`<div class="agreements" part="agreements">
      <p>${words.goesOn(this.merchant)}</p>
      ${agreements.map(({ mandate, offer }) =>
        offer
          ? html`<keepsake-consent exportparts="consent,consent-error"
              id=${mandate}
              .offer=${offer}
              .locale=${this.#localize.locale}
            ></keepsake-consent>`
          : nothing,
      )}
      ${
        ending.length > 0
          ? html`<p>${words.endsWithCard}</p>
              <ul>
                ${ending.map(
                  (each) =>
                    html`<li>
                      ${purposeOf(each, this.#wallet.messages, this.#localize.locale)}
                    </li>`,
                )}
              </ul>`
          : nothing
      }
    </div>`;
  }

  override render(): TemplateResult {
    const { messages: words } = this.#words;
    return html`<form
      part="form"
      novalidate
      aria-labelledby="title"
      @submit=${this.#submit}
      @pay-request=${this.#submit}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.#cancel();
      }}
    >
      <h4 id="title" tabindex="-1">${words.newNumber(this.card)}</h4>
      <p class="muted small">${words.takesOver(this.card)}</p>
      <keepsake-card exportparts="card-frame,networks,network"
        .entry=${this.entry}
        .merchant=${this.merchant}
        .locale=${this.#localize.locale}
      ></keepsake-card>
      ${this.#goingOn()}
      ${this.fault ? html`<p class="error" role="alert">${this.fault}</p>` : nothing}
      <div class="answers">
        <button class="button save" aria-busy=${this.busy} aria-disabled=${this.busy}>
          ${words.replaceCard}
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
    'keepsake-number-form': KeepsakeNumberForm;
  }
}
