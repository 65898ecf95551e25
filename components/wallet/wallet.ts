/**
 * The account page: lays out the cards with their permissions, asks before something ends, and
 * turns answers into changes of the session. It shows what the server says, never what it hopes.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { WalletMethod } from '../../server/wire/wallet.ts';
import { KeepsakeRemoveEvent } from '../events.ts';
import type { BackupAnswer, ExpiryAnswer, NumberAnswer, QuestionAnswer } from '../later-events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { PlanWords } from '../locale/plan/words.ts';
import { StateWords } from '../locale/states/words.ts';
import { WalletWords } from '../locale/wallet/words.ts';
import { spokenName } from '../methods/describe.ts';
import type { WalletChange } from '../session/wallet-client.ts';
import { WalletController } from '../session/wallet-controller.ts';
import { besideOf, cardOf, subscriptionOf, type Wallet } from '../session/wallet-machine.ts';
import { drawMarks } from '../shared/draw-marks.ts';
import { hasFocus } from '../shared/has-focus.ts';
import { OutwardElement } from '../shared/outward-element.ts';
import { titleId } from './action-button.ts';
import { type CardActs, cardView, goneView } from './card-view.ts';
import { listView } from './list-view.ts';
import { doneText, isOfSubscription, subscriptionText } from './outcome-text.ts';
import { changeMade, detailOf, tell } from './outward.ts';
import { loadingPanel, messagePanel } from './panels.ts';
import type { ReceiptWish } from './permission-view.ts';
import { type Asked, isAsked, questionFor } from './questions.ts';
import { openPage, saveFile } from './receipt-files.ts';
import type { SubscriptionActs } from './subscription-view.ts';
import type { Voice } from './voice.ts';
import { walletStyles } from './wallet.styles.ts';

/**
 * @tag keepsake-wallet
 * @summary Every saved card with its two permissions, and the way to take each back.
 * @fires {KeepsakeReadyEvent} keepsake-ready - The cards are shown.
 * @fires {KeepsakeChangeEvent} keepsake-change - Something about a card has changed.
 * @fires {KeepsakeRemoveEvent} keepsake-remove - A removal was confirmed; cancel it to keep the card.
 * @fires {KeepsakeErrorEvent} keepsake-error - The buyer was told about a problem.
 * @csspart base - Everything.
 * @csspart card - The block of one card.
 * @csspart card-mark - The drawn brand mark.
 * @csspart card-name - Brand and last four digits.
 * @csspart card-expiry - Its expiry.
 * @csspart card-use - What depends on it.
 * @csspart subscription - The block of one subscription.
 * @csspart badge - "Default".
 * @csspart permission - One of the two permissions.
 * @csspart permission-state - Whether it is given, in words.
 * @csspart mandate - One permission to charge.
 * @csspart backup - Which card takes over when this one ends before the permission does.
 * @csspart words - The words that were agreed to.
 * @csspart toast - The line that offers to undo a removal.
 * @csspart error - What went wrong with a card.
 * @csspart panel - What stands in the cards' place when there are none to show.
 */
export class KeepsakeWallet extends OutwardElement {
  static override styles = walletStyles;
  static override properties = {
    asked: { state: true },
    editing: { state: true },
    numbering: { state: true },
    naming: { state: true },
    receiptFailed: { state: true },
    said: { state: true },
  };

  /** What the dialog asks about. */
  declare protected asked: Asked | null;
  /** The card whose expiry date is being typed. */
  declare protected editing: string | null;
  /** Whether another number is typed for it, and not only another date. */
  declare protected numbering: boolean;
  /** The agreement for which a backup is being named. */
  declare protected naming: string | null;
  /** The card of which a receipt could not be fetched. */
  declare protected receiptFailed: string | null;
  /** The last thing to announce. */
  declare protected said: string;

  readonly #session = new WalletController(this, (next, previous) => this.#on(next, previous));
  readonly #localize = new Localize(this, () => this.locale);
  readonly #words = new WalletWords(this, this.#localize);

  readonly #states = new StateWords(this, () => this.#localize.locale);
  readonly #plan = new PlanWords(this, () => this.#localize.locale);

  /** What had the focus is gone, and there is nothing yet to go on with. */
  #adrift = false;

