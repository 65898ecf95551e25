/**
 * The whole checkout: lays out the leaves, hands them their state, and turns their requests into
 * calls of the session. What follows a press is lent to it later. It decides neither what may be
 * shown nor what happened to money.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { MethodRemoveRequest, MethodSelectRequest, MethodUpdateRequest } from '../events.ts';
import { Localize } from '../locale/localize.ts';
import { CheckoutController } from '../session/checkout-controller.ts';
import { type Checkout, shownMethods } from '../session/checkout-state.ts';
import { sessionOf } from '../session/press-store.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { FormControl } from '../shared/form-control.ts';
import { OutwardElement } from '../shared/outward-element.ts';
import { checkoutStyles } from './checkout.styles.ts';
import { loadActing, whenIdle } from './fetch-acting.ts';
import { asksFor, formView } from './form.ts';
import type { Hand } from './hand.ts';
import { carriedState } from './inline-state.ts';
import { OnDemand } from './on-demand.ts';
import { tell } from './outward.ts';
import { loadingPanel, messagePanel } from './panels.ts';

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
    said: { state: true },
    hint: { state: true },
    disabled: { state: true },
  };

  /** Inside a form: the name under which the intent's id is submitted once all is done. */
  declare name: string | null;
  /** `none` where the page itself shows what is bought. */
  declare summary: string | null;

  /** The last thing to announce; it is seen elsewhere. */
  declare protected said: string;
  /** What is needed before the press can be made: announced, and seen at the button. */
  declare protected hint: string;
  /** By the form or field set around it. */
  declare protected disabled: boolean;

  readonly #session = new CheckoutController(
    this,
    (next, previous) => this.#on(next, previous),
    () => this.#fetch(),
  );
  readonly #localize = new Localize(this, () => this.locale ?? this.#state.data?.session.locale);
  readonly #demand = new OnDemand(this, this.#localize);
  readonly #control = new FormControl(this);
  /** What it does beside showing and choosing, once that is here. */
  #hand: Hand | null = null;
  #wanted = false;
  /** What was wanted could not be had; the form is shown without it. */
  #alone = false;
  #cardWanted = false;
  #formSeen = false;

  constructor() {
    super();
    this.name = null;
    this.summary = null;
    this.said = '';
    this.hint = '';
    this.disabled = false;
    this.addEventListener('invalid', (event) => {
      event.preventDefault();
      void this.#do((hand) => hand.remind());
    });
  }

  get #state(): Checkout {
    return this.#session.state;
  }

  /** Presses the button. Resolves when the outcome is known or the buyer must do something first. */
  async confirm(): Promise<{ readonly status: Checkout['phase'] }> {
    await this.#do((hand) => hand.confirm());
    return { status: this.#state.phase };
  }

  /** Asks the server again what there is to show. */
  refresh(): Promise<void> {
    return this.#session.refresh();
  }

  protected override begin(api: string, secret: string): void {
    const renewal = this.#hand?.takeRenewal() ?? false;
    if (!renewal) {
      this.#cardWanted = false;
      this.#formSeen = false;
    }
    const inline = carriedState(this, sessionOf(secret));
    const { locale } = this;
    const start = { api, secret, locale, inline: inline?.state ?? null, renewal };
    const started = this.#session.start(start);
    if (inline?.isStale) void started.then(() => this.refresh());
    if (renewal) void started.then(() => this.#hand?.renewed());
  }

  protected override updated(): void {
    this.#hand?.rendered();
    const { phase } = this.#state;
    if (this.#wanted || !(this.name || phase === 'open')) return;
    this.#wanted = true;
    // A form around it is held back, and let go by what comes later.
    if (this.name) {
      this.#control.demand(this.#localize.messages.loading);
      this.#want();
    } else whenIdle(() => this.#want());
  }

  formDisabledCallback(disabled: boolean): void {
    this.disabled = disabled;
  }

  formResetCallback(): void {
    void this.#do((hand) => hand.reset());
  }

  formStateRestoreCallback(state: unknown): void {
    void this.#do((hand) => hand.restore(state));
  }

  async #fetch() {
    const here = await loadActing();
    this.#hand ??= new here.Hand({
      host: this,
      session: this.#session,
      localize: this.#localize,
      demand: this.#demand,
      control: this.#control,
      say: (words) => {
        this.said = words;
      },
      hint: (words) => {
        this.hint = words;
      },
    });
    return here;
  }

  /** Brings what comes later; whether it can be had matters to whoever needs it. */
  #want(): void {
    this.#session.wantActs().catch(() => {
      this.#alone = true;
      this.requestUpdate();
    });
  }

  /** Does what comes later, and says so where that cannot be had. */
  async #do(act: (hand: Hand) => unknown): Promise<void> {
    const { clientSecret } = this;
    if (!this.#session.acts) {
      await this.#session.wantActs().catch(() => {
        const { messages } = this.#localize;
        this.hint = navigator.onLine ? messages.partFailed : messages.offline;
      });
    }
    if (this.#hand && this.#session.acts && clientSecret === this.clientSecret)
      await act(this.#hand);
  }

  #share(): void {
    const { data, phase } = this.#state;
    if (phase !== 'open') return;
    const mayStop = data?.payment_methods.some(({ removable }) => removable) === true;
    this.querySelector(':scope > script[slot="state"]')?.remove();
    this.#session.hideNow();
    void this.#do((hand) => hand.share(mayStop));
  }

  /** One step of the session: tells the page, and brings what the next rendering needs. */
  #on(next: Checkout, previous: Checkout): void {
    if (next.chosen === NEW_CARD) this.#cardWanted = true;
    const ended = next.phase === 'complete' && previous.phase !== 'complete';
    // Who comes back to a session that was completed elsewhere is shown so, and not sent away.
    const finished = ended && this.#session.pressedHere;
    if (!ended || finished) tell(this, next, previous);
    this.#hand?.heed(next, previous, finished);
  }

  #select(event: MethodSelectRequest): void {
    this.hint = '';
    this.#session.choose(event.detail.method);
  }

  #form(): TemplateResult {
    this.#formSeen = true;
    return formView({
      state: this.#state,
      localize: this.#localize,
      cardWanted: this.#cardWanted,
      lazy: (tag, part) => this.#demand.part(tag, part),
      bare: this.summary === 'none',
      disabled: this.disabled,
      share: () => this.#share(),
      hand: this.#hand,
    });
  }

  /** Whether the form has to wait for parts whose height nothing could keep. */
  #isComing(): boolean {
    if (this.#formSeen) return false;
    const words = asksFor(this.#state) && !this.#hand && !this.#alone;
    if (words) this.#want();
    return words || (this.#state.chosen === NEW_CARD && this.#demand.isComing());
  }

  /** What follows may be missing for the same reason as what was to be shown. */
  #closed(): TemplateResult {
    const { messages } = this.#localize;
    if (!this.#hand && !this.#alone) {
      this.#want();
      return loadingPanel();
    }
    const again = { label: messages.tryAgain, run: () => void this.#session.refresh() };
    const words = navigator.onLine ? messages.partFailed : messages.offline;
    return this.#hand?.closed(again) ?? messagePanel(words, '', again);
  }

  #body(): TemplateResult | typeof nothing {
    const { phase, data } = this.#state;
    if (!this.themed.ready) return loadingPanel();
    switch (phase) {
      case 'loading':
        return loadingPanel();
      case 'expired':
      case 'unavailable':
        return this.#closed();
      case 'complete':
        return nothing;
      default:
        if (data && !data.card_entry && !data.bank_entry && shownMethods(this.#state).length === 0)
          return this.#closed();
        return this.#isComing() ? loadingPanel() : this.#form();
    }
  }

  #status(): { readonly seen: boolean; readonly words: unknown } {
    const { hint, said } = this;
    const { phase, offline } = this.#state;
    const { messages } = this.#localize;
    if (phase === 'loading') return { seen: false, words: messages.loading };
    if (this.#hand) return this.#hand.status(hint, said);
    return { seen: offline || hint !== '', words: hint || (offline ? messages.offline : said) };
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    const { seen, words } = this.#status();
    return html`<div
      class="root"
      part="base"
      dir=${messages.rtl ? 'rtl' : nothing}
      lang=${this.#localize.spoken}
      aria-busy=${this.#state.phase === 'loading'}
      @method-select=${this.#select}
      @method-remove=${({ detail }: MethodRemoveRequest) =>
        this.#do((hand) => hand.askRemoval(detail.method))}
      @method-update=${({ detail }: MethodUpdateRequest) =>
        this.#do((hand) => hand.edit(detail.method))}
      @input=${({ target }: Event) => this.#do((hand) => hand.typed(target))}
      @card-reload=${() => this.#do(() => this.#session.acts?.renewCardEntry())}
      @pay-request=${() => this.#do((hand) => hand.press())}
    >
      ${this.#body()}
      <div role="status" class=${seen ? 'progress' : 'unseen'} part="status">
        ${words}
      </div>
      ${this.#hand?.dialogs() ?? nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-checkout': KeepsakeCheckout;
  }
}
