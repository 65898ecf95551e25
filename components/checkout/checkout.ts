/**
 * The whole checkout: lays out the leaves, hands them their state, and turns their requests into
 * calls of the session. It decides neither what may be shown nor what happened to money.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CheckoutState } from '../../server/wire/elements.ts';
import {
  type ConsentChange,
  KeepsakeRemoveEvent,
  type MethodRemoveRequest,
  type MethodSelectRequest,
  type RemoveAnswer,
} from '../events.ts';
import { Localize } from '../locale/localize.ts';
import { CheckoutController } from '../session/checkout-controller.ts';
import { type Checkout, isBusy, shownMethods } from '../session/checkout-machine.ts';
import { isCheckoutState } from '../session/client.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { checkoutStyles } from './checkout.styles.ts';
import { formView, nameOf } from './form.ts';
import { FormParts } from './form-parts.ts';
import { type LazyTag, load, loadOutcomeViews, outcomeViews } from './lazy.ts';
import { detailOf, tell } from './outward.ts';
import { actionButton, loadingPanel, messagePanel } from './panels.ts';

/** How long the receipt is seen before the page goes on, in milliseconds. */
const RECEIPT_MS = 1_200;

/** What a form that begins with a new card is made of, beside what is always there. */
const FIRST_PARTS = ['keepsake-card', 'keepsake-address'] as const;

/**
 * @tag keepsake-checkout
 * @summary Saved cards, a new card, permissions, details, and one button that pays.
 * @slot state - A `<script type="application/json">` with the state, to save the first request.
 * @fires {KeepsakeReadyEvent} keepsake-ready - The checkout can be used.
 * @fires {KeepsakeChangeEvent} keepsake-change - Another method was chosen.
 * @fires {KeepsakeCompleteEvent} keepsake-complete - Complete; cancel it to stay on the page.
 * @fires {KeepsakeRemoveEvent} keepsake-remove - A removal was confirmed; cancel it to keep the card.
 * @fires {KeepsakeErrorEvent} keepsake-error - The buyer was told about a problem.
 * @csspart base - Everything.
 * @csspart payment - The bordered block of cards and permissions.
 * @csspart toast - The line that offers to undo a removal.
 * @csspart error - The box with a problem and its next step.
 * @csspart status - Progress, and the receipt.
 * @csspart panel - What stands in the form's place when it cannot be used.
 * @csspart receipt - What stands there when all is done.
 */
export class KeepsakeCheckout extends LitElement {
  static override styles = checkoutStyles;
  static override properties = {
    clientSecret: { attribute: 'client-secret' },
    api: {},
    locale: {},
    theme: { reflect: true },
    asked: { state: true },
    said: { state: true },
    hint: { state: true },
    leaving: { state: true },
    absent: { state: true },
  };

  /** `cs_…_secret_…`, from the merchant's server. */
  declare clientSecret: string | null;
  /** Base URL of the API; by default the origin of this script. */
  declare api: string | null;
  /** BCP 47; by default the session's, then the page's. */
  declare locale: string | null;
  /** Without it, the page's `color-scheme` decides. */
  declare theme: 'light' | 'dark' | null;

  /** The card that the remove dialog asks about. */
  declare protected asked: string | null;
  /** The last thing to announce; it is seen elsewhere. */
  declare protected said: string;
  /** What is needed before the press can be made: announced, and seen at the button. */
  declare protected hint: string;
  declare protected leaving: boolean;
  /** Parts that could not be fetched. */
  declare protected absent: readonly LazyTag[];

  readonly #session = new CheckoutController(this, (next, previous) => this.#on(next, previous));
  readonly #localize = new Localize(this, () => this.locale ?? this.#state.data?.session.locale);
  #cardWanted = false;
  #formSeen = false;
  #settled: (() => void)[] = [];

  constructor() {
    super();
    this.clientSecret = null;
    this.api = null;
    this.locale = null;
    this.theme = null;
    this.asked = null;
    this.said = '';
    this.hint = '';
    this.leaving = false;
    this.absent = [];
  }