  readonly #acts: CardActs & SubscriptionActs = {
    edit: (method) => {
      this.editing = method;
      this.numbering = false;
    },
    number: (method) => {
      this.editing = method;
      this.numbering = true;
    },
    name: (mandate) => {
      this.naming = mandate;
    },
    agreements: (method, backup) => this.#session.agreements(method, backup, this.#localize.locale),
    agreement: (its, card) => this.#session.agreement(its, card, this.#localize.locale),
    ask: (change) => {
      if (isAsked(change)) this.asked = change;
    },
    change: (change) => {
      if (change.kind !== 'remove') void this.#session.change(change);
    },
    receipt: (wish) => void this.#receipt(wish),
  };

  constructor() {
    super();
    this.asked = null;
    this.editing = null;
    this.numbering = false;
    this.naming = null;
    this.receiptFailed = null;
    this.said = '';
  }

  get #state(): Wallet {
    return this.#session.state;
  }

  get #voice(): Voice {
    return {
      words: this.#words.messages,
      messages: this.#localize.messages,
      more: moreOf(this.#localize),
      states: this.#states.messages,
      plan: this.#plan.messages,
      locale: this.#localize.locale,
      merchant: this.#state.data?.merchant.name ?? '',
    };
  }

  /** Asks the server again what there is to show. */
  refresh(): Promise<void> {
    return this.#session.refresh();
  }

  protected override firstUpdated(): void {
    drawMarks(this);
  }

  protected override begin(api: string, secret: string): void {
    void this.#session.start(api, secret);
  }

  /** One step of the session: tells the page, announces, and keeps the focus where it belongs. */
  #on(next: Wallet, previous: Wallet): void {
    tell(this, next, previous);
    if (next.phase === 'expired') this.#close();
    if (next.problem && next.problem !== previous.problem) this.said = '';
    const change = changeMade(next, previous);
    if (change) this.#announce(change, previous);
    const lost = this.#adrift && document.activeElement === document.body;
    const here = lost || hasFocus(this);
    this.#adrift = here && next.phase === 'loading';
    if (here && (previous.data || lost)) {
      const method = previous.busy?.method ?? previous.held?.method;
      if (method) void this.#keepFocus(method, besideOf(previous, method));
      else void this.#keepFocus();
    }
  }

  /** A removal was announced when it was confirmed. */
  #announce(change: WalletChange, before: Wallet): void {
    if (change.kind === 'remove') return;
    if (isOfSubscription(change)) {
      const its = subscriptionOf(before, change.subscription);
      if (its) this.said = subscriptionText(change, its, this.#state, this.#voice);
      if (change.kind === 'move') this.#endNaming(its?.id ?? null);
      return;
    }
    const kept = cardOf(this.#state, change.method);
    const card = kept ?? cardOf(before, change.method);
    if (card) this.said = doneText(change, card, kept === null, this.#voice);
    if (change.kind === 'update' || change.kind === 'replace') this.#endEditing();
    if (change.kind === 'backup') this.#endNaming(change.method);
  }

  #close(): void {
    this.asked = null;
    this.editing = null;
    this.naming = null;
    this.receiptFailed = null;
    this.said = '';
  }

  /** What had the focus may go with a change; then its card, or the one beside it, has it. */
  async #keepFocus(...methods: readonly (string | null)[]): Promise<void> {
    await this.updateComplete;
    if (!this.shadowRoot?.activeElement) this.#focusCard(...methods);
  }

  /** The first of these cards that is there, else any, else what stands in their place. */
  #focusCard(...methods: readonly (string | null)[]): void {
    const ids = methods.flatMap((method) => (method ? [`#${titleId(method)}`] : []));
    const places = [...ids, 'h3', 'h2'].map((place) =>
      this.renderRoot.querySelector<HTMLElement>(place),
    );
    places.find((place) => place !== null)?.focus();
  }

  #endEditing(): void {
    const method = this.editing;
    const form = this.renderRoot.querySelector('keepsake-expiry-form, keepsake-number-form');
    const here = form && hasFocus(form);
    this.editing = null;
    this.numbering = false;
    if (here) void this.updateComplete.then(() => this.#focusCard(method));
  }

  #endNaming(method: string | null): void {
    const form = this.renderRoot.querySelector('keepsake-backup-form');
    const here = form && hasFocus(form);
    this.naming = null;
    if (here) void this.updateComplete.then(() => this.#focusCard(method));
  }

  #number({ detail }: NumberAnswer): void {
    if (detail && this.editing) {
      void this.#session.change({ kind: 'replace', method: this.editing, ...detail });
    } else this.#endEditing();
  }

  #backup({ detail }: BackupAnswer): void {
    const mandate = this.naming;
    const its = mandate && subscriptionOf(this.#state, mandate);
    if (its && detail) {
      const method = its.payment_method ?? '';
      void this.#session.change({ kind: 'move', method, subscription: its.id, ...detail });
      return;
    }
    const owner = this.#state.data?.payment_methods.find(({ mandates }) =>
      mandates.some(({ id }) => id === mandate),
    );
    if (detail && mandate && owner) {
      void this.#session.change({ kind: 'backup', method: owner.id, mandate, ...detail });
    } else this.#endNaming(its ? its.id : (owner?.id ?? null));
  }

  #expiry(event: ExpiryAnswer): void {
    const { detail } = event;
    if (detail === null || this.editing === null) {
      this.#endEditing();
      return;
    }
    const { month: expMonth, year: expYear } = detail;
    void this.#session.change({ kind: 'update', method: this.editing, expMonth, expYear });
  }

  #answer(event: QuestionAnswer): void {
    const { asked } = this;
    this.asked = null;
    if (!asked) return;
    // Not every browser gives a button the focus when it is pressed, and so can give it back.
    void this.#keepFocus('subscription' in asked ? asked.subscription : asked.method);
    if (!event.detail.confirmed) return;
    if (asked.kind === 'remove') this.#remove(asked.method, event.detail.choice);
    else void this.#session.change(asked);
  }

  #remove(method: string, replacement: string | null): void {
    const card = cardOf(this.#state, method);
    if (!card || !this.dispatchEvent(new KeepsakeRemoveEvent(detailOf(card)))) return;
    const beside = besideOf(this.#state, method);
    this.said = moreOf(this.#localize).removed(spokenName(card, this.#localize.messages));
    if (this.editing === method) this.editing = null;
    this.#session.remove(method, replacement);
    void this.updateComplete.then(() => this.#focusCard(beside));
  }

  #undo(card: WalletMethod): void {
    this.said = moreOf(this.#localize).restored(spokenName(card, this.#localize.messages));
    this.#session.undoRemove();
    void this.updateComplete.then(() => this.#focusCard(card.id));
  }

  async #receipt({ method, consent, path, type }: ReceiptWish): Promise<void> {
    this.receiptFailed = null;
    const file = this.#session.receipt(path, type);
    const name = `receipt-${consent}`;
    try {
      if (type === 'text/html') await openPage(file, `${name}.html`);
      else saveFile(await file, `${name}.json`);
    } catch (error) {
      this.#session.noticeExpiry(error);
      if (this.#state.phase === 'ready') this.receiptFailed = method;
    }
  }

  #card(card: WalletMethod, voice: Voice): TemplateResult {
    const state = this.#state;
    if (state.held?.method === card.id) return goneView(card, voice, () => this.#undo(card));
    return cardView({
      state,
      card,
      voice,
      acts: this.#acts,
      editing: this.editing === card.id,
      numbering: this.numbering,
      naming: this.naming,
      receiptFailed: this.receiptFailed === card.id,
    });
  }

  #cards(): TemplateResult {
    const voice = this.#voice;
    return listView({
      state: this.#state,
      voice,
      acts: this.#acts,
      naming: this.naming,
      card: (card) => this.#card(card, voice),
    });
  }

  #body(): TemplateResult {
    const { words, messages } = this.#voice;
    const { phase, refusal } = this.#state;
    if (!this.#words.ready || !this.#plan.ready || !this.themed.ready) return loadingPanel();
    switch (phase) {
      case 'loading':
        return loadingPanel();
      case 'expired':
        return messagePanel(
          { title: words.expiredTitle, text: words.expiredText, again: null },
          'alert',
        );
      case 'unavailable': {
        const again = { label: messages.tryAgain, run: () => void this.#session.refresh() };
        return refusal?.type === 'client_error'
          ? messagePanel(
              { title: words.loadFailedTitle, text: moreOf(this.#localize).loadFailedText, again },
              'alert',
            )
          : messagePanel(
              { title: words.unusableTitle, text: words.unusableText, again: null },
              'alert',
            );
      }
      case 'ready':
        return this.#cards();
    }
  }

  #question(): TemplateResult | typeof nothing {
    const { asked } = this;
    const question = asked && questionFor(asked, this.#state, this.#voice);
    if (!question) return nothing;
    return html`<keepsake-question exportparts="dialog"
      .question=${question}
    ></keepsake-question>`;
  }

  override render(): TemplateResult {
    const { words, messages } = this.#voice;
    const loading = this.#state.phase === 'loading';
    return html`<div
      class="root"
      part="base"
      dir=${messages.rtl ? 'rtl' : nothing}
      lang=${this.#localize.spoken}
      aria-busy=${loading}
      @question-answer=${this.#answer}
      @expiry-answer=${this.#expiry}
      @number-answer=${this.#number}
      @backup-answer=${this.#backup}
    >
      ${this.#body()}
      <p role="status" class="unseen">${loading ? words.loading : this.said}</p>
      ${this.#question()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-wallet': KeepsakeWallet;
  }
}
