/**
 * The bank's question to the buyer, in a modal dialog. It never learns the answer: it reports that
 * something moved in the frame, and whoever holds it asks the server.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { ChallengeCancel, ChallengeProgress } from '../later-events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { baseStyles } from '../shared/base.styles.ts';
import { dialogStyles } from '../shared/dialog.styles.ts';

/**
 * @tag keepsake-challenge
 * @summary Shows the bank's verification in a frame.
 * @fires {ChallengeProgress} challenge-progress - The frame moved on or sent word.
 * @fires {ChallengeCancel} challenge-cancel - The buyer left.
 * @csspart dialog - The dialog.
 */
export class KeepsakeChallenge extends LitElement {
  static override styles = [
    ...baseStyles,
    dialogStyles,
    css`
      dialog {
        inline-size: min(30rem, calc(100vw - 1rem));
        block-size: min(38rem, calc(100dvh - 1rem));
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        overflow: hidden;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding: 0.375rem 0.5rem 0.375rem 1.25rem;
        padding-inline: 1.25rem 0.5rem;
        border-block-end: var(--_line) solid var(--_border);
      }
      header .link {
        flex: none;
      }
      iframe {
        flex: 1;
        inline-size: 100%;
        min-block-size: 0;
        border: 0;
      }
    `,
  ];
  static override properties = { url: {}, locale: {} };

  /** Where the bank asks. */
  declare url: string;
  /** BCP 47; by default the page's. */
  declare locale: string | null;

  readonly #localize = new Localize(this, () => this.locale);

  constructor() {
    super();
    this.url = '';
    this.locale = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('message', this.#heard);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#heard);
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  /** What is said does not matter and is not read; that the frame speaks is the reason to ask. */
  readonly #heard = (event: MessageEvent): void => {
    const frame = this.renderRoot.querySelector('iframe');
    if (frame && event.source === frame.contentWindow) this.#moved();
  };

  #moved(): void {
    this.dispatchEvent(new ChallengeProgress());
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector('dialog')?.close();
    this.dispatchEvent(new ChallengeCancel());
  }

  override render(): TemplateResult {
    const more = moreOf(this.#localize);
    return html`<dialog part="dialog" aria-labelledby="title" @cancel=${this.#cancel}>
      <header>
        <h2 id="title">${more.showChallenge}</h2>
        <button type="button" class="link" @click=${this.#cancel}>${more.cancel}</button>
      </header>
      <iframe
        title=${more.cardVerification}
        sandbox="allow-forms allow-scripts allow-same-origin allow-popups"
        referrerpolicy="no-referrer"
        src=${this.url}
        @load=${this.#moved}
      ></iframe>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-challenge': KeepsakeChallenge;
  }
}
