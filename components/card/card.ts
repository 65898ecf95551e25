/**
 * Hosts the bank's card frame, or lends its place to a processor's own fields. What is typed there
 * stays there; this element learns only whether it is complete and, when asked, a token. It keeps the
 * frame mounted through declines, because mounting it again would lose what the buyer typed.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { CARD_FIELDS, type Field, type Mode, type Notice } from '../../server/bank/protocol.ts';
import type { CardEntry } from '../../server/wire/elements.ts';
import { PayRequest } from '../events.ts';
import { CardChange, CardReloadRequest } from '../later-events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { drawMarks } from '../shared/draw-marks.ts';
import { cardStyles } from './card.styles.ts';
import { isSamePage, knowsFeature, originOf } from './frame-address.ts';
import { type FrameChannel, openChannel } from './frame-channel.ts';
import { networkChoice } from './network-choice.ts';
import type { OwnFields } from './own-fields.ts';
import { readTheme } from './theme.ts';
import { type Tokenized, unavailable } from './tokenized.ts';

export type { Tokenized } from './tokenized.ts';

/** Where typing begins. */
const FIRST: Readonly<Record<Mode, Field>> = {
  card: 'number',
  cvc: 'cvc',
  us_bank_account: 'routing',
  sepa_debit: 'iban',
};

/**
 * @tag keepsake-card
 * @summary Fields for a new card, or the security code of a saved one: the bank's or a processor's.
 * @fires {CardChange} card-change - Completeness or brand changed.
 * @fires {PayRequest} pay-request - Enter was pressed in the frame.
 * @fires {CardReloadRequest} card-reload - A fresh frame address is wanted.
 * @csspart card-frame - The frame, or what stands around a processor's own fields.
 * @csspart networks - The choice of a co-badged card's network.
 * @csspart network - One of the networks.
 */
export class KeepsakeCard extends LitElement {
  static override styles = cardStyles;
  static override properties = {
    url: {},
    entry: { attribute: false },
    mode: {},
    merchant: {},
    locale: {},
    status: { state: true },
    networks: { state: true },
    network: { state: true },
  };

  /** The signed address of the frame. Another address mounts another frame. */
  declare url: string;
  /** Where the card is typed, as the server says; that of the bank's frame sets `url`. */
  declare entry: CardEntry | null | undefined;
  /** A whole card, the security code of a saved one alone, or a bank account of a kind. */
  declare mode: Mode;
  /** Who will not see the number; null says nothing about it. */
  declare merchant: string | null;
  /** BCP 47; by default the page's. */
  declare locale: string | null;
  declare protected status: 'waiting' | 'ready' | 'failed';

  /** What the card can run on, where there is a choice. */
  declare protected networks: readonly string[];
  /** What the buyer chose of them. */
  declare protected network: string | null;

  /** Whether all that is asked for is typed. */
  complete = false;

  readonly #localize = new Localize(this, () => this.locale);
  #channel: FrameChannel | null = null;
  #greeting = 0;
  #renewal: Promise<void> = Promise.resolve();
  #look = '';
  /** What the frame has told since it was greeted; it is newer than what it began with. */
  #height = 0;
  /** A processor's own fields, where the entry names them and they are fetched. */
  #own: OwnFields | null = null;

  constructor() {
    super();
    this.url = '';
    this.entry = null;
    this.mode = 'card';
    this.merchant = null;
    this.locale = null;
    this.status = 'waiting';
    this.networks = [];
    this.network = null;
  }