  get #state(): Checkout {
    return this.#session.state;
  }

  get #parts(): FormParts {
    return new FormParts(this.renderRoot);
  }

  /** Presses the button. Resolves when the outcome is known or the buyer must do something first. */
  async confirm(): Promise<{ readonly status: Checkout['phase'] }> {
    await this.#press();
    if (isBusy(this.#state)) await new Promise<void>((resolve) => this.#settled.push(resolve));
    return { status: this.#state.phase };
  }

  /** Asks the server again what there is to show. */
  refresh(): Promise<void> {
    return this.#session.refresh();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if ((changed.has('clientSecret') || changed.has('api')) && this.clientSecret) {
      this.#cardWanted = false;
      this.#formSeen = false;
      void this.#session.start({
        api: this.api ?? new URL(import.meta.url).origin,
        secret: this.clientSecret,
        locale: this.locale,
        inline: this.#inlineState(),
      });
    }
    queueMicrotask(() => void this.#session.syncOffers(this.#localize.locale));
  }

  #inlineState(): CheckoutState | null {
    const script = this.querySelector(':scope > script[slot="state"]');
    try {
      const state: unknown = JSON.parse(script?.textContent ?? 'null');
      return isCheckoutState(state) ? state : null;
    } catch {
      return null;
    }
  }

  /** One step of the session: tells the page, and brings what the next rendering needs. */
  #on(next: Checkout, previous: Checkout): void {
    if (next.chosen === NEW_CARD) this.#cardWanted = true;
    if (next.phase === 'complete' || next.problem) void this.#fetchOutcomeViews();
    const finished = next.phase === 'complete' && previous.phase !== 'complete';
    // Who comes back to a session that was completed elsewhere is shown so, and not sent away.
    if (!finished || this.#session.pressedHere) {
      const goOn = tell(this, next, previous);
      const url = next.outcome?.redirectUrl;
      if (finished && goOn && url && /^https?:/.test(url)) {
        this.leaving = true;
        setTimeout(() => location.assign(url), RECEIPT_MS);
      }
    }
    if (isBusy(previous) && !isBusy(next)) {
      for (const resolve of this.#settled.splice(0)) resolve();
      void this.#refocus(next, previous);
    }
  }

  async #fetchOutcomeViews(): Promise<void> {
    if (outcomeViews()) return;
    await loadOutcomeViews().catch(() => {
      this.said = this.#localize.messages.partFailed;
    });
    this.requestUpdate();
  }

  /** After an outcome the focus is where the buyer goes on, if it was here at all. */
  async #refocus(next: Checkout, previous: Checkout): Promise<void> {
    const challenged = previous.phase === 'challenge';
    const here = challenged || this.matches(':focus-within');
    if (next.phase === 'complete') await this.#fetchOutcomeViews();
    await this.updateComplete;
    if (!here) return;
    const asksForCode = next.wants.securityCode && !previous.wants.securityCode;
    if (next.phase === 'complete') this.renderRoot.querySelector('h2')?.focus();
    else if (asksForCode) this.#parts.focusCard(next);
    else if (challenged) this.renderRoot.querySelector('keepsake-pay-button')?.focus();
  }

  async #focusMethods(method?: string): Promise<void> {
    await this.updateComplete;
    const { methods } = this.#parts;
    await methods?.updateComplete;
    methods?.focus({}, method);
  }

  async #press(): Promise<void> {
    if (this.#state.phase !== 'open') return;
    this.hint = '';
    void loadOutcomeViews().catch(() => {});
    const parts = this.#parts;
    await this.#session.syncOffers(this.#localize.locale);
    await this.updateComplete;
    await parts.ready();
    const missing = parts.missing(this.#state);
    const { messages } = this.#localize;
    if (missing) this.hint = await parts.reveal(missing, this.#state, messages);
    else await this.#session.press(() => parts.collect(this.#state));
  }

  #select(event: MethodSelectRequest): void {
    this.hint = '';
    this.#session.choose(event.detail.method);
  }

  #askRemoval(event: MethodRemoveRequest): void {
    this.asked = event.detail.method;
  }

  #answerRemoval(event: RemoveAnswer): void {
    const method = this.asked;
    this.asked = null;
    if (!method) return;
    // Not left to the dialog: where a click does not focus a button, it would return to nothing.
    if (!event.detail.remove) {
      this.#parts.methods?.focusRemove(method);
      return;
    }
    const shown = shownMethods(this.#state);
    const at = shown.findIndex(({ id }) => id === method);
    const next = (shown[at + 1] ?? shown[at - 1])?.id ?? NEW_CARD;
    if (!this.dispatchEvent(new KeepsakeRemoveEvent(detailOf(this.#state, method)))) return;
    this.hint = '';
    this.said = this.#localize.messages.removed(nameOf(this.#state, this.#localize, method));
    this.#session.remove(method);
    void this.#focusMethods(next);
  }

  #undoRemoval(): void {
    const method = this.#state.held?.method;
    if (!method) return;
    this.said = this.#localize.messages.restored(nameOf(this.#state, this.#localize, method));
    this.#session.undoRemove();
    void this.#focusMethods(method);
  }

  #consented(event: ConsentChange): void {
    this.hint = event.detail.cleared ? this.#localize.messages.termsChanged : '';
  }

  /** Fetches a part that comes later; where it cannot be fetched, offers to try again. */
  #lazy(tag: LazyTag, part: TemplateResult): TemplateResult {
    const { messages } = this.#localize;
    if (this.absent.includes(tag)) {
      const run = () => {
        this.absent = this.absent.filter((other) => other !== tag);
      };
      return messagePanel(messages.partFailed, '', { label: messages.tryAgain, run });
    }
    load(tag).catch(() => {
      this.absent = [...this.absent, tag];
    });
    return part;
  }

  /**
   * A form that begins with a new card waits for its parts: their height depends on words and width,
   * so nothing else could keep their place.
   */
  #isComing(): boolean {
    if (this.#formSeen || this.#state.chosen !== NEW_CARD) return false;
    const coming = FIRST_PARTS.filter(
      (tag) => !customElements.get(tag) && !this.absent.includes(tag),
    );
    for (const tag of coming) {
      load(tag).then(
        () => this.requestUpdate(),
        () => {
          this.absent = [...this.absent, tag];
        },
      );
    }
    return coming.length > 0;
  }

  #form(): TemplateResult {
    this.#formSeen = true;
    return formView({
      state: this.#state,
      localize: this.#localize,
      cardWanted: this.#cardWanted,
      lazy: (tag, part) => this.#lazy(tag, part),
      undo: () => this.#undoRemoval(),
      useAnother: () => void this.#focusMethods(),
    });
  }

  #body(): TemplateResult | typeof nothing {
    const { messages } = this.#localize;
    const { phase, data, problem } = this.#state;
    switch (phase) {
      case 'loading':
        return loadingPanel();
      case 'expired':
        return messagePanel(messages.expiredTitle, messages.expiredText);
      case 'unavailable': {
        const refused = problem?.type !== 'client_error';
        if (refused) return messagePanel(messages.unusableTitle, messages.unusableText);
        const again = { label: messages.tryAgain, run: () => void this.#session.refresh() };
        return messagePanel(messages.loadFailedTitle, messages.loadFailedText, again);
      }
      case 'complete':
        return nothing;
      default:
        if (data && !data.card_entry && shownMethods(this.#state).length === 0) {
          return messagePanel(messages.unusableTitle, messages.noWayToPay);
        }
        return this.#isComing() ? loadingPanel() : this.#form();
    }
  }

  #progress(): TemplateResult | string {
    const { phase, lost, dismissed, action } = this.#state;
    const { messages } = this.#localize;
    if (phase === 'loading') return messages.loading;
    if (!isBusy(this.#state)) return this.hint || this.said;
    if (lost) return navigator.onLine ? messages.reconnecting : messages.offline;
    if (phase === 'confirming') return messages.processing;
    if (phase === 'processing') return messages.checking;
    const run = () => this.#session.reopenChallenge();
    const again = dismissed && action;
    return html`${messages.waitingForBank}
    ${again ? actionButton({ label: messages.showChallenge, run }) : nothing}`;
  }

  #outcome(): TemplateResult {
    const { messages } = this.#localize;
    const views = outcomeViews();
    return views
      ? views.receiptView(this.#state, this.#localize, this.leaving)
      : html`<h2 tabindex="-1">${messages.paid}</h2>`;
  }

  #dialogs(): (TemplateResult | typeof nothing)[] {
    const { phase, action, dismissed, data } = this.#state;
    const { locale } = this.#localize;
    const card = data?.payment_methods.find(({ id }) => id === this.asked);
    const url = phase === 'challenge' && !dismissed && action?.redirect_to_url.url;
    return [
      card
        ? this.#lazy(
            'keepsake-remove-dialog',
            html`<keepsake-remove-dialog
              .card=${nameOf(this.#state, this.#localize, card.id)}
              .paysFor=${card.pays_for}
              .locale=${locale}
            ></keepsake-remove-dialog>`,
          )
        : nothing,
      url
        ? this.#lazy(
            'keepsake-challenge',
            html`<keepsake-challenge .url=${url} .locale=${locale}></keepsake-challenge>`,
          )
        : nothing,
    ];
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    const { phase } = this.#state;
    const complete = phase === 'complete';
    const seen = complete || isBusy(this.#state) || this.hint;
    return html`<div
      class="root"
      part="base"
      dir=${messages.rtl ? 'rtl' : nothing}
      aria-busy=${phase === 'loading'}
      @method-select=${this.#select}
      @method-remove=${this.#askRemoval}
      @remove-answer=${this.#answerRemoval}
      @consent-change=${this.#consented}
      @card-reload=${() => this.#session.renewCardEntry()}
      @pay-request=${this.#press}
      @challenge-progress=${() => this.#session.look()}
      @challenge-cancel=${() => this.#session.dismissChallenge()}
    >
      ${this.#body()}
      <div role="status" class=${seen ? 'progress' : 'unseen'} part="status">
        ${complete ? this.#outcome() : this.#progress()}
      </div>
      ${this.#dialogs()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-checkout': KeepsakeCheckout;
  }
}
