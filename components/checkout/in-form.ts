/**
 * The checkout as a field of the form around it: the form waits for the payment and then submits the
 * intent's id; its reset is the checkout's. It decides nothing about the payment.
 */
import type { ReactiveController, ReactiveElement } from 'lit';
import type { Localize } from '../locale/localize.ts';
import type { CheckoutController } from '../session/checkout-controller.ts';
import { FormControl } from '../shared/form-control.ts';
import { acting, loadActing } from './fetch-acting.ts';
import { payText } from './pay-text.ts';

type Host = ReactiveElement & { readonly name: string | null };

export class InForm implements ReactiveController {
  readonly #host: Host;
  readonly #session: CheckoutController;
  readonly #localize: Localize;
  readonly #control: FormControl;
  /** What a browser brought back before there was anything to choose from. */
  #brought: string | null = null;

  /** @param remind hears what is to be pressed before the form can be submitted */
  constructor(
    host: Host,
    session: CheckoutController,
    localize: Localize,
    remind: (words: string) => void,
  ) {
    this.#host = host;
    this.#session = session;
    this.#localize = localize;
    this.#control = new FormControl(host);
    host.addController(this);
    host.addEventListener('invalid', (event) => {
      event.preventDefault();
      remind(this.#missing);
      host.renderRoot.querySelector<HTMLElement>('keepsake-pay-button')?.focus();
    });
  }

  get #missing(): string {
    const { messages, locale } = this.#localize;
    return payText(this.#session.state, messages, locale) || messages.loading;
  }

  hostUpdated(): void {
    const { phase, outcome, chosen, data } = this.#session.state;
    const done = phase === 'complete';
    // Which card somebody had chosen is nobody's business at a computer that others use.
    const choice = data?.session.saved_methods_hidden ? null : chosen;
    this.#control.hold(done ? (outcome?.intent ?? null) : null, choice);
    this.#control.demand(done || !this.#host.name ? null : this.#missing);
    if (data && this.#brought) {
      this.#session.choose(this.#brought);
      this.#brought = null;
    }
  }

  async reset(): Promise<void> {
    const { FormParts } = acting() ?? (await loadActing());
    const acts = this.#session.acts ?? (await this.#session.wantActs());
    new FormParts(this.#host.renderRoot).reset();
    acts.reset();
  }

  /** @param choice as it was held before the page was left */
  restore(choice: unknown): void {
    this.#brought = typeof choice === 'string' ? choice : null;
    this.#host.requestUpdate();
  }

  /** The form that is to be submitted once all is done; null where the tag is no field of one. */
  get form(): HTMLFormElement | null {
    return this.#host.name ? this.#control.form : null;
  }
}