  /** A single-use token for what is typed, or the reason why there is none. */
  async tokenize(): Promise<Tokenized> {
    await this.#renewal;
    if (this.#own) return this.#own.tokenize(this.network);
    if (!this.#channel) return unavailable;
    const choice = this.network === null ? {} : { network: this.network };
    const reply = await this.#channel.request({ type: 'tokenize', ...choice });
    if (!reply.ok) {
      if (reply.error.code === 'session_expired') this.#askForReload();
      return reply;
    }
    return 'token' in reply ? reply : unavailable;
  }

  /** Lets the frame show what is missing and moves the focus there. */
  async reveal(): Promise<void> {
    if (this.#own && this.status === 'ready') return this.#own.reveal();
    if (!this.#channel) {
      this.renderRoot.querySelector('button')?.focus();
      return;
    }
    const reply = await this.#channel.request({ type: 'validate' });
    await this.focusField(reply.ok ? FIRST[this.mode] : (reply.error.field ?? FIRST[this.mode]));
  }

  async focusField(field: Field): Promise<void> {
    const ofCard = CARD_FIELDS.find((each) => each === field);
    if (this.#own) return ofCard && this.#own.focus(ofCard);
    this.#frame?.focus();
    await this.#channel?.request({ type: 'focus', field });
  }

  /** Empties the fields. */
  clear(): void {
    this.#own?.clear();
    void this.#channel?.request({ type: 'clear' });
  }

  protected override firstUpdated(): void {
    drawMarks(this);
  }

  override focus(): void {
    void this.focusField(FIRST[this.mode]);
  }

  #title(): string {
    const { messages } = this.#localize;
    const more = moreOf(this.#localize);
    if (this.mode === 'cvc') return more.securityCode;
    return this.mode === 'card' ? more.cardDetails : messages.bankAccount;
  }

  get #frame(): HTMLIFrameElement | null {
    return this.renderRoot.querySelector('iframe');
  }

  get #direction(): 'ltr' | 'rtl' {
    return getComputedStyle(this).direction === 'rtl' ? 'rtl' : 'ltr';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('entry')) this.#enter();
    const before = changed.get('url');
    if (!changed.has('url') || (this.#channel && isSamePage(before, this.url))) return;
    this.#drop();
    this.status = 'waiting';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('url') && this.url) {
      if (this.#channel) this.#renewal = this.#renew();
      else this.#mount();
    }
    const { language } = this.#localize;
    if (changed.has('locale')) {
      void this.#channel?.request({ type: 'locale', locale: language, dir: this.#direction });
    }
  }

  /** To the bank's frame, or to the fields of the processor that the entry names. */
  #enter(): void {
    const { entry } = this;
    if (!entry) return;
    if (entry.driver === 'bank') {
      this.url = entry.url;
      this.#leaveOwn();
    } else if (this.#own) this.#own.renew(entry);
    else void this.#lend();
  }

  #leaveOwn(): void {
    if (!this.#own) return;
    this.removeController(this.#own);
    this.#own.close();
    this.#own = null;
  }

  async #lend(): Promise<void> {
    this.url = '';
    this.status = 'waiting';
    const fetched = await import('./own-fields.ts').catch(() => null);
    const { entry } = this;
    if (!entry || entry.driver === 'bank' || this.#own) return;
    if (!fetched) {
      this.status = 'failed';
      return;
    }
    this.#own = new fetched.OwnFields(
      {
        card: this,
        language: () => this.#localize.language,
        look: () => ({ theme: this.#theme(), rtl: this.#direction === 'rtl' }),
        status: (status) => {
          this.status = status;
        },
        tell: (complete, brand) => this.#tell(complete, brand),
        networks: (available) => this.#offer(available),
        submit: () => this.dispatchEvent(new PayRequest()),
      },
      entry,
    );
  }

  /** The frame goes on with what is typed, under the session of the new address. */
  async #renew(): Promise<void> {
    const { url } = this;
    const reply = await this.#channel?.request({ type: 'renew', url });
    if (reply?.ok || url !== this.url) return;
    this.#drop();
    this.status = 'waiting';
    this.#mount();
  }

  /** By property and not in the template, so that what the platform knows can be asked first. */
  #mount(): void {
    const frame = this.#frame;
    if (!frame) return;
    if (knowsFeature('autofill')) frame.allow = 'autofill';
    frame.src = this.url;
  }

  #drop(): void {
    this.#greeting += 1;
    this.#channel?.close();
    this.#channel = null;
    this.#offer([]);
    this.#tell(false, null);
  }

  async #greet(): Promise<void> {
    const target = this.#frame?.contentWindow;
    const origin = originOf(this.url);
    if (!target || !this.#frame?.src) return;
    if (!origin) {
      this.status = 'failed';
      return;
    }
    this.#channel?.close();
    this.#greeting += 1;
    const greeting = this.#greeting;
    this.#height = 0;
    const channel = await openChannel(target, origin, this.#notice);
    if (greeting !== this.#greeting) {
      channel?.close();
      return;
    }
    const { language } = this.#localize;
    const theme = this.#theme();
    const reply = await channel?.request({
      type: 'init',
      locale: language,
      dir: this.#direction,
      theme,
      mode: this.mode,
    });
    if (greeting !== this.#greeting) return;
    if (!channel || !reply?.ok) {
      channel?.close();
      this.status = 'failed';
      return;
    }
    this.#channel = channel;
    this.#look = JSON.stringify(theme);
    this.status = 'ready';
    // It may have changed while the frame was greeted.
    this.#restyle();
    this.#resize(this.#height || channel.height);
  }

  readonly #notice = (notice: Notice): void => {
    if (notice.type === 'state') this.#tell(notice.complete, notice.brand);
    else if (notice.type === 'networks') this.#offer(notice.available);
    else if (notice.type === 'height') {
      this.#height = notice.height;
      this.#resize(notice.height);
    } else if (notice.type === 'submit') this.dispatchEvent(new PayRequest());
  };

  #tell(complete: boolean, brand: string | null): void {
    this.complete = complete;
    if (this.isConnected) this.dispatchEvent(new CardChange(complete, brand));
  }

  /** Another number is another question. */
  #offer(available: readonly string[]): void {
    this.networks = available;
    this.network = null;
  }

  #resize(height: number): void {
    const box = this.#frame?.parentElement;
    if (box && height > 0) box.style.setProperty('block-size', `${Math.ceil(height)}px`);
  }

