/**
 * The whole checkout: lays out the leaves, hands them their state, and turns their requests into
 * calls of the session. It decides neither what may be shown nor what happened to money.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CheckoutState } from '../../server/wire/elements.ts';
import { fieldsOf, isWide } from '../address/fields.ts';
import {
  type ConsentChange,
  KeepsakeRemoveEvent,
  type MethodRemoveRequest,
  type MethodSelectRequest,
  type RemoveAnswer,
} from '../events.ts';
import { Localize } from '../locale/localize.ts';
import { spokenName } from '../methods/describe.ts';
import { CheckoutController } from '../session/checkout-controller.ts';
import { type Checkout, isBusy, shownMethods } from '../session/checkout-machine.ts';
import { isCheckoutState } from '../session/client.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { advise } from './advice.ts';
import { checkoutStyles } from './checkout.styles.ts';
import { FormParts, needsFrame } from './form-parts.ts';
import { type GroupSpec, groupsOf } from './groups.ts';
import { type LazyTag, load } from './lazy.ts';
import type { Missing } from './missing.ts';
import { detailOf, tell } from './outward.ts';
import {
  actionButton,
  loadingPanel,
  messagePanel,
  type PanelAction,
  problemPanel,
  receiptPanel,
} from './panels.ts';
import { payText } from './pay-text.ts';

/** How long the receipt is seen before the page goes on, in milliseconds. */
const RECEIPT_MS = 1_200;

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
 * @csspart error - The box with a problem and its next step.
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
  /** The last thing to announce. */
  declare protected said: string;
  declare protected leaving: boolean;
  /** Parts that could not be fetched. */
  declare protected absent: readonly LazyTag[];

  readonly #session = new CheckoutController(this, (next, previous) =>
    this.#stepped(next, previous),
  );
  readonly #localize = new Localize(this, () => this.locale ?? this.#state.data?.session.locale);
  #cardWanted = false;
  #settled: (() => void)[] = [];

  constructor() {
    super();
    this.clientSecret = null;
    this.api = null;
    this.locale = null;
    this.theme = null;
    this.asked = null;
    this.said = '';
    this.leaving = false;
    this.absent = [];
  }

  get #state(): Checkout {
    return this.#session.state;
  }

  get #parts(): FormParts {
    return new FormParts(this.renderRoot);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if ((changed.has('clientSecret') || changed.has('api')) && this.clientSecret) {
      void this.#session.start({
        api: this.api ?? new URL(import.meta.url).origin,
        secret: this.clientSecret,
        locale: this.locale,
        inline: this.#inlineState(),
      });
    }
    void this.#session.syncOffers(this.#localize.locale);
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

  #inlineState(): CheckoutState | null {
    const script = this.querySelector(':scope > script[slot="state"]');
    try {
      const state: unknown = JSON.parse(script?.textContent ?? 'null');
      return isCheckoutState(state) ? state : null;
    } catch {
      return null;
    }
  }

  #stepped(next: Checkout, previous: Checkout): void {
    const finished = next.phase === 'complete' && previous.phase !== 'complete';
    const stay = finished && !this.#session.pressedHere;
    const goOn = stay || tell(this, next, previous);
    const url = next.outcome?.redirectUrl;
    if (finished && goOn && !stay && url && /^https?:/.test(url)) {
      this.leaving = true;
      setTimeout(() => location.assign(url), RECEIPT_MS);
    }
    if (isBusy(previous) && !isBusy(next)) {
      for (const resolve of this.#settled.splice(0)) resolve();
      void this.#refocus(next, previous);
    }
    if (next.chosen === NEW_CARD) this.#cardWanted = true;
    const failed = next.problem?.code === 'remove_failed' && next.problem !== previous.problem;
    if (failed) void this.#focusMethods(next.problem?.param);
  }

  /** After an outcome the focus is where the buyer goes on, if it was here at all. */
  async #refocus(next: Checkout, previous: Checkout): Promise<void> {
    const here = this.matches(':focus-within') || previous.phase === 'challenge';
    await this.updateComplete;
    if (!here) return;
    if (next.phase === 'complete') this.renderRoot.querySelector('h2')?.focus();
    else if (next.wants.securityCode && !previous.wants.securityCode) {
      await this.#parts.reveal({ what: 'card' }, next);
    } else if (previous.phase === 'challenge') {
      this.renderRoot.querySelector('keepsake-pay-button')?.focus();
    }
  }

  async #focusMethods(method?: string): Promise<void> {
    await this.updateComplete;
    const { methods } = this.#parts;
    await methods?.updateComplete;
    methods?.focus({}, method);
  }

  async #press(): Promise<void> {
    if (this.#state.phase !== 'open') return;
    await this.#parts.ready();
    const missing = this.#parts.missing(this.#state);
    if (missing) {
      this.said = this.#sayMissing(missing);
      await this.#parts.reveal(missing, this.#state);
    } else await this.#session.press(() => this.#parts.collect(this.#state));
  }

  #sayMissing(missing: Missing): string {
    const { messages } = this.#localize;
    switch (missing.what) {
      case 'method':
        return messages.missingMethod;
      case 'card':
        return messages.missingCard;
      case 'field':
        return messages.missingField(messages[missing.field]);
      case 'agreement':
        return messages.agreeFirst;
    }
  }

  #select(event: MethodSelectRequest): void {
    this.#session.choose(event.detail.method);
  }

  #askRemoval(event: MethodRemoveRequest): void {
    this.asked = event.detail.method;
  }

  #answerRemoval(event: RemoveAnswer): void {
    const method = this.asked;
    this.asked = null;
    if (!event.detail.remove || !method) return;
    const shown = shownMethods(this.#state);
    const at = shown.findIndex(({ id }) => id === method);
    const next = (shown[at + 1] ?? shown[at - 1])?.id ?? NEW_CARD;
    if (!this.dispatchEvent(new KeepsakeRemoveEvent(detailOf(this.#state, method)))) return;
    this.said = this.#localize.messages.removed(this.#nameOf(method));
    this.#session.remove(method);
    void this.#focusMethods(next);
  }

  #undoRemoval(): void {
    const method = this.#state.held?.method;
    if (!method) return;
    this.said = this.#localize.messages.restored(this.#nameOf(method));
    this.#session.undoRemove();
    void this.#focusMethods(method);
  }

  #consented(event: ConsentChange): void {
    if (event.detail.cleared) this.said = this.#localize.messages.termsChanged;
  }

  #nameOf(method: string): string {
    const card = this.#state.data?.payment_methods.find(({ id }) => id === method);
    return card ? spokenName(card, this.#localize.messages) : '';
  }

  /** Fetches a part that comes later; where it cannot be fetched, offers to try again. */
  #lazy(tag: LazyTag, template: TemplateResult): TemplateResult {
    const { messages } = this.#localize;
    if (this.absent.includes(tag)) {
      const run = () => {
        this.absent = this.absent.filter((other) => other !== tag);
      };
      return problemPanel(messages.partFailed, '', { label: messages.tryAgain, run });
    }
    load(tag).catch(() => {
      this.absent = [...this.absent, tag];
    });
    return template;
  }

  #methods(busy: boolean): TemplateResult {
    const { data, chosen } = this.#state;
    const prefill = data?.prefill;
    return html`<keepsake-methods
      .methods=${shownMethods(this.#state)}
      .chosen=${chosen}
      .preferred=${prefill ? { method: prefill.payment_method, reason: prefill.reason } : null}
      .newCard=${data?.card_entry !== null}
      .disabled=${busy}
      .locale=${this.#localize.locale}
      @method-select=${this.#select}
      @method-remove=${this.#askRemoval}
    ></keepsake-methods>`;
  }

  #toast(): TemplateResult | typeof nothing {
    const { held } = this.#state;
    const { messages } = this.#localize;
    if (!held) return nothing;
    const undo = { label: messages.undo, run: () => this.#undoRemoval() };
    return html`<div class="toast" part="toast">
      <span>${messages.removed(this.#nameOf(held.method))}</span>${actionButton(undo, 'link')}
    </div>`;
  }

  #cardFrame(id: 'new-card' | 'code', shown: boolean): TemplateResult {
    const { data } = this.#state;
    const { messages, locale } = this.#localize;
    const merchant = data?.merchant.name ?? '';
    return html`<div class="inset card" ?hidden=${!shown}>
      ${this.#lazy(
        'keepsake-card',
        html`<keepsake-card
          id=${id}
          class=${id}
          .url=${data?.card_entry?.url ?? ''}
          .mode=${id === 'code' ? 'cvc' : 'card'}
          .locale=${locale}
          @pay-request=${this.#press}
          @card-reload=${() => this.#session.renewCardEntry()}
        ></keepsake-card>`,
      )}
      ${id === 'code' ? nothing : html`<p class="trust small muted">${messages.cardTrust(merchant)}</p>`}
    </div>`;
  }

  #consent(kind: 'redisplay' | 'mandate', busy: boolean): TemplateResult | typeof nothing {
    const { data, chosen, offersPending } = this.#state;
    const offer = data?.offers[kind] ?? null;
    const mode = data?.session.mode;
    const saved = kind === 'redisplay' && chosen !== NEW_CARD;
    if (!offer || saved) return nothing;
    return html`<div class="inset consent">
      <keepsake-consent
        id=${kind}
        .offer=${offer}
        .required=${kind === 'mandate' && mode !== 'payment'}
        .disabled=${busy || offersPending}
        .locale=${this.#localize.locale}
        @consent-change=${this.#consented}
      ></keepsake-consent>
    </div>`;
  }

  /** Bones inside the tag keep its place until the element is there. */
  #group({ group, scope, countries, prefill }: GroupSpec, busy: boolean): TemplateResult {
    const fields = fieldsOf(group, scope, prefill.country);
    return html`<keepsake-address
      .group=${group}
      .scope=${scope}
      .countries=${countries}
      .prefill=${prefill}
      .disabled=${busy}
      .locale=${this.#localize.locale}
      ><div class="heading"></div>
      <div class="grid" aria-hidden="true">
        ${fields.map((field) => html`<i class=${isWide(field, fields) ? 'field wide' : 'field'}></i>`)}
      </div></keepsake-address
    >`;
  }

  #problem(): TemplateResult | typeof nothing {
    const { problem, data } = this.#state;
    const { messages } = this.#localize;
    if (!problem) return nothing;
    if (problem.code === 'remove_failed') {
      return problemPanel(messages.removeFailed(this.#nameOf(problem.param ?? '')), '', null);
    }
    const { title, text, next } = advise(problem, messages);
    const others = (data?.payment_methods.length ?? 0) > 0;
    const action: PanelAction | null =
      next === 'other' && others
        ? { label: messages.useAnother, run: () => void this.#focusMethods() }
        : null;
    return problemPanel(title, text, action);
  }

  #progress(): TemplateResult | string {
    const { phase, lost, dismissed, action } = this.#state;
    const { messages } = this.#localize;
    if (!isBusy(this.#state)) return this.said;
    if (lost) return navigator.onLine ? messages.reconnecting : messages.offline;
    if (phase === 'confirming') return messages.processing;
    if (phase === 'processing') return messages.checking;
    const reopen = {
      label: messages.showChallenge,
      run: () => this.#session.reopenChallenge(),
    };
    return html`${messages.waitingForBank} ${dismissed && action ? actionButton(reopen) : nothing}`;
  }

  #form(): TemplateResult {
    const state = this.#state;
    const { messages, locale } = this.#localize;
    const busy = isBusy(state);
    const session = state.data?.session;
    const groups = groupsOf(state);
    const isNew = state.chosen === NEW_CARD;
    const code = needsFrame(state) && !isNew;
    return html`<keepsake-summary
        .items=${state.data?.line_items ?? []}
        .amount=${session?.mode === 'setup' ? null : (session?.amount_total ?? null)}
        .currency=${session?.currency ?? null}
        .locale=${locale}
      ></keepsake-summary>
      <div class="block" part="payment">
        ${this.#methods(busy)} ${this.#toast()}
        ${this.#cardWanted ? this.#cardFrame('new-card', isNew) : nothing}
        ${code ? this.#cardFrame('code', true) : nothing} ${this.#consent('redisplay', busy)}
        ${this.#consent('mandate', busy)}
      </div>
      ${groups.map((group) => this.#lazy('keepsake-address', this.#group(group, busy)))}
      ${this.#problem()}
      <keepsake-pay-button
        .text=${payText(state, messages, locale)}
        .busy=${busy}
        @pay-request=${this.#press}
      ></keepsake-pay-button>`;
  }

  #body(): TemplateResult | typeof nothing {
    const { messages } = this.#localize;
    switch (this.#state.phase) {
      case 'loading':
        return loadingPanel();
      case 'expired':
        return messagePanel(messages.expiredTitle, messages.expiredText);
      case 'unavailable':
        return this.#unavailable();
      case 'complete':
        return nothing;
      default:
        return this.#form();
    }
  }

  #unavailable(): TemplateResult {
    const { messages } = this.#localize;
    const local = this.#state.problem?.type === 'client_error';
    if (!local) return messagePanel(messages.unusableTitle, messages.unusableText);
    const again = { label: messages.tryAgain, run: () => void this.#session.refresh() };
    return messagePanel(messages.loadFailedTitle, messages.loadFailedText, again);
  }

  #dialogs(): (TemplateResult | typeof nothing)[] {
    const { phase, action, dismissed, data } = this.#state;
    const { messages, locale } = this.#localize;
    const card = data?.payment_methods.find(({ id }) => id === this.asked);
    const url = action?.redirect_to_url.url;
    return [
      card
        ? this.#lazy(
            'keepsake-remove-dialog',
            html`<keepsake-remove-dialog
              .card=${spokenName(card, messages)}
              .paysFor=${card.pays_for}
              .locale=${locale}
              @remove-answer=${this.#answerRemoval}
            ></keepsake-remove-dialog>`,
          )
        : nothing,
      phase === 'challenge' && url && !dismissed
        ? this.#lazy(
            'keepsake-challenge',
            html`<keepsake-challenge
              .url=${url}
              .locale=${locale}
              @challenge-progress=${() => this.#session.look()}
              @challenge-cancel=${() => this.#session.dismissChallenge()}
            ></keepsake-challenge>`,
          )
        : nothing,
    ];
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    const { phase } = this.#state;
    const seen = isBusy(this.#state) || phase === 'complete';
    const loading = phase === 'loading';
    return html`<div class="root" part="base" dir=${messages.rtl ? 'rtl' : nothing} aria-busy=${loading}>
      ${this.#body()}
      <div role="status" class=${seen ? 'progress' : 'unseen'} part="status">
        ${phase === 'complete' ? receiptPanel(this.#state, this.#localize, this.leaving) : nothing}
        ${loading ? messages.loading : this.#progress()}
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
