/**
 * The checkout as a field of the form around it: the form waits for the payment and then submits the
 * intent's id. It decides nothing about the payment.
 */
import type { ReactiveController, ReactiveElement } from 'lit';
import type { Localize } from '../locale/localize.ts';
import type { CheckoutController } from '../session/checkout-controller.ts';
import type { FormControl } from '../shared/form-control.ts';
import { payText } from './pay-text.ts';

/** What the checkout lends. */
interface Lent {
  readonly host: ReactiveElement & { readonly name: string | null };
  readonly session: CheckoutController;
  readonly localize: Localize;
  readonly control: FormControl;
  /** Hears what is to be pressed before the form can be submitted. */
  readonly hint: (words: string) => void;
}

export class InForm implements ReactiveController {
  readonly #of: Lent;
  /** What a browser brought back before there was anything to choose from. */
  #brought: string | null = null;

  constructor(of: Lent) {
    const { host } = of;
    this.#of = of;
    host.addController(this);
  }

  get #missing(): string {
    const { messages, locale } = this.#of.localize;
    return payText(this.#of.session.state, messages, locale) || messages.loading;
  }

  hostUpdated(): void {
    const { phase, outcome, chosen, data } = this.#of.session.state;
    const done = phase === 'complete';
    // Which card somebody had chosen is nobody's business at a computer that others use.
    const choice = data?.session.saved_methods_hidden ? null : chosen;
    this.#of.control.hold(done ? (outcome?.intent ?? null) : null, choice);
    this.#of.control.demand(done || !this.#of.host.name ? null : this.#missing);
    if (data && this.#brought) {
      this.#of.session.choose(this.#brought);
      this.#brought = null;
    }
  }

  /** The form was to be submitted: says what is to be pressed first. */
  remind(): void {
    this.#of.hint(this.#missing);
    this.#of.host.renderRoot.querySelector<HTMLElement>('keepsake-pay-button')?.focus();
  }

  /** @param choice as it was held before the page was left */
  restore(choice: unknown): void {
    this.#brought = typeof choice === 'string' ? choice : null;
    this.#of.host.requestUpdate();
  }

  /** The form that is to be submitted once all is done; null where the tag is no field of one. */
  get form(): HTMLFormElement | null {
    return this.#of.host.name ? this.#of.control.form : null;
  }
}
