/**
 * The one button that may move money. It is never disabled because something is missing: pressing
 * it is how a buyer learns what. While busy it stays in place and in focus, and asks for nothing.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { PayRequest } from '../events.ts';
import { baseStyles } from '../shared/base.styles.ts';

/**
 * @tag keepsake-pay-button
 * @summary Says what will happen, with amount and card.
 * @fires {PayRequest} pay-request - Pressed while not busy.
 * @csspart pay - The button.
 */
export class KeepsakePayButton extends LitElement {
  static override styles = [
    ...baseStyles,
    css`
      button {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 0.625rem;
        inline-size: 100%;
        min-block-size: 3.25rem;
        padding: 0.5rem 1rem;
        border: var(--_line) solid #0000;
        border-radius: var(--_button-radius);
        background: var(--_accent);
        color: var(--_on-accent);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        line-height: 1.25;
        text-wrap: balance;
        cursor: pointer;
        transition: filter 0.12s;
        touch-action: manipulation;
      }
      button:hover {
        filter: brightness(1.12);
      }
      button:active {
        filter: brightness(0.94);
      }
    `,
  ];
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override properties = { text: {}, busy: { type: Boolean }, disabled: { type: Boolean } };

  /** What stands on it. */
  declare text: string;
  /** The press is on its way; another one does nothing. */
  declare busy: boolean;
  /** A form around it is disabled. */
  declare disabled: boolean;

  constructor() {
    super();
    this.text = '';
    this.busy = false;
    this.disabled = false;
  }

  #press(): void {
    if (!this.busy && !this.disabled) this.dispatchEvent(new PayRequest());
  }

  override render(): TemplateResult {
    return html`<button
      type="button"
      part="pay"
      aria-busy=${this.busy}
      aria-disabled=${this.busy || this.disabled}
      @click=${this.#press}
    >
      <i aria-hidden="true" ?hidden=${!this.busy}></i><span>${this.text}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-pay-button': KeepsakePayButton;
  }
}
