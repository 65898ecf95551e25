/**
 * Hosts the bank's card frame. What is typed there stays there; this element learns only whether
 * it is complete and, when asked, a token. It keeps the frame mounted through declines, because
 * mounting it again would lose what the buyer typed.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { FrameError, Notice, TokenCard } from '../../server/bank/protocol.ts';
import { CardChange, CardReloadRequest, PayRequest } from '../events.ts';
import { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { drawMarks } from '../shared/draw-marks.ts';
import { cardStyles } from './card.styles.ts';
import { type FrameChannel, openChannel } from './frame-channel.ts';
import { networkChoice } from './network-choice.ts';
import { readTheme } from './theme.ts';

export type Tokenized =
  | { readonly ok: true; readonly token: string; readonly card: TokenCard }
  | { readonly ok: false; readonly error: FrameError };

const unavailable: Tokenized = {
  ok: false,
  error: { code: 'bank_unavailable', field: null, recoverable: true },
};

/**
 * @tag keepsake-card
 * @summary Fields for a new card, or the security code of a saved one, in a frame of the bank.
 * @fires {CardChange} card-change - Completeness or brand changed.
 * @fires {PayRequest} pay-request - Enter was pressed in the frame.
 * @fires {CardReloadRequest} card-reload - A fresh frame address is wanted.
 * @csspart card-frame - The frame.
 * @csspart networks - The choice of a co-badged card's network.
 * @csspart network - One of the networks.
 */
export class KeepsakeCard extends LitElement {
  static override styles = cardStyles;
  static override properties = {
    url: {},
    mode: {},
    merchant: {},
    locale: {},
    status: { state: true },
    networks: { state: true },
    network: { state: true },
  };

  /** The signed address of the frame. Another address mounts another frame. */
  declare url: string;
  /** A whole card, or the security code of a saved one alone. */
  declare mode: 'card' | 'cvc';
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

  constructor() {
    super();
    this.url = '';
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
    if (!this.#channel) {
      this.renderRoot.querySelector('button')?.focus();
      return;
    }
    const reply = await this.#channel.request({ type: 'validate' });
    const first = this.mode === 'cvc' ? 'cvc' : 'number';
    await this.focusField(reply.ok ? first : (reply.error.field ?? first));
  }

  async focusField(field: 'number' | 'expiry' | 'cvc' | 'name'): Promise<void> {
    this.#frame?.focus();
    await this.#channel?.request({ type: 'focus', field });
  }

  /** Empties the fields. */
  clear(): void {
    void this.#channel?.request({ type: 'clear' });
  }

  protected override firstUpdated(): void {
    drawMarks(this);
  }

  override focus(): void {
    void this.focusField(this.mode === 'cvc' ? 'cvc' : 'number');
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
    this.#resize(channel.height);
  }

  readonly #notice = (notice: Notice): void => {
    if (notice.type === 'state') this.#tell(notice.complete, notice.brand);
    else if (notice.type === 'networks') this.#offer(notice.available);
    else if (notice.type === 'height') this.#resize(notice.height);
    else if (notice.type === 'submit') this.dispatchEvent(new PayRequest());
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
    const look = JSON.stringify(this.#theme());
    if (!this.#channel || look === this.#look) return;
    this.#look = look;
    void this.#channel.request({ type: 'theme', theme: this.#theme() });
  }

  #askForReload(): void {
    this.#drop();
    this.status = 'waiting';
    this.dispatchEvent(new CardReloadRequest());
    // With the old address at once, in case no other comes: it may have been the network.
    this.#mount();
  }

  override render(): TemplateResult {
    const { messages } = this.#localize;
    const more = moreOf(this.#localize);
    const { status, merchant } = this;
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
        <div class="bones" aria-hidden="true" ?hidden=${status !== 'waiting'}>
          <i></i><i></i><i></i><i></i>
        </div>
        <iframe
          part="card-frame"
          title=${this.mode === 'cvc' ? more.securityCode : more.cardDetails}
          referrerpolicy="no-referrer"
          sandbox="allow-forms allow-scripts allow-same-origin"
          @load=${this.#greet}
        ></iframe>
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

/** Whether two addresses open the same page, for different sessions. */
function isSamePage(one: string | undefined, other: string): boolean {
  const plain = (url: string | undefined) => url?.split('?', 1)[0];
  return Boolean(one) && plain(one) === plain(other);
}

/** Null where no message could be addressed: an unreadable or an opaque origin. */
function originOf(url: string): string | null {
  try {
    const { origin } = new URL(url);
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}

/** Asked, because naming a feature that a browser does not know makes it complain. */
function knowsFeature(name: string): boolean {
  if (!('featurePolicy' in document)) return false;
  const { featurePolicy } = document;
  if (typeof featurePolicy !== 'object' || featurePolicy === null) return false;
  if (!('features' in featurePolicy) || typeof featurePolicy.features !== 'function') return false;
  const features: unknown = featurePolicy.features();
  return Array.isArray(features) && features.includes(name);
}

declare global {
  interface HTMLElementTagNameMap {
    'keepsake-card': KeepsakeCard;
  }
}
