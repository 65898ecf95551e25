/**
 * Asks before a card goes, naming the card and what depends on it. The safe answer has the focus,
 * Escape is that answer. It removes nothing itself.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { RemoveAnswer } from '../later-events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { baseStyles } from '../shared/base.styles.ts';
import { dialogStyles } from '../shared/dialog.styles.ts';

/**
 * @tag keepsake-remove-dialog
 * @summary "Remove Visa ending in 4242?"
 * @fires {RemoveAnswer} remove-answer - The buyer decided.
 * @csspart dialog - The dialog.
 */
export class KeepsakeRemoveDialog extends LitElement {
  static override styles = [
    ...baseStyles,
    dialogStyles,
    css`
      dialog {
        inline-size: min(26rem, calc(100vw - 2rem));
        padding: 1.25rem;
      }
      dialog[open] {
        display: grid;
        gap: 0.75rem;
      }
      p + p {
        margin-block-start: 0.75rem;
      }
      ul {
        margin-inline-start: 1.25rem;
      }
      .answers {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 0.75rem;
        margin-block-start: 0.5rem;
      }
      .danger {
        border-color: var(--_danger);
        color: var(--_danger);
      }
    `,
  ];
  static override properties = {
    card: {},
    paysFor: { attribute: false },
    locale: {},
  };

  /** The card in words: `Visa ending in 4242`. */
  declare card: string;
  /** What depends on the card, in words. */
  declare paysFor: readonly string[];
  /** BCP 47; by default the page's. */
  declare locale: string | null;

  readonly #localize = new Localize(this, () => this.locale);

  constructor() {
    super();
    this.card = '';
    this.paysFor = [];
    this.locale = null;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
    this.renderRoot.querySelector<HTMLElement>('.keep')?.focus();
  }

  #answer(remove: boolean): void {
    this.renderRoot.querySelector('dialog')?.close();
    this.dispatchEvent(new RemoveAnswer(remove));
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.#answer(false);
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    const more = moreOf(this.#localize);
    return html`<dialog
      role="alertdialog"
      part="dialog"
      aria-labelledby="title"
      aria-describedby="effect"
      @cancel=${this.#cancel}
    >
      <h2 id="title">${more.removeQuestion(this.card)}</h2>
      <div id="effect">
        <p>${more.removeEffect}</p>
        ${
          this.paysFor.length > 0
            ? html`<p>${more.removePaysFor}</p>
                <ul>
                  ${this.paysFor.map((what) => html`<li>${what}</li>`)}
                </ul>`
            : nothing
        }
      </div>
      <div class="answers">
        <button type="button" class="button keep" @click=${() => this.#answer(false)}>
          ${more.keep}
        </button>
        <button type="button" class="button danger" @click=${() => this.#answer(true)}>
          ${messages.remove}
        </button>
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-remove-dialog': KeepsakeRemoveDialog;
  }
}