  #theme() {
    return readTheme(this.renderRoot.querySelector('.probe') ?? this);
  }

  /** Once a look, however many of its values have changed. */
  #restyle(): void {
    this.#own?.restyle();
    const look = JSON.stringify(this.#theme());
    if (!this.#channel || look === this.#look) return;
    this.#look = look;
    void this.#channel.request({ type: 'theme', theme: this.#theme() });
  }

  #askForReload(): void {
    if (this.entry && this.entry.driver !== 'bank') {
      void (this.#own?.open() ?? this.#lend());
      return;
    }
    this.#drop();
    this.status = 'waiting';
    this.dispatchEvent(new CardReloadRequest());
    // With the old address at once, in case no other comes: it may have been the network.
    this.#mount();
  }

  #bones(): TemplateResult {
    return html`<div class="bones" aria-hidden="true" ?hidden=${this.status !== 'waiting'}>
      <i></i><i></i><i></i><i></i>
    </div>`;
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    const more = moreOf(this.#localize);
    const { status, merchant, entry } = this;
    const isOwn = entry && entry.driver !== 'bank';
    return html`<span
        class="probe"
        aria-hidden="true"
        @transitionend=${this.#restyle}
        @animationend=${this.#restyle}
      ></span>
      <div class="failed" ?hidden=${status !== 'failed'}>
        <span role="alert">${status === 'failed' ? more.cardFailed : ''}</span>
        <button type="button" class="button" @click=${this.#askForReload}>${messages.tryAgain}</button>
      </div>
      <div class="frame ${this.mode} ${status}" ?hidden=${status === 'failed'}>
        ${this.#own?.view(status, more) ?? this.#bones()}
        ${
          isOwn
            ? nothing
            : html`<iframe
                part="card-frame"
                title=${this.#title()}
                referrerpolicy="no-referrer"
                sandbox="allow-forms allow-scripts allow-same-origin"
                @load=${this.#greet}
              ></iframe>`
        }
      </div>
      ${
        this.networks.length > 1
          ? networkChoice({
              available: this.networks,
              chosen: this.network,
              more,
              choose: (network) => {
                this.network = network;
              },
            })
          : nothing
      }
      ${merchant ? html`<p class="trust muted">${more.cardTrust(merchant)}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-card': KeepsakeCard;
  }
}
