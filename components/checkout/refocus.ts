/**
 * Puts the focus where the buyer goes on when what had it goes away, if it was here at all. It knows
 * what a phase shows, and decides nothing else.
 */
import type { ReactiveElement } from 'lit';
import type { Checkout } from '../session/checkout-state.ts';
import { hasFocus } from '../shared/has-focus.ts';
import { FormParts } from './form-parts.ts';

export class Refocus {
  readonly #host: ReactiveElement;
  /** What had the focus is gone, and there is nothing yet to go on with. */
  #adrift = false;

  constructor(host: ReactiveElement) {
    this.#host = host;
  }

  async follow(next: Checkout, previous: Checkout): Promise<void> {
    const host = this.#host;
    const challenged = previous.phase === 'challenge';
    const lost = this.#adrift && document.activeElement === document.body;
    const here = challenged || lost || hasFocus(host);
    this.#adrift = here && next.phase === 'loading';
    await host.updateComplete;
    if (!here) return;
    const root = host.renderRoot;
    const parts = new FormParts(root);
    const asksForCode = next.wants.securityCode && !previous.wants.securityCode;
    if (next.phase !== 'open') root.querySelector<HTMLElement>('h2[tabindex]')?.focus();
    else if (asksForCode) parts.focusCard(next);
    else if (challenged) root.querySelector<HTMLElement>('keepsake-pay-button')?.focus();
    else if (lost) {
      await parts.methods?.updateComplete;
      parts.methods?.focus();
    }
  }
}
