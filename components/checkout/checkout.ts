/**
 * The whole checkout: lays out the leaves, hands them their state, and turns their requests into
 * calls of the session. It decides neither what may be shown nor what happened to money.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type {
  ConsentChange,
  MethodRemoveRequest,
  MethodSelectRequest,
  MethodUpdateRequest,
  RemoveAnswer,
} from '../events.ts';
import { Localize } from '../locale/localize.ts';
import type { KeepsakeMethods } from '../methods/methods.ts';
import { CheckoutController } from '../session/checkout-controller.ts';
import { type Checkout, isBusy, shownMethods } from '../session/checkout-state.ts';
import { sessionOf } from '../session/press-store.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { OutwardElement } from '../shared/outward-element.ts';
import { checkoutStyles } from './checkout.styles.ts';
import { dialogs } from './dialogs.ts';
import { acting, loadActing, makeLater, whenIdle } from './fetch-acting.ts';
import { formView } from './form.ts';
import { goesElsewhere } from './groups.ts';
import { InForm } from './in-form.ts';
import { carriedState } from './inline-state.ts';
import type { Host, Later } from './later.ts';
import { OnDemand } from './on-demand.ts';
import { tell } from './outward.ts';
import { closedPanel, loadingPanel, messagePanel } from './panels.ts';
import type { Refocus } from './refocus.ts';
import type { Around } from './removal.ts';
import type { Renewal } from './renewal.ts';
import { isSeen, type StatusView, statusView } from './status.ts';

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
 * @csspart notice - What is said in the place of saved cards that were hidden.
 * @csspart closing - The line that says when the session ends.
 * @csspart shared-computer - The button "This is a shared computer".
 * @csspart toast - The line that offers to undo a removal.
 * @csspart error - The box with a problem and its next step.
 * @csspart status - Progress, and the receipt.
 * @csspart panel - What stands in the form's place when it cannot be used.
 * @csspart receipt - What stands there when all is done.
 */
export class KeepsakeCheckout extends OutwardElement {
  static readonly formAssociated = true;
  static override styles = checkoutStyles;
  static override properties = {
    name: { reflect: true },
    summary: {},
    asked: { state: true },
    said: { state: true },
    hint: { state: true },
    leaving: { state: true },
    disabled: { state: true },
    later: { state: true },
  };

  /** Inside a form: the name under which the intent's id is submitted once all is done. */
  declare name: string | null;
  /** `none` where the page itself shows what is bought. */
  declare summary: string | null;

  /** The card that the remove dialog asks about. */
  declare protected asked: string | null;
  /** The last thing to announce; it is seen elsewhere. */
  declare protected said: string;
  /** What is needed before the press can be made: announced, and seen at the button. */
  declare protected hint: string;
  declare protected leaving: boolean;
  /** By the form or field set around it. */
  declare protected disabled: boolean;
  /** Rare states, once one has come. */
  declare protected later: Later | null;

