/**
 * Asks once before something ends, and says what ends with it. The safe answer has the focus,
 * Escape is that answer. It is given its words and does nothing itself.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { QuestionAnswer } from '../later-events.ts';
import { baseStyles } from '../shared/base.styles.ts';
import { dialogStyles } from '../shared/dialog.styles.ts';

export interface Choice {
  readonly legend: string;
  /** What to do when nothing was chosen. */
  readonly missing: string;
  readonly options: readonly {
    readonly id: string;
    readonly name: string;
    readonly note: string;
  }[];
}

export interface Question {
  readonly title: string;
  /** What will happen, in sentences; a list under a sentence where there is one. */
  readonly effects: readonly { readonly text: string; readonly list?: readonly string[] }[];
  readonly choice: Choice | null;
  /** Null where only the safe answer is possible. */
  readonly confirm: string | null;
  readonly keep: string;
}

/**
 * @tag keepsake-question
 * @summary "Stop showing Visa ending in 4242?"
 * @fires {QuestionAnswer} question-answer - The buyer decided.
 * @csspart dialog - The dialog.
 */
export class KeepsakeQuestion extends LitElement {
  static override styles = [
    ...baseStyles,
    dialogStyles,
    css`
      dialog {
        inline-size: min(28rem, calc(100vw - 2rem));
        padding: 1.25rem;
      }
      dialog[open] {
        display: grid;
        gap: 0.75rem;
      }
      #effect {
        display: grid;
        gap: 0.5rem;
      }
      ul {
        margin-block-start: 0.25rem;
        margin-inline-start: 1.25rem;
      }
      legend {
        margin-block-end: 0.25rem;
        font-weight: 600;
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        min-block-size: 3rem;
        padding-inline: 0.75rem;
        border: var(--_line) solid var(--_border);
        cursor: pointer;
      }
      label:first-of-type {
        border-start-start-radius: var(--_radius);
        border-start-end-radius: var(--_radius);
      }
      label:last-of-type {
        border-end-start-radius: var(--_radius);
        border-end-end-radius: var(--_radius);
      }
      label + label {
        border-block-start: 0;
      }
      label:has(:checked) {
        background: var(--_tint);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--_focus);
        outline-offset: -3px;
        border-radius: var(--_radius);
      }
      input {
        flex: none;
        inline-size: 1.25rem;
        block-size: 1.25rem;
        margin: 0;
        accent-color: var(--_accent);
      }
      input:focus-visible {
        outline: none;
      }
      .error {
        font-size: 0.875em;
        color: var(--_danger);
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
    question: { attribute: false },
    unchosen: { state: true },
  };

  declare question: Question | null;
  declare protected unchosen: boolean;

  constructor() {
    super();
    this.question = null;
    this.unchosen = false;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
    this.renderRoot.querySelector<HTMLElement>('.keep')?.focus();
  }

  #answer(confirmed: boolean): void {
    const chosen = this.renderRoot.querySelector<HTMLInputElement>('input:checked')?.value ?? null;
    if (confirmed && this.question?.choice && !chosen) {
      this.unchosen = true;
      this.renderRoot.querySelector('input')?.focus();
      return;
    }
    this.renderRoot.querySelector('dialog')?.close();
    this.dispatchEvent(new QuestionAnswer(confirmed, chosen));
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.#answer(false);
  }

  #choice({ legend, missing, options }: Choice): TemplateResult {
    return html`<fieldset
      aria-describedby=${this.unchosen ? 'missing' : nothing}
      @change=${() => {
        this.unchosen = false;
      }}
    >
      <legend>${legend}</legend>
      ${options.map(
        ({ id, name, note }) =>
          html`<label>
            <input type="radio" name="choice" .value=${id} .defaultChecked=${options.length === 1} />
            <span>${name} <span class="muted small">${note}</span></span>
          </label>`,
      )}
      ${this.unchosen ? html`<p id="missing" class="error" role="alert">${missing}</p>` : nothing}
    </fieldset>`;
  }

  override render(): TemplateResult | typeof nothing {
    const { question } = this;
    if (!question) return nothing;
    const { title, effects, choice, confirm, keep } = question;
    return html`<dialog
      role="alertdialog"
      part="dialog"
      aria-labelledby="title"
      aria-describedby="effect"
      @cancel=${this.#cancel}
    >
      <h2 id="title">${title}</h2>
      <div id="effect">
        ${effects.map(
          ({ text, list = [] }) =>
            html`<div>
              <p>${text}</p>
              ${list.length > 0 ? html`<ul>${list.map((item) => html`<li>${item}</li>`)}</ul>` : nothing}
            </div>`,
        )}
      </div>
      ${choice ? this.#choice(choice) : nothing}
      <div class="answers">
        <button type="button" class="button keep" @click=${() => this.#answer(false)}>${keep}</button>
        ${
          confirm
            ? html`<button type="button" class="button danger" @click=${() => this.#answer(true)}>
                ${confirm}
              </button>`
            : nothing
        }
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-question': KeepsakeQuestion;
  }
}