  readonly #session = new CheckoutController(
    this,
    (next, previous) => this.#on(next, previous),
    loadActing,
  );
  readonly #localize = new Localize(this, () => this.locale ?? this.#state.data?.session.locale);
  readonly #inForm = new InForm(this, this.#session, this.#localize, (words) => {
    this.hint = words;
  });
  #renewal: Renewal | undefined;
  #refocus: Refocus | undefined;
  #wanted = false;
  #later: Promise<Later> | null = null;
  readonly #demand = new OnDemand(this, this.#localize);
  #cardWanted = false;
  #formSeen = false;
  #settled: (() => void)[] = [];

  constructor() {
    super();
    this.name = null;
    this.summary = null;
    this.asked = null;
    this.said = '';
    this.hint = '';
    this.leaving = false;
    this.disabled = false;
    this.later = null;
  }

  get #state(): Checkout {
    return this.#session.state;
  }

  get #methods(): KeepsakeMethods | null {
    return this.renderRoot.querySelector('keepsake-methods');
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

  protected override begin(api: string, secret: string): void {
    const renewal = this.#renewal?.take() ?? false;
    if (!renewal) {
      this.#cardWanted = false;
      this.#formSeen = false;
    }
    const inline = carriedState(this, sessionOf(secret));
    const { locale } = this;
    const start = { api, secret, locale, inline: inline?.state ?? null, renewal };
    const started = this.#session.start(start);
    if (inline?.isStale) void started.then(() => this.refresh());
    const again = () => this.#state.phase === 'open' && this.#sayRarely((later) => later.renewed);
    if (renewal) void started.then(again);
  }

  protected override updated(): void {
    acting()?.dress(this.renderRoot);
    this.later?.rendered(this.renderRoot);
    if (!this.#wanted && this.#state.phase === 'open') {
      this.#wanted = true;
      whenIdle(() => void this.#session.wantActs().catch(() => {}));
    }
    queueMicrotask(() => void this.#session.syncOffers(this.#localize.locale));
  }

  formDisabledCallback(disabled: boolean): void {
    this.disabled = disabled;
  }

  formResetCallback(): void {
    this.hint = '';
    void this.#inForm.reset().catch(() => this.#hintFailed());
  }

  formStateRestoreCallback(state: unknown): void {
    this.#inForm.restore(state);
  }

  get #around(): Around & Host {
    return {
      host: this,
      session: this.#session,
      localize: this.#localize,
      render: () => this.requestUpdate(),
      say: (words) => {
        this.hint = '';
        this.said = words;
      },
      focusMethods: (method) => void this.#focusMethods(method),
    };
  }

  /** Fetches the rare states, and has one of them. */
  async #rarely(act: (later: Later) => void): Promise<void> {
    this.#later ??= this.#session.wantActs().then(() => makeLater(this.#around));
    try {
      this.later = await this.#later;
      act(this.later);
    } catch {
      this.#later = null;
      this.said = this.#localize.messages.partFailed;
    }
  }

  #sayRarely(words: (later: Later) => string): void {
    void this.#rarely((later) => {
      this.said = words(later);
    });
  }

  #share(): void {
    const { data, phase } = this.#state;
    if (phase !== 'open') return;
    const mayStop = data?.payment_methods.some(({ removable }) => removable) === true;
    this.querySelector(':scope > script[slot="state"]')?.remove();
    this.#session.hideNow();
    void this.#rarely((later) => later.share(mayStop));
  }

  /** One step of the session: tells the page, and brings what the next rendering needs. */
  #on(next: Checkout, previous: Checkout): void {
    if (next.chosen === NEW_CARD) this.#cardWanted = true;
    if (next.phase === 'complete' || next.problem) void this.#fetchActing();
    const here = acting();
    if (here) this.#renewal ??= new here.Renewal(this, this.#session);
    if (this.#renewal?.heed(next, previous)) this.#sayRarely((later) => later.closing() ?? '');
    if (next.data?.session.saved_methods_hidden && !this.later) void this.#rarely(() => {});
    const finished = next.phase === 'complete' && previous.phase !== 'complete';
    // Who comes back to a session that was completed elsewhere is shown so, and not sent away.
    if (!finished || this.#session.pressedHere) {
      const goOn = tell(this, next, previous);
      if (finished && goOn) this.#goOn(next.outcome?.redirectUrl ?? null);
    }
    if (isBusy(next) || next.phase === previous.phase) return;
    for (const resolve of this.#settled.splice(0)) resolve();
    if (here) this.#refocus ??= new here.Refocus(this);
    void this.#refocus?.follow(next, previous, () => this.#fetchActing());
  }

  /** Submits the form around it, or leaves for the page that the session names. */
  #goOn(url: string | null): void {
    const { form } = this.#inForm;
    this.leaving = !form && url !== null && /^https?:/.test(url);
    if (form) setTimeout(() => form.requestSubmit(), RECEIPT_MS);
    else if (this.leaving && url) setTimeout(() => location.assign(url), RECEIPT_MS);
  }

  async #fetchActing(): Promise<void> {
    if (acting()) return;
    await loadActing().catch(() => {
      this.said = this.#localize.messages.partFailed;
    });
    this.requestUpdate();
  }

  async #focusMethods(method?: string): Promise<void> {
    await this.updateComplete;
    const methods = this.#methods;
    await methods?.updateComplete;
    methods?.focus({}, method);
  }

  async #press(): Promise<void> {
    if (this.#state.phase !== 'open') return;
    this.hint = '';
    const { clientSecret } = this;
    await this.#session.wantActs().catch(() => this.#hintFailed());
    const here = acting();
    // Nothing is sent without what follows the outcome, nor for another session than was pressed in.
    if (!here || !this.#session.acts || clientSecret !== this.clientSecret) return;
    const parts = new here.FormParts(this.renderRoot);
    await this.#session.syncOffers(this.#localize.locale);
    await this.updateComplete;
    await parts.ready();
    const missing = parts.missing(this.#state);
    const { messages } = this.#localize;
    if (missing) this.hint = await parts.reveal(missing, this.#state, messages);
    else await this.#session.acts?.press(() => parts.collect(this.#state));
  }

  #hintFailed(): void {
    this.hint = this.#localize.messages.partFailed;
  }

  #select(event: MethodSelectRequest): void {
    this.hint = '';
    this.#session.choose(event.detail.method);
  }

  #answerRemoval(event: RemoveAnswer): void {
    const method = this.asked;
    this.asked = null;
    if (!method) return;
    // Not left to the dialog: where a click does not focus a button, it would return to nothing.
    if (!event.detail.remove) {
      this.#methods?.focusRemove(method);
      return;
    }
    void this.#session.wantActs().then(
      () => acting()?.removeCard(this.#around, method),
      () => this.#hintFailed(),
    );
  }

  #consented(event: ConsentChange): void {
    this.hint = event.detail.cleared ? this.#localize.messages.termsChanged : '';
  }

  #form(): TemplateResult {
    this.#formSeen = true;
    return formView({
      state: this.#state,
      localize: this.#localize,
      cardWanted: this.#cardWanted,
      lazy: (tag, part) => this.#demand.part(tag, part),
      undo: () => acting()?.undoRemoval(this.#around),
      useAnother: () => void this.#focusMethods(),
      bare: this.summary === 'none',
      disabled: this.disabled,
      share: () => this.#share(),
      later: this.later,
    });
  }

  #body(): TemplateResult | typeof nothing {
    const { messages } = this.#localize;
    const { phase, data, chosen } = this.#state;
    const begins = !this.#formSeen && chosen === NEW_CARD;
    if (!this.themed.ready) return loadingPanel();
    switch (phase) {
      case 'loading':
        return loadingPanel();
      case 'expired':
      case 'unavailable':
        return closedPanel(this.#state, messages, () => void this.#session.refresh());
      case 'complete':
        return nothing;
      default:
        if (data && !data.card_entry && shownMethods(this.#state).length === 0) {
          return messagePanel(messages.unusableTitle, messages.noWayToPay);
        }
        return begins && this.#demand.isComing() ? loadingPanel() : this.#form();
    }
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    const status: StatusView = {
      state: this.#state,
      localize: this.#localize,
      hint: this.hint,
      said: this.said,
      later: this.later,
      leaving: this.leaving,
      reopen: () => this.#session.acts?.reopenChallenge(),
    };
    return html`<div
      class="root"
      part="base"
      dir=${messages.rtl ? 'rtl' : nothing}
      lang=${this.#localize.spoken}
      aria-busy=${this.#state.phase === 'loading'}
      @method-select=${this.#select}
      @method-remove=${({ detail }: MethodRemoveRequest) => {
        this.asked = detail.method;
      }}
      @method-update=${({ detail }: MethodUpdateRequest) =>
        void this.#rarely((later) => later.edit(detail.method))}
      @input=${({ target }: Event) =>
        goesElsewhere(target, this.#state) && this.#session.wantCode()}
      @remove-answer=${this.#answerRemoval}
      @consent-change=${this.#consented}
      @card-reload=${() => this.#session.renewCardEntry()}
      @pay-request=${this.#press}
      @challenge-progress=${() => this.#session.acts?.look()}
      @challenge-cancel=${() => this.#session.acts?.dismissChallenge()}
    >
      ${this.#body()}
      <div role="status" class=${isSeen(status) ? 'progress' : 'unseen'} part="status">
        ${statusView(status)}
      </div>
      ${dialogs(this.#state, this.#localize, this.asked, this.#demand)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-checkout': KeepsakeCheckout;
  }
}
